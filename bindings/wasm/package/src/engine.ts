import * as glue from "../wasm/engine.js";
import { compile, type ModuleName, type WasmSource } from "#platform";
import { fault, LawgovError, type ErrorInfo, type Lang } from "./errors.js";

let starting: Promise<WebAssembly.Module> | undefined;
let ready = false;

/** Where the modules are, for programs that place them elsewhere than the package does. */
export type Sources = Partial<Record<ModuleName, WasmSource>>;

/** Loads the engine once; the module can be handed to workers. */
export async function start(sources: Sources = {}): Promise<WebAssembly.Module> {
  starting ??= compile("engine", sources.engine).then((module) => {
    glue.initSync({ module });
    ready = true;
    return module;
  });
  try {
    return await starting;
  } catch (cause) {
    starting = undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LawgovError(fault("not_loaded", `引擎加载失败：${why}`, `the engine could not be loaded: ${why}`), "zh", { cause });
  }
}

/** Calls the engine. What it throws becomes a {@link LawgovError}; after a crash it starts anew. */
export function call<T>(run: (engine: typeof glue) => T, lang: Lang = "zh"): T {
  if (!ready) {
    throw new LawgovError(fault("not_initialized", "请先调用并等待 init()", "call and await init() first"), lang);
  }
  try {
    return run(glue);
  } catch (cause) {
    if (typeof cause === "string") throw new LawgovError(JSON.parse(cause) as ErrorInfo, lang);
    if (cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError) {
      glue.__wbg_reset_state();
      const why = cause.message;
      throw new LawgovError(fault("crashed", `引擎崩溃并已重新启动：${why}`, `the engine crashed and was started anew: ${why}`), lang, { cause });
    }
    throw cause;
  }
}
