import { call as callModule, load, type ModuleName } from "./engine.js";
import { LawgovError, type Lang } from "./errors.js";
import type * as types from "./types.js";

/** Options of reading. */
export interface Options {
  /** Runs only the audit rules with these codes, beginnings of codes, or names. */
  select?: string[];
  /** Leaves out the audit rules with these codes, beginnings of codes, or names. */
  ignore?: string[];
  /** The parts and deadlines that are required, as TOML. */
  profile?: string;
  /** A catalogue of indicators over the built-in one, as TOML. */
  catalogue?: string;
  /** Laws beside the built-in ones, as TOML. */
  laws?: string;
  /** Leaves out indicators, variables and the audit. */
  extraction_only?: boolean;
  /** The language of findings and errors. */
  lang?: Lang;
}

/** Options of reading a text. */
export interface TextOptions extends Options {
  /** Where the text came from; its fields are null unless given. */
  source?: Partial<types.Source>;
}

/** Options of a report's JSON. */
export interface JsonOptions extends TextOptions {
  /** What every `start` and `end` counts. */
  offset_unit?: types.Report["offset_unit"];
  /** Indented, one value a line. */
  pretty?: boolean;
}

/** Options of a report's page. */
export interface HtmlOptions extends Options {
  /** A fragment to put into another page. */
  fragment?: boolean;
  /** Prefix of every id, where one page holds a report twice. */
  id?: string;
}

/** A file to read: a `File` or `Blob`, or a name with bytes or text. */
export type FileLike = Blob | { name?: string; bytes: Uint8Array | ArrayBuffer } | { name?: string; text: string };

/** What tables are made of: reports, which are read again from their text, and files that failed. */
export type TableInput = Pick<types.Report, "source" | "text"> | types.Failure;

/** Options of files for spreadsheets. */
export interface ExportOptions extends Options {
  /** Chinese or English headers and sheets, by `lang`, instead of the stable names. */
  labels?: boolean;
}

/** Options of comma-separated values. */
export interface CsvOptions extends ExportOptions {
  /** The mark by which Excel knows UTF-8; there unless it is false. */
  byte_order_mark?: boolean;
}

