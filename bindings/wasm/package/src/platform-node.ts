import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parentPort } from "node:worker_threads";
import type { ModuleName } from "./engine.js";
import type { Port } from "./serve.js";

/** A module, compiled or not: its address, its bytes, a response that brings them, or the module itself. */
export type WasmSource = WebAssembly.Module | BufferSource | URL | string | Response | Promise<Response>;

export async function compile(name: ModuleName, given?: WasmSource): Promise<WebAssembly.Module> {
  const source: unknown = (await given) ?? new URL(`../wasm/${name}_bg.wasm`, import.meta.url);
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof Response) return WebAssembly.compile(await source.arrayBuffer());
  if (source instanceof URL || typeof source === "string") return WebAssembly.compile(await readFile(source));
  return WebAssembly.compile(source as BufferSource);
}

/** Where files can be read at once, no module has to be awaited. */
export function compileNow(name: ModuleName): WebAssembly.Module | null {
  return new WebAssembly.Module(readFileSync(new URL(`../wasm/${name}_bg.wasm`, import.meta.url)));
}

export function processors(): number {
  return availableParallelism();
}

/** This worker's port. */
export function port(): Port {
  if (!parentPort) throw new Error("not a worker");
  const target = parentPort;
  return {
    postMessage: (message) => target.postMessage(message),
    addEventListener: (_, listener) => void target.on("message", (data) => listener({ data } as never)),
  };
}
