// What the package gives and what it throws.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as lawgov from "lawgov";

const { createPool, csv, decode, indicators, init, LawgovError, laws: lawList, open, parse, quantities, read, readFile, readJson, rules, segments, table, toHtml, toJson, xlsx } = lawgov;
const sample = (name) => readFileSync(new URL(`../../../../samples/${name}`, import.meta.url));
const thrown = (run) => {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof LawgovError, String(error));
    return error;
  }
  assert.fail("nothing was thrown");
};

test("before init, a clear error", async () => {
  assert.equal(thrown(() => parse("甲")).kind, "not_initialized");
  await assert.rejects(init({ engine: new Uint8Array([0]) }), (e) => e instanceof LawgovError && e.kind === "load_failed");
  await init({ engine: undefined });
  await init();
  assert.equal(parse("全年发放资料20份。").statistics[0].value, 20);
});

test("plain objects, null for what is missing", () => {
  const report = parse("全年发放资料20份。", { source: { name: "甲" } });
  assert.equal(Object.getPrototypeOf(report.statistics[0]), Object.prototype);
  assert.deepEqual(report.source, { name: "甲", format: null, encoding: null, sha256: null });
  assert.equal(report.statistics[0].period, null);
  assert.equal(report.metadata.title, null);
  assert.deepEqual(structuredClone(report), report);
});

test("objects hold what the JSON holds, in its order", () => {
  const faulty = new TextDecoder("utf-8", { ignoreBOM: true }).decode(sample("faulty-qingdian-2023.txt"));
  for (const text of [faulty, `\ufeff甲镇\r\n一、𠮷举措\ud800\n全年\udc00发放"资料"20份，。\u0001`, "甲", ""]) {
    const report = parse(text, { source: { name: '"text":""' } });
    assert.equal(JSON.stringify(report), JSON.stringify(JSON.parse(toJson(text, { source: { name: '"text":""' } }))));
    const bytes = new TextEncoder().encode(text);
    if (text !== "") assert.equal(JSON.stringify(read(bytes, "甲.txt")), JSON.stringify(JSON.parse(readJson(bytes, "甲.txt"))));
  }
  assert.ok(parse(faulty).findings.some((finding) => finding.related.some((one) => one.text !== "")));
  const counted = parse("𠮷发放资料20份。", { offset_unit: "char" }).statistics[0];
  assert.deepEqual([counted.start, counted.text], [5, "20份"]);
});

test("exact decimals", () => {
  const value = (text) => parse(text).statistics[0].value;
  assert.equal(value("投入资金1.2万元。"), 12000);
  assert.equal(value("满意率达93.75%。"), 93.75);
});

test("options and their errors", () => {
  const text = "一、主要举措\n全年发放资料20份，。";
  const found = (options) => parse(text, options).findings.map((f) => f.rule);
  assert.ok(found({}).includes("LG502"));
  assert.ok(!found({ ignore: ["doubled-punctuation"] }).includes("LG502"));
  assert.deepEqual(found({ select: ["LG502"] }), ["LG502"]);
  assert.match(parse(text, { lang: "en", select: ["LG502"] }).findings[0].message, /[a-z]/u);
  assert.deepEqual(parse(text, { extraction_only: true }).variables, {});
  assert.equal(thrown(() => parse(text, { select: ["LG999"] })).kind, "unknown_rule");
  assert.match(thrown(() => parse(text, { ignored: [] })).message, /ignored/u);
  assert.equal(thrown(() => parse(text, { lang: "fr" })).kind, "options");
  const bad = thrown(() => parse(text, { catalogue: "[[indicator]]\ncode = 1" }));
  assert.equal(bad.kind, "configuration");
  assert.match(bad.message, /^catalogue:2：TOML 内容有误/u);
  assert.match(bad.info.message_en, /^catalogue:2: [a-z]/u);
  const own = '[[indicator]]\ncode = "lamps"\nname_zh = "路灯数"\ntheme = "functions"\nunits = ["盏"]\nwordings = [{ subject = ["路灯"] }]';
  assert.equal(parse("全年安装路灯30盏。", { catalogue: own }).indicators[0].code, "lamps");
  assert.ok(indicators({ catalogue: own }).some((entry) => entry.code === "lamps"));
});

