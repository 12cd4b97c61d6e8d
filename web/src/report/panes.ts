// The panes beside the source. Each lists items of one kind; every row leads to its place in the text.

import { indicatorInfo, indicatorName, indicatorsByTheme, ruleInfo } from "../engine";
import type { Tab } from "../fragment";
import { label, pick, t } from "../i18n";
import { type Finding, type ItemId, KINDS, type Report, type Section } from "../model";
import { store } from "../store";
import { type Cells, copy, copyTable } from "../ui/clipboard";
import { h, replace, roving } from "../ui/dom";
import { save, stem } from "../ui/save";
import { around, heading, headings, place } from "./place";
import { figure } from "./value";

/** The words of an item as a button that leads to it. */
function quote(id: ItemId, words: string, extra = ""): HTMLElement {
  return h(
    "button",
    { type: "button", class: `quote ${extra}`.trim(), "data-item": id, onclick: () => store.select(id, "pane") },
    words,
  );
}

function themes(names: readonly string[]): HTMLElement | null {
  return names.length === 0
    ? null
    : h("span", { class: "themes" }, ...names.map((name) => h("span", { class: "theme" }, label("theme", name))));
}

function empty(words: string): HTMLElement {
  return h("p", { class: "empty" }, words);
}

/** A line above a list: how many, a search, copying. */
function bar(count: string, list: HTMLElement, cells: () => Cells): HTMLElement {
  const search = h("input", {
    type: "search",
    placeholder: t("pane.search"),
    "aria-label": t("pane.search"),
    oninput: () => {
      const wanted = search.value.trim().toLowerCase();
      for (const row of list.querySelectorAll<HTMLElement>("[data-row]")) {
        row.hidden = wanted !== "" && !(row.textContent ?? "").toLowerCase().includes(wanted);
      }
    },
  });
  return h(
    "div",
    { class: "bar" },
    h("span", { class: "count" }, count),
    search,
    h("button", { type: "button", onclick: () => copyTable(cells()) }, t("copy.table")),
  );
}

/** Rows under the heading they stand under. */
function grouped<T extends { start: number }>(
  report: Report,
  entries: readonly T[],
  columns: string[],
  row: (entry: T, index: number) => HTMLElement,
): HTMLElement {
  const bodies: HTMLElement[] = [];
  let last = "";
  for (const [index, entry] of entries.entries()) {
    const path = headings(report, entry.start);
    const key = path.map((section) => section.id).join(".") || "-";
    if (key !== last) {
      last = key;
      const title =
        path.length === 0
          ? t("pane.preamble")
          : path
              .map((section, at) => (at === path.length - 1 ? heading(section) : section.marker || section.heading))
              .join(" ");
      bodies.push(
        h("tbody", {}, h("tr", { class: "group" }, h("th", { colspan: columns.length, scope: "rowgroup" }, title))),
      );
    }
    bodies.at(-1)?.append(row(entry, index));
  }
  return h(
    "table",
    { class: "items" },
    h("thead", {}, h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)))),
    ...bodies,
  );
}

const SEVERITIES = ["error", "warning", "info"] as const;

export function severity(name: string): HTMLElement {
  return h("span", { class: `severity ${name}` }, label("severity", name));
}

function link(start: number, end: number, words: string): HTMLElement {
  return h(
    "button",
    { type: "button", class: "link figure", onclick: () => store.emit("point", { start, end }) },
    words,
  );
}

function finding(report: Report, it: Finding, index: number): HTMLElement {
  const id: ItemId = `f${index}`;
  const rule = ruleInfo(it.rule);
  const [before, words, after] = around(report, it.start, it.end);
  const long = words.length > 60 ? `${words.slice(0, 60)}…` : words;
  return h(
    "li",
    { class: `finding ${it.severity}`, "data-row": id },
    h(
      "div",
      { class: "head" },
      severity(it.severity),
      h("b", {}, rule ? pick(rule, "title") : it.name),
      h("small", {}, it.rule),
    ),
    h("p", { class: "message" }, it.message),
    h(
      "p",
      { class: "where" },
      h("small", {}, place(report, it.start)),
      " ",
      h("span", { class: "context", lang: "zh-Hans" }, before, quote(id, long), long === words ? after : ""),
    ),
    it.related.length > 0 &&
      h(
        "ul",
        { class: "related" },
        ...it.related.map((one) =>
          h(
            "li",
            {},
            h("span", { class: "note" }, one.note),
            " ",
            link(one.start, one.end, one.text),
            " ",
            h("small", {}, place(report, one.start)),
          ),
        ),
      ),
    rule &&
      h(
        "details",
        {},
        h("summary", {}, t("finding.why")),
        h("p", {}, pick(rule, "why")),
        rule.source ? h("p", {}, h("small", {}, t("finding.basis", { source: rule.source }))) : null,
      ),
  );
}

