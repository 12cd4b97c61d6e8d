// What each part of the built page weighs, compressed as servers send it. A first load over the limit is an error.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const dist = join(fileURLToPath(import.meta.url), "../../dist");
const LIMIT = 500_000;
const first = new Set(JSON.parse(readFileSync(join(dist, "first-load.json"), "utf8")));

const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
const parts = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "first-load.json")
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path, name: path.slice(dist.length + 1).replaceAll("\\", "/"), bytes: readFileSync(path) }))
  .map((part) => ({ ...part, brotli: brotliCompressSync(part.bytes, options).length }))
  .sort((a, b) => Number(first.has(b.name)) - Number(first.has(a.name)) || b.brotli - a.brotli);

console.log("     brotli          raw  part");
for (const { name, bytes, brotli } of parts) {
  console.log(`${kB(brotli)}  ${kB(bytes.length)}  ${name}${first.has(name) ? "" : "  (not in the first load)"}`);
}
const total = parts.filter((part) => first.has(part.name)).reduce((sum, part) => sum + part.brotli, 0);
console.log(`${kB(total)}               first load`);
if (total > LIMIT) {
  console.error(`The first load is ${total - LIMIT} bytes more than ${LIMIT}.`);
  process.exitCode = 1;
}
