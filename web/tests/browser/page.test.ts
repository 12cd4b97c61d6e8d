import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { serious } from "./axe";
import {
  Chromium,
  DIST,
  docx,
  drop,
  folder,
  ofd,
  openFiles,
  quiet,
  ROOT,
  resting,
  type Session,
  sample,
  unzip,
} from "./harness";

let chromium: Chromium;
let session: Session;

beforeAll(async () => {
  chromium = await Chromium.start();
});
afterAll(() => chromium.stop());
afterEach(async () => {
  const { complaints, context } = session;
  await context.close();
  expect(complaints).toEqual([]);
});

async function open(...args: Parameters<Chromium["open"]>): Promise<Session["page"]> {
  session = await chromium.open(...args);
  return session.page;
}

const township = readFileSync(sample("qingze-liuwan-2023.txt"), "utf8");

describe("one report", () => {
  test("is read, and its text stands there unchanged", async () => {
    const page = await open();
    await openFiles(page, [sample("faulty-qingdian-2023.txt")]);
    await page.waitForSelector(".text mark");
    const text = readFileSync(sample("faulty-qingdian-2023.txt"), "utf8");
    expect(await page.locator(".text").evaluate((it) => it.textContent)).toBe(text);
    const golden = JSON.parse(readFileSync(join(ROOT, "tests/golden/faulty-qingdian-2023.json"), "utf8"));
    await page.click("#tab-statistics");
    await expect.poll(() => page.locator('#pane tr[data-row^="s"]').count()).toBe(golden.statistics.length);
    await page.click("#tab-measures");
    await expect.poll(() => page.locator('#pane tr[data-row^="m"]').count()).toBe(golden.measures.length);
    await expect.poll(() => page.locator("#status").textContent()).toContain(String(golden.statistics.length));
  });

  test("copied from the page is what it was in the file", async () => {
    const page = await open("#example=township");
    await page.waitForSelector(".text mark");
    const copied = await page.evaluate(() => {
      const text = document.querySelector(".text");
      if (text) getSelection()?.selectAllChildren(text);
      return getSelection()?.toString();
    });
    expect(copied?.trimEnd()).toBe(township.trimEnd());
  });

  test("a mark leads to its row, a row to its mark", async () => {
    const page = await open("#example=township");
    await page.locator('.text mark[data-items~="s4"]').click();
    const row = page.locator('tr[data-row="s4"]');
    await expect.poll(() => row.getAttribute("class")).toContain("selected");
    await expect.poll(() => page.locator("#tab-statistics").getAttribute("aria-selected")).toBe("true");
    await expect.poll(() => page.locator("#card").innerText()).toContain("300余人次");
    await page.locator('tr[data-row="s40"] .quote').click();
    const mark = page.locator('.text mark[data-items~="s40"]').first();
    await expect.poll(() => mark.getAttribute("class")).toContain("selected");
    const inView = () =>
      mark.evaluate((it) => {
        const box = it.getBoundingClientRect();
        return box.top > 0 && box.bottom < innerHeight;
      });
    await expect.poll(inView).toBe(true);
    expect(await page.locator('.text mark[data-items~="s4"]').getAttribute("class")).not.toContain("selected");
  });

  test("items that overlap are cut, not nested, and both can be reached", async () => {
    const page = await open("#example=faulty");
    await page.waitForSelector(".text mark");
    expect(await page.locator(".text mark mark").count()).toBe(0);
    const both = page.locator(".text mark.k-s.k-f").first();
    // The address follows a selection after a moment.
    const chosen = () => new URLSearchParams(new URL(page.url()).hash.slice(1)).get("sel");
    await both.click();
    await expect.poll(chosen).not.toBeNull();
    const first = chosen();
    expect(await page.locator("#card .also button").count()).toBeGreaterThan(0);
    await both.click();
    await expect.poll(chosen).not.toBe(first);
    expect(await page.locator("#card .also button").count()).toBeGreaterThan(0);
  });

  test("the legend hides a kind of marks and its signs", async () => {
    const page = await open("#example=township");
    const mark = page.locator(".text mark.k-s").first();
    const shown = () => mark.evaluate((it) => getComputedStyle(it).backgroundColor);
    await expect.poll(shown).not.toBe("rgba(0, 0, 0, 0)");
    await page.locator(".legend label", { hasText: "统计数据" }).click();
    await expect.poll(shown).toBe("rgba(0, 0, 0, 0)");
    expect(await page.locator(".text .sign.k-s").first().isVisible()).toBe(false);
    await expect.poll(() => page.url()).toContain("hide=statistic");
  });

  test("every kind of mark differs from text and from the others without colour", async () => {
    const page = await open("#example=faulty");
    await page.waitForSelector(".legend");
    const looks = () =>
      page.locator(".legend label").evaluateAll((labels) =>
        labels.map((label) => {
          const style = getComputedStyle(label.querySelector("mark") as Element);
          const sign = label.querySelector(".sign")?.getAttribute("data-sign");
          return [sign, style.borderBottomStyle, style.borderTopStyle, style.textDecorationLine, style.fontWeight].join(
            " ",
          );
        }),
      );
    await expect.poll(async () => new Set(await looks()).size).toBe(8);
  });

  test("a finding shows what was computed, and its figures lead into the text", async () => {
    const page = await open("#example=faulty&tab=findings");
    const finding = page.locator(".finding", { hasText: "LG302" });
    expect(await finding.locator(".message").innerText()).toContain("52 + 24 = 76");
    const figures = finding.locator(".related .figure");
    expect(await figures.allInnerTexts()).toEqual(["86份", "52份", "24份"]);
    await figures.first().click();
    const pointed = () => page.evaluate(() => [...(CSS.highlights.get("point") ?? [])].map(String));
    await expect.poll(pointed).toEqual(["86份"]);
  });

  test("opens GB18030, with characters of four bytes", async () => {
    const page = await open();
    await openFiles(page, [sample("gb18030-wuyuan-2024.txt")]);
    await page.waitForSelector(".text mark");
    const text = await page.locator(".text").evaluate((it) => it.textContent ?? "");
    const expected = new TextDecoder("gb18030", { fatal: true }).decode(
      readFileSync(sample("gb18030-wuyuan-2024.txt")),
    );
    expect(text).toBe(expected);
    await expect.poll(() => page.locator("#pane").innerText()).toContain("GB18030");
  });

  test("characters outside the BMP and \\r\\n keep their places", async () => {
    const page = await open();
    await openFiles(page, [sample("bom-jipu-2025.txt")]);
    await page.waitForSelector(".text mark");
    const text = readFileSync(sample("bom-jipu-2025.txt"), "utf8");
    expect(await page.locator(".text").evaluate((it) => it.textContent)).toBe(text);
    await page.click("#tab-statistics");
    await page.waitForSelector("#pane tr[data-row] .quote");
    const quotes = await page.locator("#pane tr[data-row] .quote").allInnerTexts();
    const marks = await page.evaluate(() => {
      const ids = [...document.querySelectorAll("#pane tr[data-row]")].map((row) => row.getAttribute("data-row"));
      return ids.map((id) =>
        [...document.querySelectorAll(`.text mark[data-items~="${id}"]`)].map((mark) => mark.textContent).join(""),
      );
    });
    expect(marks).toEqual(quotes);
  });

  test("a bad file is named with its reason", async () => {
    const page = await open();
    const bad = await folder({ "坏文件.txt": new Uint8Array([0xc4, 0xe3, 0xff, 0xff, 0x81]) });
    await openFiles(page, [join(bad.path, "坏文件.txt")]);
    const words = await page.locator(".failure").innerText();
    expect(words).toContain("坏文件.txt");
    expect(words.length).toBeGreaterThan(20);
    await bad.remove();
  });

  test("text full of HTML is shown as text", async () => {
    const page = await open();
    const text =
      '一、主要举措\n<img src=x onerror="window.hit=1"><script>window.hit=2</script>发放资料3份。\n&lt;b&gt;<svg/onload=hit=3> 《<i>法</i>》\n';
    await page.click("text=粘贴文本");
    await page.fill("dialog textarea", text);
    await page.click("dialog .primary");
    await page.waitForSelector(".text mark");
    expect(await page.locator(".text").evaluate((it) => it.textContent)).toBe(text);
    expect(await page.locator(".text :is(img, script, svg, b, i)").count()).toBe(0);
    for (const tab of ["findings", "statistics", "measures", "indicators", "laws", "json"]) {
      await page.click(`#tab-${tab}`);
      await page.waitForSelector(`#tab-${tab}[aria-selected="true"]`);
      expect(await page.locator("#pane :is(img, script, svg, i)").count()).toBe(0);
    }
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
  });

  test("a web page in GBK is read, its table too", async () => {
    const page = await open();
    const pages = join(ROOT, "crates/lawgov-read/tests/pages");
    await openFiles(page, [join(pages, "gbk-tables.html")]);
    await page.waitForSelector(".text mark");
    expect(await page.locator(".text").evaluate((it) => it.textContent)).toBe(
      readFileSync(join(pages, "gbk-tables.txt"), "utf8"),
    );
  });

  test("a file of a kind that cannot be read says why and what to do", async () => {
    const page = await open();
    await openFiles(page, [join(ROOT, "crates/lawgov-read/tests/data/locked.pdf")]);
    const words = await page.locator(".failure").innerText();
    expect(words).toContain("locked.pdf");
    expect(words.split("\n").filter((line) => line.trim() !== "").length).toBeGreaterThanOrEqual(3);
  });

  test("a duty that is told within another part is not called missing", async () => {
    const page = await open();
    await page.click("text=粘贴文本");
    await page.fill(
      "dialog textarea",
      "甲溪镇人民政府2023年法治政府建设年度报告\n一、主要举措和成效\n（一）加强组织领导。一是履行第一责任人职责，镇党委、政府主要负责人全年听取法治工作汇报4次。二是发放宣传资料1200份。\n三、2024年工作打算\n加强培训。\n",
    );
    await page.click("dialog .primary");
    await page.waitForSelector(".parts");
    const parts = async () =>
      (await page.locator(".parts li").allInnerTexts()).map((part) => part.replace(/\s+/g, " "));
    await expect
      .poll(async () => (await parts()).slice(1, 4))
      .toEqual(["✕存在的不足 没有找到", "✕原因 没有找到", "○第一责任人履职 没有单列"]);
    await page.click("nav >> text=核对单");
    await expect.poll(() => page.locator(".sheet").innerText()).toMatch(/第一责任人履职\s+○ 没有单列/);
  });

  test("the outline leads to its heading", async () => {
    const page = await open("#example=township");
    await page.locator(".outline button", { hasText: "四、2024年工作打算" }).click();
    const mark = page.locator(".text mark.k-h.selected").first();
    await expect.poll(() => mark.innerText()).toContain("四、");
    await expect.poll(() => mark.evaluate((it) => it.getBoundingClientRect().top < innerHeight)).toBe(true);
  });
});

