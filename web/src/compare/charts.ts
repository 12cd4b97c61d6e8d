// Three charts, drawn by hand, each with its table beside it. Nothing is told by colour alone.

import { indicatorInfo, indicatorName } from "../engine";
import { label, names, t } from "../i18n";
import { figure } from "../report/value";
import { type Cells, copyTable } from "../ui/clipboard";
import { h, svg } from "../ui/dom";
import { save, today } from "../ui/save";
import { byYear, common, coverage, type Row, STATUSES, status } from "./data";
import { ceiling } from "./scale";
import { options } from "./table";

const THEMES = names("theme");
const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';
const MOST_UNITS = 40;

function short(words: string, most: number): string {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

function drawing(width: number, height: number, name: string): SVGSVGElement {
  return svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": name,
    class: "chart",
    "font-family": FONT,
    "font-size": 12,
  });
}

function text(
  x: number,
  y: number,
  words: string | number,
  more: Record<string, string | number> = {},
): SVGTextElement {
  return svg("text", { x, y, fill: "currentColor", ...more }, words);
}

/** Bars of one year, a row for each report. */
function bars(rows: readonly Row[], code: string, name: string): SVGSVGElement {
  const sorted = [...rows]
    .sort((a, b) => (b.values.get(code)?.value ?? -1) - (a.values.get(code)?.value ?? -1))
    .slice(0, MOST_UNITS);
  const [left, right, line] = [190, 110, 26];
  const width = 720;
  const top = ceiling(
    Math.max(0, ...sorted.map((row) => row.values.get(code)?.upper ?? row.values.get(code)?.value ?? 0)),
  );
  const image = drawing(width, sorted.length * line + 16, name);
  image.append(
    svg("line", {
      x1: left,
      x2: left,
      y1: 4,
      y2: sorted.length * line + 4,
      stroke: "currentColor",
      "stroke-opacity": 0.4,
    }),
  );
  for (const [at, row] of sorted.entries()) {
    const y = 8 + at * line;
    const it = row.values.get(code);
    image.append(
      text(left - 8, y + 13, short(`${row.unit}${row.year ? ` ${row.year}` : ""}`, 16), { "text-anchor": "end" }),
    );
    if (it?.status === "reported" && it.value !== null) {
      const length = ((width - left - right) * it.value) / top;
      image.append(
        svg("rect", { x: left, y, width: Math.max(length, 1), height: 17, class: "bar", fill: "#2f6690" }),
        text(left + length + 6, y + 13, figure(it)),
      );
    } else {
      const state = status(row, code);
      const words =
        state === "conflict"
          ? `⚠ ${label("indicator", "conflict")}`
          : state === "mentioned_without_number"
            ? `◌ ${t("state.mentioned")}`
            : t("state.not_mentioned");
      image.append(text(left + 6, y + 13, words, { "fill-opacity": 0.65, "font-style": "italic" }));
    }
  }
  return image;
}

const DASHES = ["", "6 3", "2 3", "8 3 2 3", "1 2"];
const COLOURS = ["#2f6690", "#a4442e", "#3f7d4e", "#7b5ea7", "#8a6d1f", "#2b7f86", "#a3195b", "#5b6370"];

/** Lines over years, each with its name at its end. */
function lines(rows: readonly Row[], code: string, name: string): SVGSVGElement {
  const { years, units } = byYear(rows.filter((row) => row.year !== null));
  const known = years.filter((year) => year !== null);
  const shown = [...units].slice(0, COLOURS.length);
  const [width, height, left, right, top, bottom] = [720, 330, 56, 190, 28, 30];
  const valueIn = (own: Map<number | null, Row[]>, year: number) => {
    const it = own.get(year)?.[0]?.values.get(code);
    return it?.status === "reported" ? it : null;
  };
  const high = ceiling(Math.max(0, ...shown.flatMap(([, own]) => known.map((year) => valueIn(own, year)?.value ?? 0))));
  const x = (year: number) =>
    left + ((width - left - right) * (year - (known[0] ?? 0))) / Math.max(1, (known.at(-1) ?? 0) - (known[0] ?? 0));
  const y = (value: number) => height - bottom - ((height - top - bottom) * value) / high;
  const image = drawing(width, height, name);
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const level = y(high * part);
    image.append(
      svg("line", {
        x1: left,
        x2: width - right,
        y1: level,
        y2: level,
        stroke: "currentColor",
        "stroke-opacity": part === 0 ? 0.5 : 0.12,
      }),
      text(left - 8, level + 4, figure({ value: high * part, upper: null, approx: null, unit: null }), {
        "text-anchor": "end",
      }),
    );
  }
  for (const year of known) image.append(text(x(year), height - 8, year, { "text-anchor": "middle" }));
  const ends: { y: number; words: string; colour: string }[] = [];
  for (const [at, [unit, own]] of shown.entries()) {
    const colour = COLOURS[at] as string;
    const points = known.flatMap((year) => {
      const it = valueIn(own, year);
      return it?.value === null || it === null ? [] : [{ year, value: it.value, words: figure(it) }];
    });
    // A year without a figure breaks the line: nothing is known of it.
    for (const [i, point] of points.entries()) {
      const before = points[i - 1];
      if (before && known.indexOf(before.year) + 1 === known.indexOf(point.year)) {
        image.append(
          svg("line", {
            x1: x(before.year),
            y1: y(before.value),
            x2: x(point.year),
            y2: y(point.value),
            stroke: colour,
            "stroke-width": 2,
            "stroke-dasharray": DASHES[at % DASHES.length] as string,
          }),
        );
      }
      image.append(
        svg("circle", { cx: x(point.year), cy: y(point.value), r: 4, fill: colour }),
        text(x(point.year), y(point.value) - 8, point.words, { "text-anchor": "middle" }),
      );
    }
    const last = points.at(-1);
    if (last) ends.push({ y: y(last.value), words: short(unit, 13), colour });
  }
  ends.sort((a, b) => a.y - b.y);
  let floor = 0;
  for (const end of ends) {
    const at = Math.max(end.y + 4, floor);
    floor = at + 15;
    image.append(text(width - right + 14, at, end.words, { fill: end.colour, class: "name" }));
  }
  return image;
}