type Engine = typeof import("../wasm/engine.js");
const call = <T>(run: (engine: Engine) => T, lang?: Lang): T => callModule("engine", run, lang);
const written = (options: object): string => JSON.stringify(options);
const bytesOf = (bytes: Uint8Array | ArrayBuffer): Uint8Array => (bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
const source = ({ name = null, format = null, encoding = null, sha256 = null }: Partial<types.Source>) => ({ name, format, encoding, sha256 });

/** The report of a text as JSON; the same bytes from every language that asks for the same offsets. */
export function toJson(text: string, options: JsonOptions = {}): string {
  return call((engine) => engine.parse(text, written(options)), options.lang);
}

/**
 * Reads a text. Any text is read; what is not a report gives few items.
 *
 * Offsets are UTF-16 code units: `report.text.slice(item.start, item.end) === item.text`. A lone surrogate, which no
 * encoding can hold, becomes U+FFFD.
 *
 * ```js
 * const report = parse("一、主要举措\n全年发放宣传资料1000余份。");
 * report.statistics[0].value; // 1000
 * ```
 */
export function parse(text: string, options: TextOptions = {}): types.Report {
  const json = call((engine) => engine.parse(text, written({ ...options, texts: "none" })), options.lang);
  return restored(json, sound(text));
}

/** {@link read}, as JSON. */
export function readJson(bytes: Uint8Array | ArrayBuffer, name = "", options: Options = {}): string {
  return readJsonOf(bytes, name, options);
}

/** The JSON of a text with the report's text alone; {@link restored} puts back those of items. */
export function leanJson(text: string, options: TextOptions): string {
  return call((engine) => engine.parse(text, written({ ...options, texts: "report" })), options.lang);
}

/** {@link leanJson} of a file. */
export function readLeanJson(bytes: Uint8Array | ArrayBuffer, name: string, options: Options): string {
  return readJsonOf(bytes, name, { ...options, texts: "report" });
}

function readJsonOf(bytes: Uint8Array | ArrayBuffer, name: string, options: Options & { texts?: "report" }): string {
  const raw = bytesOf(bytes);
  return withReader(
    () => call((engine) => engine.read(raw, name, written(options)), options.lang),
    (reader) => {
      const { text, source } = opened(reader, raw, name, options.lang);
      return toJson(text, { ...options, source });
    },
  );
}

/**
 * A report of its JSON, with the texts that were left out of it. An item's text is what stands at its place: cutting it
 * here takes a fraction of the time in which it would be written, decoded and parsed.
 */
export function restored(json: string, text?: string): types.Report {
  const report = JSON.parse(json) as types.Report;
  if (text !== undefined) report.text = text;
  for (const items of Object.values(report)) if (Array.isArray(items)) quote(items, report.text);
  return report;
}

interface Quoted {
  start: number;
  end: number;
  text?: string;
  related?: Quoted[];
  zero?: Quoted | null;
}

function quote(items: Quoted[], text: string): void {
  for (const item of items) {
    if (item.text === "") item.text = text.slice(item.start, item.end);
    if (item.related) quote(item.related, text);
    if (item.zero) quote([item.zero], text);
  }
}

/** A text as the engine has it. */
function sound(text: string & { toWellFormed?(): string }): string {
  return text.toWellFormed?.() ?? new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

/** A module with readers. */
type Reader = "engine" | "documents" | "pdf";

function opened(reader: Reader, bytes: Uint8Array, name: string, lang: Lang = "zh"): types.Document {
  return JSON.parse(callModule(reader, (glue) => glue.open(bytes, name), lang)) as types.Document;
}

/** Reads with the engine, and where that has no reader for a file, with the module that has one. */
function withReader<T>(small: () => T, large: (reader: Reader) => T): T {
  try {
    return small();
  } catch (error) {
    if (!(error instanceof LawgovError) || error.kind !== "format_not_built") throw error;
    return large(error.info.format === "pdf" ? "pdf" : "documents");
  }
}

/**
 * Reads the bytes of a file; its name is for its extension and for messages.
 *
 * In Node every format is read. In a browser, `load("documents")` (for PDF `load("pdf")`) must have been awaited for anything
 * but UTF-8 and UTF-16 text; {@link readFile} and pools load it themselves.
 *
 * @throws {LawgovError} when the format is not supported or the bytes cannot be read without loss
 */
export function read(bytes: Uint8Array | ArrayBuffer, name = "", options: Options = {}): types.Report {
  return restored(readLeanJson(bytes, name, options));
}

/** Reads a file, and loads what its format needs. */
export async function readFile(file: FileLike & { webkitRelativePath?: string }, options: Options = {}): Promise<types.Report> {
  const name = nameOf(file);
  if (!(file instanceof Blob) && "text" in file) return parse(file.text, { ...options, source: { name } });
  const bytes = file instanceof Blob ? await file.arrayBuffer() : file.bytes;
  return retried(() => read(bytes, name, options), load);
}

/** Runs what may need a module; if it does, fetches it and runs again. */
export async function retried<T>(run: () => T, fetch: (name: ModuleName) => Promise<void>): Promise<T> {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof LawgovError) || error.module === null) throw error;
    await fetch(error.module as ModuleName);
    return run();
  }
}

/** The name of a file: in a dropped folder, its path. */
export function nameOf(file: object): string {
  const { webkitRelativePath, name } = file as { webkitRelativePath?: string; name?: string };
  return webkitRelativePath || name || "";
}

/** The text of a file, before it is read as a report; formats as for {@link read}. */
export function open(bytes: Uint8Array | ArrayBuffer, name = "", lang: Lang = "zh"): types.Document {
  const raw = bytesOf(bytes);
  return withReader(() => opened("engine", raw, name, lang), (reader) => opened(reader, raw, name, lang));
}

/**
 * The text of a text file and its encoding: UTF-8, UTF-16 with a byte order mark, or GB18030, strictly.
 *
 * GB18030 needs `load("documents")` in a browser, as {@link read} does.
 */
