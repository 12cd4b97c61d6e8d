// The engine: one instance beside the page for what is drawn at once, workers for files.

import {
  type CatalogueEntry,
  createPool,
  indicators,
  init,
  type Pool,
  type Rule,
  rules,
  type Segment,
  segments,
  type TableKind,
} from "lawgov";
import documents from "lawgov/wasm/documents_bg.wasm?url";
import engine from "lawgov/wasm/engine_bg.wasm?url";
import writer from "lawgov/wasm/export_bg.wasm?url";
import pdf from "lawgov/wasm/pdf_bg.wasm?url";
import workerScript from "lawgov/worker?worker&url";
import extensions from "../../crates/lawgov-read/data/extensions.tsv";
import { asset, textAsset } from "./assets";
import { type Lang, pick } from "./i18n";
import type { Doc, Outcome, Report } from "./model";

/** The ends of names of files that can be read. */
export const READABLE = extensions.filter((row) => row.format !== "-").map((row) => row.extension);

export const FORMATS = [
  { name: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { name: "csv", type: "text/csv;charset=utf-8" },
  { name: "jsonl", type: "application/x-ndjson" },
] as const;

/** The sheets of a workbook; what their columns mean and the files that failed follow by themselves. */
const SHEETS: TableKind[] = ["panel", "reports", "indicators", "statistics", "findings"];

/** Every rule, whatever the engine would choose by itself. */
const RULES = { select: ["all"] };

type Format = (typeof FORMATS)[number]["name"];

let pool: Pool | null = null;
let ruleList: Rule[] = [];
let catalogue: CatalogueEntry[] = [];

/** Loads the engine; must be awaited before anything else here. */
export async function start(onProgress: (done: number, total: number | null) => void): Promise<void> {
  const [bytes, script] = await Promise.all([asset(engine, onProgress), textAsset(workerScript)]);
  const module = await WebAssembly.compile(bytes);
  await init({ engine: module });
  // Not needed for a first look, but fetched now: later nothing is asked for any more.
  const late = { documents: asset(documents), pdf: asset(pdf), export: asset(writer) };
  pool = createPool({
    // One processor stays free for the page.
    size: Math.min(4, Math.max(1, navigator.hardwareConcurrency - 1)),
    sources: { engine: module, ...late },
    worker: () => new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" }))),
  });
  ruleList = rules();
  catalogue = indicators();
}

/** All that is fetched after the page shows itself. */
export async function complete(): Promise<void> {
  await Promise.all([asset(documents), asset(pdf), asset(writer)]);
}

export type Progress = Outcome;

/** Reads files beside the page, in their order. A file that fails is an outcome like any other. */
export async function readMany(
  docs: readonly Doc[],
  lang: Lang,
  signal: AbortSignal,
  settled: (doc: Doc, outcome: Outcome) => void,
): Promise<void> {
  if (!pool) throw new Error("engine");
  const files = docs.map(({ path, source }) => (typeof source === "string" ? { name: path, text: source } : source));
  for await (const { index, result } of pool.read(files, { ...RULES, lang, signal })) {
    const doc = docs[index];
    // A file of a dropped folder does not know its folder.
    if (doc) result.source.name = doc.path;
    if (doc) settled(doc, "error" in result ? { ok: false, failure: result } : { ok: true, report: result });
  }
}

/** The text of a report cut where marks begin and end. */
export function segmentsOf(report: Report): Segment[] {
  return segments(report, RULES);
}

export function version(): string {
  return VERSION;
}

export function ruleInfo(code: string): Rule | undefined {
  return ruleList.find((rule) => rule.code === code);
}

export function indicatorInfo(code: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.code === code);
}

export function indicatorName(code: string): string {
  const info = indicatorInfo(code);
  return info ? pick(info, "name") : code;
}

/** The catalogue in its order, theme by theme. */
export function indicatorsByTheme(): [string, CatalogueEntry[]][] {
  const themes = new Map<string, CatalogueEntry[]>();
  for (const entry of catalogue) themes.set(entry.theme, [...(themes.get(entry.theme) ?? []), entry]);
  return [...themes];
}

/** All that was read, as a file: a workbook, one table, or a report a line. */
export async function exportTable(
  format: Format,
  kind: string,
  docs: readonly Doc[],
  lang: Lang,
): Promise<string | Uint8Array<ArrayBuffer>> {
  if (!pool) throw new Error("engine");
  const outcomes = docs.flatMap((doc) => doc.outcome ?? []);
  const inputs = outcomes.map((outcome) => (outcome.ok ? outcome.report : outcome.failure));
  const options = { ...RULES, lang, labels: true };
  if (format === "xlsx") return pool.xlsx(SHEETS, inputs, options);
  if (format === "csv") return pool.csv(kind as TableKind, inputs, options);
  return inputs.map((input) => `${JSON.stringify(input)}\n`).join("");
}
