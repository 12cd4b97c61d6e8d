// What a page loads: every module and the JavaScript around it, raw and compressed. `make wasm` first.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
const folder = (name) => new URL(`package/${name}/`, import.meta.url);

console.log(`${"kB".padEnd(24)}     raw    gzip  brotli`);
for (const [place, end] of [["wasm", ".wasm"], ["wasm", ".js"], ["dist", ".js"]]) {
  for (const name of readdirSync(folder(place)).filter((file) => file.endsWith(end))) {
    const bytes = readFileSync(new URL(name, folder(place)));
    console.log(`${`${place}/${name}`.padEnd(24)}${kB(bytes.length)}${kB(gzipSync(bytes, { level: 9 }).length)}${kB(brotli(bytes).length)}`);
  }
}