export function decode(bytes: Uint8Array | ArrayBuffer, name = "", lang: Lang = "zh"): types.Decoded {
  const raw = bytesOf(bytes);
  const json = withReader(
    () => call((engine) => engine.decode(raw, name), lang),
    () => callModule("documents", (documents) => documents.decode(raw, name), lang),
  );
  return JSON.parse(json) as types.Decoded;
}

/** Every number of a text with its unit, whether it is a statistic or not. */
export function quantities(text: string): types.Quantity[] {
  return JSON.parse(call((engine) => engine.quantities(text, "{}"))) as types.Quantity[];
}

/** A report's text cut where marks begin and end: what to draw, however marks overlap. */
export function segments(report: Pick<types.Report, "text">, options: Options = {}): types.Segment[] {
  return JSON.parse(call((engine) => engine.segments(report.text, written(options)), options.lang)) as types.Segment[];
}

/** A report as a self-contained page: no script, nothing loaded from elsewhere. */
export function toHtml(report: Pick<types.Report, "text" | "source">, options: HtmlOptions = {}): string {
  const all = { ...options, source: source(report.source) };
  return call((engine) => engine.to_html(report.text, written(all)), options.lang);
}

/** What the engine needs of reports to read them again. */
function slim(inputs: Iterable<TableInput>): string {
  const row = (input: TableInput) =>
    "error" in input ? { source: source(input.source), error: input.error } : { source: source(input.source), text: input.text };
  return JSON.stringify(Array.from(inputs, row));
}

/** {@link table}, as JSON. */
export function tableJson(kind: types.TableKind, inputs: Iterable<TableInput>, options: Options & { tables?: types.TableKind[] } = {}): string {
  return call((engine) => engine.table(kind, slim(inputs), written(options)), options.lang);
}

/** A table of reports; of `failures`, of files that could not be read. */
export function table(kind: types.TableKind, inputs: Iterable<TableInput>, options: Options = {}): types.Table {
  return JSON.parse(tableJson(kind, inputs, options)) as types.Table;
}

/** A table as comma-separated values that Excel opens: a byte order mark, `\r\n`, and no cell that could be a formula. */
export function csv(kind: types.TableKind, inputs: Iterable<TableInput>, options: CsvOptions = {}): string {
  return call((engine) => engine.csv(kind, slim(inputs), written(options)), options.lang);
}

/**
 * Tables as a workbook: a sheet each, then what their columns mean, then the files that could not be read.
 *
 * In a browser, `load("export")` must have been awaited; pools load it themselves.
 */
export function xlsx(kinds: types.TableKind[], inputs: Iterable<TableInput>, options: ExportOptions = {}): Uint8Array<ArrayBuffer> {
  const { labels = false, ...rest } = options;
  const all = [...inputs];
  const reports = all.filter((input) => !("error" in input));
  const failures = all.filter((input) => "error" in input);
  const wanted = kinds.filter((kind) => kind !== "codebook" && kind !== "failures");
  const tables = wanted.map((kind) => tableJson(kind, reports, rest));
  tables.push(tableJson("codebook", [], { ...rest, tables: wanted }));
  if (failures.length > 0) tables.push(tableJson("failures", failures, rest));
  const bytes = callModule("export", (glue) => glue.xlsx(`[${tables.join(",")}]`, labels ? (options.lang ?? "zh") : null), options.lang);
  return bytes as Uint8Array<ArrayBuffer>;
}

/** The audit rules, in the order of their codes. */
export function rules(): types.Rule[] {
  return JSON.parse(call((engine) => engine.rules())) as types.Rule[];
}

/** The indicators of the catalogue, in its order. */
export function indicators(options: Pick<Options, "catalogue" | "lang"> = {}): types.CatalogueEntry[] {
  return JSON.parse(call((engine) => engine.indicators(written(options)), options.lang)) as types.CatalogueEntry[];
}

/**
 * The laws of the registry, in its order: those with `query` in the key or a name, of the kind that is called so, or cited so.
 *
 * ```js
 * laws("《中华人民共和国民法典》").map((law) => law.key); // includes "civil-code"
 * ```
 */
export function laws(query = "", options: Pick<Options, "laws" | "lang"> = {}): types.Law[] {
  return JSON.parse(call((engine) => engine.laws(query, written(options)), options.lang)) as types.Law[];
}
