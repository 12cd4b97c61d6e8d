// The frame of the page, and what happens when files arrive.

import { complete, type Progress, READABLE, readMany, segmentsOf, start, version } from "./engine";
import { EXAMPLES, type Example, complete as examplesComplete, texts } from "./examples";
import { chosen, dropped, type Found, sift } from "./files/collect";
import { pack, read, type State, TABS, THEMES, unpack, write } from "./fragment";
import { lang, learn, setLang, t } from "./i18n";
import { type Doc, reportOf } from "./model";
import type { PanesView } from "./report/panes";
import { author } from "./report/place";
import type { SourceView } from "./report/source";
import { type Batch, type Step, store } from "./store";
import { copy } from "./ui/clipboard";
import { helpDialog, linkDialog, pasteDialog, privacyDialog, shortcuts } from "./ui/dialogs";
import { byId, h, replace, roving } from "./ui/dom";
import { say, toast } from "./ui/status";

/** What is needed as soon as there is a report, but not before; fetched right after the page shows itself. */
const views = {
  report: () => import("./report/view"),
  compare: () => import("./compare/view"),
  sheet: () => import("./sheet"),
};

let source: SourceView | null = null;
let panes: PanesView | null = null;
let comparing: { element: HTMLElement; refresh(): void } | null = null;
let mobile: "files" | "source" | "panes" = "source";
let drawing = 0;
let reading = 0;

function picker(folder: boolean): HTMLElement {
  const input = h("input", {
    type: "file",
    multiple: true,
    class: "visually-hidden",
    webkitdirectory: folder,
    onchange: () => {
      if (input.files) arrive(chosen(input.files));
      input.value = "";
    },
  });
  if (!folder) input.accept = READABLE.map((kind) => `.${kind}`).join(",");
  return h(
    "label",
    { class: folder ? "button folder" : "button primary" },
    input,
    t(folder ? "open.folder" : "open.files"),
  );
}

function arrive(all: Found[]): void {
  if (all.length === 0) return;
  const { found, ignored } = sift(all, READABLE);
  store.ignored = [...store.ignored, ...ignored];
  const summary = t("files.found", { n: all.length, readable: found.length, ignored: ignored.length });
  if (found.length === 0) {
    toast(`${summary} ${t("files.kinds")}`);
    return;
  }
  if (all.length > 1) say(summary);
  const fresh = found.filter((one) => !store.docs.some((doc) => same(one, doc)));
  const sources = fresh.map(({ path, file }) => ({ path, source: file }));
  if (sources.length === 0) toast(t("files.known"));
  else void take(sources, { example: null, packed: null });
}

/** The same file again, as far as can be told without reading it. */
function same({ path, file }: Found, doc: Doc): boolean {
  const { source } = doc;
  return (
    doc.path === path &&
    source instanceof File &&
    source.size === file.size &&
    source.lastModified === file.lastModified
  );
}

/** Adds files and reads them; what was read before stays. */
async function take(sources: { path: string; source: File | string }[], origin: Partial<State>): Promise<void> {
  const first = store.docs.length;
  // A sample or an address may ask for a place of its own; files begin with the first of them.
  const own = origin.example || origin.packed;
  const begin = {
    doc: first,
    selected: null,
    view: first + sources.length > 1 ? ("compare" as const) : ("report" as const),
  };
  const change = { ...(own ? {} : begin), ...origin };
  if (first > 0) store.step(change);
  else {
    Object.assign(store.state, change);
    store.remember();
  }
  const added = store.add(sources);
  await readAll(added);
}

async function readAll(asked: Doc[]): Promise<void> {
  const { batch: before } = store;
  // What is still under way goes on with what comes now.
  const rest = before && !before.cancelled ? before.docs.filter((doc) => !doc.outcome && !asked.includes(doc)) : [];
  const docs = [...rest, ...asked];
  before?.controller.abort();
  const controller = new AbortController();
  const batch: Batch = { docs, total: docs.length, done: 0, failed: 0, cancelled: false, controller };
  store.batch = batch;
  store.emit("batch", undefined);
  markReading(1);
  let announced = 0;
  const settled = (doc: Doc, outcome: Progress) => {
    batch.done++;
    if (!outcome.ok) batch.failed++;
    store.settle(doc, outcome);
    store.emit("batch", undefined);
    const tenth = Math.floor((10 * batch.done) / batch.total);
    if (batch.total > 10 && tenth > announced) {
      announced = tenth;
      say(t("batch.progress", { done: batch.done, total: batch.total }));
    }
  };
  try {
    await readMany(docs, lang(), controller.signal, settled);
  } catch (error) {
    if (!controller.signal.aborted)
      toast(t("engine.failed", { why: error instanceof Error ? error.message : String(error) }));
  }
  batch.cancelled = controller.signal.aborted;
  if (store.batch === batch) {
    store.batch = batch.total > 1 ? batch : null;
    store.emit("batch", undefined);
    finished(batch);
  }
  markReading(-1);
}

