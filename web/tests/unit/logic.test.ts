import { describe, expect, test } from "vitest";
import { ceiling } from "../../src/compare/scale";
import { sift } from "../../src/files/collect";
import { INITIAL, pack, read, type State, unpack, write } from "../../src/fragment";
import { label, preferred, setLang, t, teach } from "../../src/i18n";
import en from "../../src/i18n/en.json";
import zh from "../../src/i18n/zh.json";
import { paragraphs } from "../../src/report/place";
import { figure } from "../../src/report/value";
import { separated } from "../../src/ui/table-text";

describe("the address", () => {
  const states: State[] = [
    INITIAL,
    {
      ...INITIAL,
      lang: "en",
      theme: "dark",
      view: "compare",
      part: "charts",
      indicators: ["rol_meetings", "hotline_12345"],
    },
    {
      ...INITIAL,
      tab: "json",
      hidden: ["person", "section"],
      doc: 12,
      selected: "s17",
      example: "years",
      packed: "aB-_9",
    },
  ];
  test.each(states)("reads back what it wrote", (state) => {
    const fragment = write(state);
    const order = (one: State) => ({ ...one, hidden: [...one.hidden].sort() });
    expect(order(read(fragment))).toEqual(order(state));
  });

  test("says nothing when everything is as usual", () => expect(write(INITIAL)).toBe(""));

  test.each(["#", "#v=9", "#tab=<b>&view=x&sel=s-1&doc=1e9&hide=%&ind=A,b!&text=%00", "#sel=z3&sel=s4", "#=&&&=="])(
    "takes %s without harm",
    (fragment) => {
      const state = read(fragment);
      expect(state.view).toBe("report");
      expect(state.packed).toBe(null);
      expect(state.hidden).toEqual([]);
    },
  );

  test("carries a text both ways", async () => {
    const text = `\uFEFF𠮷岭乡办理行政复议65件。\r\n${"全年".repeat(50)}`;
    const packed = await pack(text);
    expect(packed).toMatch(/^[\w-]+$/);
    expect(await unpack(packed)).toBe(text);
    await expect(unpack(packed.slice(0, 20))).rejects.toThrow();
  });
});

describe("files", () => {
  const file = (path: string) => ({ path, file: new File([], "x") });
  test("of a folder: the readable ones in order, the others named", () => {
    const { found, ignored } = sift(["b/2.txt", "b/.DS_Store", "a.TXT", "c.exe", ".git/x.txt"].map(file), ["txt"]);
    expect(found.map((one) => one.path)).toEqual(["a.TXT", "b/2.txt"]);
    expect(ignored).toEqual(["b/.DS_Store", "c.exe", ".git/x.txt"]);
  });
  test("a single one is always tried", () => expect(sift([file("报告")], ["txt"]).found.length).toBe(1));
});

describe("figures", () => {
  const of = (value: number | null, more = {}) => figure({ value, upper: null, approx: "exact", unit: "件", ...more });
  test("in Chinese", () => {
    setLangOnly("zh");
    expect(of(0)).toBe("0件");
    expect(of(null)).toBe("");
    expect(of(1200, { approx: "over", unit: "份" })).toBe("1,200余份");
    expect(of(2, { upper: 3, unit: "名" })).toBe("2—3名");
    expect(of(93.4, { unit: "%" })).toBe("93.4%");
    expect(of(0.1 + 0.2)).toBe("0.3件");
  });
  test("in English", () => {
    setLangOnly("en");
    expect(of(1200, { approx: "over" })).toBe("over 1,200件");
    setLangOnly("zh");
  });
});

test("paragraphs begin where lines with words do", () => {
  expect(paragraphs("甲\n\n \n乙\r\n\r\n丙")).toEqual([0, 5, 10]);
  expect(paragraphs("")).toEqual([]);
  // Looking ahead from every blank would take hours.
  const start = performance.now();
  paragraphs(" ".repeat(2_000_000));
  expect(performance.now() - start).toBeLessThan(5000);
});

test("an axis ends at a round number", () => {
  for (const [value, top] of [
    [0, 1],
    [1, 1],
    [3, 5],
    [7, 10],
    [12, 20],
    [21, 25],
    [18_500, 20_000],
    [0.3, 0.5],
  ] as const) {
    expect(ceiling(value)).toBeCloseTo(top);
    expect(ceiling(value)).toBeGreaterThanOrEqual(value);
  }
});

test("cells hold no tabs and no line breaks", () => {
  expect(
    separated([
      ["a\tb", "c\r\nd"],
      [1, null],
    ]),
  ).toBe("a b\tc d\n1\t");
});

describe("words", () => {
  test("every one in both languages, with the same values to fill in", () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((slot) => slot[1]).sort();
    for (const [key, text] of Object.entries(zh)) {
      expect(slots(en[key as keyof typeof en]), key).toEqual(slots(text));
      expect(text.trim(), key).not.toBe("");
    }
    expect(
      Object.values(en)
        .join(" ")
        .replace(/[—“”’≥≤…×]/g, ""),
    ).not.toMatch(/\p{Script=Han}/u);
  });
  test("of the model come from the core", () => {
    expect(label("role", "next_steps")).toBe("下一步安排");
    expect(label("role", "no_such")).toBe("no_such");
  });
  test("Chinese unless English comes first", () => {
    expect(preferred(["fr", "en-GB", "zh"])).toBe("en");
    expect(preferred(["zh-TW", "en"])).toBe("zh");
    expect(preferred([])).toBe("zh");
    expect(t("done.many", { n: 3 })).toContain("3");
  });
});

teach("en", en);

/** Without a document to name the language in. */
function setLangOnly(lang: "zh" | "en"): void {
  Object.assign(globalThis, { document: { documentElement: {} } });
  setLang(lang);
  Reflect.deleteProperty(globalThis, "document");
}