export function findingCells(report: Report): Cells {
  const head = [
    label("view", "severity"),
    label("view", "rule"),
    t("fact.place"),
    label("view", "written"),
    label("view", "message"),
  ];
  return [
    head,
    ...report.findings.map((it) => {
      const rule = ruleInfo(it.rule);
      return [
        label("severity", it.severity),
        `${it.rule} ${rule ? pick(rule, "title") : it.name}`,
        place(report, it.start),
        it.text,
        it.message,
      ];
    }),
  ];
}

function findings(report: Report): HTMLElement[] {
  if (report.findings.length === 0) return [empty(t("finding.none")), sheetButton()];
  const order = SEVERITIES.flatMap((name) =>
    report.findings.map((it, index) => ({ it, index })).filter(({ it }) => it.severity === name),
  );
  const list = h("ol", { class: "findings" }, ...order.map(({ it, index }) => finding(report, it, index)));
  const counts = SEVERITIES.map((name) => ({
    name,
    n: report.findings.filter((it) => it.severity === name).length,
  })).filter(({ n }) => n > 0);
  const words = counts.map(({ name, n }) => `${label("severity", name)} ${n}`).join(" · ");
  return [bar(words, list, () => findingCells(report)), sheetButton(), list];
}

function sheetButton(): HTMLElement {
  return h(
    "p",
    { class: "sheet-link" },
    h("button", { type: "button", class: "primary", onclick: () => store.set({ view: "sheet" }) }, t("sheet.open")),
    " ",
    h("small", {}, t("sheet.hint")),
  );
}

function statistics(report: Report): HTMLElement[] {
  if (report.statistics.length === 0) return [empty(t("pane.none"))];
  const columns = [
    label("view", "written"),
    label("view", "subject"),
    label("view", "value"),
    label("view", "indicator"),
  ];
  const table = grouped(report, report.statistics, columns, (it, index) => {
    const id: ItemId = `s${index}`;
    const change = it.change ? h("small", { class: "tag" }, label("direction", it.change.direction)) : null;
    const modality = it.modality === "achieved" ? null : h("small", { class: "tag" }, label("modality", it.modality));
    return h(
      "tr",
      { "data-row": id },
      h("td", {}, quote(id, it.text)),
      h(
        "td",
        {},
        it.action ? h("small", { class: "action" }, `${it.action} `) : null,
        it.subject ?? "",
        modality,
        change,
      ),
      h("td", { class: "n" }, figure(it)),
      h("td", {}, it.indicator ? indicatorName(it.indicator) : h("span", { class: "nil" }, "—")),
    );
  });
  const head = [
    ...columns.slice(0, 2),
    label("view", "action"),
    label("view", "value"),
    t("fact.upper"),
    t("fact.approx"),
    label("view", "unit"),
    label("view", "modality"),
    label("view", "indicator"),
    t("fact.place"),
  ];
  const cells = (): Cells => [
    head,
    ...report.statistics.map((it) => [
      it.text,
      it.subject,
      it.action,
      it.value,
      it.upper,
      it.approx,
      it.unit,
      label("modality", it.modality),
      it.indicator && indicatorName(it.indicator),
      place(report, it.start),
    ]),
  ];
  return [bar(t("pane.count", { n: report.statistics.length }), table, cells), table];
}

function measures(report: Report): HTMLElement[] {
  if (report.measures.length === 0) return [empty(t("pane.none"))];
  const columns = [label("view", "lead"), label("view", "themes"), label("mark", "statistic")];
  const figures = (index: number) => report.statistics.filter((it) => it.measure === index).length;
  const table = grouped(report, report.measures, columns, (it, index) => {
    const id: ItemId = `m${index}`;
    const n = figures(index);
    return h(
      "tr",
      { "data-row": id },
      h("td", {}, quote(id, `${it.marker}${it.lead}`)),
      h("td", {}, themes(it.themes)),
      h("td", { class: "n" }, n || h("span", { class: "nil" }, "0")),
    );
  });
  const cells = (): Cells => [
    [...columns, t("fact.place"), label("view", "written")],
    ...report.measures.map((it, index) => [
      it.marker + it.lead,
      it.themes.map((name) => label("theme", name)).join("、"),
      figures(index),
      place(report, it.start),
      it.text,
    ]),
  ];
  return [bar(t("pane.count", { n: report.measures.length }), table, cells), table];
}

