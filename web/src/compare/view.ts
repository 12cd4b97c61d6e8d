// The comparison of all reports: table, coverage, charts, findings, and the files that could not be read.

import "../style/report.css";
import "../style/compare.css";
import { exportTable, FORMATS, indicatorName, ruleInfo } from "../engine";
import { PARTS, type Part } from "../fragment";
import { label, lang, pick, t } from "../i18n";
import { severity } from "../report/panes";
import { store } from "../store";
import { type Cells, copyTable } from "../ui/clipboard";
import { h, replace } from "../ui/dom";
import { save, today } from "../ui/save";
import { toast } from "../ui/status";
import { charts } from "./charts";
import { coverage, type Row, STATUSES, status, table } from "./data";
import { comparison } from "./table";

/** With more reports than this, a grid of glyphs says less than counts do. */
const MOST_COLUMNS = 24;

const GLYPHS: Record<string, string> = {
  reported: "●",
  conflict: "⚠",
  mentioned_without_number: "◌",
  not_mentioned: "–",
};

function stateName(name: string): string {
  return name === "not_mentioned" ? t("state.not_mentioned") : label("indicator", name);
}

function coveragePart(rows: Row[]): HTMLElement[] {
  const all = coverage(rows);
  const grid = rows.length <= MOST_COLUMNS;
  const head = [
    label("view", "indicator"),
    ...(grid ? rows.map((row) => `${row.unit} ${row.year ?? ""}`) : []),
    ...STATUSES.map(stateName),
  ];
  const cells: Cells = [
    head,
    ...all.map((one) => [
      indicatorName(one.code),
      ...(grid ? rows.map((row) => stateName(status(row, one.code))) : []),
      ...STATUSES.map((name) => one.counts[name]),
    ]),
  ];
  const bodies = new Map<string, HTMLElement>();
  for (const one of all) {
    let body = bodies.get(one.theme);
    if (!body) {
      body = h(
        "tbody",
        {},
        h("tr", { class: "group" }, h("th", { colspan: head.length, scope: "rowgroup" }, label("theme", one.theme))),
      );
      bodies.set(one.theme, body);
    }
    const glyphs = grid
      ? rows.map((row) => {
          const state = status(row, one.code);
          return h(
            "td",
            { class: `glyph state ${state}`, title: `${row.unit} ${row.year ?? ""}：${stateName(state)}` },
            h("span", { "aria-hidden": true }, GLYPHS[state]),
            h("span", { class: "visually-hidden" }, stateName(state)),
          );
        })
      : [];
    const share = one.counts.reported / Math.max(1, rows.length);
    body.append(
      h(
        "tr",
        {},
        h("th", { scope: "row" }, indicatorName(one.code)),
        ...glyphs,
        h(
          "td",
          { class: "n" },
          h("progress", {
            max: 1,
            value: share,
            "aria-label": `${indicatorName(one.code)} ${Math.round(share * 100)}%`,
          }),
          ` ${one.counts.reported}/${rows.length}`,
        ),
        ...STATUSES.slice(1).map((name) =>
          h("td", { class: "n" }, one.counts[name] || h("span", { class: "nil" }, "0")),
        ),
      ),
    );
  }
  const legend = h(
    "p",
    { class: "key" },
    ...STATUSES.flatMap((name) => [h("span", { class: `state ${name}` }, `${GLYPHS[name]} ${stateName(name)}`)]),
  );
  const columns = grid
    ? rows.map((row) =>
        h(
          "th",
          { scope: "col", class: "upright", title: row.doc.path },
          h("span", {}, `${row.unit} ${row.year ?? ""}`),
        ),
      )
    : [];
  return [
    h(
      "div",
      { class: "bar" },
      h("span", { class: "count" }, t("coverage.count", { n: rows.length, all: all.length })),
      h("button", { type: "button", onclick: () => copyTable(cells) }, t("copy.table")),
    ),
    legend,
    h(
      "div",
      { class: "wide", tabindex: 0, role: "region", "aria-label": t("part.coverage") },
      h(
        "table",
        { class: "compare coverage" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, label("view", "indicator")),
            ...columns,
            ...STATUSES.map((name) => h("th", { scope: "col" }, stateName(name))),
          ),
        ),
        ...bodies.values(),
      ),
    ),
  ];
}

