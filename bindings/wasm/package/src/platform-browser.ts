import type { ModuleName } from "./engine.js";
import type { WasmSource } from "./platform-node.js";
import type { Port } from "./serve.js";

export type { WasmSource };

/** Written out, so that bundlers find the files. */
const MODULES: Record<ModuleName, () => URL> = {
  engine: () => new URL("../wasm/engine_bg.wasm", import.meta.url),
  documents: () => new URL("../wasm/documents_bg.wasm", import.meta.url),
  pdf: () => new URL("../wasm/pdf_bg.wasm", import.meta.url),
  export: () => new URL("../wasm/export_bg.wasm", import.meta.url),
};

export async function compile(name: ModuleName, given?: WasmSource): Promise<WebAssembly.Module> {
  const source: unknown = (await given) ?? MODULES[name]();
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof URL || typeof source === "string") return fetched(await fetch(source));
  if (source instanceof Response) return fetched(source);
  return WebAssembly.compile(source as BufferSource);
}

async function fetched(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  // Compiling while it arrives needs the right media type, which simple servers do not send.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Nothing can be fetched at once. */
export function compileNow(_name: ModuleName): WebAssembly.Module | null {
  return null;
}

export function processors(): number {
  return navigator.hardwareConcurrency || 2;
}

/** This worker's port. */
export function port(): Port {
  return globalThis as unknown as Port;
}
