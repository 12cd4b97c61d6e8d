// Speed of the engine natively, in Node and in Chromium on the same text, and how the page answers while files are read.
//
//   npm run bench [-- FOLDER [engine|response]]      FOLDER: reports to read instead of samples/; only one of the two

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { init, parse, toJson } from "lawgov";
import { measure } from "lawgov/wasm/engine.js";
import { chromium } from "playwright-core";
import { build } from "vite";
import { serve } from "../build/server.js";

const web = join(fileURLToPath(import.meta.url), "../..");
const root = join(web, "..");
const folder = resolve(process.argv[2] ?? join(root, "samples"));
const part = process.argv[3] ?? "all";
const FILES = 300;
const SIZE = 500_000;
const ROUNDS = 15;

const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const decode = (name) => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(join(folder, name)));
  } catch {
    return "";
  }
};
const all = names.map(decode).join("\n");
const bytes = (text) => Buffer.byteLength(text);
const text = all.repeat(Math.ceil(SIZE / bytes(all)));
const speed = (milliseconds) => bytes(text) / 1000 / milliseconds;
const scratch = mkdtempSync(join(tmpdir(), "lawgov-bench-"));
const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });

function best(run) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    run(text);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

async function engine() {
  console.log(`${(bytes(text) / 1000).toFixed(0)} kB of ${folder}, best of ${ROUNDS} runs`);
  const file = join(scratch, "text.txt");
  writeFileSync(file, text);
  const native = execFileSync(
    "cargo",
    ["run", "--release", "--quiet", "-p", "lawgov", "--example", "throughput", "--", file],
    { cwd: root, encoding: "utf8" },
  );
  const under = (title) => Number(/500000 bytes:\s+([\d.]+)/.exec(native.slice(native.indexOf(`\n${title}`)))?.[1]);
  const core = { report: under("with indicators"), json: under("and to JSON") };
  // The same work is compared: reading alone, to JSON; objects are what a program gets, beside the core's report.
  const line = (place, { report, json, objects }) => {
    const share = (mine, its) => `${mine.toFixed(1).padStart(6)} MB/s (${(mine / its).toFixed(2)} of native)`;
    console.log(`${place.padEnd(10)}reading alone ${share(report, core.report)}`);
    console.log(`${"".padEnd(10)}to JSON       ${share(json, core.json)}`);
    console.log(`${"".padEnd(10)}to objects    ${share(objects, core.report)}, its report`);
  };
  console.log(`native    to a report   ${core.report.toFixed(1).padStart(6)} MB/s`);
  console.log(`          to JSON       ${core.json.toFixed(1).padStart(6)} MB/s`);
  await init();
  line("Node", { report: speed(best(measure)), json: speed(best(toJson)), objects: speed(best(parse)) });

  const out = join(scratch, "bundle");
  await build({
    root: web,
    configFile: join(web, "vite.config.ts"),
    logLevel: "error",
    build: {
      outDir: out,
      lib: { entry: join(web, "bench/entry.ts"), formats: ["es"], fileName: "bench" },
      target: "es2022",
      assetsInlineLimit: 0,
    },
  });
  writeFileSync(join(out, "index.html"), `<!doctype html><script type="module" src="./bench.js"></script>`);
  const server = await serve(out);
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(server.address);
  await page.waitForFunction(() => "measure" in window);
  const measured = await page.evaluate(([sent, rounds]) => window.measure(sent, rounds), [text, ROUNDS]);
  line("Chromium", { report: speed(measured.report), json: speed(measured.json), objects: speed(measured.objects) });
  await browser.close();
  await server.stop();
}

async function response() {
  const files = join(scratch, "files");
  mkdirSync(files);
  for (let i = 0; i < FILES; i++)
    cpSync(join(folder, names[i % names.length]), join(files, `${String(i).padStart(3, "0")}.txt`));
  const server = await serve(join(web, "dist"));
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  await page.goto(server.address);
  await page.waitForSelector("html[data-complete]");
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      entryTypes: ["longtask"],
    });
    window.gaps = [];
    let last = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      window.gaps.push(now - last);
      last = now;
      setTimeout(() => channel.port2.postMessage(0), 4);
    };
    channel.port2.postMessage(0);
  });
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [files], dragOperationsMask: 1 };
  const start = performance.now();
  for (const type of ["dragEnter", "dragOver", "drop"])
    await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  await page.waitForFunction((n) => document.querySelectorAll(".files .ok, .files .failed").length === n, FILES, {
    timeout: 120_000,
  });
  const took = performance.now() - start;
  await page.waitForTimeout(500);
  const { tasks, gaps } = await page.evaluate(() => ({ tasks: window.tasks, gaps: window.gaps }));
  console.log(
    `${FILES} files dropped: read in ${(took / 1000).toFixed(2)} s; longest time without an answer ${Math.max(...gaps).toFixed(0)} ms; tasks over 50 ms: ${tasks.length === 0 ? "none" : tasks.map((task) => task.toFixed(0)).join(", ")}`,
  );
  await browser.close();
  await server.stop();
}

try {
  if (part !== "response") await engine();
  if (part !== "engine") await response();
} finally {
  rmSync(scratch, { recursive: true });
}
