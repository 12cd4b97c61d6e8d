// Units by years: all chosen indicators side by side, or one of them year by year. Not reported is never a number.

import { indicatorName, indicatorsByTheme } from "../engine";
import { label, pick, t } from "../i18n";
import { definition } from "../report/panes";
import { figure } from "../report/value";
import { store } from "../store";
import { type Cells, copyTable } from "../ui/clipboard";
import { breathe, h } from "../ui/dom";
import { byYear, common, type Row, status } from "./data";

const FIRST = 9;

export function chosen(rows: readonly Row[]): string[] {
  const own = store.state.indicators;
  return own.length > 0 ? own : common(rows, FIRST);
}

/** Opens a report at the figure. */
function visit(row: Row, code: string): void {
  const at = row.values.get(code)?.statistics[0];
  const doc = store.docs.indexOf(row.doc);
  store.set({ view: "report", doc, tab: "indicators", selected: at === undefined ? null : `s${at}` });
}

export function cell(row: Row, code: string): HTMLElement {
  const it = row.values.get(code);
  const state = status(row, code);
  if (!it || state === "not_mentioned") return h("td", { class: "state not_mentioned" }, t("state.not_mentioned"));
  if (state === "mentioned_without_number")
    return h(
      "td",
      { class: `state ${state}` },
      h("button", { type: "button", class: "link", onclick: () => visit(row, code) }, `◌ ${t("state.mentioned")}`),
    );
  const words =
    state === "conflict"
      ? `⚠ ${[...new Set(it.statistics.map((at) => row.report.statistics[at]?.text))].join(" / ")}`
      : figure(it);
  return h(
    "td",
    { class: `n state ${state}` },
    h(
      "button",
      {
        type: "button",
        class: "link",
        onclick: () => visit(row, code),
        title:
          state === "conflict"
            ? label("indicator", state)
            : it.statistics.map((at) => row.report.statistics[at]?.text).join("、"),
      },
      words,
    ),
  );
}

export function plain(row: Row, code: string): string {
  const it = row.values.get(code);
  const state = status(row, code);
  if (!it || state === "not_mentioned") return t("state.not_mentioned");
  if (state === "mentioned_without_number") return t("state.mentioned");
  return state === "conflict" ? it.statistics.map((at) => row.report.statistics[at]?.text).join(" / ") : figure(it);
}

function unitCell(row: Row): HTMLElement {
  return h(
    "th",
    { scope: "row" },
    h(
      "button",
      {
        type: "button",
        class: "link",
        title: row.doc.path,
        onclick: () => store.set({ view: "report", doc: store.docs.indexOf(row.doc), selected: null }),
      },
      row.unit,
    ),
  );
}

/** Rows that are shown while others are still being read. */
const PREVIEW = 30;
const AT_ONCE = 8;

function wide(rows: readonly Row[], codes: readonly string[], body: HTMLElement, live: () => boolean): void {
  const build = (row: Row, again: boolean) =>
    h(
      "tr",
      { class: again ? "again" : "" },
      unitCell(row),
      h("td", { class: "year" }, row.year ?? h("span", { class: "nil" }, "—")),
      ...codes.map((code) => cell(row, code)),
    );
  // A piece at a time: three hundred rows must not hold up a click.
  const run = async () => {
    for (let at = 0; at < rows.length && live(); at += AT_ONCE) {
      body.append(...rows.slice(at, at + AT_ONCE).map((row, i) => build(row, rows[at + i - 1]?.unit === row.unit)));
      await breathe();
    }
  };
  void run();
}

function picker(codes: readonly string[], redraw: () => void): HTMLElement {
  const boxes = indicatorsByTheme().map(([theme, infos]) =>
    h(
      "fieldset",
      {},
      h("legend", {}, label("theme", theme)),
      ...infos.map((info) =>
        h(
          "label",
          { title: pick(info, "definition") },
          h("input", { type: "checkbox", value: info.code, checked: codes.includes(info.code) }),
          pick(info, "name"),
        ),
      ),
    ),
  );
  const form = h("div", { class: "picker" }, ...boxes);
  form.addEventListener("change", () => {
    const picked = [...form.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value);
    store.state.indicators = picked;
    store.remember();
    redraw();
  });
  return h("details", { class: "choose" }, h("summary", {}, t("compare.choose", { n: codes.length })), form);
}

