// What the documentation says of pages and servers, as it stands there.

import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "../../build/server.js";
import { DIST, docx, EXECUTABLE, FLAGS, folder, PATIENCE, ROOT, sample } from "./harness";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS, timeout: PATIENCE });
});
afterAll(() => browser.close());

const block = (page: string, kind: string) =>
  new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, "m").exec(readFileSync(join(ROOT, "docs", page), "utf8"))?.[1] ?? "";

test("the page without a bundler reads text and Word files", async () => {
  const html = block("javascript.md", "html");
  expect(block("javascript.zh-CN.md", "html")).toBe(html);
  const site = await folder({ "index.html": html, "甲.docx": docx(["一、主要举措", "全年发放宣传资料1200份。"]) });
  symlinkSync(join(ROOT, "bindings/wasm/package"), join(site.path, "lawgov"));
  const { address, stop } = await serve(site.path);
  const page = await browser.newPage();
  await page.goto(address);
  await page.setInputFiles("input", [sample("faulty-qingdian-2023.txt"), join(site.path, "甲.docx")]);
  const golden = JSON.parse(readFileSync(join(ROOT, "tests/golden/faulty-qingdian-2023.json"), "utf8"));
  await expect
    .poll(() => page.locator("li").allInnerTexts())
    .toEqual([`faulty-qingdian-2023.txt: ${golden.statistics.length}`, "甲.docx: 1"]);
  await page.close();
  await stop();
  await site.remove();
});

test("the header for servers is the policy of the page", () => {
  const own = /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(join(DIST, "index.html"), "utf8"))?.[1];
  const rules = (policy = "") => policy.split(";").map((rule) => rule.trim());
  for (const page of ["web.md", "web.zh-CN.md"]) {
    const header = block(page, "text").replace("Content-Security-Policy: ", "");
    expect(rules(header).sort(), page).toEqual([...rules(own), "frame-ancestors 'none'"].sort());
  }
});
