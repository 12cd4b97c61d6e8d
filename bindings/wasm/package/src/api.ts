import { call } from "./engine.js";
import type { Lang } from "./errors.js";
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
  return JSON.parse(toJson(text, options)) as types.Report;
}

/** {@link read}, as JSON. */
export function readJson(bytes: Uint8Array | ArrayBuffer, name = "", options: Options = {}): string {
  return call((engine) => engine.read(bytesOf(bytes), name, written(options)), options.lang);
}

/**
 * Reads the bytes of a file; its name is for its extension and for messages.
 *
 * @throws {LawgovError} when the format is not supported or the bytes cannot be decoded without loss
 */
export function read(bytes: Uint8Array | ArrayBuffer, name = "", options: Options = {}): types.Report {
  return JSON.parse(readJson(bytes, name, options)) as types.Report;
}

/** The text of a file, before it is read as a report. */
export function open(bytes: Uint8Array | ArrayBuffer, name = "", lang: Lang = "zh"): types.Document {
  return JSON.parse(call((engine) => engine.open(bytesOf(bytes), name), lang)) as types.Document;
}

/** The text of a text file and its encoding: UTF-8, UTF-16 with a byte order mark, or GB18030, strictly. */
export function decode(bytes: Uint8Array | ArrayBuffer, name = "", lang: Lang = "zh"): types.Decoded {
  return JSON.parse(call((engine) => engine.decode(bytesOf(bytes), name), lang)) as types.Decoded;
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

/** {@link table}, as JSON. */
export function tableJson(kind: types.TableKind, inputs: Iterable<TableInput>, options: Options = {}): string {
  const rows = Array.from(inputs, (input) =>
    "error" in input ? { source: source(input.source), error: input.error } : { source: source(input.source), text: input.text },
  );
  return call((engine) => engine.table(kind, JSON.stringify(rows), written(options)), options.lang);
}

/** A table of reports; of `failures`, of files that could not be read. */
export function table(kind: types.TableKind, inputs: Iterable<TableInput>, options: Options = {}): types.Table {
  return JSON.parse(tableJson(kind, inputs, options)) as types.Table;
}

/** The audit rules, in the order of their codes. */
export function rules(): types.Rule[] {
  return JSON.parse(call((engine) => engine.rules())) as types.Rule[];
}

/** The indicators of the catalogue, in its order. */
export function indicators(options: Pick<Options, "catalogue" | "lang"> = {}): types.CatalogueEntry[] {
  return JSON.parse(call((engine) => engine.indicators(written(options)), options.lang)) as types.CatalogueEntry[];
}