function indicators(report: Report): HTMLElement[] {
  const known = new Map(report.indicators.map((it) => [it.code, it]));
  const cells: Cells = [
    [
      label("view", "indicator"),
      label("view", "themes"),
      label("view", "state"),
      label("view", "value"),
      label("view", "unit"),
      label("view", "figures"),
    ],
  ];
  const bodies: HTMLElement[] = [];
  const missing: HTMLElement[] = [];
  for (const [theme, infos] of indicatorsByTheme()) {
    const rows: HTMLElement[] = [];
    for (const info of infos) {
      const it = known.get(info.code);
      const name = h("span", { title: pick(info, "definition") }, pick(info, "name"));
      const state = it?.status ?? "not_mentioned";
      cells.push([
        pick(info, "name"),
        label("theme", theme),
        label("indicator", state) === state ? t("state.not_mentioned") : label("indicator", state),
        it?.value ?? null,
        it?.unit ?? null,
        it ? (it.zero?.text ?? it.statistics.map((at) => report.statistics[at]?.text).join("、")) : null,
      ]);
      if (!it) {
        missing.push(h("li", {}, name));
        continue;
      }
      const value =
        it.status === "reported"
          ? figure(it)
          : h("span", { class: `state ${it.status}` }, label("indicator", it.status));
      const sources = it.statistics.map((at) => quote(`s${at}`, report.statistics[at]?.text ?? "", "small"));
      if (it.zero) sources.push(h("q", {}, it.zero.text));
      rows.push(
        h(
          "tr",
          { "data-row": `i-${it.code}` },
          h("td", {}, name),
          h("td", { class: "n" }, value),
          h("td", {}, ...sources.flatMap((one, at) => (at ? [" ", one] : [one]))),
        ),
      );
    }
    if (rows.length > 0)
      bodies.push(
        h(
          "tbody",
          {},
          h("tr", { class: "group" }, h("th", { colspan: 3, scope: "rowgroup" }, label("theme", theme))),
          ...rows,
        ),
      );
  }
  const head = h(
    "thead",
    {},
    h(
      "tr",
      {},
      ...[label("view", "indicator"), label("view", "value"), label("view", "figures")].map((name) =>
        h("th", { scope: "col" }, name),
      ),
    ),
  );
  const table = h("table", { class: "items" }, head, ...bodies);
  return [
    bar(
      t("indicator.count", {
        n: report.indicators.filter((it) => it.status === "reported").length,
        all: known.size + missing.length,
      }),
      table,
      () => cells,
    ),
    table,
    h(
      "details",
      { class: "missing" },
      h("summary", {}, t("indicator.missing", { n: missing.length })),
      h("p", {}, h("small", {}, t("indicator.zero"))),
      h("ul", { class: "plain columns" }, ...missing),
    ),
  ];
}

function laws(report: Report): HTMLElement[] {
  const all = [
    ...report.citations.map((it, index) => ({
      id: `c${index}` as ItemId,
      start: it.start,
      text: it.text,
      kind: label("document", it.kind),
      number: it.document_number,
      status: it.status,
    })),
    ...report.law_mentions.map((it, index) => ({
      id: `l${index}` as ItemId,
      start: it.start,
      text: it.text,
      kind: label("mark", "law_mention"),
      number: null,
      status: it.status,
    })),
  ].sort((a, b) => a.start - b.start);
  if (all.length === 0) return [empty(t("pane.none"))];
  const columns = [label("view", "written"), label("view", "kind"), label("view", "status")];
  const table = grouped(report, all, columns, (it) =>
    h(
      "tr",
      { "data-row": it.id },
      h("td", {}, quote(it.id, it.text)),
      h("td", {}, it.kind),
      h("td", {}, h("span", { class: `law ${it.status}` }, label("status", it.status))),
    ),
  );
  const cells = (): Cells => [
    [columns[0] ?? "", label("view", "number"), ...columns.slice(1), t("fact.place")],
    ...all.map((it) => [it.text, it.number, it.kind, label("status", it.status), place(report, it.start)]),
  ];
  return [bar(t("pane.count", { n: all.length }), table, cells), table];
}

/** A part that a report must have: a part of its own, told within another, or not found by the audit. */
export interface RequiredPart {
  name: string;
  state: "own" | "within" | "lacks";
  section: Section | undefined;
}