describe("many files", () => {
  test("a dropped folder of 250 files is read to the last, with failures as rows", async () => {
    const page = await open();
    const texts = ["qingze-liuwan-2022.txt", "qingze-liuwan-2023.txt", "cangtang-agri-2021.txt"].map((name) =>
      readFileSync(sample(name)),
    );
    const files: Record<string, string | Uint8Array> = { "报告/.DS_Store": "x", "报告/说明.xyz": "x" };
    for (let i = 0; i < 250; i++)
      files[`报告/${String(i % 7)}区/报告-${String(i).padStart(3, "0")}.txt`] = texts[i % 3] as Uint8Array;
    files["报告/3区/报告-003.txt"] = new Uint8Array([0xff, 0x80, 0xff]);
    const dropped = await folder(files);
    await drop(page, [join(dropped.path, "报告")]);
    await page.waitForSelector(".compare-view");
    await expect.poll(() => page.locator(".files .ok, .files .failed").count()).toBe(250);
    await expect.poll(() => page.locator("h2", { hasText: "汇总比较" }).innerText()).toContain("249");
    await expect.poll(() => page.locator(".compare tbody tr").count()).toBe(249);
    await expect.poll(() => page.locator(".progress").isVisible()).toBe(false);
    await page.click("#part-failures");
    await expect.poll(() => page.locator("#part table").innerText()).toContain("报告/3区/报告-003.txt");
    expect(await page.locator("#part").innerText()).toContain("（2）");
    const titles = await page
      .locator(".files button")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("title")));
    expect(titles).toEqual([...titles].sort());
    await dropped.remove();
  });

  test("a folder of Word, PDF, OFD and web pages gives the same report of each", async () => {
    const page = await open();
    const lines = ["甲溪镇人民政府", "2023年法治政府建设年度报告", "一、主要举措和成效", "全年发放宣传资料1200份。"];
    await page.setContent(lines.map((line) => `<p style="font:16px 'Noto Sans CJK SC'">${line}</p>`).join(""));
    const printed = await page.pdf({ format: "A4" });
    await session.context.close();
    const other = await open();
    const dropped = await folder({
      "甲/一.docx": docx(lines),
      "甲/二.ofd": ofd(lines),
      "甲/三.pdf": printed,
      "甲/四.html": `<!doctype html><meta charset="utf-8"><title>报告</title>${lines.map((line) => `<p>${line}</p>`).join("")}`,
      "甲/五.doc": readFileSync(join(ROOT, "crates/lawgov-read/tests/data/numbered.doc")),
      "甲/六.xlsx": "x",
    });
    await drop(other, [join(dropped.path, "甲")]);
    await expect.poll(() => other.locator(".files .ok").count()).toBe(5);
    expect(await other.locator(".files li").count()).toBe(5);
    for (const [name, format] of [
      ["一.docx", "DOCX"],
      ["二.ofd", "OFD"],
      ["三.pdf", "PDF"],
      ["四.html", "HTML"],
    ] as const) {
      await other.locator(`.files button[title="甲/${name}"]`).click();
      await expect.poll(() => other.locator(".report-head").innerText()).toContain(name);
      await expect
        .poll(() => other.locator("#tab-overview").getAttribute("aria-selected"), { message: format })
        .toBe("true");
      const text = await other.locator(".text").evaluate((it) => it.textContent);
      for (const line of lines) expect(text, name).toContain(line);
      expect(await other.locator(".text mark.k-s").allInnerTexts(), name).toEqual(["1200份"]);
    }
    await dropped.remove();
  });

  test("files that are there already are not added again", async () => {
    const page = await open();
    const both = ["qingze-liuwan-2022.txt", "qingze-liuwan-2023.txt"].map(sample);
    await openFiles(page, both);
    await page.waitForSelector(".compare tbody tr:nth-child(2)");
    await openFiles(page, [...both, sample("qingze-liuwan-2024.txt")]);
    await page.waitForSelector(".compare tbody tr:nth-child(3)");
    expect(await page.locator(".files li").count()).toBe(3);
  });

  test("can be cancelled; what was read stays", async () => {
    const page = await open();
    const one = readFileSync(sample("qingze-county-2024.txt"), "utf8");
    const files: Record<string, string> = {};
    // So much to read that no machine is done before the button is found.
    const long = one.repeat(100);
    for (let i = 0; i < 200; i++) files[`${String(i).padStart(3, "0")}.txt`] = long;
    const dropped = await folder(files);
    await drop(page, [dropped.path]);
    await page.locator(".progress button").click();
    await expect.poll(() => page.locator("#status").innerText()).toContain("已取消");
    const waiting = await page.locator(".files .waiting").count();
    expect(waiting).toBeGreaterThan(0);
    // Time in which a worker that was not stopped would go on.
    await page.waitForTimeout(300);
    expect(await page.locator(".files .waiting").count()).toBe(waiting);
    await dropped.remove();
  });

  test("files added while others are read lose none of them", async () => {
    const page = await open();
    const one = readFileSync(sample("qingze-county-2024.txt"), "utf8");
    const long = one.repeat(40);
    const files: Record<string, string> = {};
    for (let i = 0; i < 60; i++) files[`${String(i).padStart(2, "0")}.txt`] = long;
    const dropped = await folder(files);
    await drop(page, [dropped.path]);
    await page.waitForSelector(".files .waiting");
    await openFiles(page, [sample("qingze-liuwan-2022.txt")]);
    await expect.poll(() => page.locator(".files .ok").count()).toBe(61);
    await dropped.remove();
  });

  test("not reported is not zero", async () => {
    const page = await open("#example=years&view=compare&ind=normative_docs_issued,litigation_cases,rol_issues_solved");
    await resting(page);
    await page.waitForSelector(".compare tbody tr:nth-child(4)");
    const cells = await page.locator(".compare tbody td.state").allInnerTexts();
    expect(cells).toContain("未报告");
    expect(cells).toContain("0");
    const zero = page.locator(".compare td.reported", { hasText: /^0$/ }).first();
    const none = page.locator(".compare td.not_mentioned").first();
    const style = (it: typeof zero) => it.evaluate((cell) => getComputedStyle(cell).fontStyle);
    expect(await style(zero)).not.toBe(await style(none));
  });

  test("one indicator by place and year; years without a report say so", async () => {
    const page = await open("#example=years&view=compare");
    await resting(page);
    await page.selectOption("#part select", "centre_group_sessions");
    const rows = () => page.locator(".compare tbody tr").allInnerTexts();
    await expect
      .poll(async () => (await rows()).map((row) => row.split(/\s+/)))
      .toEqual([
        ["清泽县", "无报告", "无报告", "4次"],
        ["清泽县柳湾镇", "5次", "6次", "6次"],
      ]);
  });

  test("a cell of the comparison leads to the figure", async () => {
    const page = await open("#example=years&view=compare&ind=centre_group_sessions");
    await resting(page);
    await page.locator(".compare tbody tr").nth(2).locator("td.state button").click();
    await page.waitForSelector(".text mark.selected");
    expect(await page.locator(".text mark.selected").first().innerText()).toBe("6次");
  });

  test("coverage counts what is reported", async () => {
    const page = await open("#example=years&view=compare&part=coverage");
    const row = page.locator(".coverage tr", { hasText: "中心组学法次数" });
    await expect.poll(() => row.innerText()).toContain("4/4");
    await expect.poll(() => row.locator(".glyph.reported").count()).toBe(4);
  });

  test("three charts, each with its table", async () => {
    const page = await open("#example=years&view=compare&part=charts");
    await resting(page);
    await expect.poll(() => page.locator("figure svg[role=img][aria-label]").count()).toBe(3);
    await expect.poll(() => page.locator("figure details table").count()).toBe(3);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("figure >> text=下载 SVG").first().click(),
    ]);
    const image = readFileSync(await download.path(), "utf8");
    expect(image).toMatch(/^<svg/);
    expect(image).toContain("柳湾镇");
  });
});

