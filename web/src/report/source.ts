// The source, untouched, with every item marked; the legend above it is the filter.

import type { Segment } from "lawgov";
import { label, t } from "../i18n";
import { type Item, type ItemId, itemOf, KINDS, kindOf, type Report } from "../model";
import { store } from "../store";
import { copy } from "../ui/clipboard";
import { h, replace } from "../ui/dom";
import { say } from "../ui/status";
import { describe, inWords, reference } from "./describe";
import { paragraphs } from "./place";

export interface SourceView {
  element: HTMLElement;
  show(id: ItemId | null, move: boolean): void;
  filter(): void;
  step(by: 1 | -1): void;
  /** Shows a place that is no item of its own. */
  point(span: { start: number; end: number }): void;
}

function legend(report: Report): HTMLElement {
  const entries = KINDS.map((info) => {
    const count = report[info.list].length;
    const box = h("input", {
      type: "checkbox",
      checked: !store.state.hidden.includes(info.kind),
      onchange: () => {
        const hidden = new Set(store.state.hidden);
        if (box.checked) hidden.delete(info.kind);
        else hidden.add(info.kind);
        store.hide(KINDS.map((one) => one.kind).filter((kind) => hidden.has(kind)));
      },
    });
    const sample = h("mark", { class: `k-${info.letter}` }, label("mark", info.kind));
    const sign = h("span", { class: `sign k-${info.letter}`, "aria-hidden": true, "data-sign": info.sign });
    return h(
      "label",
      { class: count === 0 ? "none" : "" },
      box,
      sign,
      sample,
      " ",
      h("span", { class: "count" }, count),
    );
  });
  return h("fieldset", { class: "legend" }, h("legend", { class: "visually-hidden" }, t("legend.title")), ...entries);
}