/** Whether files are being read stands at the root, for programs that watch the page. */
function markReading(by: 1 | -1): void {
  reading += by;
  document.documentElement.toggleAttribute("data-reading", reading > 0);
}

function finished(batch: Batch): void {
  comparing?.refresh();
  const report = reportOf(batch.docs[0]);
  if (batch.total === 1 && report) {
    say(
      t("done.one", {
        statistics: report.statistics.length,
        laws: report.citations.length + report.law_mentions.length,
        findings: report.findings.length,
      }),
    );
  } else if (batch.total > 1) {
    toast(
      batch.cancelled
        ? t("batch.cancelled", { done: batch.done, total: batch.total })
        : t(batch.failed > 0 ? "done.some" : "done.many", { n: batch.done - batch.failed, failed: batch.failed }),
    );
  }
}

function header(): HTMLElement {
  const tab = (view: State["view"], words: string, ready: boolean) =>
    h(
      "button",
      {
        type: "button",
        class: "nav",
        "aria-current": store.state.view === view ? "page" : null,
        disabled: !ready,
        onclick: () => store.set({ view }),
      },
      words,
    );
  const theme = h(
    "button",
    {
      type: "button",
      class: "quiet",
      title: t("theme.title"),
      onclick: () => {
        const next = THEMES[(THEMES.indexOf(store.state.theme) + 1) % THEMES.length] ?? "auto";
        store.set({ theme: next });
      },
    },
    t(`theme.${store.state.theme}`),
  );
  const any = store.docs.length > 0;
  return h(
    "header",
    { class: "top" },
    h("h1", {}, h("span", { class: "brand" }, "lawgov"), h("span", { class: "name" }, t("name"))),
    any &&
      h(
        "nav",
        { "aria-label": t("nav.label") },
        tab("report", t("nav.report"), true),
        tab("compare", t("nav.compare"), store.docs.length > 1),
        tab("sheet", t("nav.sheet"), true),
      ),
    h(
      "div",
      { class: "tools" },
      any && picker(false),
      any && picker(true),
      any && h("button", { type: "button", onclick: () => paste() }, t("open.paste")),
      any && h("button", { type: "button", class: "quiet", onclick: share }, t("link.button")),
      any &&
        h(
          "button",
          {
            type: "button",
            class: "quiet",
            onclick: () => {
              store.clear();
            },
          },
          t("open.clear"),
        ),
      h(
        "button",
        { type: "button", class: "quiet", lang: lang() === "zh" ? "en" : "zh-Hans", onclick: () => switchLang() },
        lang() === "zh" ? "English" : "中文",
      ),
      theme,
      h(
        "button",
        { type: "button", class: "quiet", onclick: () => helpDialog(version()), title: "?" },
        t("help.button"),
      ),
    ),
  );
}

function privacy(): HTMLElement {
  return h(
    "p",
    { class: "privacy" },
    h("span", { class: "dot", "aria-hidden": true }),
    t("privacy.line"),
    " ",
    h("button", { type: "button", class: "link", onclick: privacyDialog }, t("privacy.verify")),
  );
}

function paste(before = ""): void {
  pasteDialog(
    (text) =>
      void take([{ path: t("paste.name", { n: store.docs.length + 1 }), source: text }], {
        view: "report",
        example: null,
        packed: null,
      }),
    before,
  );
}

function share(): void {
  const report = reportOf(store.doc);
  const base = location.href.split("#")[0];
  const address = base + write({ ...store.state, packed: null });
  linkDialog(
    address,
    report
      ? async () => base + write({ ...store.state, doc: 0, example: null, packed: await pack(report.text) })
      : null,
    copy,
  );
}

