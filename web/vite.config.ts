import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

/** Tables of the core as data: comment lines, a header, rows. */
function tables(): Plugin {
  return {
    name: "tables",
    transform(code, id) {
      if (!id.endsWith(".tsv")) return null;
      const [head, ...rows] = code.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("# "));
      const names = head?.split("\t") ?? [];
      const objects = rows.map((row) => Object.fromEntries(row.split("\t").map((cell, at) => [names[at], cell])));
      return { code: `export default ${JSON.stringify(objects)}`, map: null };
    },
  };
}

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [tables()],
  define: { VERSION: JSON.stringify(version) },
  worker: { format: "iife" },
  build: {
    // The single-file edition has all of the script in one piece.
    ...(mode === "single" ? { outDir: "dist/single", rolldownOptions: { output: { codeSplitting: false } } } : {}),
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { host: "127.0.0.1" },
  test: {
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"], environment: "node" } },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          environment: "node",
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          fileParallelism: false,
          // A browser on a busy machine may be killed or starved; who was tried again is told at the end of the run.
          retry: 1,
        },
      },
    ],
  },
}));
