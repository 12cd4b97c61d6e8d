import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import zh from "../../src/i18n/zh.json";

const SOURCE = join(import.meta.dirname, "../../src");
const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|css)$/.test(entry.name))
  .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), "utf8") }));
const all = files.map((file) => file.text).join("\n");

test("text can become nothing but text", () => {
  for (const { name, text } of files) {
    expect(text, name).not.toMatch(
      /innerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment/,
    );
  }
});

test("nothing is named that lies elsewhere, and nothing is kept", () => {
  for (const { name, text } of files) {
    expect(text.replaceAll("http://www.w3.org/2000/svg", ""), name).not.toMatch(/https?:\/\//);
    expect(text, name).not.toMatch(
      /localStorage|sessionStorage|indexedDB|document\.cookie|sendBeacon|XMLHttpRequest|WebSocket/,
    );
  }
});

test("words of the page stand in the tables of words", () => {
  for (const { name, text } of files.filter((file) => file.name.endsWith(".ts"))) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    expect(code.match(/"[^"\n]*\p{Script=Han}[^"\n]*"/gu)?.filter((found) => found !== '"中文"') ?? [], name).toEqual(
      [],
    );
  }
});

test("every word is used", () => {
  const built = /^(tab|part|theme|mobile|file|save)\./;
  for (const key of Object.keys(zh)) if (!built.test(key)) expect(all, key).toContain(`"${key}"`);
});