describe("downloads", () => {
  async function saved(page: Session["page"], button: string): Promise<{ name: string; path: string }> {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.click(`.downloads button:has-text("${button}")`),
    ]);
    return { name: download.suggestedFilename(), path: await download.path() };
  }

  test("CSV has a byte order mark and no formulas", async () => {
    const page = await open();
    const files = await folder({
      "甲.txt": "甲镇人民政府关于2023年度法治政府建设情况的报告\n一、主要举措和成效\n发放宣传资料1,200份。\n",
      "=cmd.txt": "乙镇人民政府关于2023年度法治政府建设情况的报告\n一、主要举措和成效\n召开会议3次。\n",
    });
    await openFiles(page, [join(files.path, "甲.txt"), join(files.path, "=cmd.txt")]);
    await resting(page);
    await page.selectOption(".downloads select", "statistics");
    const { name, path } = await saved(page, "下载 CSV");
    expect(name).toMatch(/^lawgov-.*\.csv$/);
    const bytes = readFileSync(path);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString("utf8");
    expect(text).toContain("1,200份");
    expect(text).toMatch(/'=cmd\.txt/);
    expect(text).not.toMatch(/(^|,)=cmd/m);
    await files.remove();
  });

  test("XLSX has the tables, numbers as numbers", async () => {
    const page = await open("#example=years&view=compare");
    await resting(page);
    const { name, path } = await saved(page, "下载 XLSX");
    expect(name).toMatch(/\.xlsx$/);
    const files = unzip(path);
    expect(files.get("xl/workbook.xml")).toContain("面板");
    const strings = files.get("xl/sharedStrings.xml") ?? "";
    expect(strings).toContain("柳湾镇");
    expect(files.get("xl/worksheets/sheet1.xml")).toMatch(/<c r="[A-Z]+2"[^>]*><v>\d+<\/v>/);
  });

  test("JSONL has a report a line, the same as from the command line", async () => {
    const page = await open("#example=years&view=compare");
    await resting(page);
    const { path } = await saved(page, "下载 JSONL");
    const lines = readFileSync(path, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.source.name)).toEqual([
      "qingze-liuwan-2022.txt",
      "qingze-liuwan-2023.txt",
      "qingze-liuwan-2024.txt",
      "qingze-county-2024.txt",
    ]);
    for (const line of lines) {
      expect(line.offset_unit).toBe("utf16");
      for (const it of line.statistics) expect(line.text.slice(it.start, it.end)).toBe(it.text);
    }
  });

  test("copied as a table", async () => {
    const page = await open("#example=township&tab=statistics", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.click("#pane >> text=复制为表格");
    await expect.poll(() => page.locator("#status").textContent()).toBe("已复制");
    const { plain, html } = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const of = async (type: string) => (await item?.getType(type))?.text();
      return { plain: await of("text/plain"), html: await of("text/html") };
    });
    expect(plain?.split("\n")[1]?.split("\t").slice(0, 4)).toEqual(["6次", "法治专题学习", "安排", "6"]);
    expect(html).toContain("<td>300余人次</td>");
  });
});

