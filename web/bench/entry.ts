// The engine by itself, for measuring in a browser: no page around it.

import { init, parse, toJson } from "lawgov";
import { measure } from "lawgov/wasm/engine.js";
import wasm from "lawgov/wasm/engine_bg.wasm?url";

Object.assign(window, {
  async measure(text: string, rounds: number) {
    await init({ engine: new URL(wasm, location.href) });
    const best = (run: (text: string) => unknown) => {
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < rounds; i++) {
        const start = performance.now();
        run(text);
        least = Math.min(least, performance.now() - start);
      }
      return least;
    };
    return { report: best(measure), json: best(toJson), objects: best(parse) };
  },
});