async function openExample(example: Example): Promise<void> {
  const files = await texts(example);
  if (store.docs.length > 0) store.clear();
  Object.assign(store.state, { doc: 0, selected: null, view: files.length > 1 ? "compare" : "report" });
  await take(files, { example: example.name });
}

function welcome(): HTMLElement {
  const examples = EXAMPLES.map((example) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "example", onclick: () => openExample(example) },
        h("b", {}, t(example.title)),
        h("span", {}, t(example.note)),
      ),
    ),
  );
  return h(
    "main",
    { class: "welcome" },
    h(
      "section",
      { class: "drop" },
      h("h2", {}, t("welcome.title")),
      h("p", {}, t("welcome.body")),
      h(
        "div",
        { class: "actions" },
        picker(false),
        picker(true),
        h("button", { type: "button", onclick: () => paste() }, t("open.paste")),
      ),
      h("p", { class: "hint" }, t("welcome.drop"), " ", t("files.kinds")),
    ),
    h("section", {}, h("h2", {}, t("welcome.examples")), h("ul", { class: "plain examples" }, ...examples)),
    h("section", { class: "promise" }, h("h2", {}, t("privacy.title")), h("p", {}, t("privacy.body"))),
  );
}

const GLYPH = { waiting: "…", ok: "✓", failed: "✕" } as const;

function fileState(doc: Doc): keyof typeof GLYPH {
  return doc.outcome === null ? "waiting" : doc.outcome.ok ? "ok" : "failed";
}

function fileRow(doc: Doc, at: number): HTMLElement {
  const state = fileState(doc);
  const report = reportOf(doc);
  const name = report
    ? `${author(report, doc.path)}${report.metadata.year ? ` ${report.metadata.year}` : ""}`
    : doc.path;
  const errors = report?.findings.filter((it) => it.severity !== "info").length ?? 0;
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        "data-doc": doc.id,
        class: state,
        title: doc.path,
        "aria-current": at === store.state.doc ? "true" : null,
        onclick: () => {
          mobile = "source";
          store.set({ doc: at, selected: null, view: "report" });
        },
      },
      h("span", { class: "glyph", "aria-label": t(`file.${state}`), role: "img" }, GLYPH[state]),
      h("span", { class: "name" }, name),
      errors > 0 && h("span", { class: "count", title: t("file.findings", { n: errors }) }, errors),
    ),
  );
}

function fileList(): HTMLElement | null {
  if (store.docs.length < 2) return null;
  const list = h("ul", { class: "plain files" }, ...store.docs.map(fileRow));
  roving(list, "button");
  const search = h("input", {
    type: "search",
    placeholder: t("files.search"),
    "aria-label": t("files.search"),
    oninput: () => {
      const wanted = search.value.trim().toLowerCase();
      for (const row of list.children)
        (row as HTMLElement).hidden = wanted !== "" && !(row.textContent ?? "").toLowerCase().includes(wanted);
    },
  });
  return h(
    "nav",
    { class: "file-list", "aria-label": t("files.label") },
    h("h2", {}, t("files.title", { n: store.docs.length })),
    search,
    list,
  );
}

function failure(doc: Doc): HTMLElement {
  const error = doc.outcome && !doc.outcome.ok ? doc.outcome.failure.error : null;
  return h(
    "div",
    { class: "failure", role: "alert" },
    h("h2", {}, t("failure.title", { path: doc.path })),
    h("p", {}, error?.message ?? ""),
    h("p", {}, error?.hint ?? ""),
  );
}

