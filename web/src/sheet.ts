// The check sheet of one report: what an office hands back, on paper, with room for answers and signatures.

import "./style/sheet.css";
import { indicatorName, ruleInfo } from "./engine";
import { label, pick, t } from "./i18n";
import type { Doc, Finding, Report } from "./model";
import { reportOf } from "./model";
import { PART_GLYPHS, requiredParts } from "./report/panes";
import { around, heading, place } from "./report/place";
import { figure } from "./report/value";
import { store } from "./store";
import { h } from "./ui/dom";
import { today } from "./ui/save";

let withHints = false;
let withFigures = true;

function cells(tag: "th" | "td", ...words: (string | HTMLElement | number | null)[]): HTMLElement[] {
  return words.map((one) => h(tag, tag === "th" ? { scope: "col" } : {}, one));
}

function identity(report: Report, doc: Doc): HTMLElement {
  const { metadata, source } = report;
  const rows: [string, string][][] = [
    [[t("sheet.report"), metadata.title?.replace(/\s+/g, "") ?? t("sheet.untitled")]],
    [
      [label("view", "issuers"), metadata.issuers.join("、") || "—"],
      [label("view", "year"), metadata.year === null ? "—" : String(metadata.year)],
    ],
    [
      [t("fact.file"), doc.path],
      [label("view", "signed_on"), metadata.signed_on ?? "—"],
    ],
    [
      [t("sheet.digest"), source.sha256 ? source.sha256.slice(0, 16) : "—"],
      [t("sheet.made"), t("sheet.made_by", { date: today(), version: report.lawgov_version })],
    ],
  ];
  return h(
    "table",
    { class: "identity" },
    h(
      "tbody",
      {},
      ...rows.map((row) =>
        h(
          "tr",
          {},
          ...row.flatMap(([name, value]) => [
            h("th", { scope: "row" }, name),
            h("td", { colspan: row.length === 1 ? 3 : 1 }, value),
          ]),
        ),
      ),
    ),
  );
}

function parts(report: Report): HTMLElement {
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...cells("th", t("sheet.part"), t("sheet.found"), label("view", "written")))),
    h(
      "tbody",
      {},
      ...requiredParts(report).map(({ name, state, section }) =>
        h(
          "tr",
          {},
          ...cells(
            "td",
            name,
            `${PART_GLYPHS[state]} ${t(`part.${state}`)}`,
            state === "own" && section ? heading(section) : "—",
          ),
        ),
      ),
    ),
  );
}

function answer(): HTMLElement {
  return h(
    "p",
    { class: "answer" },
    `□ ${t("sheet.mended")}　□ ${t("sheet.kept")}　${t("sheet.remark")}`,
    h("span", { class: "blank" }),
  );
}

function finding(report: Report, it: Finding, index: number): HTMLElement {
  const rule = ruleInfo(it.rule);
  const [before, words, after] = around(report, it.start, it.end, 14);
  const long = words.length > 90 ? `${words.slice(0, 90)}…` : words;
  return h(
    "tr",
    {},
    h("td", { class: "n" }, index + 1),
    h("td", {}, label("severity", it.severity)),
    h(
      "td",
      {},
      h("p", {}, h("b", {}, it.message)),
      h(
        "p",
        { class: "context", lang: "zh-Hans" },
        t("sheet.quoted"),
        "……",
        before,
        h("u", {}, long),
        long === words ? after : "",
        "……",
      ),
      it.related.length > 0 &&
        h(
          "p",
          {},
          t("sheet.figures"),
          it.related.map((one) => `${one.note} “${one.text}”（${place(report, one.start)}）`).join("；"),
        ),
      rule && h("p", { class: "basis" }, `${it.rule} ${pick(rule, "title")}${rule.source ? ` · ${rule.source}` : ""}`),
      answer(),
    ),
    h("td", {}, place(report, it.start)),
  );
}

function figures(report: Report): HTMLElement | null {
  const rows = report.indicators.filter((it) => it.status !== "mentioned_without_number");
  if (rows.length === 0) return null;
  return h(
    "table",
    { class: "figures" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...cells(
          "th",
          label("view", "indicator"),
          label("view", "value"),
          label("view", "written"),
          t("fact.place"),
          t("sheet.verdict"),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      ...rows.map((it) => {
        const first = it.statistics[0];
        const source = first === undefined ? undefined : report.statistics[first];
        const value = it.status === "conflict" ? `⚠ ${label("indicator", "conflict")}` : figure(it);
        return h(
          "tr",
          {},
          ...cells(
            "td",
            indicatorName(it.code),
            value,
            it.statistics.map((at) => report.statistics[at]?.text).join("、"),
            source ? place(report, source.start) : "—",
            `□ ${t("sheet.right")}　□ ${t("sheet.corrected")} ______`,
          ),
        );
      }),
    ),
  );
}

function signatures(): HTMLElement {
  const line = (name: string) => h("p", {}, `${name}：`, h("span", { class: "blank" }));
  return h(
    "section",
    { class: "signatures" },
    line(t("sheet.checked_by")),
    line(t("sheet.reviewed_by")),
    line(t("sheet.answered_by")),
    line(t("sheet.seal")),
    h("p", { class: "date" }, t("sheet.date")),
  );
}

export function sheetView(redraw: () => void): HTMLElement {
  const doc = store.doc;
  const report = reportOf(doc);
  if (!doc || !report) return h("p", { class: "empty" }, t("sheet.nothing"));
  const all = report.findings.filter((it) => withHints || it.severity !== "info");
  const hints = report.findings.filter((it) => it.severity === "info").length;
  const option = (checked: boolean, words: string, change: (on: boolean) => void) => {
    const box = h("input", {
      type: "checkbox",
      checked,
      onchange: () => {
        change(box.checked);
        redraw();
      },
    });
    return h("label", {}, box, " ", words);
  };
  const none = h("p", {}, t("sheet.no_findings"));
  const table = h(
    "table",
    { class: "found" },
    h(
      "thead",
      {},
      h("tr", {}, ...cells("th", t("sheet.number"), label("view", "severity"), t("sheet.matter"), t("fact.place"))),
    ),
    h("tbody", {}, ...all.map((it, index) => finding(report, it, index))),
  );
  return h(
    "section",
    { class: "sheet-view" },
    h(
      "div",
      { class: "sheet-bar" },
      h("button", { type: "button", class: "primary", onclick: () => print() }, t("sheet.print")),
      option(withHints, t("sheet.with_hints", { n: hints }), (on) => {
        withHints = on;
      }),
      option(withFigures, t("sheet.with_figures"), (on) => {
        withFigures = on;
      }),
      h("button", { type: "button", onclick: () => store.set({ view: "report" }) }, t("sheet.back")),
    ),
    h(
      "article",
      { class: "sheet" },
      h("h2", {}, t("sheet.title")),
      identity(report, doc),
      h("h3", {}, t("sheet.parts")),
      parts(report),
      h("h3", {}, t("sheet.findings", { n: all.length })),
      all.length === 0 ? none : table,
      withFigures && h("h3", {}, t("sheet.indicators")),
      withFigures && figures(report),
      h("p", { class: "notice" }, t("sheet.notice")),
      signatures(),
    ),
  );
}
