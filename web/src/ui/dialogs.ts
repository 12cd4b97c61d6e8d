// Pasting a text, help, and how to verify that nothing leaves the machine.

import { t } from "../i18n";
import { h, replace } from "./dom";

function dialog(title: string, ...body: (HTMLElement | null)[]): HTMLDialogElement {
  const close = h(
    "button",
    { type: "button", class: "close", "aria-label": t("dialog.close"), onclick: () => element.close() },
    "×",
  );
  const element = h("dialog", { "aria-label": title }, h("header", {}, h("h2", {}, title), close), ...body);
  element.addEventListener("close", () => element.remove());
  // A click beside the dialog closes it.
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  document.body.append(element);
  element.showModal();
  return element;
}

export function pasteDialog(open: (text: string) => void, before = ""): void {
  const area = h("textarea", {
    rows: 16,
    lang: "zh-Hans",
    "aria-label": t("paste.label"),
    placeholder: t("paste.placeholder"),
    spellcheck: "false",
  });
  area.value = before;
  const submit = () => {
    if (area.value.trim() === "") {
      area.focus();
      return;
    }
    element.close();
    open(area.value);
  };
  const element = dialog(
    t("paste.title"),
    area,
    h(
      "p",
      { class: "actions" },
      h("small", {}, t("paste.note")),
      h("button", { type: "button", class: "primary", onclick: submit }, t("paste.open")),
    ),
  );
  area.focus();
}

export function privacyDialog(): void {
  dialog(
    t("privacy.title"),
    h("p", {}, t("privacy.body")),
    h(
      "ol",
      {},
      h("li", {}, t("privacy.check_network")),
      h("li", {}, t("privacy.check_offline")),
      h("li", {}, t("privacy.check_policy")),
      h(
        "li",
        {},
        t("privacy.check_single"),
        " ",
        location.protocol.startsWith("http") &&
          h("a", { href: "lawgov.html", download: "lawgov.html" }, t("privacy.download")),
      ),
    ),
  );
}

export function helpDialog(version: string): void {
  const keys = [
    ["↑ ↓", "help.rows"],
    ["Enter", "help.enter"],
    ["[  ]", "help.marks"],
    ["/", "help.search"],
    ["1–7", "help.tabs"],
    ["Esc", "help.escape"],
    ["?", "help.help"],
  ] as const;
  const list = h(
    "dl",
    { class: "keys" },
    ...keys.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(words)))),
  );
  const letters = h("input", {
    type: "checkbox",
    checked: shortcuts.on,
    onchange: () => {
      shortcuts.on = letters.checked;
    },
  });
  dialog(
    t("help.title"),
    h("p", {}, t("help.body")),
    h("h3", {}, t("help.keys")),
    list,
    h("p", {}, h("label", {}, letters, " ", t("help.single_keys"))),
    h("p", {}, h("small", {}, t("help.version", { version }))),
  );
}

/** Single keys can be switched off: speech input may type them by accident. */
export const shortcuts = { on: true };

export function linkDialog(
  address: string,
  packed: (() => Promise<string>) | null,
  copy: (text: string) => void,
): void {
  const withText = h("p", {});
  const element = dialog(
    t("link.title"),
    h("p", {}, t("link.body")),
    h(
      "p",
      { class: "actions" },
      h(
        "button",
        {
          type: "button",
          class: "primary",
          onclick: () => {
            copy(address);
            element.close();
          },
        },
        t("link.copy"),
      ),
    ),
    packed ? withText : null,
  );
  if (!packed) return;
  const show = (long: string) => {
    const size = Math.ceil(long.length / 100) / 10;
    replace(
      withText,
      size > 30
        ? h("small", {}, t("link.too_long", { size }))
        : h(
            "button",
            {
              type: "button",
              onclick: () => {
                copy(long);
                element.close();
              },
            },
            t("link.copy_text", { size }),
          ),
      " ",
      size > 30 ? null : h("small", {}, t("link.warning")),
    );
  };
  packed().then(show, () => replace(withText, h("small", {}, t("link.no_text"))));
}
