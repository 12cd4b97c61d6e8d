// Words of the page in both languages; those of the model come from the tables of the core.

import labels from "../../../crates/lawgov/data/labels.tsv";
import { textAsset } from "../assets";
import english from "./en.json?url";
import zh from "./zh.json";

export type Lang = "zh" | "en";
export type Key = keyof typeof zh;

type Words = Record<Key, string>;

const WORDS = new Map<Lang, Words>([["zh", zh]]);
const LABELS = new Map(labels.map((row) => [`${row.group}.${row.name}`, row]));

let current: Lang = "zh";

export function lang(): Lang {
  return current;
}

/** Chinese is always there; English is fetched. */
export async function learn(language: Lang): Promise<void> {
  if (!WORDS.has(language)) teach(language, JSON.parse(await textAsset(english)) as Words);
}

export function teach(language: Lang, words: Words): void {
  WORDS.set(language, words);
}

export function setLang(next: Lang): void {
  current = next;
  document.documentElement.lang = next === "zh" ? "zh-Hans" : "en";
  document.title = t("title");
}

/** The page's own words; `{name}` stands for a value given. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return (WORDS.get(current) ?? zh)[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** What a name of the model is called in print, as everywhere else in the project. */
export function label(group: string, name: string | null | undefined): string {
  if (!name) return "";
  return LABELS.get(`${group}.${name}`)?.[current] ?? name;
}

/** All names of a group, in the order of the table. */
export function names(group: string): string[] {
  return labels.filter((row) => row.group === group).map((row) => row.name ?? "");
}

/** A field that comes in both languages. */
export function pick<N extends string>(entry: { [K in `${N}_zh` | `${N}_en`]: string }, name: N): string {
  return entry[`${name}_${current}`];
}

export function preferred(languages: readonly string[]): Lang {
  const known = languages.find((language) => /^(zh|en)\b/i.test(language));
  return known && /^en/i.test(known) ? "en" : "zh";
}
