import * as documents from "../wasm/documents.js";
import * as engine from "../wasm/engine.js";
import * as exporter from "../wasm/export.js";
import * as pdf from "../wasm/pdf.js";
import { compile, compileNow, type WasmSource } from "#platform";
import { fault, LawgovError, type ErrorInfo, type Lang } from "./errors.js";

/** What each module exports. The JavaScript around them is small; the modules load one by one. */
const GLUE = { engine, documents, pdf, export: exporter };

type Glue = typeof GLUE;

/**
 * A module: the engine reads UTF-8 and UTF-16 text and does all analysis; `documents` reads office formats, web pages and
 * GB18030, `pdf` reads PDF; `export` writes workbooks.
 */
export type ModuleName = keyof Glue;

/** Where the modules are, for programs that place them elsewhere than the package does. */
export type Sources = Partial<Record<ModuleName, WasmSource>>;

const given: Sources = {};
const loading = new Map<ModuleName, Promise<WebAssembly.Module>>();
const ready = new Set<ModuleName>();
/** What crashed may hold half a state. It starts anew with the next call: after an overflow there is no room to. */
const crashed = new Set<ModuleName>();

/** Says where modules are, before they are loaded. */
export function place(sources: Sources): void {
  Object.assign(given, sources);
}

/** Compiles a module once, so that it can be used here and handed to workers. */
export function compiled(name: ModuleName): Promise<WebAssembly.Module> {
  const known = loading.get(name);
  if (known) return known;
  const fresh = compile(name, given[name]).catch((cause: unknown) => {
    loading.delete(name);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LawgovError(fault("load_failed", `模块 ${name} 加载失败：${why}`, `the module ${name} could not be loaded: ${why}`), "zh", { cause });
  });
  loading.set(name, fresh);
  return fresh;
}

/** Starts a compiled module. */
export function begin(name: ModuleName, module: WebAssembly.Module): void {
  if (ready.has(name)) return;
  GLUE[name].initSync({ module });
  ready.add(name);
}

/** Loads a module and starts it. */
export async function load(name: ModuleName): Promise<void> {
  if (!ready.has(name)) begin(name, await compiled(name));
}

/** Calls a module. What it throws becomes a {@link LawgovError}; after a crash it starts anew. */
export function call<N extends ModuleName, T>(name: N, run: (glue: Glue[N]) => T, lang: Lang = "zh"): T {
  if (!ready.has(name)) {
    const module = name !== "engine" && ready.has("engine") && !given[name] ? compileNow(name) : null;
    if (!module) throw new LawgovError(missing(name), lang);
    begin(name, module);
  }
  if (crashed.delete(name)) GLUE[name].__wbg_reset_state();
  try {
    return run(GLUE[name]);
  } catch (cause) {
    if (typeof cause === "string") throw new LawgovError(told(cause), lang);
    if (cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError) {
      crashed.add(name);
      const why = cause.message;
      throw new LawgovError(fault("crashed", `引擎崩溃，下次调用时重新启动：${why}`, `the engine crashed and starts anew with the next call: ${why}`), lang, { cause });
    }
    throw cause;
  }
}

/** What a module says of an error: of a file everything, of options a kind and a message, of a workbook a message. */
function told(cause: string): ErrorInfo {
  if (!cause.startsWith("{")) return fault("export", cause, cause);
  return { ...fault("", "", ""), ...(JSON.parse(cause) as Partial<ErrorInfo>) };
}

function missing(name: ModuleName): ErrorInfo {
  return name === "engine"
    ? fault("not_initialized", "请先调用并等待 init()", "call and await init() first")
    : { ...fault("not_loaded", `请先调用并等待 load("${name}")`, `call and await load("${name}") first`), module: name };
}
