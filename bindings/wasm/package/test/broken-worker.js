// A worker that dies in the way a file's name asks for.
import { parentPort } from "node:worker_threads";
import { perform, serve } from "lawgov/serve";

const TRAP = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 97, 0, 0, 10, 5, 1, 3, 0, 0, 11]);

const WAYS = {
  trap: () => new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports.a(),
  overflow: () => WAYS.overflow() + 1,
  exit: () => process.exit(3),
  throw: () => setTimeout(() => { throw new Error("outside of any job"); }),
  hang: () => { for (;;); },
};

serve(
  {
    postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
    addEventListener: (_, listener) => parentPort.on("message", (data) => listener({ data })),
  },
  async (job, fetch) => {
    const way = WAYS[job.file?.name];
    if (!way) return perform(job, fetch);
    way();
    return new Promise(() => {});
  },
);
