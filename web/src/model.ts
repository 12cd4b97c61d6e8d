// The report as the engine gives it, and what the page holds about each file.

import type { Failure, Report } from "lawgov";

export type {
  Citation,
  Failure,
  Finding,
  Indicator as IndicatorValue,
  LawMention,
  Measure,
  Report,
  Section,
  Statistic,
} from "lawgov";

/** Kinds of marks, by the names of the core, with the letter of an item's id and the sign that stands beside colour. */
export const KINDS = [
  { kind: "finding", list: "findings", letter: "f", sign: "!" },
  { kind: "statistic", list: "statistics", letter: "s", sign: "#" },
  { kind: "measure", list: "measures", letter: "m", sign: ">" },
  { kind: "citation", list: "citations", letter: "c", sign: "§" },
  { kind: "law_mention", list: "law_mentions", letter: "l", sign: "~" },
  { kind: "person", list: "people", letter: "p", sign: "@" },
  { kind: "organization", list: "organizations", letter: "o", sign: "&" },
  { kind: "section", list: "sections", letter: "h", sign: "=" },
] as const;

export type KindInfo = (typeof KINDS)[number];
export type Kind = KindInfo["kind"];
export type Letter = KindInfo["letter"];

/** `s12` is the thirteenth statistic. */
export type ItemId = `${Letter}${number}`;

export interface Item {
  id: ItemId;
  info: KindInfo;
  index: number;
  start: number;
  end: number;
}

export function kindOf(id: ItemId): KindInfo {
  const info = KINDS.find((candidate) => candidate.letter === id[0]);
  if (!info) throw new RangeError(`no kind for ${id}`);
  return info;
}

export function itemOf(report: Report, id: ItemId): Item | null {
  const info = kindOf(id);
  const index = Number(id.slice(1));
  const place = report[info.list][index];
  return place ? { id, info, index, start: place.start, end: place.end } : null;
}

export function isItemId(text: string): text is ItemId {
  return /^[fsmclpoh]\d{1,6}$/.test(text);
}

/** What a file turned into. */
export type Outcome = { ok: true; report: Report } | { ok: false; failure: Failure };

/** One file, dropped or chosen, or one pasted text. */
export interface Doc {
  id: number;
  path: string;
  source: File | string;
  outcome: Outcome | null;
}

export function reportOf(doc: Doc | null | undefined): Report | null {
  return doc?.outcome?.ok ? doc.outcome.report : null;
}