/** Its variable, its role, and the rules that miss it: where there are no shortcomings, nothing asks for their causes. */
const REQUIRED = [
  ["has_measures", "measures", ["missing-measures"]],
  ["has_problems", "problems", ["missing-problems"]],
  ["has_causes", "causes", ["missing-causes", "missing-problems"]],
  ["has_first_responsible", "first_responsible", ["missing-first-responsible"]],
  ["has_next_steps", "next_steps", ["missing-next-steps"]],
] as const;

export function requiredParts(report: Report): RequiredPart[] {
  return REQUIRED.map(([variable, role, missing]) => {
    const own = report.variables[variable] === true;
    const lacks = !own && missing.some((rule) => report.findings.some((finding) => finding.name === rule));
    const shared = role === "problems" || role === "causes";
    const section = report.sections.find((one) => one.role === role || (shared && one.role === "problems_and_causes"));
    return { name: label("role", role), state: own ? "own" : lacks ? "lacks" : "within", section };
  });
}

export const PART_GLYPHS = { own: "✓", within: "○", lacks: "✕" } as const;

export function facts(report: Report, path: string): [string, string | null][] {
  const { metadata, source } = report;
  return [
    [label("view", "issuers"), metadata.issuers.join("、")],
    [label("view", "region"), metadata.region.join(" ")],
    [label("view", "level"), label("level", metadata.level)],
    [label("view", "year"), metadata.year === null ? null : String(metadata.year)],
    [label("view", "recipients"), metadata.recipients.join("、")],
    [label("view", "signed_on"), metadata.signed_on],
    [t("fact.published_on"), metadata.published_on],
    [label("view", "number"), metadata.document_number],
    [t("fact.file"), path],
    [
      label("view", "encoding"),
      source.encoding ? t("fact.decoded", { encoding: source.encoding.toUpperCase() }) : null,
    ],
  ];
}

function tallies(report: Report): [Tab, number][] {
  return [
    ["findings", report.findings.length],
    ["statistics", report.statistics.length],
    ["measures", report.measures.length],
    ["indicators", report.indicators.filter((it) => it.status === "reported").length],
    ["laws", report.citations.length + report.law_mentions.length],
  ];
}

function overview(report: Report, path: string): HTMLElement[] {
  const tally = tallies(report).map(([tab, n]) =>
    h(
      "button",
      { type: "button", class: "tally", onclick: () => store.set({ tab }) },
      h("b", {}, n),
      h("span", {}, t(`tab.${tab}`)),
    ),
  );
  const parts = requiredParts(report).map(({ name, state, section }) =>
    h(
      "li",
      { class: state },
      h("span", { class: "glyph", "aria-hidden": true }, PART_GLYPHS[state]),
      name,
      " ",
      state === "own" && section
        ? quote(`h${section.id}`, heading(section), "small")
        : h(state === "lacks" ? "b" : "span", {}, t(`part.${state}`)),
    ),
  );
  const names = (list: "people" | "organizations", letter: "p" | "o", words: (at: number) => string) =>
    report[list].length > 0 &&
    h(
      "section",
      {},
      h("h3", {}, label("mark", list === "people" ? "person" : "organization")),
      h(
        "ul",
        { class: "plain chips" },
        ...report[list]
          .map((_, at) => at)
          .filter((at, _, all) => all.findIndex((other) => words(other) === words(at)) === at)
          .map((at) => h("li", {}, quote(`${letter}${at}`, words(at), "small"))),
      ),
    );
  return [
    h("div", { class: "tallies" }, ...tally),
    h("section", {}, h("h3", {}, t("overview.parts")), h("ul", { class: "plain parts" }, ...parts)),
    h(
      "section",
      {},
      h("h3", {}, t("overview.facts")),
      h(
        "dl",
        { class: "facts" },
        ...facts(report, path)
          .filter(([, value]) => value)
          .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
      ),
    ),
    names("people", "p", (at) => [report.people[at]?.post, report.people[at]?.name].filter(Boolean).join(" ")),
    names("organizations", "o", (at) => report.organizations[at]?.name ?? ""),
  ].filter((part) => part !== false);
}

