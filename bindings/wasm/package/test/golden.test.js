// The same bytes of JSON as from Rust, and the same items in UTF-16 offsets.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { init, parse, read, segments, toJson } from "lawgov";

const root = new URL("../../../../", import.meta.url);
const golden = new URL("tests/golden/", root);
const LISTS = ["measures", "statistics", "citations", "law_mentions", "people", "organizations", "findings"];
await init();

for (const file of readdirSync(golden).filter((name) => name.endsWith(".json"))) {
  const text = readFileSync(new URL(`samples/${file.replace(".json", ".txt")}`, root), "utf8");

  test(`${file}, byte for byte`, () => {
    const json = toJson(text, { offset_unit: "char", pretty: true });
    const lines = json.split("\n").filter((line) => !line.startsWith('  "lawgov_version"'));
    assert.equal(`${lines.join("\n")}\n`, readFileSync(new URL(file, golden), "utf8"));
  });

  test(`${file}, the same but for offsets`, () => {
    const points = JSON.parse(toJson(text, { offset_unit: "char" }));
    const report = parse(text);
    assert.equal(report.offset_unit, "utf16");
    assert.deepEqual(withoutOffsets(report), withoutOffsets(points));
    check(report);
  });
}

test("characters of two units, line ends of two, a byte order mark", () => {
  const text = "\ufeff𠮷祥镇2023年法治政府建设情况报告\r\n一、主要举措\r\n一是开展普法。𠮷祥村发放《𠮷祥镇条例》２００余份，办理复议0件，。\r\n镇长𠮷田：李明\r\n";
  const report = parse(text);
  assert.equal(report.text, text);
  assert.deepEqual(report.statistics.map((s) => [s.text, s.value]), [["２００余份", 200], ["0件", 0]]);
  assert.ok(report.findings.length > 0);
  check(report);
  const bytes = new TextEncoder().encode(text);
  const fromBytes = read(bytes, "甲.txt");
  assert.deepEqual(fromBytes, { ...report, source: fromBytes.source });
  assert.equal(fromBytes.source.encoding, "utf-8");
});

test("a lone surrogate becomes U+FFFD and offsets stay", () => {
  const report = parse("甲\ud842镇发放资料20份。");
  assert.equal(report.text, "甲\ufffd镇发放资料20份。");
  check(report);
});

/** Every item is its slice; segments tile the text, and every mark covers whole segments. */
function check(report) {
  for (const list of LISTS) {
    for (const item of report[list]) {
      assert.equal(report.text.slice(item.start, item.end), item.text, list);
      for (const related of item.related ?? []) assert.equal(report.text.slice(related.start, related.end), related.text);
    }
  }
  for (const section of report.sections) {
    assert.ok(report.text.startsWith(section.marker, section.start), section.marker);
    assert.ok(report.text.slice(section.start, section.end).includes(section.heading));
  }
  let at = 0;
  for (const segment of segments(report)) {
    assert.equal(segment.start, at);
    assert.ok(segment.end > segment.start);
    for (const mark of segment.marks) assert.ok(mark.start <= segment.start && segment.end <= mark.end, mark.id);
    at = segment.end;
  }
  assert.equal(at, report.text.length);
}

function withoutOffsets(report) {
  return JSON.parse(JSON.stringify(report, (key, value) => (["start", "end", "offset_unit"].includes(key) ? undefined : value)));
}