function findingsPart(rows: Row[]): HTMLElement[] {
  const all = rows.flatMap((row) => row.report.findings.map((it, index) => ({ row, it, index })));
  if (all.length === 0) return [h("p", { class: "empty" }, t("finding.none_all"))];
  const byRule = group(all);
  const order: Record<string, number> = { error: 0, warning: 1, info: 2 };
  const rules = [...byRule].sort(
    ([, a], [, b]) =>
      (order[a[0]?.it.severity ?? ""] ?? 9) - (order[b[0]?.it.severity ?? ""] ?? 9) || b.length - a.length,
  );
  const cells: Cells = [
    [
      t("compare.unit"),
      label("view", "year"),
      label("view", "severity"),
      label("view", "rule"),
      label("view", "written"),
      label("view", "message"),
      t("fact.file"),
    ],
    ...all.map(({ row, it }) => [
      row.unit,
      row.year,
      label("severity", it.severity),
      `${it.rule} ${it.name}`,
      it.text,
      it.message,
      row.doc.path,
    ]),
  ];
  const list = rules.map(([code, found]) => {
    const rule = ruleInfo(code);
    const reports = new Set(found.map(({ row }) => row)).size;
    const details = h(
      "details",
      {},
      h(
        "summary",
        {},
        severity(found[0]?.it.severity ?? "info"),
        " ",
        h("b", {}, rule ? pick(rule, "title") : code),
        " ",
        h("small", {}, `${code} · ${t("finding.in_reports", { n: found.length, reports })}`),
      ),
    );
    details.addEventListener("toggle", () => {
      if (details.childElementCount > 1) return;
      details.append(
        h(
          "table",
          { class: "items" },
          h(
            "tbody",
            {},
            ...found.map(({ row, it, index }) =>
              h(
                "tr",
                {},
                h("th", { scope: "row" }, `${row.unit} ${row.year ?? ""}`),
                h("td", {}, it.message),
                h(
                  "td",
                  {},
                  h(
                    "button",
                    {
                      type: "button",
                      class: "link",
                      onclick: () =>
                        store.set({
                          view: "report",
                          doc: store.docs.indexOf(row.doc),
                          tab: "findings",
                          selected: `f${index}`,
                        }),
                    },
                    t("finding.see"),
                  ),
                ),
              ),
            ),
          ),
        ),
      );
    });
    return details;
  });
  return [
    h(
      "div",
      { class: "bar" },
      h(
        "span",
        { class: "count" },
        t("finding.count_all", { n: all.length, reports: new Set(all.map(({ row }) => row)).size }),
      ),
      h("button", { type: "button", onclick: () => copyTable(cells) }, t("copy.table")),
    ),
    h("div", { class: "by-rule" }, ...list),
  ];
}

function group<T extends { it: { rule: string } }>(all: readonly T[]): Map<string, T[]> {
  const result = new Map<string, T[]>();
  for (const one of all) result.set(one.it.rule, [...(result.get(one.it.rule) ?? []), one]);
  return result;
}

function failuresPart(): HTMLElement[] {
  const failed = store.docs.filter((doc) => doc.outcome && !doc.outcome.ok);
  const rows = failed.map((doc) => {
    const error = doc.outcome && !doc.outcome.ok ? doc.outcome.failure.error : null;
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, doc.path),
      h("td", {}, error?.message ?? ""),
      h("td", {}, error?.hint ?? ""),
      h("td", { class: "n" }, error?.offset ?? "—"),
    );
  });
  return [
    failed.length === 0
      ? h("p", { class: "empty" }, t("failures.none"))
      : h(
          "div",
          { class: "wide", tabindex: 0, role: "region", "aria-label": t("part.failures") },
          h(
            "table",
            { class: "items" },
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                ...[t("fact.file"), t("failures.why"), t("failures.hint"), t("failures.offset")].map((name) =>
                  h("th", { scope: "col" }, name),
                ),
              ),
            ),
            h("tbody", {}, ...rows),
          ),
        ),
    store.ignored.length > 0
      ? h(
          "details",
          {},
          h("summary", {}, t("files.ignored", { n: store.ignored.length })),
          h("ul", { class: "plain" }, ...store.ignored.map((path) => h("li", {}, path))),
        )
      : h("span"),
  ];
}

