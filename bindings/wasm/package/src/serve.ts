import { csv, leanJson, readLeanJson, retried, tableJson, xlsx } from "./api.js";
import { begin, type ModuleName } from "./engine.js";
import { fault, LawgovError } from "./errors.js";
import type { Job, Product, Reply, Request } from "./link.js";

/** The side of a worker that its messages come through. */
export interface Port {
  postMessage(message: Reply, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
}

/** Does a job; fetches a module when it needs one. */
export type Perform = (job: Job, fetch: (name: ModuleName) => Promise<void>) => Promise<Product>;

/** Makes a worker of a script of your own: answers the requests that come through its port, which is `self` in a browser. */
export function serve(port: Port, run: Perform = perform): void {
  const awaited = new Map<ModuleName, () => void>();
  const fetch = (name: ModuleName) =>
    new Promise<void>((resolve) => {
      awaited.set(name, resolve);
      port.postMessage({ need: name });
    });
  port.addEventListener("message", ({ data }) => {
    if ("op" in data) {
      if (data.module) begin(data.name, data.module);
      if (data.name === "engine") port.postMessage({ ready: true });
      awaited.get(data.name)?.();
      return;
    }
    run(data.job, fetch).then(
      (product) => port.postMessage({ id: data.id, product }, typeof product === "string" ? [] : [product.buffer]),
      (cause: unknown) => {
        const error = cause instanceof LawgovError ? cause.info : fault("crashed", String(cause), String(cause));
        port.postMessage({ id: data.id, error, fatal: error.kind === "crashed" });
      },
    );
  });
}

/** Does a job as the workers of a pool do it. */
export const perform: Perform = async (job, fetch) => {
  if (job.op === "table") return tableJson(job.kind, job.inputs, job.options);
  if (job.op === "csv") return csv(job.kind, job.inputs, job.options);
  if (job.op === "xlsx") return retried(() => xlsx(job.kinds, job.inputs, job.options), fetch);
  const { file, options } = job;
  const name = file.name ?? "";
  if ("text" in file) return leanJson(file.text, { ...options, source: { name } });
  const bytes = "bytes" in file ? file.bytes : await bytesOf(file.blob, name);
  return retried(() => readLeanJson(bytes, name, options), fetch);
};

async function bytesOf(file: Blob, name: string): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LawgovError(fault("unreadable", `${name}：无法读取（${why}）`, `${name}: cannot be read (${why})`, name));
  }
}
