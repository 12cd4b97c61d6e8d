// Every example of the documentation is run as it stands: what it prints is what the lines after it say.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const blocks = (page) => [...readFileSync(join(root, page), "utf8").matchAll(/^```js\n([^]*?)^```$/gmu)].map((found) => found[1]);
const pages = ["README", "bindings/wasm/package/README", "docs/javascript"];

for (const page of pages) {
  for (const [at, code] of blocks(`${page}.md`).entries()) {
    test(`${page}.md, example ${at + 1}`, () => {
      // Inside the package, so that its name is found.
      const folder = mkdtempSync(fileURLToPath(new URL("./docs-", import.meta.url)));
      try {
        const file = join(folder, "example.mjs");
        writeFileSync(file, code);
        const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: root, encoding: "utf8" });
        assert.equal(status, 0, stderr);
        const told = [...code.matchAll(/^\s*\/\/ => (.*)$/gmu)].map((found) => found[1]);
        assert.deepEqual(stdout.split("\n").slice(0, -1), told);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
  test(`the Chinese ${page} shows the same examples`, () => {
    const bare = (name) => blocks(name).map((code) => code.replaceAll(/\/\/ (?!=>).*$/gmu, ""));
    assert.ok(bare(`${page}.md`).length > 0);
    assert.deepEqual(bare(`${page}.zh-CN.md`), bare(`${page}.md`));
  });
}