function downloads(): HTMLElement {
  const kinds = [
    "panel",
    "reports",
    "statistics",
    "measures",
    "indicators",
    "findings",
    "citations",
    "sections",
    "variables",
    "failures",
  ];
  const kind = h(
    "select",
    { "aria-label": t("save.what") },
    ...kinds.map((name) => h("option", { value: name }, label("table", name))),
  );
  const contents = {
    xlsx: () => t("save.workbook"),
    csv: () => label("table", kind.value),
    jsonl: () => t("save.reports"),
  };
  const buttons = FORMATS.map(({ name, type }) => {
    const run = async () => {
      button.disabled = true;
      try {
        const content = await exportTable(name, kind.value, store.docs, lang());
        save(`lawgov-${contents[name]()}-${today()}.${name}`, type, content);
      } catch (error) {
        toast(t("save.failed", { why: error instanceof Error ? error.message : String(error) }));
      } finally {
        button.disabled = false;
      }
    };
    const button = h(
      "button",
      { type: "button", class: name === "xlsx" ? "primary" : "", onclick: run },
      t(`save.${name}`),
    );
    return button;
  });
  const [xlsx, csv, ...rest] = buttons;
  return h("div", { class: "downloads" }, xlsx, h("span", { class: "joined" }, kind, csv), ...rest);
}

export function compareView(): { element: HTMLElement; refresh(): void } {
  const panel = h("div", { role: "tabpanel", id: "part", class: "part", tabindex: 0 });
  let turn = 0;
  const draw = () => {
    const mine = ++turn;
    const rows = table(store.docs);
    const live = () => mine === turn;
    const parts: Record<Part, () => HTMLElement[]> = {
      table: () => comparison(rows, live, draw),
      coverage: () => coveragePart(rows),
      charts: () => charts(rows, draw),
      findings: () => findingsPart(rows),
      failures: failuresPart,
    };
    panel.setAttribute("aria-labelledby", `part-${store.state.part}`);
    if (rows.length === 0 && store.state.part !== "failures")
      replace(panel, h("p", { class: "empty" }, t("compare.nothing")));
    else replace(panel, ...parts[store.state.part]());
    for (const [at, button] of buttons.entries()) {
      const chosen = PARTS[at] === store.state.part;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    const failed = store.docs.filter((doc) => doc.outcome && !doc.outcome.ok).length;
    const count = buttons[PARTS.indexOf("failures")]?.querySelector(".count");
    if (count) count.textContent = String(failed);
    title.textContent = t("compare.title", { n: rows.length });
  };
  const open = (part: Part) => {
    store.state.part = part;
    store.remember();
    draw();
  };
  const buttons = PARTS.map((part) =>
    h(
      "button",
      { type: "button", role: "tab", id: `part-${part}`, "aria-controls": "part", onclick: () => open(part) },
      t(`part.${part}`),
      part === "failures" ? h("span", { class: "count" }) : null,
    ),
  );
  const tabs = h("div", { role: "tablist", class: "tabs", "aria-label": t("tabs.label") }, ...buttons);
  tabs.addEventListener("keydown", (event) => {
    const at = PARTS.indexOf(store.state.part);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: PARTS.length - 1 }[event.key];
    const part = to === undefined ? undefined : PARTS[(to + PARTS.length) % PARTS.length];
    if (!part) return;
    event.preventDefault();
    open(part);
    buttons[PARTS.indexOf(part)]?.focus();
  });
  const title = h("h2");
  draw();
  return {
    element: h(
      "section",
      { class: "compare-view" },
      h("header", { class: "compare-head" }, title, downloads()),
      tabs,
      panel,
    ),
    refresh: draw,
  };
}
