// The cases of tests/cases, whose README describes their form, in UTF-16 offsets.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { init, parse, quantities } from "lawgov";

const folder = new URL("../../../../tests/cases/", import.meta.url);
await init();

for (const file of readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md")) {
  test(file, () => {
    const failures = [];
    let facts = 0;
    for (const { title, text, lines } of cases(readFileSync(new URL(file, folder), "utf8"))) {
      const parsed = new Parsed(text);
      for (const [number, fact] of lines) {
        facts += 1;
        const why = parsed.check(fact);
        if (why) failures.push(`${file}:${number} ${title}\n    ${fact}\n    ${why}`);
      }
    }
    assert.ok(facts > 0, "no facts");
    assert.deepEqual(failures, []);
  });
}

function cases(file) {
  const all = [];
  let block = null;
  for (const [at, line] of file.split("\n").entries()) {
    const last = all.at(-1);
    if (line.startsWith("## ")) all.push({ title: line.slice(3), text: "", lines: [] });
    else if (!last) continue;
    else if (block === null && line === "```text") block = [];
    else if (block !== null && line === "```") {
      last.text = unescaped(block.join("\n"));
      block = null;
    } else if (block !== null) block.push(line);
    else if (line.startsWith("- ")) last.lines.push([at + 1, line.slice(2)]);
  }
  return all;
}

class Parsed {
  constructor(text) {
    this.text = text;
    this.report = parse(text);
    this.quantities = quantities(text);
  }

  /** Why a fact does not hold; nothing when it does. */
  check(fact) {
    const [first, second, third, ...rest] = words(fact);
    if (first === "count" || (first === "no" && third === undefined)) {
      const found = this.items(second);
      const wanted = first === "no" ? 0 : Number(third);
      return found.length === wanted ? null : `there are ${found.length}`;
    }
    if (first === "no") {
      const [start, end] = this.place(third);
      const item = this.items(second).find((it) => {
        const [a, b] = this.extent(second, it);
        return a < end && start < b;
      });
      return item ? `there is ${JSON.stringify(item)}` : null;
    }
    if (first === "metadata") return this.differs("metadata", this.report.metadata, words(fact).slice(1));
    const wanted = this.place(second).join();
    const item = this.items(first).find((it) => this.extent(first, it).join() === wanted);
    if (!item) return `not there, but ${JSON.stringify(this.items(first).map((it) => this.slice(this.extent(first, it))))}`;
    return this.differs(first, item, third === undefined ? [] : [third, ...rest]);
  }

  differs(kind, item, fields) {
    const wrong = fields.flatMap((field) => {
      const [name, wanted] = [field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1)];
      let found;
      if (name === "ends") {
        const text = this.text.slice(item.start, item.end);
        found = text.endsWith(wanted) ? wanted : text;
      } else if (kind !== "metadata" && ["section", "parent", "measure"].includes(name)) {
        found = this.named(name === "measure" ? "measure" : "section", item[name]);
      } else found = shown(name.split(".").reduce((value, key) => value?.[key] ?? null, item));
      return found === wanted ? [] : [`${name}=${found}`];
    });
    return wrong.length === 0 ? null : `found ${wrong.join(" ")}`;
  }

  items(kind) {
    const lists = { quantity: this.quantities, law: this.report.law_mentions, person: this.report.people };
    return lists[kind] ?? this.report[`${kind}s`];
  }

  /** The slice by which an item is named. */
  extent(kind, item) {
    if (kind === "section" && item.marker === "") return [item.start, item.start + item.heading.length];
    if (kind === "section" || kind === "measure") return [item.start, item.start + item.marker.length];
    return [item.start, item.end];
  }

  named(kind, id) {
    const item = id === null ? undefined : this.items(kind)[id];
    return item ? this.slice(this.extent(kind, item)) : "null";
  }

  place(written) {
    const [, slice, nth] = /^"(.*?)"(?:#(\d+))?$/su.exec(written);
    let at = -slice.length;
    for (let i = 0; i < Number(nth ?? 1); i++) {
      at = this.text.indexOf(slice, at + slice.length);
      assert.ok(at >= 0, `${written} is not in the text`);
    }
    return [at, at + slice.length];
  }

  slice([start, end]) {
    return this.text.slice(start, end);
  }
}

/** A value as a fact writes it. */
function shown(value) {
  return Array.isArray(value) ? value.map(shown).join("|") : String(value);
}

/** The words of a fact. A place keeps its quotes, so that it may hold anything; a field's value loses them. */
function words(fact) {
  const found = fact.match(/(?:\\.|"(?:\\.|[^"\\])*"|[^ "\\])+/gsu) ?? [];
  return found.map((word) => unescaped(/^"/u.test(word) ? word : word.replace(/(?<!\\)"/gu, "")));
}

function unescaped(text) {
  const plain = { n: "\n", r: "\r", t: "\t" };
  return text.replace(/\\(?:u\{([0-9A-Fa-f]+)\}|(.))/gsu, (_, code, c) =>
    code ? String.fromCodePoint(parseInt(code, 16)) : (plain[c] ?? c),
  );
}
