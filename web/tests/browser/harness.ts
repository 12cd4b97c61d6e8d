// A real Chromium, the built page on a free port, and what a test may do with both.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { serve } from "../../build/server.js";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const DIST = join(ROOT, "web/dist");
export const SAMPLES = join(ROOT, "samples");

export function sample(name: string): string {
  return join(SAMPLES, name);
}

export interface Session {
  page: Page;
  context: BrowserContext;
  address: string;
  /** Addresses asked for, by the page and its workers, since `forget`. */
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
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    return new Chromium(browser, await serve(DIST));
  }

  get address(): string {
    return this.#server.address;
  }

  /** The page in a fresh context, the engine loaded. */
  async open(fragment = "", options: BrowserContextOptions & { from?: string } = {}): Promise<Session> {
    const { from = this.address, ...rest } = options;
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "zh-CN",
      acceptDownloads: true,
      ...rest,
    });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    context.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(from + fragment);
    await page.waitForSelector("html[data-complete]");
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

/** A folder that is removed after the test. */
export async function folder(
  files: Record<string, string | Uint8Array>,
): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "lawgov-web-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, ".."), { recursive: true });
    writeFileSync(join(path, name), content);
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
