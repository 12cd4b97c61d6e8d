import { readJson, tableJson, toJson, type FileLike } from "./api.js";
import { start } from "./engine.js";
import { fault, LawgovError } from "./errors.js";
import type { Job, Reply, Request } from "./link.js";

/** The side of a worker that its messages come through. */
export interface Port {
  postMessage(message: Reply): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
}

/** Makes a worker of a script of your own: answers the requests that come through its port, which is `self` in a browser. */
export function serve(port: Port, run: (job: Job) => Promise<string> = perform): void {
  port.addEventListener("message", ({ data }) => {
    if ("op" in data) {
      void start({ engine: data.module }).then(() => port.postMessage({ ready: true }));
      return;
    }
    run(data.job).then(
      (json) => port.postMessage({ id: data.id, json }),
      (cause: unknown) => {
        const error = cause instanceof LawgovError ? cause.info : fault("crashed", String(cause), String(cause));
        port.postMessage({ id: data.id, error, fatal: error.kind === "crashed" });
      },
    );
  });
}

/** Does one job. */
export async function perform(job: Job): Promise<string> {
  if (job.op === "table") return tableJson(job.kind, job.inputs, job.options);
  const { file, options } = job;
  const name = file.name ?? "";
  if ("text" in file) return toJson(file.text, { ...options, source: { name } });
  return readJson("bytes" in file ? file.bytes : await bytesOf(file.blob, name), name, options);
}

/** The name of a file: in a dropped folder, its path. */
export function nameOf(file: FileLike & { webkitRelativePath?: string; name?: string }): string {
  return file.webkitRelativePath || file.name || "";
}

async function bytesOf(file: Blob, name: string): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LawgovError(fault("unreadable", `${name}：无法读取（${why}）`, `${name}: cannot be read (${why})`, name));
  }
}
