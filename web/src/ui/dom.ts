// Elements without HTML strings: text from a file can only ever become text.

type Child = Node | string | number | null | undefined | false;
type Handler = (event: never) => void;
type Props = { [name: string]: string | number | boolean | null | undefined | Handler };

function apply(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.replace(/^on/, ""), value as EventListener);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

function fill(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  apply(element, props);
  fill(element, children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  apply(element, props);
  fill(element, children);
  return element;
}

/** The element of that id, which index.html or the page itself has made. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element #${id}`);
  return element;
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  fill(parent, children);
}

/** One tab stop for a list of controls; the arrow keys move inside it. */
export function roving(container: HTMLElement, selector: string): void {
  const controls = () => [...container.querySelectorAll<HTMLElement>(selector)];
  const first = controls().find((control) => control.tabIndex === 0) ?? controls()[0];
  for (const control of controls()) control.tabIndex = control === first ? 0 : -1;
  container.addEventListener("focusin", (event) => {
    const target = (event.target as Element).closest<HTMLElement>(selector);
    if (!target) return;
    for (const control of controls()) control.tabIndex = control === target ? 0 : -1;
  });
  container.addEventListener("keydown", (event) => {
    const all = controls().filter((control) => control.offsetParent !== null);
    const at = all.indexOf((event.target as Element).closest(selector) as HTMLElement);
    if (at < 0) return;
    const step: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const to = step[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
  });
}

/** Gives other work a turn: input, drawing, messages. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}