function attention(row: Row, theme: string): number | null {
  const value = row.report.variables[`attention_${theme}`];
  return typeof value === "number" ? value : null;
}

/** Reports by themes: a square for each share, with the share written in it. */
function squares(rows: readonly Row[], name: string): SVGSVGElement {
  const shown = rows.slice(0, MOST_UNITS);
  const [left, top, cellWidth, line] = [190, 34, 58, 30];
  const image = drawing(left + cellWidth * THEMES.length + 8, top + shown.length * line + 8, name);
  for (const [at, theme] of THEMES.entries())
    image.append(
      text(left + cellWidth * (at + 0.5), top - 12, label("theme", theme), {
        "text-anchor": "middle",
        "font-size": 11,
      }),
    );
  const high = Math.max(0.01, ...shown.flatMap((row) => THEMES.map((theme) => attention(row, theme) ?? 0)));
  for (const [at, row] of shown.entries()) {
    const y = top + at * line;
    image.append(
      text(left - 8, y + 18, short(`${row.unit}${row.year ? ` ${row.year}` : ""}`, 16), { "text-anchor": "end" }),
    );
    for (const [i, theme] of THEMES.entries()) {
      const share = attention(row, theme);
      const x = left + cellWidth * i;
      image.append(
        svg("rect", {
          x: x + 1,
          y: y + 1,
          width: cellWidth - 2,
          height: line - 2,
          rx: 2,
          fill: "#2f6690",
          "fill-opacity": share === null ? 0 : (0.75 * share) / high,
          stroke: "currentColor",
          "stroke-opacity": 0.12,
        }),
      );
      const dark = share !== null && share / high > 0.6;
      image.append(
        text(x + cellWidth / 2, y + 19, share === null ? "—" : `${Math.round(share * 100)}%`, {
          "text-anchor": "middle",
          class: dark ? "on-dark" : "",
          "font-weight": dark ? 700 : 400,
        }),
      );
    }
  }
  return image;
}

const FILLS: Record<string, { fill: string; glyph: string }> = {
  reported: { fill: "#2f6690", glyph: "●" },
  conflict: { fill: "#b3541e", glyph: "⚠" },
  mentioned_without_number: { fill: "#9db8cc", glyph: "◌" },
  not_mentioned: { fill: "none", glyph: "–" },
};

/** How many reports give each indicator of a theme. */
function strips(rows: readonly Row[], theme: string, name: string): SVGSVGElement {
  const own = coverage(rows).filter((one) => one.theme === theme);
  const [left, line, length] = [230, 24, 400];
  const image = drawing(left + length + 90, own.length * line + 12, name);
  for (const [at, one] of own.entries()) {
    const y = 6 + at * line;
    image.append(text(left - 8, y + 13, short(indicatorName(one.code), 17), { "text-anchor": "end" }));
    let x = left;
    for (const state of STATUSES) {
      const width = (length * one.counts[state]) / Math.max(1, rows.length);
      if (width === 0) continue;
      image.append(
        svg("rect", {
          x,
          y,
          width,
          height: 16,
          fill: FILLS[state]?.fill ?? "none",
          stroke: "currentColor",
          "stroke-opacity": 0.35,
          class: `fill-${state}`,
        }),
      );
      if (width > 16 && state !== "reported" && state !== "not_mentioned")
        image.append(
          text(x + width / 2, y + 13, FILLS[state]?.glyph ?? "", {
            "text-anchor": "middle",
            "font-size": 11,
            class: "glyph",
          }),
        );
      x += width;
    }
    image.append(text(left + length + 8, y + 13, `${one.counts.reported}/${rows.length}`));
  }
  return image;
}

