// The state of the page in the part of the address that is never sent anywhere. No text of a report, unless asked for.

import type { Lang } from "./i18n";
import { type ItemId, isItemId, KINDS, type Kind } from "./model";

export const VIEWS = ["report", "compare", "sheet"] as const;
export const TABS = ["overview", "findings", "statistics", "measures", "indicators", "laws", "json"] as const;
export const PARTS = ["table", "coverage", "charts", "findings", "failures"] as const;
export const THEMES = ["auto", "light", "dark"] as const;

export type View = (typeof VIEWS)[number];
export type Tab = (typeof TABS)[number];
export type Part = (typeof PARTS)[number];
export type Theme = (typeof THEMES)[number];

export interface State {
  lang: Lang | null;
  theme: Theme;
  view: View;
  tab: Tab;
  part: Part;
  hidden: Kind[];
  indicators: string[];
  /** Which of the files, counted from 0. */
  doc: number;
  selected: ItemId | null;
  /** Name of the examples that were opened. */
  example: string | null;
  /** A text packed into the address, only where that was asked for. */
  packed: string | null;
}

export const INITIAL: State = {
  lang: null,
  theme: "auto",
  view: "report",
  tab: "overview",
  part: "table",
  hidden: [],
  indicators: [],
  doc: 0,
  selected: null,
  example: null,
  packed: null,
};

const VERSION = "1";

function one<T extends string>(among: readonly T[], text: string | null, otherwise: T): T {
  return among.find((choice) => choice === text) ?? otherwise;
}

function words(text: string | null): string[] {
  return (text ?? "").split(",").filter((word) => /^[a-z0-9_]+$/.test(word));
}

/** Damaged or unknown parts fall back to what the page shows without them. */
export function read(fragment: string): State {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const langs: readonly Lang[] = ["zh", "en"];
  const selected = fields.get("sel") ?? "";
  const hidden = words(fields.get("hide"));
  const example = fields.get("example");
  const packed = fields.get("text");
  return {
    lang: langs.find((choice) => choice === fields.get("lang")) ?? null,
    theme: one(THEMES, fields.get("theme"), INITIAL.theme),
    view: one(VIEWS, fields.get("view"), INITIAL.view),
    tab: one(TABS, fields.get("tab"), INITIAL.tab),
    part: one(PARTS, fields.get("part"), INITIAL.part),
    hidden: KINDS.map((info) => info.kind).filter((kind) => hidden.includes(kind)),
    indicators: words(fields.get("ind")),
    doc: /^\d{1,6}$/.test(fields.get("doc") ?? "") ? Number(fields.get("doc")) : 0,
    selected: isItemId(selected) ? selected : null,
    example: example && /^[a-z]+$/.test(example) ? example : null,
    packed: packed && /^[\w-]+$/.test(packed) ? packed : null,
  };
}

/** Leaves out what is as it would be anyway. */
export function write(state: State): string {
  const fields: [string, string][] = [];
  const put = (name: string, value: string, usual: string) => {
    if (value !== usual) fields.push([name, value]);
  };
  put("lang", state.lang ?? "", "");
  put("theme", state.theme, INITIAL.theme);
  put("view", state.view, INITIAL.view);
  put("tab", state.tab, INITIAL.tab);
  put("part", state.part, INITIAL.part);
  put("hide", state.hidden.join(","), "");
  put("ind", state.indicators.join(","), "");
  put("doc", String(state.doc), String(INITIAL.doc));
  put("sel", state.selected ?? "", "");
  put("example", state.example ?? "", "");
  put("text", state.packed ?? "", "");
  return fields.length === 0 ? "" : `#${[["v", VERSION], ...fields].map((field) => field.join("=")).join("&")}`;
}

/** A text as part of an address. */
export async function pack(text: string): Promise<string> {
  const squeezed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(squeezed).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Throws where the address was cut or changed. */
export async function unpack(packed: string): Promise<string> {
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await new Response(text).arrayBuffer());
}
