// The speed of the engine in Node beside that of the native core, on the same text: node bench.mjs [FILE…]
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { init, parse, toJson } from "./package/dist/index.js";
import { measure } from "./package/wasm/engine.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const given = process.argv.slice(2);
const samples = readdirSync(`${root}samples`).filter((name) => name.endsWith(".txt") && !name.startsWith("gb18030"));
const files = given.length > 0 ? given : samples.map((name) => `${root}samples/${name}`);
const text = files.map((file) => readFileSync(file, "utf8")).join("\n");
const size = Buffer.byteLength(text) / 1e6;

/** The best of several runs, in milliseconds. */
function best(run) {
  const times = [];
  for (const end = performance.now() + 5000; times.length < 5 || performance.now() < end; ) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

const line = (what, ms) => console.log(`${what.padEnd(40)}${ms.toFixed(1).padStart(9)} ms${(size / (ms / 1000)).toFixed(2).padStart(8)} MB/s`);

console.log(`${files.length} files as one text of ${(size * 1000).toFixed(0)} kB, Node ${process.version}`);
const before = performance.now();
await init();
console.log(`${"init".padEnd(40)}${(performance.now() - before).toFixed(1).padStart(9)} ms`);
parse(text);
line("reading alone", best(() => measure(text)));
line("extraction to JSON", best(() => toJson(text, { extraction_only: true })));
line("all to JSON", best(() => toJson(text)));
const json = toJson(text);
line(`JSON.parse of ${(json.length / 1e6).toFixed(1)} MB`, best(() => JSON.parse(json)));
line("parse, to objects", best(() => parse(text)));
console.log("\nnative:");
execFileSync("cargo", ["run", "--quiet", "--release", "--package", "lawgov", "--example", "throughput", "--", ...files], { cwd: root, stdio: "inherit" });