/** A chart with what it shows as a table, and both to take away. */
function figureOf(
  title: string,
  image: SVGSVGElement,
  cells: Cells,
  control: HTMLElement | null,
  note = "",
): HTMLElement {
  const [head, ...body] = cells;
  const twin = h(
    "details",
    {},
    h("summary", {}, t("chart.table")),
    h(
      "div",
      { class: "wide", tabindex: 0, role: "region", "aria-label": title },
      h(
        "table",
        { class: "items" },
        h("thead", {}, h("tr", {}, ...(head ?? []).map((name) => h("th", { scope: "col" }, name ?? "")))),
        h(
          "tbody",
          {},
          ...body.map((row) =>
            h(
              "tr",
              {},
              ...row.map((one, at) => h(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}, one ?? "")),
            ),
          ),
        ),
      ),
    ),
  );
  const file = `${title}-${today()}`;
  return h(
    "figure",
    {},
    h("figcaption", {}, h("h3", {}, title), control),
    h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": title }, image),
    note && h("p", { class: "note" }, note),
    h(
      "div",
      { class: "bar" },
      h("button", { type: "button", onclick: () => copyTable(cells) }, t("copy.table")),
      h("button", { type: "button", onclick: () => save(`${file}.svg`, "image/svg+xml", alone(image)) }, t("save.svg")),
    ),
    twin,
  );
}

/** The drawing as a file of its own: dark on white wherever it is opened. */
function alone(image: SVGSVGElement): string {
  const copy = image.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("color", "#1d2129");
  copy.prepend(svg("rect", { width: "100%", height: "100%", fill: "#fff" }));
  return new XMLSerializer().serializeToString(copy);
}

let indicator = "";
let theme = "leadership";

export function charts(rows: readonly Row[], redraw: () => void): HTMLElement[] {
  const code = indicator || mostGiven(rows);
  const info = indicatorInfo(code);
  const years = new Set(rows.map((row) => row.year).filter((year) => year !== null));
  const { units } = byYear(rows);
  const several = years.size > 1 && [...units.values()].some((own) => own.size > 1);
  const pickCode = h(
    "select",
    {
      "aria-label": label("view", "indicator"),
      onchange: () => {
        indicator = pickCode.value;
        redraw();
      },
    },
    ...options(code),
  );
  const pickTheme = h(
    "select",
    {
      "aria-label": label("view", "themes"),
      onchange: () => {
        theme = pickTheme.value;
        redraw();
      },
    },
    ...THEMES.map((name) => h("option", { value: name, selected: name === theme }, label("theme", name))),
  );
  const first = several ? lines(rows, code, indicatorName(code)) : bars(rows, code, indicatorName(code));
  const values: Cells = [
    [t("compare.unit"), label("view", "year"), indicatorName(code), label("view", "unit")],
    ...rows.map((row) => {
      const it = row.values.get(code);
      return [
        row.unit,
        row.year,
        it?.status === "reported"
          ? it.value
          : label("indicator", status(row, code)) === "not_mentioned"
            ? t("state.not_mentioned")
            : label("indicator", status(row, code)),
        it?.unit ?? null,
      ];
    }),
  ];
  const shares: Cells = [
    [t("compare.unit"), label("view", "year"), ...THEMES.map((name) => label("theme", name))],
    ...rows.map((row) => [row.unit, row.year, ...THEMES.map((name) => attention(row, name))]),
  ];
  const covered = coverage(rows).filter((one) => one.theme === theme);
  const counts: Cells = [
    [
      label("view", "indicator"),
      ...STATUSES.map((name) => (name === "not_mentioned" ? t("state.not_mentioned") : label("indicator", name))),
    ],
    ...covered.map((one) => [indicatorName(one.code), ...STATUSES.map((name) => one.counts[name])]),
  ];
  const missing = rows.filter((row) => status(row, code) !== "reported").length;
  const left = Math.max(0, several ? units.size - COLOURS.length : rows.length - MOST_UNITS);
  return [
    figureOf(
      t("chart.indicator", { name: info ? indicatorName(code) : code }),
      first,
      values,
      pickCode,
      [missing > 0 ? t("chart.missing", { n: missing }) : "", left > 0 ? t("chart.left", { n: left }) : ""]
        .join(" ")
        .trim(),
    ),
    figureOf(
      t("chart.attention"),
      squares(rows, t("chart.attention")),
      shares,
      null,
      rows.length > MOST_UNITS ? t("chart.left", { n: rows.length - MOST_UNITS }) : t("chart.attention_note"),
    ),
    figureOf(
      t("chart.coverage", { theme: label("theme", theme) }),
      strips(rows, theme, t("part.coverage")),
      counts,
      pickTheme,
      t("chart.coverage_note"),
    ),
  ];
}

function mostGiven(rows: readonly Row[]): string {
  return common(rows, 1)[0] ?? "rol_meetings";
}