async function reportPart(host: HTMLElement, mine: number): Promise<void> {
  const { doc } = store;
  const report = reportOf(doc);
  source = null;
  panes = null;
  if (!doc) return;
  if (!report) {
    replace(
      host,
      fileList(),
      doc.outcome ? failure(doc) : h("p", { class: "loading" }, t("loading.report", { path: doc.path })),
    );
    host.className = store.docs.length > 1 ? "report-view with-side" : "report-view";
    return;
  }
  const { outline, panesView, sourceView } = await views.report();
  const pieces = segmentsOf(report);
  if (mine !== drawing) return;
  source = sourceView(report, pieces);
  panes = panesView(report, doc.path);
  const title = report.metadata.title?.replace(/\s+/g, "") ?? doc.path;
  const edit = h("button", { type: "button", class: "link", onclick: () => paste(report.text) }, t("source.edit"));
  const switcher = h(
    "div",
    { class: "switcher", role: "group", "aria-label": t("mobile.label") },
    ...(["files", "source", "panes"] as const).map((part) =>
      h(
        "button",
        {
          type: "button",
          "aria-pressed": String(part === mobile),
          onclick: () => {
            mobile = part;
            host.dataset.mobile = part;
            for (const [at, one] of [...switcher.children].entries())
              one.setAttribute("aria-pressed", String((["files", "source", "panes"] as const)[at] === part));
          },
        },
        t(`mobile.${part}`),
      ),
    ),
  );
  host.dataset.mobile = mobile;
  host.className = "report-view with-side";
  replace(
    host,
    switcher,
    h("aside", { class: "side" }, fileList(), outline(report)),
    h(
      "section",
      { class: "main", "aria-label": t("source.label") },
      h("header", { class: "report-head" }, h("h2", {}, title), h("p", {}, h("small", {}, doc.path), " ", edit)),
      source.element,
    ),
    panes.element,
  );
  const chosenItem = store.state.selected;
  if (chosenItem) {
    source.show(chosenItem, true);
    panes.show(chosenItem, true);
  }
}

function progress(): HTMLElement {
  const bar = h("div", { class: "progress", hidden: true });
  return bar;
}

function drawProgress(): void {
  const bar = document.querySelector<HTMLElement>(".progress");
  const { batch } = store;
  if (!bar) return;
  const running = batch !== null && batch.done < batch.total && !batch.cancelled;
  bar.hidden = !running || batch.total === 1;
  if (bar.hidden || !batch) return;
  if (bar.childElementCount === 0)
    replace(
      bar,
      h("progress", { max: 1, "aria-label": t("batch.label") }),
      h("span"),
      h("button", { type: "button", onclick: () => store.batch?.controller.abort() }, t("batch.cancel")),
    );
  const meter = bar.querySelector("progress");
  if (meter) {
    meter.max = batch.total;
    meter.value = batch.done;
  }
  const words = bar.querySelector("span");
  if (words)
    words.textContent =
      t("batch.progress", { done: batch.done, total: batch.total }) +
      (batch.failed ? ` · ${t("batch.failed", { n: batch.failed })}` : "");
}

function draw(): void {
  const mine = ++drawing;
  document.documentElement.dataset.theme = store.state.theme;
  document.body.dataset.view = store.docs.length === 0 ? "welcome" : store.state.view;
  const root = byId("app");
  comparing = null;
  source = null;
  panes = null;
  if (store.docs.length === 0) {
    replace(root, header(), privacy(), welcome());
    return;
  }
  const host = h("main");
  replace(root, header(), privacy(), progress(), host);
  drawProgress();
  if (store.state.view === "compare" && store.docs.length > 1) void comparePart(host, mine);
  else if (store.state.view === "sheet") void sheetPart(host, mine);
  else void reportPart(host, mine);
}

async function comparePart(host: HTMLElement, mine: number): Promise<void> {
  const { compareView } = await views.compare();
  if (mine !== drawing) return;
  comparing = compareView();
  host.className = "with-side compare-host";
  replace(host, h("aside", { class: "side" }, fileList()), comparing.element);
}

async function sheetPart(host: HTMLElement, mine: number): Promise<void> {
  const { sheetView } = await views.sheet();
  if (mine !== drawing) return;
  const redraw = () => replace(host, sheetView(redraw));
  redraw();
}

async function switchLang(): Promise<void> {
  const next = lang() === "zh" ? "en" : "zh";
  await learn(next);
  setLang(next);
  store.set({ lang: next });
  // The messages of findings are the engine's own words.
  const settled = store.docs.filter((doc) => doc.outcome);
  const running = store.batch !== null && !store.batch.cancelled;
  if (settled.length > 0 || running) await readAll(settled);
}

let refreshing = 0;