export function wideCells(rows: readonly Row[], codes: readonly string[]): Cells {
  return [
    [t("compare.unit"), label("view", "year"), ...codes.map(indicatorName), t("fact.file")],
    ...rows.map((row) => [row.unit, row.year, ...codes.map((code) => plain(row, code)), row.doc.path]),
  ];
}

function longCells(rows: readonly Row[], code: string): Cells {
  const { years, units } = byYear(rows);
  return [
    [indicatorName(code), ...years],
    ...[...units].map(([unit, own]) => [
      unit,
      ...years.map((year) => (own.get(year) ?? []).map((row) => plain(row, code)).join(" / ") || t("state.no_report")),
    ]),
  ];
}

function years(rows: readonly Row[], code: string): HTMLElement {
  const { years: columns, units } = byYear(rows);
  const body = [...units].map(([unit, own]) => {
    const first = [...own.values()][0]?.[0];
    return h(
      "tr",
      {},
      first ? unitCell(first) : h("th", {}, unit),
      ...columns.flatMap((year) => {
        const here = own.get(year) ?? [];
        const [only] = here;
        if (!only) return [h("td", { class: "state no_report" }, t("state.no_report"))];
        return here.length === 1
          ? [cell(only, code)]
          : [h("td", { class: "n" }, here.map((row) => plain(row, code)).join(" / "))];
      }),
    );
  });
  return h(
    "table",
    { class: "compare" },
    h("caption", {}, h("b", {}, indicatorName(code)), " ", definition(code)),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, t("compare.unit")),
        ...columns.map((year) => h("th", { scope: "col" }, year ?? t("compare.no_year"))),
      ),
    ),
    h("tbody", {}, ...body),
  );
}

export function key(): HTMLElement {
  return h(
    "p",
    { class: "key" },
    h("span", {}, h("b", {}, "0"), ` ${t("key.zero")}`),
    h("span", {}, h("span", { class: "state not_mentioned" }, t("state.not_mentioned")), ` ${t("key.not_mentioned")}`),
    h(
      "span",
      {},
      h("span", { class: "state mentioned_without_number" }, `◌ ${t("state.mentioned")}`),
      ` ${t("key.mentioned")}`,
    ),
    h(
      "span",
      {},
      h("span", { class: "state conflict" }, `⚠ ${label("indicator", "conflict")}`),
      ` ${t("key.conflict")}`,
    ),
  );
}

/** Options of all indicators, grouped by theme. */
export function options(selected: string | null, first?: string): HTMLElement[] {
  const groups = indicatorsByTheme().map(([theme, infos]) =>
    h(
      "optgroup",
      { label: label("theme", theme) },
      ...infos.map((info) => h("option", { value: info.code, selected: info.code === selected }, pick(info, "name"))),
    ),
  );
  return first === undefined ? groups : [h("option", { value: "" }, first), ...groups];
}

let single = "";

export function comparison(rows: readonly Row[], live: () => boolean, redraw: () => void): HTMLElement[] {
  const codes = chosen(rows);
  const select = h(
    "select",
    {
      onchange: () => {
        single = select.value;
        redraw();
      },
    },
    ...options(single || null, t("compare.all_chosen")),
  );
  const bar = h(
    "div",
    { class: "bar" },
    h("label", {}, t("compare.show"), " ", select),
    h(
      "button",
      { type: "button", onclick: () => copyTable(single ? longCells(rows, single) : wideCells(rows, codes)) },
      t("copy.table"),
    ),
  );
  if (single)
    return [
      bar,
      key(),
      h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": t("part.table") }, years(rows, single)),
    ];
  const body = h("tbody");
  const { batch } = store;
  const reading = batch !== null && !batch.cancelled && batch.done < batch.total;
  wide(reading ? rows.slice(0, PREVIEW) : rows, codes, body, live);
  const head = h(
    "thead",
    {},
    h(
      "tr",
      {},
      h("th", { scope: "col" }, t("compare.unit")),
      h("th", { scope: "col" }, label("view", "year")),
      ...codes.map((code) => h("th", { scope: "col", title: definition(code) }, indicatorName(code))),
    ),
  );
  const columns = h(
    "colgroup",
    {},
    h("col", { class: "unit" }),
    h("col", { class: "year" }),
    ...codes.map(() => h("col")),
  );
  const table = h("table", { class: "compare fixed" }, columns, head, body);
  // Columns of a known width: a browser lays out such a table row by row.
  table.style.setProperty("--columns", String(codes.length));
  return [
    bar,
    picker(codes, redraw),
    key(),
    h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": t("part.table") }, table),
  ];
}
