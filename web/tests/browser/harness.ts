// A real Chromium, the built page on a free port, and what a test may do with both.

import { linkSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, inflateRawSync } from "node:zlib";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { serve } from "../../build/server.js";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const DIST = join(ROOT, "web/dist");
export const SAMPLES = join(ROOT, "samples");

export const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Of anything awaited, in milliseconds: long, for a machine that has other things to do. */
export const PATIENCE = 60_000;
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function sample(name: string): string {
  return join(SAMPLES, name);
}

export interface Session {
  page: Page;
  context: BrowserContext;
  address: string;
  /** Addresses asked for, by the page and its workers; a test empties it where it begins to count. */
  requests: string[];
  /** What the page complained of. */
  complaints: string[];
}

export class Chromium {
  readonly #browser: Browser;
  readonly #server: { address: string; stop(): Promise<unknown> };

  private constructor(browser: Browser, server: { address: string; stop(): Promise<unknown> }) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(): Promise<Chromium> {
    const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS, timeout: PATIENCE });
    return new Chromium(browser, await serve(DIST));
  }

  get address(): string {
    return this.#server.address;
  }

  /** The page in a fresh context, everything loaded and what the address asks for read. */
  async open(fragment = "", options: BrowserContextOptions & { from?: string } = {}): Promise<Session> {
    const { from = this.address, ...rest } = options;
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "zh-CN",
      acceptDownloads: true,
      ...rest,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    context.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(from + fragment);
    await resting(page);
    return { page, context, address: from, requests, complaints };
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
  }

  /** Ends the server: from here on there is no network. */
  async cut(): Promise<void> {
    await this.#server.stop();
  }
}

/** Waits until the page has loaded everything and reads no file. */
export async function resting(page: Page): Promise<void> {
  await page.waitForSelector("html[data-complete]:not([data-reading])");
}

/** Waits until nothing was asked for during half a second. */
export async function quiet({ page, requests }: Session): Promise<void> {
  for (let before = -1; before !== requests.length; await page.waitForTimeout(500)) before = requests.length;
}

export async function openFiles(page: Page, paths: string[]): Promise<void> {
  await page.setInputFiles('input[type="file"]:not([webkitdirectory])', paths);
}

/** Drops files and folders as a person would, through the browser's own input. */
export async function drop(page: Page, paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  }
}

/** A folder that is removed after the test. Files of the same content share it on the disk. */
export async function folder(
  files: Record<string, string | Uint8Array>,
): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "lawgov-web-"));
  const written = new Map<string | Uint8Array, string>();
  for (const [name, content] of Object.entries(files)) {
    const file = join(path, name);
    const same = written.get(content);
    mkdirSync(join(file, ".."), { recursive: true });
    if (same) linkSync(same, file);
    else writeFileSync(file, content);
    written.set(content, same ?? file);
  }
  return { path, remove: () => rm(path, { recursive: true }) };
}

/** The files of a zip archive. */
export function unzip(path: string): Map<string, string> {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, nameLength] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ];
    const [extra, comment, local] = [
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.set(name, (method === 8 ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** An archive of these files, as they are. */
export function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), common, name, content);
    entries.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, place, name);
    at += 30 + name.length + content.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** A Word file of these lines. */
export function docx(lines: string[]): Buffer {
  const body = lines.map((line) => `<w:p><w:r><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`).join("");
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
  const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  return zip({
    "[Content_Types].xml": `<Types xmlns="${types}"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${relations}"><Relationship Id="r" Type="${office}" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": `<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
  });
}

/** An OFD file of these lines on one page. */
export function ofd(lines: string[]): Buffer {
  const space = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const line = (text: string, at: number) =>
    `<ofd:TextObject Boundary="40 ${40 + 10 * at} 150 5" Font="1" Size="5"><ofd:TextCode X="0" Y="4" DeltaX="${[...text].map((c) => (/[!-~]/.test(c) ? 2.5 : 5)).join(" ")}">${text}</ofd:TextCode></ofd:TextObject>`;
  return zip({
    "OFD.xml": `<ofd:OFD ${space} DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    "Doc_0/Document.xml": `<ofd:Document ${space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="0" BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:Document>`,
    "Doc_0/Pages/0.xml": `<ofd:Page ${space}><ofd:Content><ofd:Layer Type="Body">${lines.map(line).join("")}</ofd:Layer></ofd:Content></ofd:Page>`,
  });
}