function outcome(doc: Doc): void {
  const at = store.docs.indexOf(doc);
  document.querySelector(`[data-doc="${doc.id}"]`)?.parentElement?.replaceWith(fileRow(doc, at));
  if (at === store.state.doc && store.state.view !== "compare") draw();
  // Results stream in, but a table redrawn for every one of them would hold up the page.
  if (comparing && performance.now() - refreshing > 2000) {
    refreshing = performance.now();
    comparing.refresh();
  }
}

function keyboard(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, dialog")) return;
  if (event.key === "Escape") store.select(null, "source");
  if (!shortcuts.on) return;
  if (event.key === "[" || event.key === "]") source?.step(event.key === "]" ? 1 : -1);
  else if (event.key === "/")
    document.querySelector<HTMLElement>(".pane input[type=search], .file-list input[type=search]")?.focus();
  else if (event.key === "?") helpDialog(version());
  else if (/^[1-7]$/.test(event.key)) document.getElementById(`tab-${TABS[Number(event.key) - 1]}`)?.click();
  else return;
  event.preventDefault();
}

function dropZone(): void {
  const overlay = h("div", { class: "overlay", hidden: true, "aria-hidden": true }, h("p", {}));
  document.body.append(overlay);
  let depth = 0;
  const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragenter", (event) => {
    if (!files(event)) return;
    depth++;
    replace(overlay, h("p", {}, t("drop.release")));
    overlay.hidden = false;
  });
  addEventListener("dragover", (event) => files(event) && event.preventDefault());
  addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    overlay.hidden = depth === 0;
  });
  addEventListener("drop", (event) => {
    if (!files(event) || !event.dataTransfer) return;
    event.preventDefault();
    depth = 0;
    overlay.hidden = true;
    say(t("drop.reading"));
    dropped(event.dataTransfer).then(arrive, () => toast(t("drop.failed")));
  });
}

export async function run(initial: State): Promise<void> {
  store.state = initial;
  store.on("view", draw);
  store.on("docs", draw);
  store.on("outcome", outcome);
  store.on("batch", drawProgress);
  store.on("filter", () => source?.filter());
  store.on("select", ({ id, from }) => {
    source?.show(id, from !== "source");
    panes?.show(id, from !== "pane");
    if (from === "pane" && id && matchMedia("(max-width: 899px)").matches)
      document.querySelectorAll<HTMLElement>(".switcher button")[1]?.click();
  });
  store.on("point", (span) => source?.point(span));
  addEventListener("keydown", keyboard);
  dropZone();
  draw();
  try {
    await start((done, total) =>
      say(
        total
          ? t("engine.loading", { done: Math.round(done / 1000), total: Math.round(total / 1000) })
          : t("engine.loading_short"),
      ),
    );
  } catch (error) {
    replace(
      byId("app"),
      header(),
      h(
        "p",
        { class: "failure", role: "alert" },
        t("engine.failed", { why: error instanceof Error ? error.message : String(error) }),
      ),
    );
    return;
  }
  draw();
  document.documentElement.dataset.ready = "true";
  say("");
  const whole = Promise.all([
    complete(),
    examplesComplete(),
    views.report(),
    views.compare(),
    views.sheet(),
    learn("en"),
  ]);
  // Without a network the rest is asked for again when it is needed.
  const loaded = whole.then(
    () => true,
    () => false,
  );
  addEventListener("popstate", ({ state }) => {
    if (state !== null) store.restore(read(location.hash));
    else if (store.docs.length === 0 || contentOf(read(location.hash))) void follow(read(location.hash));
  });
  const before = history.state as Step | null;
  if (before?.files && !contentOf(initial)) toast(t("files.gone", { n: before.files }));
  await follow(initial);
  if (await loaded) document.documentElement.dataset.complete = "true";
}

/** Whether an address brings reports along. */
function contentOf({ example, packed }: State): boolean {
  return packed !== null || EXAMPLES.some((one) => one.name === example);
}

/** Shows what an address says. */
async function follow(state: State): Promise<void> {
  if (store.docs.length > 0) store.clear();
  store.state = { ...state, lang: store.state.lang, theme: store.state.theme };
  const { example, packed } = state;
  const known = EXAMPLES.find((one) => one.name === example);
  if (known) await take(await texts(known), { example: known.name });
  else if (packed) {
    await unpack(packed).then(
      (text) => take([{ path: t("paste.name", { n: 1 }), source: text }], { packed }),
      () => toast(t("link.damaged")),
    );
  }
}
