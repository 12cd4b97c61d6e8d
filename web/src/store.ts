// What the page knows: files, their reports, and the state of the view. Views listen; they never talk to each other.

import { INITIAL, type State, write } from "./fragment";
import type { Doc, ItemId, Outcome } from "./model";

interface Events {
  /** The list of files changed. */
  docs: undefined;
  /** A file was read. */
  outcome: Doc;
  /** Another item is selected: where from decides what has to move. */
  select: { id: ItemId | null; from: "source" | "pane" | "address" };
  /** Something of the state changed that is drawn as a whole. */
  view: undefined;
  /** A place that is no item of its own is to be shown: a figure that a finding used. */
  point: { start: number; end: number };
  /** A kind of marks was shown or hidden. */
  filter: undefined;
  /** Progress of a batch. */
  batch: undefined;
}

type Listener<E extends keyof Events> = (detail: Events[E]) => void;

export interface Batch {
  docs: readonly Doc[];
  total: number;
  done: number;
  failed: number;
  cancelled: boolean;
  controller: AbortController;
}

class Store {
  state: State = { ...INITIAL };
  docs: Doc[] = [];
  ignored: string[] = [];
  batch: Batch | null = null;

  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();
  #next = 0;
  #address: ReturnType<typeof setTimeout> | undefined;

  on<E extends keyof Events>(event: E, listener: Listener<E>): void {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(listener as Listener<never>));
  }

  emit<E extends keyof Events>(event: E, detail: Events[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as Listener<E>)(detail);
  }

  set(change: Partial<State>): void {
    const { view, doc } = { ...this.state, ...change };
    if (view !== this.state.view || doc !== this.state.doc) this.step(change);
    else this.#change(change);
    this.emit("view", undefined);
  }

  select(id: ItemId | null, from: Events["select"]["from"]): void {
    this.state.selected = id;
    this.remember();
    this.emit("select", { id, from });
  }

  hide(hidden: State["hidden"]): void {
    this.state.hidden = hidden;
    this.remember();
    this.emit("filter", undefined);
  }

  add(sources: { path: string; source: File | string }[]): Doc[] {
    const added = sources.map(({ path, source }) => ({ id: this.#next++, path, source, outcome: null }));
    this.docs = [...this.docs, ...added];
    this.emit("docs", undefined);
    return added;
  }

  clear(): void {
    this.batch?.controller.abort();
    this.docs = [];
    this.ignored = [];
    this.batch = null;
    Object.assign(this.state, { doc: 0, selected: null, view: "report", example: null, packed: null });
    this.remember();
    this.emit("docs", undefined);
  }

  settle(doc: Doc, outcome: Outcome): void {
    doc.outcome = outcome;
    this.emit("outcome", doc);
  }

  get doc(): Doc | null {
    return this.docs[this.state.doc] ?? null;
  }

  /** Another view or file: what is shown now stays a step back. */
  step(change: Partial<State>): void {
    this.#write();
    history.pushState(this.#mark(), "");
    Object.assign(this.state, change);
    this.#write();
  }

  #change(change: Partial<State>): void {
    Object.assign(this.state, change);
    this.remember();
  }

  /** Browsers slow down or refuse pages that rewrite their address too often. */
  remember(): void {
    clearTimeout(this.#address);
    this.#address = setTimeout(() => this.#write(), 300);
  }

  /** Shows what an earlier step showed, of the files that are there. */
  restore({ view, tab, part, hidden, indicators, doc, selected }: State): void {
    clearTimeout(this.#address);
    Object.assign(this.state, { view, tab, part, hidden, indicators, selected });
    this.state.doc = Math.min(doc, Math.max(0, this.docs.length - 1));
    this.emit("view", undefined);
  }

  #write(): void {
    clearTimeout(this.#address);
    const fragment = write(this.state);
    history.replaceState(this.#mark(), "", fragment || location.pathname + location.search);
  }

  /** Tells steps of the page from addresses typed by hand, and outlives the files when the page is loaded again. */
  #mark(): Step {
    return { files: this.docs.length };
  }
}

/** What the browser keeps with a step. */
export interface Step {
  files: number;
}

export const store = new Store();