/** The report as it is written to a file, item by item. */
function json(report: Report): HTMLElement[] {
  const text = () => `${JSON.stringify(report, null, 2)}\n`;
  const parts = Object.entries(report).map(([name, value]) => {
    const info = KINDS.find((one) => one.list === name);
    const body = h("div", { class: "json-body" });
    const details = h(
      "details",
      { "data-list": info?.letter ?? name },
      h("summary", {}, h("code", {}, name), " ", h("small", {}, Array.isArray(value) ? `[${value.length}]` : "")),
      body,
    );
    const open = () => {
      if (body.childElementCount > 0) return;
      if (info && Array.isArray(value)) {
        body.append(
          ...value.map((entry, at) =>
            h(
              "pre",
              { "data-row": `${info.letter}${at}` },
              quote(`${info.letter}${at}` as ItemId, JSON.stringify(entry), "code"),
            ),
          ),
        );
      } else body.append(h("pre", {}, JSON.stringify(value, null, 2)));
      roving(body, "button");
    };
    details.addEventListener("toggle", open);
    details.addEventListener("fill", open);
    return details;
  });
  const name = `${stem(report.source.name ?? "report")}.json`;
  return [
    h(
      "div",
      { class: "bar" },
      h("span", { class: "count" }, t("json.unit")),
      h("button", { type: "button", onclick: () => copy(text()) }, t("copy.json")),
      h("button", { type: "button", onclick: () => save(name, "application/json", text()) }, t("save.json")),
    ),
    ...parts,
  ];
}

const PANES: Record<Tab, (report: Report, path: string) => HTMLElement[]> = {
  overview,
  findings,
  statistics,
  measures,
  indicators,
  laws,
  json,
};

const TAB_OF: Record<string, Tab> = {
  f: "findings",
  s: "statistics",
  m: "measures",
  c: "laws",
  l: "laws",
  p: "overview",
  o: "overview",
};

export interface PanesView {
  element: HTMLElement;
  show(id: ItemId | null, follow: boolean): void;
}

export function panesView(report: Report, path: string): PanesView {
  const panel = h("div", {
    role: "tabpanel",
    id: "pane",
    class: "pane",
    tabindex: 0,
    "aria-labelledby": `tab-${store.state.tab}`,
  });
  const counts: Partial<Record<Tab, number>> = Object.fromEntries(tallies(report));
  const names = Object.keys(PANES) as Tab[];
  const buttons = names.map((tab) =>
    h(
      "button",
      { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "pane", onclick: () => open(tab) },
      t(`tab.${tab}`),
      counts[tab] === undefined ? null : h("span", { class: "count" }, counts[tab]),
    ),
  );
  const tabs = h("div", { role: "tablist", class: "tabs", "aria-label": t("tabs.label") }, ...buttons);
  tabs.addEventListener("keydown", (event) => {
    const at = names.indexOf(store.state.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
    const tab = to === undefined ? undefined : names[(to + names.length) % names.length];
    if (!tab) return;
    event.preventDefault();
    open(tab);
    buttons[names.indexOf(tab)]?.focus();
  });

  const mark = (id: ItemId | null, follow: boolean) => {
    for (const row of panel.querySelectorAll(".selected")) row.classList.remove("selected");
    if (!id) return;
    if (store.state.tab === "json") {
      const details = panel.querySelector<HTMLDetailsElement>(`[data-list="${id[0]}"]`);
      if (details) {
        details.open = true;
        details.dispatchEvent(new Event("fill"));
      }
    }
    const row = panel.querySelector(`[data-row="${id}"]`) ?? panel.querySelector(`[data-item="${id}"]`);
    row?.classList.add("selected");
    const control = row?.querySelector<HTMLElement>("[data-item]");
    if (control)
      for (const other of panel.querySelectorAll<HTMLElement>(".quote")) other.tabIndex = other === control ? 0 : -1;
    if (follow) row?.scrollIntoView({ block: "center", behavior: "instant" });
  };
  const draw = (tab: Tab) => {
    for (const [at, button] of buttons.entries()) {
      const chosen = names[at] === tab;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `tab-${tab}`);
    replace(panel, ...PANES[tab](report, path));
    panel.scrollTop = 0;
    if (tab !== "json") roving(panel, ".quote");
    mark(store.state.selected, false);
  };
  const open = (tab: Tab) => {
    store.state.tab = tab;
    store.remember();
    draw(tab);
  };
  draw(store.state.tab);
  return {
    element: h("div", { class: "panes" }, tabs, panel),
    show: (id, follow) => {
      const home = id ? TAB_OF[id[0] as string] : undefined;
      if (
        follow &&
        home &&
        store.state.tab !== home &&
        store.state.tab !== "json" &&
        !(home === "statistics" && store.state.tab === "indicators")
      )
        open(home);
      mark(id, follow);
    },
  };
}

/** An indicator's own words where it has some, for other views. */
export function definition(code: string): string {
  const info = indicatorInfo(code);
  return info ? pick(info, "definition") : "";
}