describe("nothing leaves", () => {
  test("no request after loading, whatever is done", async () => {
    const page = await open();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await quiet(session);
    session.requests.length = 0;
    await openFiles(
      page,
      ["qingze-liuwan-2022.txt", "faulty-qingdian-2023.txt", "web-luting-2023.txt", "gb18030-wuyuan-2024.txt"].map(
        sample,
      ),
    );
    await page.waitForSelector(".compare tbody tr:nth-child(4)");
    for (const part of ["coverage", "charts", "findings", "failures", "table"]) await page.click(`#part-${part}`);
    await page.locator(".files button").first().click();
    await page.waitForSelector(".text mark");
    for (const tab of ["findings", "statistics", "measures", "indicators", "laws", "json"])
      await page.click(`#tab-${tab}`);
    await page.click("text=English");
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
    await quiet(session);
    expect(session.requests.filter((address) => !/^(blob|data):/.test(address))).toEqual([]);
  });

  test("works after the network is cut, and after a reload without it", async () => {
    const own = await Chromium.start();
    session = await own.open();
    const { page } = session;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await own.cut();
    await openFiles(page, [sample("qingze-liuwan-2023.txt")]);
    await page.waitForSelector(".text mark");
    await page.reload();
    await resting(page);
    await openFiles(page, [sample("faulty-qingdian-2023.txt"), sample("qingze-liuwan-2023.txt")]);
    await page.waitForSelector(".compare tbody tr:nth-child(2)");
    await session.context.close();
    await own.stop();
  });

  test("the policy forbids other sites, and connecting at all from disk", async () => {
    const page = await open();
    const refused = await page.evaluate(async () => {
      const violation = (attempt: () => void) =>
        new Promise<string>((resolve) => {
          addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
          attempt();
        });
      return [
        await violation(() => void fetch("http://127.0.0.1:9/x").catch(() => undefined)),
        await violation(() => {
          new Image().src = "http://127.0.0.1:9/x.png";
        }),
      ];
    });
    expect(refused).toEqual(["connect-src", "img-src"]);
    await expect.poll(() => session.complaints.length).toBeGreaterThanOrEqual(2);
    session.complaints.length = 0;
    expect(readFileSync(join(DIST, "lawgov.html"), "utf8")).toContain("connect-src 'none'");
  });

  test("the single file works from disk", async () => {
    const page = await open("", { from: `file://${join(DIST, "lawgov.html")}` });
    await openFiles(page, ["qingze-liuwan-2022.txt", "qingze-liuwan-2023.txt", "faulty-qingdian-2023.txt"].map(sample));
    await page.waitForSelector(".compare tbody tr:nth-child(3)");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.click('.downloads button:has-text("下载 XLSX")'),
    ]);
    expect(unzip(await download.path()).has("xl/workbook.xml")).toBe(true);
    await page.locator(".files button").nth(2).click();
    await page.waitForSelector(".text mark.k-s");
    expect(session.requests.filter((address) => !/^(blob|data):/.test(address))).toEqual([
      `file://${join(DIST, "lawgov.html")}`,
    ]);
    const refused = await page.evaluate(() =>
      fetch("http://127.0.0.1:9/").then(
        () => false,
        () => true,
      ),
    );
    expect(refused).toBe(true);
    session.complaints.length = 0;
  });

  test("the address holds the state and no text", async () => {
    const page = await open();
    await openFiles(page, [sample("qingze-liuwan-2023.txt")]);
    await page.locator('.text mark[data-items~="s4"]').click();
    await expect.poll(() => page.url()).toContain("sel=s4");
    expect(decodeURIComponent(page.url())).not.toMatch(/\p{Script=Han}/u);
    expect(new URL(page.url()).search).toBe("");
  });

  test("a link with the text, when asked for, opens it again", async () => {
    const page = await open("#example=township", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.waitForSelector(".text mark");
    await page.click("text=复制链接");
    await page.click("text=复制链接（含原文");
    await expect.poll(() => page.locator("#status").textContent()).toBe("已复制");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await session.context.close();
    const other = await open(new URL(link).hash);
    await other.waitForSelector(".text mark");
    expect(await other.locator(".text").evaluate((it) => it.textContent)).toBe(township);
  });

  test("a damaged address falls back", async () => {
    const page = await open("#v=1&tab=nowhere&sel=zz9&hide=%00&text=AAAA&doc=-1");
    await expect.poll(() => page.locator("#status").innerText()).toContain("不完整");
    await expect.poll(() => page.locator(".welcome").isVisible()).toBe(true);
  });
});

