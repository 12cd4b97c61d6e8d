// Reports side by side. What is not reported stays empty; nothing is added up here.

import { indicatorsByTheme } from "../engine";
import type { Doc, IndicatorValue, Report } from "../model";
import { reportOf } from "../model";
import { author } from "../report/place";

/** One report of the comparison. */
export interface Row {
  doc: Doc;
  report: Report;
  unit: string;
  year: number | null;
  values: Map<string, IndicatorValue>;
}

export type Status = IndicatorValue["status"] | "not_mentioned";
export const STATUSES: Status[] = ["reported", "conflict", "mentioned_without_number", "not_mentioned"];

const inOrder = new Intl.Collator("zh");
const rows = new WeakMap<Report, Row>();

function row(doc: Doc, report: Report): Row {
  let known = rows.get(report);
  if (!known) {
    const values = new Map(report.indicators.map((it) => [it.code, it]));
    known = { doc, report, unit: author(report, doc.path), year: report.metadata.year, values };
    rows.set(report, known);
  }
  return known;
}

/** All reports read so far, by who wrote them and when. */
export function table(docs: readonly Doc[]): Row[] {
  const all = docs.flatMap((doc) => {
    const report = reportOf(doc);
    return report ? [row(doc, report)] : [];
  });
  return all.sort((a, b) => inOrder.compare(a.unit, b.unit) || (a.year ?? 0) - (b.year ?? 0) || a.doc.id - b.doc.id);
}

export function status(one: Row, code: string): Status {
  return one.values.get(code)?.status ?? "not_mentioned";
}

export interface Coverage {
  code: string;
  theme: string;
  counts: Record<Status, number>;
}

export function coverage(all: readonly Row[]): Coverage[] {
  return indicatorsByTheme().flatMap(([theme, infos]) =>
    infos.map(({ code }) => {
      const counts: Record<Status, number> = {
        reported: 0,
        conflict: 0,
        mentioned_without_number: 0,
        not_mentioned: 0,
      };
      for (const one of all) counts[status(one, code)]++;
      return { code, theme, counts };
    }),
  );
}

/** The indicators that most reports give: what a comparison begins with. */
export function common(all: readonly Row[], most: number): string[] {
  const given = coverage(all).filter((one) => one.counts.reported + one.counts.conflict > 0);
  const order = given.map((one) => one.code);
  const chosen = given
    .sort((a, b) => b.counts.reported - a.counts.reported)
    .slice(0, most)
    .map((one) => one.code);
  return order.filter((code) => chosen.includes(code));
}

/** One indicator as units by years; a unit may have several reports for a year. */
export function byYear(all: readonly Row[]): {
  years: (number | null)[];
  units: Map<string, Map<number | null, Row[]>>;
} {
  const years = [...new Set(all.map((one) => one.year))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const units = new Map<string, Map<number | null, Row[]>>();
  for (const one of all) {
    const own = units.get(one.unit) ?? new Map<number | null, Row[]>();
    own.set(one.year, [...(own.get(one.year) ?? []), one]);
    units.set(one.unit, own);
  }
  return { years, units };
}
