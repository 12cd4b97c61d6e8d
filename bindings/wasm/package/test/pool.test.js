// Many files: order, progress, failures as results, cancelling, workers that die.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { createPool, init, LawgovError, parse, read } from "lawgov";

await init();
const folder = new URL("../../../../samples/", import.meta.url);
const samples = readdirSync(folder).filter((name) => name.endsWith(".txt")).map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
const doomed = (name) => ({ name, text: "甲" });
const broken = { worker: () => new Worker(new URL("./broken-worker.js", import.meta.url)) };

async function all(run) {
  const results = [];
  for await (const result of run) results.push(result);
  return results;
}

test("results in order, the same as read one by one, with progress", async () => {
  const pool = createPool({ size: 2 });
  const bad = { name: "坏.txt", bytes: new TextEncoder().encode("第一行\n第二行").subarray(0, 18) };
  const files = [...samples, bad, ...samples];
  const seen = [];
  const results = await all(pool.read(files, { onProgress: (p) => seen.push(p) }));
  assert.deepEqual(results.map((r) => r.index), files.map((_, i) => i));
  assert.deepEqual(results[0].result, read(samples[0].bytes, samples[0].name));
  assert.deepEqual(results.at(-1).result, read(samples.at(-1).bytes, samples.at(-1).name));
  const failure = results[samples.length].result;
  assert.equal(failure.error.kind, "truncated_encoding");
  assert.equal(failure.source.name, "坏.txt");
  assert.deepEqual([failure.error.offset, failure.error.line], [16, 2]);
  assert.equal(seen.length, files.length);
  assert.deepEqual(seen.at(-1), { done: files.length, failed: 1, total: files.length });
  assert.ok(files.every((file) => file.bytes.length > 0), "bytes are copied");
  pool.close();
});

test("any number of files from a generator, taken as results are", async () => {
  const pool = createPool({ size: 2 });
  let taken = 0;
  async function* endless() {
    for (;;) yield { name: `${taken++}.txt`, text: "全年发放资料20份。" };
  }
  let got = 0;
  for await (const { result } of pool.read(endless(), { ordered: false })) {
    assert.equal(result.statistics.length, 1);
    if (++got === 50) break;
  }
  assert.ok(taken < 60, `${taken} were taken`);
  pool.close();
});

test("files and blobs, bytes handed over", async () => {
  const pool = createPool({ size: 1 });
  const file = new File(["全年发放资料20份。"], "甲.txt");
  Object.defineProperty(file, "webkitRelativePath", { value: "乡镇/甲.txt" });
  const bytes = new TextEncoder().encode("全年发放资料30份。");
  const results = await all(pool.read([file, { name: "乙", bytes }], { transfer: true }));
  assert.deepEqual(results.map((r) => [r.name, r.result.source.name, r.result.statistics[0].value]), [["乡镇/甲.txt", "乡镇/甲.txt", 20], ["乙", "乙", 30]]);
  assert.equal(bytes.length, 0);
  pool.close();
});

test("cancelling drops what is under way, and the pool goes on", async () => {
  const pool = createPool({ size: 2 });
  const stop = new AbortController();
  const many = Array.from({ length: 200 }, () => samples).flat();
  let got = 0;
  await assert.rejects(async () => {
    for await (const _ of pool.read(many, { signal: stop.signal })) if (++got === 3) stop.abort(new Error("enough"));
  }, /enough/u);
  assert.equal(got, 3);
  const hanging = createPool({ size: 1, ...broken });
  const late = new AbortController();
  setTimeout(() => late.abort(new Error("too slow")), 100);
  await assert.rejects(all(hanging.read([doomed("hang")], { signal: late.signal })), /too slow/u);
  assert.equal((await all(hanging.read([doomed("well")])))[0].result.text, "甲");
  assert.equal((await all(pool.read(samples.slice(0, 2)))).length, 2);
  pool.close();
  hanging.close();
});

test("a worker that dies costs one file", async () => {
  const pool = createPool({ size: 2, timeout: 5000, ...broken });
  const names = ["a", "trap", "b", "exit", "c", "throw", "d", "hang", "e", "overflow", "f"];
  const results = await all(pool.read(names.map(doomed)));
  const kinds = Object.fromEntries(results.map(({ name, result }) => [name, result.error?.kind ?? "read"]));
  assert.deepEqual(kinds, {
    a: "read", trap: "crashed", b: "read", exit: "crashed", c: "read", throw: "crashed", d: "read", hang: "timed_out",
    e: "read", overflow: "crashed", f: "read",
  });
  pool.close();
});

test("workers that never begin fail the run instead of being hired forever", async () => {
  let hired = 0;
  const pool = createPool({ size: 2, worker: () => (hired++, new Worker("process.exit(3)", { eval: true })) });
  await assert.rejects(all(pool.read(samples)), (e) => e instanceof LawgovError && e.kind === "no_worker");
  assert.ok(hired <= 4, `${hired} were hired`);
  pool.close();
});

test("a wrong option fails the run", async () => {
  const pool = createPool({ size: 1 });
  await assert.rejects(all(pool.read(samples, { select: ["LG999"] })), (e) => e.kind === "unknown_rule");
  pool.close();
  await assert.rejects(all(pool.read(samples)), (e) => e.kind === "closed");
});

test("tables and workbooks are made in workers", async () => {
  const pool = createPool({ size: 1 });
  const reports = [parse("甲镇2023年法治政府建设情况报告\n发放宣传资料1200余份。")];
  assert.equal((await pool.table("panel", reports)).columns.find((c) => c.name === "leaflets").values[0], 1200);
  assert.ok((await pool.csv("reports", reports)).includes("2023"));
  const book = await pool.xlsx(["panel"], reports);
  assert.equal(Buffer.from(book.subarray(0, 2)).toString(), "PK");
  await assert.rejects(pool.table("nonsense", reports), LawgovError);
  pool.close();
});
