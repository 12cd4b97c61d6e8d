// What is known of one item, as short facts: for the card, for hovering, for a screen reader.

import { indicatorName } from "../engine";
import { label, t } from "../i18n";
import { type Item, type Report, reportOf } from "../model";
import { store } from "../store";
import { heading, place } from "./place";
import { figure } from "./value";

export interface Description {
  kind: string;
  quote: string;
  facts: [name: string, value: string][];
}

type Facts = [string, string | null | undefined][];

function statistic(report: Report, index: number): Facts {
  const it = report.statistics[index];
  if (!it) return [];
  const change = it.change ? label("direction", it.change.direction) : null;
  return [
    [label("view", "value"), figure(it)],
    [label("view", "subject"), it.subject],
    [label("view", "action"), it.action],
    [label("view", "indicator"), it.indicator && indicatorName(it.indicator)],
    [label("view", "modality"), label("modality", it.modality)],
    [t("fact.change"), change],
    [label("view", "period"), it.period?.text],
  ];
}

function facts(report: Report, item: Item): Facts {
  const { index } = item;
  switch (item.info.kind) {
    case "statistic":
      return statistic(report, index);
    case "finding": {
      const it = report.findings[index];
      return it
        ? [
            [label("severity", it.severity), it.message],
            [label("view", "rule"), `${it.rule} ${it.name}`],
          ]
        : [];
    }
    case "measure": {
      const it = report.measures[index];
      return [[label("view", "themes"), it?.themes.map((theme) => label("theme", theme)).join("、")]];
    }
    case "citation": {
      const it = report.citations[index];
      return it
        ? [
            [label("view", "kind"), label("document", it.kind)],
            [label("view", "number"), it.document_number],
            [label("view", "status"), label("status", it.status)],
          ]
        : [];
    }
    case "law_mention":
      return [[label("view", "status"), label("status", report.law_mentions[index]?.status)]];
    case "person":
      return [[label("view", "post"), report.people[index]?.post]];
    case "organization":
      return [];
    case "section": {
      const it = report.sections[index];
      return [
        [t("fact.role"), label("role", it?.role)],
        [label("view", "themes"), it?.themes.map((theme) => label("theme", theme)).join("、")],
      ];
    }
  }
}

export function describe(report: Report, item: Item): Description {
  const section = item.info.kind === "section" ? report.sections[item.index] : undefined;
  const quote = section ? heading(section) : report.text.slice(item.start, item.end).replace(/\s+/g, " ");
  const known = facts(report, item).filter((fact): fact is [string, string] => Boolean(fact[1]));
  return {
    kind: label("mark", item.info.kind),
    quote: quote.length > 80 ? `${quote.slice(0, 80)}…` : quote,
    facts: [...known, [t("fact.place"), place(report, item.start)]],
  };
}

export function inWords({ kind, quote, facts: known }: Description): string {
  return `${kind}：${quote}。${known.map(([name, value]) => `${name} ${value}`).join("；")}`;
}

/** The quotation with its source, for pasting into a letter. */
export function reference(report: Report, item: Item): string {
  const doc = store.docs.find((candidate) => reportOf(candidate) === report);
  const title = report.metadata.title?.replace(/\s+/g, "") ?? doc?.path ?? "";
  const quote = report.text.slice(item.start, item.end);
  return t("quote.reference", { quote, title, place: place(report, item.start), version: report.lawgov_version });
}
