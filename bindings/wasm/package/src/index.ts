import { start, type Sources } from "./engine.js";

/**
 * Loads the engine. Call it once and await it before anything else; later calls do nothing.
 *
 * @param sources where the modules are, for programs that place them elsewhere than the package does
 */
export async function init(sources: Sources = {}): Promise<void> {
  await start(sources);
}

export {
  decode, indicators, open, parse, quantities, read, readJson, rules, segments, table, toHtml, toJson,
  type FileLike, type HtmlOptions, type JsonOptions, type Options, type TableInput, type TextOptions,
} from "./api.js";
export type { Sources } from "./engine.js";
export { LawgovError, type ErrorInfo, type Lang, type Place } from "./errors.js";
export { createPool, type Pool, type PoolOptions, type PoolReadOptions, type PoolResult, type PoolTableOptions, type Progress } from "./pool.js";
export type * from "./types.js";
