// Where something stands, in words a person can follow in their own copy: paragraph and heading.

import { t } from "../i18n";
import type { Report, Section } from "../model";

/** Where each paragraph begins; empty lines are not counted. */
export function paragraphs(text: string): number[] {
  const begins: number[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    if (line.trim() !== "") begins.push(at);
    at += line.length + 1;
  }
  return begins;
}

function numberAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(low, 1);
}

/** The headings around a place, the outermost first. */
export function headings(report: Report, offset: number): Section[] {
  return report.sections.filter((section) => section.start <= offset && offset < section.end);
}

export function heading(section: Section): string {
  return section.marker + section.heading;
}

const starts = new WeakMap<Report, number[]>();

/** Paragraph 12, 二、（一）. */
export function place(report: Report, offset: number): string {
  const known = starts.get(report) ?? paragraphs(report.text);
  starts.set(report, known);
  const path = headings(report, offset).map((section) => section.marker || section.heading);
  const paragraph = t("place.paragraph", { n: numberAt(known, offset) });
  return path.length === 0 ? paragraph : `${paragraph} · ${path.join("")}`;
}

/** A few words before and after. */
export function around(report: Report, start: number, end: number, width = 16): [string, string, string] {
  const line = (text: string) => text.replace(/\s+/g, " ");
  const before =
    report.text
      .slice(Math.max(0, start - width), start)
      .split("\n")
      .at(-1) ?? "";
  const after = report.text.slice(end, end + width).split("\n")[0] ?? "";
  return [line(before), line(report.text.slice(start, end)), line(after)];
}

/** A report by its place, or by the department that wrote it, or what it is called. */
export function author(report: Report, path: string): string {
  const { issuers, level, region, title } = report.metadata;
  const body = issuers.join("、");
  if (level !== "department" && region.length > 0) return region.join("");
  return body || region.join("") || title?.replace(/\s+/g, "") || path;
}
