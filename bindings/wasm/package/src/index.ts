import { load as loadModule, place, type ModuleName, type Sources } from "./engine.js";

/**
 * Loads the engine. Call it once and await it before anything else; later calls do nothing.
 *
 * @param sources where the modules are, for programs that place them elsewhere than the package does
 */
export async function init(sources: Sources = {}): Promise<void> {
  place(sources);
  await loadModule("engine");
}

/**
 * Loads a further module in a browser: `documents` for office formats, web pages and
 * GB18030, `pdf` for PDF, `export` for workbooks.
 * Node, pools and {@link readFile} load what they need themselves.
 */
export async function load(name: ModuleName): Promise<void> {
  await loadModule(name);
}

export {
  csv, decode, indicators, laws, open, parse, quantities, read, readFile, readJson, rules, segments, table, toHtml, toJson, xlsx,
  type CsvOptions, type ExportOptions, type FileLike, type HtmlOptions, type JsonOptions, type Options, type TableInput, type TextOptions,
} from "./api.js";
export type { ModuleName, Sources } from "./engine.js";
export { LawgovError, type ErrorInfo, type Lang, type Place } from "./errors.js";
export { createPool, type Pool, type PoolOptions, type PoolReadOptions, type PoolResult, type Progress, type Stoppable } from "./pool.js";
export type * from "./types.js";
