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
import wasm from "lawgov/wasm/engine_bg.wasm?url";
import workerScript from "lawgov/worker?worker&url";
import { type Lang, pick } from "./i18n";
import type { Doc, Outcome, Report } from "./model";

/** Kinds of files that can be read. */
export const READABLE = ["txt", "html", "htm", "docx", "doc", "wps", "ofd", "pdf"];

export const FORMATS = [
  { name: "csv", type: "text/csv;charset=utf-8" },
  { name: "jsonl", type: "application/x-ndjson" },
] as const;

type Format = (typeof FORMATS)[number]["name"];

let pool: Pool | null = null;
let ruleList: Rule[] = [];
let catalogue: CatalogueEntry[] = [];

/** In a page from disk the engine stands in the page itself, and so does the script of the workers. */
function embedded(id: string): string | null {
  return document.getElementById(id)?.textContent?.trim() || null;
}

async function bytes(base64: string): Promise<ArrayBuffer> {
  const binary = atob(base64);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0)).buffer;
}

async function download(
  address: string,
  onProgress: (done: number, total: number | null) => void,
): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const total = Number(response.headers.get("content-length")) || null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { value, done: ended } = await reader.read();
    if (ended) break;
    pieces.push(value);
    done += value.length;
    onProgress(done, total);
  }
  return new Blob(pieces).arrayBuffer();
}

/** Loads the engine; must be awaited before anything else here. */
export async function start(onProgress: (done: number, total: number | null) => void): Promise<void> {
  const inside = embedded("engine");
  const module = await WebAssembly.compile(inside ? await bytes(inside) : await download(wasm, onProgress));
  const script = embedded("worker") ?? (await (await fetch(workerScript)).text());
  await init({ engine: module });
  // One processor stays free for the page.
  pool = createPool({
    size: Math.min(4, Math.max(1, navigator.hardwareConcurrency - 1)),
    sources: { engine: module },
    // Made from the script at hand: a worker that is hired later asks for nothing.
    worker: () => new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" }))),
  });
  ruleList = rules();
  catalogue = indicators();
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
  for await (const { index, result } of pool.read(files, { lang, signal, select: ["all"] })) {
    const doc = docs[index];
    // A file of a dropped folder does not know its folder.
    if (doc) result.source.name = doc.path;
    if (doc) settled(doc, "error" in result ? { ok: false, failure: result } : { ok: true, report: result });
  }
}

/** The text of a report cut where marks begin and end. */
export function segmentsOf(report: Report): Segment[] {
  return segments(report, { select: ["all"] });
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

/** A table of all that was read, as the bytes of a file. */
export async function exportTable(
  format: Format,
  kind: string,
  docs: readonly Doc[],
  lang: Lang,
): Promise<string | Uint8Array<ArrayBuffer>> {
  if (!pool) throw new Error("engine");
  if (format === "jsonl")
    return docs
      .flatMap((doc) =>
        doc.outcome ? [`${JSON.stringify(doc.outcome.ok ? doc.outcome.report : doc.outcome.failure)}\n`] : [],
      )
      .join("");
  const inputs = docs.flatMap((doc) =>
    doc.outcome ? [doc.outcome.ok ? doc.outcome.report : doc.outcome.failure] : [],
  );
  const table = await pool.table(kind as TableKind, inputs, { lang });
  const cell = (value: string | number | boolean | null) => {
    const words = String(value ?? "");
    const guarded = typeof value === "string" && /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };
  const lines = [table.columns.map((column) => cell(pick(column, "label")))];
  for (let row = 0; row < table.rows; row++)
    lines.push(table.columns.map((column) => cell(column.values[row] ?? null)));
  return `\uFEFF${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}