describe("as a clerk would", () => {
  test("back and forward go between the comparison and a file, and lose nothing", async () => {
    const page = await open();
    await openFiles(page, ["qingze-liuwan-2022.txt", "qingze-liuwan-2023.txt"].map(sample));
    await resting(page);
    await page.locator(".files button").nth(1).click();
    await page.locator('.text mark[data-items~="s4"]').click();
    await expect.poll(() => page.url()).toContain("sel=s4");
    await page.goBack();
    await page.waitForSelector(".compare tbody tr:nth-child(2)");
    await expect.poll(() => page.locator(".files .ok").count()).toBe(2);
    await page.goForward();
    await expect.poll(() => page.locator('.text mark[data-items~="s4"]').getAttribute("class")).toContain("selected");
    expect(await page.locator(".text").evaluate((it) => it.textContent)).toBe(township);
  });

  test("loaded again, the page says that files are not kept", async () => {
    const page = await open();
    await openFiles(page, ["qingze-liuwan-2022.txt", "qingze-liuwan-2023.txt"].map(sample));
    await page.waitForSelector(".compare tbody tr:nth-child(2)");
    await expect.poll(() => page.evaluate(() => history.state?.files)).toBe(2);
    await page.reload();
    await resting(page);
    await expect.poll(() => page.locator("#status").innerText()).toContain("2 个文件");
    await expect.poll(() => page.locator(".welcome").isVisible()).toBe(true);
  });

  test("an example or a link pasted into the address of the open page is opened", async () => {
    const page = await open("#example=township");
    await page.waitForSelector(".text mark");
    await page.evaluate(() => {
      location.hash = "#example=faulty&tab=findings";
    });
    await page.waitForSelector(".finding");
    await expect
      .poll(() => page.locator(".text").evaluate((it) => it.textContent))
      .toBe(readFileSync(sample("faulty-qingdian-2023.txt"), "utf8"));
  });

  test("pasted text is read, changed and read again", async () => {
    const page = await open();
    await page.click("text=粘贴文本");
    await page.fill("dialog textarea", "一、主要举措\n发放资料3份。\n");
    await page.click("dialog .primary");
    await page.waitForSelector(".text mark.k-s");
    await page.locator(".report-head button").click();
    await expect.poll(() => page.inputValue("dialog textarea")).toBe("一、主要举措\n发放资料3份。\n");
    await page.fill("dialog textarea", "一、主要举措\n发放资料30份。\n");
    await page.click("dialog .primary");
    await expect.poll(() => page.locator(".text mark.k-s").allInnerTexts()).toEqual(["30份"]);
  });

  test("a file dropped on an open report is added; cleared, nothing is left", async () => {
    const page = await open("#example=township");
    await page.waitForSelector(".text mark");
    await drop(page, [sample("faulty-qingdian-2023.txt")]);
    await page.waitForSelector(".compare tbody tr:nth-child(2)");
    await page.click("text=清空");
    await expect.poll(() => page.locator(".welcome").isVisible()).toBe(true);
    await expect.poll(() => new URL(page.url()).hash).toBe("");
  });
});

