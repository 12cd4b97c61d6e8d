// The headings as a tree to move by.

import { label, t } from "../i18n";
import type { ItemId, Report, Section } from "../model";
import { store } from "../store";
import { h, roving } from "../ui/dom";
import { heading } from "./place";

export function outline(report: Report): HTMLElement {
  const branch = (parent: number | null): HTMLElement | null => {
    const own = report.sections.filter((section) => section.parent === parent);
    if (own.length === 0) return null;
    return h("ol", {}, ...own.map((section) => h("li", {}, entry(section), branch(section.id))));
  };
  const entry = (section: Section) => {
    const id: ItemId = `h${section.id}`;
    const role = section.level === 1 ? h("small", {}, label("role", section.role)) : null;
    return h(
      "button",
      { type: "button", "data-item": id, onclick: () => store.select(id, "pane") },
      heading(section),
      role,
    );
  };
  const element = h(
    "nav",
    { class: "outline", "aria-label": label("view", "outline") },
    h("h2", {}, label("view", "outline")),
    branch(null) ?? h("p", { class: "empty" }, t("outline.none")),
  );
  roving(element, "button");
  return element;
}
