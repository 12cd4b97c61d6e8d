import { Worker } from "node:worker_threads";
import type { Link } from "./link.js";

/** A worker thread. `unref` lets the process end while it waits. */
export function connect(given?: () => unknown): Link {
  const worker = (given?.() ?? new Worker(new URL("./worker.js", import.meta.url))) as Worker;
  let stopped = false;
  return {
    post: (message, transfer) => worker.postMessage(message, transfer as never),
    listen(receive, fail) {
      worker.on("message", receive);
      worker.on("error", (error: Error) => fail(error.message));
      worker.on("exit", (code) => stopped || fail(`exit ${code}`));
    },
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
    stop() {
      stopped = true;
      void worker.terminate();
    },
  };
}
