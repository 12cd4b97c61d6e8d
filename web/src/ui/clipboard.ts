// Copies as text, and as a table that a spreadsheet takes apart into cells.

import { t } from "../i18n";
import { h } from "./dom";
import { toast } from "./status";
import { type Cells, separated } from "./table-text";

export type { Cells };

/** A page opened from disk may not use the clipboard by itself: a selection and the old command still work there. */
function byCommand(kinds: Record<string, string>): boolean {
  const put = (event: ClipboardEvent) => {
    for (const [kind, content] of Object.entries(kinds)) event.clipboardData?.setData(kind, content);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put);
  return done;
}

async function write(kinds: Record<string, string>): Promise<void> {
  const parts = Object.fromEntries(
    Object.entries(kinds).map(([type, content]) => [type, new Blob([content], { type })]),
  );
  try {
    await navigator.clipboard.write([new ClipboardItem(parts)]);
    toast(t("copy.done"));
  } catch {
    toast(byCommand(kinds) ? t("copy.done") : t("copy.refused"));
  }
}

export function copy(text: string): Promise<void> {
  return write({ "text/plain": text });
}

export function copyTable(cells: Cells): Promise<void> {
  const rows = cells.map((row, at) => h("tr", {}, ...row.map((cell) => h(at === 0 ? "th" : "td", {}, cell ?? ""))));
  return write({ "text/plain": separated(cells), "text/html": h("table", {}, ...rows).outerHTML });
}