test("laws of one's own", async () => {
  const text = "清河市2023年法治政府建设情况报告\n2023年，宣传《清河市城市供热管理条例》。";
  const laws = '[[law]]\nkey = "qinghe-heating"\nname = "清河市城市供热管理条例"\nkind = "local_regulation"\nto = 2022-06-01\nconfirmed = true\nsource = "公告"';
  const cited = (options) => parse(text, options).citations.map((it) => [it.law, it.status]);
  assert.deepEqual(cited({}), [[null, "unknown"]]);
  assert.deepEqual(cited({ laws }), [["qinghe-heating", "repealed"]]);
  const [heating, ...others] = lawList("供热管理", { laws });
  assert.deepEqual([heating.key, heating.kind, heating.from, heating.to, heating.end], ["qinghe-heating", "local_regulation", [], "2022-06-01", "repealed"]);
  assert.deepEqual(others, []);
  assert.deepEqual(lawList("供热管理"), []);
  const all = lawList();
  assert.ok(all.length > 100 && all.every((law) => law.key && law.name && typeof law.confirmed === "boolean"));
  assert.ok(lawList("《中华人民共和国民法典》").some((law) => law.key === "civil-code"));
  assert.equal(thrown(() => lawList("", { laws: laws + "\n" + laws })).kind, "configuration");
  assert.deepEqual(cited({}), [[null, "unknown"]]);
  const bad = thrown(() => parse(text, { laws: "[[law]]\nkey = 1" }));
  assert.equal(bad.kind, "configuration");
  assert.match(bad.message, /^laws:2：TOML 内容有误（应为字符串/u);
  assert.match(bad.info.message_en, /^laws:2: invalid type: integer, expected a string/u);
  const pool = createPool({ size: 1 });
  for await (const { result } of pool.read([{ name: "甲", text }], { laws })) assert.equal(result.citations[0].law, "qinghe-heating");
  pool.close();
});

test("encodings", () => {
  const gb = sample("gb18030-wuyuan-2024.txt");
  const { text, encoding } = decode(gb);
  assert.equal(encoding, "gb18030");
  const report = read(gb, "五原.txt");
  assert.equal(report.text, text);
  assert.equal(report.source.encoding, "gb18030");
  assert.match(report.source.sha256, /^[0-9a-f]{64}$/u);
  assert.deepEqual(read(gb.buffer.slice(gb.byteOffset, gb.byteOffset + gb.length), "五原.txt"), report);
  const utf16 = Buffer.from("\ufeff甲镇𠮷", "utf16le");
  assert.deepEqual(decode(utf16), { text: "\ufeff甲镇𠮷", encoding: "utf-16le" });
  assert.deepEqual(open(Buffer.from("全\ufffd年"), "a.txt").notes.length, 1);
});

test("files that cannot be read say where and what to do", () => {
  const error = thrown(() => read(Buffer.from([0xd2, 0xbb, 0x0a, 0xca, 0xc7, 0xff, 0xd2, 0xbb]), "坏.txt"));
  assert.equal(error.name, "LawgovError");
  assert.equal(error.kind, "malformed_encoding");
  assert.equal(error.file, "坏.txt");
  assert.deepEqual(error.place, { offset: 5, line: 2, byte: 255 });
  assert.match(error.message, /坏\.txt：第 2 行/u);
  assert.match(error.hint, /UTF-8/u);
  const english = thrown(() => read(Buffer.from("第一行\n第二行").subarray(0, 18), "bad.txt", { lang: "en" }));
  assert.match(english.message, /^bad\.txt: ends in the middle/u);
  assert.equal(thrown(() => read(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "图.txt")).file, "图.txt");
});

test("a web page is read by the module that has the reader", async () => {
  const page = "<!DOCTYPE html><title>甲</title><body><p>一、主要举措</p><p>全年发放资料20份。</p>";
  const bytes = new TextEncoder().encode(page);
  const report = read(bytes, "甲.html");
  assert.equal(report.source.format, "html");
  assert.ok(!report.text.includes("<p>"));
  assert.deepEqual(report.statistics.map((s) => s.text), ["20份"]);
  assert.deepEqual(await readFile(new File([bytes], "甲.html")), report);
  assert.deepEqual(await readFile({ name: "a", text: "甲" }), parse("甲", { source: { name: "a" } }));
  assert.equal(open(bytes, "甲.html").source.format, "html");
});

