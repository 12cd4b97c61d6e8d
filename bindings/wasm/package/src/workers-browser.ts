import type { Link } from "./link.js";

export function connect(given?: () => unknown): Link {
  const worker = (given?.() ?? new Worker(new URL("./worker.js", import.meta.url), { type: "module" })) as Worker;
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(receive, fail) {
      worker.onmessage = (event) => receive(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        fail(event.message || "worker");
      };
      worker.onmessageerror = () => fail("message");
    },
    hold() {},
    stop: () => worker.terminate(),
  };
}