describe("for everybody", () => {
  /** Views, and what each has when it is drawn. */
  const VIEWS = {
    "": ".welcome .example",
    "#example=faulty&tab=overview": "#pane .parts",
    "#example=faulty&tab=findings&sel=f14": "#pane .finding.selected",
    "#example=faulty&tab=statistics&sel=s3": "#pane tr.selected",
    "#example=faulty&tab=indicators": "#pane table",
    "#example=faulty&tab=laws": "#pane table",
    "#example=faulty&tab=json": "#pane button",
    "#example=faulty&view=sheet": ".sheet .found",
    "#example=years&view=compare": ".compare tbody tr:nth-child(4)",
    "#example=years&view=compare&part=coverage": ".coverage tbody",
    "#example=years&view=compare&part=charts": "figure:nth-of-type(3) svg",
    "#example=faulty&lang=en": "html[lang=en] #pane .parts",
  };
  const schemes = (view: string) =>
    /findings|compare|sheet/.test(view) ? (["light", "dark"] as const) : (["light"] as const);
  test.each(
    Object.entries(VIEWS).flatMap(([view, sign]) => schemes(view).map((scheme) => [view, scheme, sign] as const)),
  )("axe finds nothing serious: %s %s", async (view, colorScheme, sign) => {
    const page = await open(view, { colorScheme });
    await resting(page);
    await page.waitForSelector(sign);
    expect(await serious(page)).toEqual([]);
  });

  test("keyboard alone: open an example, walk the marks, go to a row, change the pane", async () => {
    const page = await open();
    for (let i = 0; i < 30 && !(await page.evaluate(() => document.activeElement?.classList.contains("example"))); i++)
      await page.keyboard.press("Tab");
    const status = () => page.locator("#status").textContent();
    const selected = () => page.locator(".text mark.selected").first().innerText();
    const opened = (name: string) =>
      expect.poll(() => page.locator(`#tab-${name}`).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".text mark");
    await resting(page);
    const before = await status();
    await page.keyboard.press("]");
    await page.keyboard.press("]");
    await page.keyboard.press("]");
    await expect.poll(status).not.toBe(before);
    await expect.poll(status).toContain("：");
    const first = await selected();
    await page.keyboard.press("[");
    await expect.poll(selected).not.toBe(first);
    await page.keyboard.press("3");
    await opened("statistics");
    await page.locator("#tab-statistics").focus();
    await page.keyboard.press("ArrowRight");
    await opened("measures");
    await page.keyboard.press("ArrowLeft");
    await opened("statistics");
    await page.keyboard.press("Tab");
    for (let i = 0; i < 6 && !(await page.evaluate(() => document.activeElement?.classList.contains("quote"))); i++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    const words = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("Enter");
    await expect.poll(selected).toBe(words);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".text mark.selected").count()).toBe(0);
  });

  test("a long list is one tab stop", async () => {
    const page = await open("#example=township&tab=statistics");
    await page.waitForSelector("#pane .quote");
    await expect.poll(() => page.locator('#pane .quote[tabindex="0"]').count()).toBe(1);
    expect(await page.locator('.outline button[tabindex="0"]').count()).toBe(1);
    expect(await page.locator('.text mark[tabindex="0"]').count()).toBe(0);
  });

  test("English: words of the page and of the findings", async () => {
    const page = await open("#example=faulty&tab=findings");
    await page.click("text=English");
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
    await expect.poll(() => page.locator(".finding .message").first().innerText()).toMatch(/[a-z]{3}/);
    await resting(page);
    await expect.poll(() => page.locator("#tab-findings").innerText()).toContain("Findings");
    expect(await page.locator(".text").getAttribute("lang")).toBe("zh-Hans");
    await expect.poll(() => page.url()).toContain("lang=en");
    const other = () => page.locator(".top, .tabs, .legend").allInnerTexts();
    await expect.poll(async () => (await other()).length).toBe(3);
    await expect.poll(async () => (await other()).join(" ").replace("中文", "")).not.toMatch(/\p{Script=Han}/u);
  });

  test("on a phone nothing sticks out, and a mark opens a sheet from below", async () => {
    const page = await open("#example=faulty", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page.waitForSelector(".text mark");
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    await expect.poll(fits).toBe(true);
    await page.locator(".text mark.k-s").first().tap();
    const bottom = async () => {
      const box = await page.locator("#card").boundingBox();
      return box && Math.round(box.y + box.height);
    };
    await expect.poll(bottom).toBe(844);
    await page.locator(".switcher button").nth(2).tap();
    await expect.poll(() => page.locator("#pane").isVisible()).toBe(true);
    await expect.poll(() => page.locator(".text").isVisible()).toBe(false);
    await expect.poll(fits).toBe(true);
    const small = await page
      .locator(".top button, .tabs button, .switcher button")
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent));
    expect(small).toEqual([]);
  });

  test("the check sheet prints alone, with its findings and lines to sign", async () => {
    const page = await open("#example=faulty&view=sheet");
    await page.waitForSelector(".sheet");
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => page.locator(".top").isVisible()).toBe(false);
    await expect.poll(() => page.locator(".sheet-bar").isVisible()).toBe(false);
    const words = await page.locator(".sheet").innerText();
    for (const part of [
      "法治政府建设年度报告核对单",
      "青簟乡人民政府",
      "52 + 24 = 76",
      "总数 “86份”",
      "核对人",
      "盖章",
      "属实",
    ])
      expect(words).toContain(part);
    const errors = await page.locator(".sheet .found > tbody > tr").count();
    expect(errors).toBe(23);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
  });
});