test("rules, indicators, quantities", () => {
  assert.ok(rules().some((rule) => rule.code === "LG302" && rule.name === "parts-differ-from-total"));
  const codes = indicators().map((entry) => entry.code);
  assert.equal(new Set(codes).size, codes.length);
  assert.ok(codes.includes("leaflets"));
  const found = quantities("𠮷镇12345热线2023年办理3件。");
  assert.deepEqual(found.map((q) => [q.text, q.class]), [["12345", "name"], ["2023年", "date"], ["3件", "quantity"]]);
  assert.deepEqual(found.map((q) => q.start), [3, 10, 17]);
});

test("a zero shows its words", async () => {
  const text = "𠮷祥镇全年未发生行政复议案件，发放宣传资料20份。";
  const reports = [parse(text), JSON.parse(toJson(text)), read(new TextEncoder().encode(text), "a.txt")];
  for (const report of reports) {
    const [zero, leaflets] = ["reconsideration_accepted", "leaflets"].map((code) => report.indicators.find((it) => it.code === code).zero);
    assert.equal(zero.text, "未发生行政复议案件");
    assert.equal(report.text.slice(zero.start, zero.end), zero.text);
    assert.equal(leaflets, null);
  }
});

test("marks overlap and segments do not", () => {
  const report = parse("一、主要举措\n全年发放资料20份，。");
  const drawn = segments(report).map((s) => [report.text.slice(s.start, s.end), s.marks.map((m) => m.id)]);
  assert.equal(drawn.map(([text]) => text).join(""), report.text);
  assert.deepEqual(drawn.find(([text]) => text === "20份")?.[1], ["s0"]);
});

test("a page without script, text as text", () => {
  const page = toHtml(parse("<script>alert(1)</script>全年发放资料20份。"), { lang: "en" });
  assert.ok(page.startsWith("<!DOCTYPE html>"));
  assert.ok(!page.includes("<script"));
  assert.ok(toHtml(parse("甲"), { fragment: true, id: "x" }).includes('id="lgx"'));
});

test("tables, with failures as rows and nothing where a report does not tell", () => {
  const reports = [parse("甲镇2023年法治政府建设情况报告\n发放宣传资料1200余份。", { source: { name: "=a.txt" } }), parse("乙")];
  const failure = { schema: 1, source: { name: "坏.txt", format: null, encoding: null, sha256: null },
    error: { kind: "not_text", message: "不是", hint: "换", offset: 3, line: 1 } };
  const panel = table("panel", [...reports, failure]);
  const values = Object.fromEntries(panel.columns.map((c) => [c.name, c.values]));
  assert.equal(panel.rows, 2);
  assert.deepEqual(values.leaflets, [1200, null]);
  assert.deepEqual(table("failures", [failure]).columns.map((c) => c.values[0]), ["坏.txt", "not_text", "不是", "换", 3, 1]);
  assert.equal(thrown(() => table("nonsense", [])).kind, "options");
  const lines = csv("reports", reports, { labels: true }).split("\r\n");
  assert.ok(lines[0].startsWith("\ufeff"));
  assert.ok(lines[0].includes("报告年度"));
  assert.ok(lines[1].includes("'=a.txt"), lines[1]);
  assert.ok(!csv("reports", reports, { byte_order_mark: false }).startsWith("\ufeff"));
  const book = xlsx(["reports", "panel"], [...reports, failure], { labels: true });
  assert.equal(Buffer.from(book.subarray(0, 2)).toString(), "PK");
  assert.deepEqual(xlsx(["reports", "panel"], [...reports, failure], { labels: true }), book);
});

test("a crash is an error, and the engine starts anew", () => {
  const text = "全年发放资料20份。";
  const crashes = [];
  // On the way back from the deepest call, the engine is called with hardly any stack, then with a little more.
  const dive = () => {
    try {
      dive();
    } catch {
      try {
        parse(text);
      } catch (error) {
        crashes.push(error.kind);
        throw error;
      }
    }
  };
  dive();
  assert.ok(crashes.includes("crashed"), "nothing crashed");
  assert.equal(parse(text).statistics[0].value, 20);
});