/** The text as elements; what is copied from them is the text and nothing else. */
function drawn(report: Report, pieces: readonly Segment[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const begins = paragraphs(report.text);
  let paragraph = 0;
  const number = (start: number, end: number) => {
    while (paragraph < begins.length && (begins[paragraph] as number) < end) {
      const at = begins[paragraph] as number;
      if (at >= start) return at;
      paragraph++;
    }
    return null;
  };
  for (const segment of pieces) {
    const { marks, end } = segment;
    let start = segment.start;
    const target =
      marks.length === 0
        ? fragment
        : h("mark", {
            class: marks.map((mark) => `k-${mark.id[0]}`).join(" "),
            "data-items": marks.map((mark) => mark.id).join(" "),
            tabindex: -1,
          });
    for (let at = number(start, end); at !== null; at = number(start, end)) {
      target.append(
        report.text.slice(start, at),
        h("span", { class: "paragraph", "aria-hidden": true, "data-n": ++paragraph }),
      );
      start = at;
    }
    for (const mark of marks) {
      if (mark.start !== segment.start) continue;
      const { letter, sign } = kindOf(mark.id as ItemId);
      fragment.append(h("span", { class: `sign k-${letter}`, "aria-hidden": true, "data-sign": sign }));
    }
    target.append(report.text.slice(start, end));
    if (target !== fragment) fragment.append(target);
  }
  return fragment;
}

function card(report: Report, item: Item, others: Item[], step: (by: 1 | -1) => void): HTMLElement[] {
  const { kind, quote, facts } = describe(report, item);
  const also = others.filter((other) => other.id !== item.id);
  return [
    h(
      "p",
      { class: "card-title" },
      h("span", { class: `sign k-${item.info.letter}`, "data-sign": item.info.sign, "aria-hidden": true }),
      h("b", {}, kind),
      " ",
      h("q", {}, quote),
    ),
    h("dl", {}, ...facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    also.length > 0 &&
      h(
        "p",
        { class: "also" },
        t("card.also"),
        ...also.map((other) =>
          h(
            "button",
            { type: "button", class: "link", onclick: () => store.select(other.id, "source") },
            `${describe(report, other).kind}`,
          ),
        ),
      ),
    h(
      "p",
      { class: "card-actions" },
      h("button", { type: "button", onclick: () => step(-1), title: "[" }, t("card.previous")),
      h("button", { type: "button", onclick: () => step(1), title: "]" }, t("card.next")),
      h("button", { type: "button", onclick: () => copy(reference(report, item)) }, t("card.copy")),
      h("button", { type: "button", onclick: () => store.select(null, "source"), title: "Esc" }, t("card.close")),
    ),
  ].filter((part) => part !== false);
}

export function sourceView(report: Report, pieces: readonly Segment[]): SourceView {
  const text = h(
    "div",
    { class: "text", lang: "zh-Hans", tabindex: 0, role: "group", "aria-label": t("source.label") },
    drawn(report, pieces),
  );
  const details = h("div", { class: "card", id: "card", hidden: true });
  const element = h("div", { class: "source" }, legend(report), h("div", { class: "scroll" }, text), details);
  const order = [...new Set(pieces.flatMap((piece) => piece.marks.map((mark) => mark.id as ItemId)))]
    .map((id) => itemOf(report, id))
    .filter((item) => item !== null);
  const visible = (item: Item) => !store.state.hidden.includes(item.info.kind);
  const parts = (id: ItemId) => [...text.querySelectorAll<HTMLElement>(`mark[data-items~="${id}"]`)];
  const under = (mark: Element) =>
    (mark.getAttribute("data-items") ?? "")
      .split(" ")
      .map((id) => itemOf(report, id as ItemId))
      .filter((item) => item !== null)
      .filter(visible);

  const filter = () => {
    for (const { kind, letter } of KINDS) text.classList.toggle(`hide-${letter}`, store.state.hidden.includes(kind));
  };

  const step = (by: 1 | -1) => {
    const shown = order.filter(visible);
    const now = shown.findIndex((item) => item.id === store.state.selected);
    const next = now < 0 ? (by > 0 ? 0 : shown.length - 1) : (now + by + shown.length) % shown.length;
    const item = shown[next];
    if (!item) return;
    store.select(item.id, "source");
    parts(item.id)[0]?.focus({ preventScroll: true });
    const words = inWords(describe(report, item));
    say(words);
  };

  const show = (id: ItemId | null, move: boolean) => {
    for (const mark of text.querySelectorAll("mark.selected")) {
      mark.classList.remove("selected");
      mark.removeAttribute("aria-describedby");
    }
    const item = id ? itemOf(report, id) : null;
    details.hidden = item === null;
    CSS.highlights?.delete("point");
    if (!item || !id) return;
    const found = parts(id);
    for (const mark of found) {
      mark.classList.add("selected");
      mark.setAttribute("aria-describedby", "card");
    }
    const first = found[0];
    replace(details, ...card(report, item, first ? under(first) : [], step));
    if (move) first?.scrollIntoView({ block: "center", behavior: "instant" });
    else first?.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  text.addEventListener("click", (event) => {
    if (getSelection()?.isCollapsed === false) return;
    const mark = (event.target as Element).closest("mark");
    if (!mark) return;
    // The narrowest item is the one pointed at; a second click goes on to the next one around it.
    const here = under(mark).reverse();
    const at = here.findIndex((item) => item.id === store.state.selected);
    const item = here[(at + 1) % here.length];
    if (item) store.select(item.id, "source");
  });
  text.addEventListener("mouseover", (event) => {
    const mark = (event.target as Element).closest("mark");
    const item = mark && under(mark).at(-1);
    if (mark && item) mark.setAttribute("title", inWords(describe(report, item)));
  });
  const point = ({ start, end }: { start: number; end: number }) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      if (start >= at && start < at + length) range.setStart(node, start - at);
      if (end > at && end <= at + length) range.setEnd(node, end - at);
      at += length;
    }
    if (CSS.highlights) CSS.highlights.set("point", new Highlight(range));
    else getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
    say(t("source.pointed", { text: range.toString() }));
  };
  filter();
  return { element, show, filter, step, point };
}
