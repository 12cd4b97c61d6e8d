// One live region for the whole page, for eyes and for screen readers.

import { byId } from "./dom";

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says it at once to a screen reader. */
export function say(words: string): void {
  byId("status").textContent = words;
}

/** Says it and shows it for a few seconds. */
export function toast(words: string): void {
  say(words);
  const status = byId("status");
  status.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => status.classList.remove("shown"), 4000);
}
