import { connect } from "#workers";
import { processors } from "#platform";
import { nameOf, restored, type CsvOptions, type ExportOptions, type FileLike, type Options, type TableInput } from "./api.js";
import { compiled, place, type ModuleName, type Sources } from "./engine.js";
import { fault, LawgovError, type ErrorInfo, type Lang } from "./errors.js";
import type { Job, Link, Product } from "./link.js";
import type { Failure, Report, Table, TableKind } from "./types.js";

/** Options of a pool. */
export interface PoolOptions {
  /** How many workers; one a processor, and at most eight, unless given. They start when there is work. */
  size?: number;
  /** Makes a worker, for bundles that place its script elsewhere (`lawgov/worker`). */
  worker?: () => unknown;
  /** Where the modules are. */
  sources?: Sources;
  /** Milliseconds after which a file is given up; never unless given. */
  timeout?: number;
}

/** How far a run is. */
export interface Progress {
  done: number;
  failed: number;
  /** How many files there are; null while nobody knows. */
  total: number | null;
}

/** Options of reading many files. */
export interface PoolReadOptions extends Options {
  /** Stops the run: what is under way is dropped and `read` throws the signal's reason. */
  signal?: AbortSignal;
  /** Called after every file. */
  onProgress?: (progress: Progress) => void;
  /** Results in the order of the files (the default), or as they come. */
  ordered?: boolean;
  /** Hands the bytes of the files over instead of copying them; the caller's become empty. */
  transfer?: boolean;
}

/** A file's report, or why there is none, with the place of the file in what was given. */
export interface PoolResult {
  index: number;
  name: string;
  result: Report | Failure;
}

/** Stops work on reports that were read. */
export interface Stoppable {
  signal?: AbortSignal;
}

/** Workers that read files beside the program. */
export interface Pool {
  /** How many workers there are at most. */
  readonly size: number;
  /**
   * Reads files one after another as workers are free. A file that fails is a result; the run goes on.
   * Files are taken only as fast as results are, so that any number of them fits into memory.
   */
  read(files: Iterable<FileLike> | AsyncIterable<FileLike>, options?: PoolReadOptions): AsyncGenerator<PoolResult, void, void>;
  /** A table of reports, made in a worker. */
  table(kind: TableKind, inputs: Iterable<TableInput>, options?: Options & Stoppable): Promise<Table>;
  /** A table as comma-separated values, made in a worker. */
  csv(kind: TableKind, inputs: Iterable<TableInput>, options?: CsvOptions & Stoppable): Promise<string>;
  /** Tables as a workbook, made in a worker: a sheet each, then what their columns mean, then the files that failed. */
  xlsx(kinds: TableKind[], inputs: Iterable<TableInput>, options?: ExportOptions & Stoppable): Promise<Uint8Array<ArrayBuffer>>;
  /** Stops the workers; what is under way fails. */
  close(): void;
}

interface Task {
  id: number;
  job: Job;
  transfer: Transferable[];
  resolve(product: Product): void;
  reject(why: unknown): void;
  settled: boolean;
  forget?: () => void;
  timer?: ReturnType<typeof setTimeout>;
}

interface Member {
  link: Link;
  task: Task | null;
  ready: boolean;
}

const MOST = 8;

/** A pool of workers. `init` need not be called before. */
export function createPool(options: PoolOptions = {}): Pool {
  return new Workers(options);
}

class Workers implements Pool {
  readonly size: number;
  #options: PoolOptions;
  #members = new Set<Member>();
  #queue: Task[] = [];
  #next = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    if (options.sources) place(options.sources);
    this.size = Math.max(1, Math.floor(options.size ?? Math.min(processors(), MOST)));
  }

  async *read(files: Iterable<FileLike> | AsyncIterable<FileLike>, all: PoolReadOptions = {}): AsyncGenerator<PoolResult, void, void> {
    const { signal, onProgress, ordered = true, transfer = false, ...options } = all;
    const source = Symbol.asyncIterator in files ? files[Symbol.asyncIterator]() : files[Symbol.iterator]();
    const total = Array.isArray(files) ? files.length : null;
    const progress: Progress = { done: 0, failed: 0, total };
    const stopped = new AbortController();
    const stop = () => stopped.abort(signal?.reason);
    signal?.addEventListener("abort", stop);
    const open = new Map<number, Promise<PoolResult>>();
    let taken = 0;
    let more = true;
    try {
      for (;;) {
        signal?.throwIfAborted();
        while (more && open.size < 2 * this.size) {
          const next = await source.next();
          if (next.done) more = false;
          else {
            const index = taken++;
            open.set(index, this.#file(index, next.value, options, transfer, stopped.signal));
          }
        }
        if (open.size === 0) return;
        const first = open.values().next().value as Promise<PoolResult>;
        const result = await (ordered ? first : Promise.race(open.values()));
        open.delete(result.index);
        progress.done += 1;
        if ("error" in result.result) progress.failed += 1;
        onProgress?.({ ...progress });
        yield result;
      }
    } finally {
      signal?.removeEventListener("abort", stop);
      stopped.abort();
      for (const rest of open.values()) rest.catch(() => {});
      if (more) await source.return?.();
    }
  }

  async table(kind: TableKind, inputs: Iterable<TableInput>, { signal, ...options }: Options & Stoppable = {}): Promise<Table> {
    return JSON.parse((await this.#make({ op: "table", kind, inputs: slim(inputs), options }, signal)) as string) as Table;
  }

  async csv(kind: TableKind, inputs: Iterable<TableInput>, { signal, ...options }: CsvOptions & Stoppable = {}): Promise<string> {
    return (await this.#make({ op: "csv", kind, inputs: slim(inputs), options }, signal)) as string;
  }

  async xlsx(kinds: TableKind[], inputs: Iterable<TableInput>, { signal, ...options }: ExportOptions & Stoppable = {}): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#make({ op: "xlsx", kinds, inputs: slim(inputs), options }, signal)) as Uint8Array<ArrayBuffer>;
  }

  async #make(job: Job, signal: AbortSignal | undefined): Promise<Product> {
    try {
      return await this.#run(job, [], signal);
    } catch (why) {
      throw isInfo(why) ? new LawgovError(why, job.options.lang) : why;
    }
  }

  close(): void {
    this.#closed = true;
    const error = fault("closed", "工作池已关闭", "the pool was closed");
    for (const member of [...this.#members]) this.#drop(member, error);
    for (const task of this.#queue.splice(0)) settle(task, () => task.reject(error));
  }

  async #file(index: number, file: FileLike, options: Options, transfer: boolean, signal: AbortSignal): Promise<PoolResult> {
    const name = nameOf(file);
    // The path of a dropped file is lost when it is sent to a worker: it goes along as a name.
    const sent = file instanceof Blob ? { name, blob: file } : file;
    const bytes = transfer && !(file instanceof Blob) && "bytes" in file ? file.bytes : null;
    const moved = bytes ? [bytes instanceof Uint8Array ? bytes.buffer : bytes] : [];
    try {
      const json = await this.#run({ op: "read", file: sent, options }, moved as Transferable[], signal);
      return { index, name, result: restored(json as string) };
    } catch (why) {
      if (!isInfo(why) || FATAL.has(why.kind)) throw isInfo(why) ? new LawgovError(why, options.lang) : why;
      return { index, name, result: failure(why, name, options.lang) };
    }
  }

  #run(job: Job, transfer: Transferable[], signal?: AbortSignal): Promise<Product> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(fault("closed", "工作池已关闭", "the pool was closed"));
      if (signal?.aborted) return reject(signal.reason);
      const task: Task = { id: this.#next++, job, transfer, settled: false, resolve, reject };
      if (signal) {
        const cancel = () => this.#cancel(task, signal.reason);
        signal.addEventListener("abort", cancel);
        task.forget = () => signal.removeEventListener("abort", cancel);
      }
      this.#queue.push(task);
      this.#work();
    });
  }

  #cancel(task: Task, reason: unknown): void {
    if (task.settled) return;
    this.#queue = this.#queue.filter((waiting) => waiting !== task);
    const member = [...this.#members].find((m) => m.task === task);
    settle(task, () => task.reject(reason));
    if (member) this.#drop(member, reason);
  }

  /** Gives waiting tasks to idle workers, and hires while there are too few. */
  #work(): void {
    for (const member of this.#members) {
      if (this.#queue.length === 0) return;
      if (member.ready && !member.task) this.#give(member, this.#queue.shift() as Task);
    }
    const coming = [...this.#members].filter((m) => !m.ready).length;
    for (let i = coming; i < this.#queue.length && this.#members.size < this.size; i++) this.#hire();
  }

  #give(member: Member, task: Task): void {
    member.task = task;
    member.link.hold(true);
    const { timeout } = this.#options;
    if (timeout !== undefined) {
      const slow = fault("timed_out", `超过 ${timeout} 毫秒未完成`, `not done after ${timeout} ms`);
      task.timer = setTimeout(() => this.#drop(member, slow), timeout);
    }
    try {
      member.link.post({ id: task.id, job: task.job }, task.transfer);
    } catch (cause) {
      const why = String(cause);
      member.task = null;
      member.link.hold(false);
      queueMicrotask(() => this.#work());
      settle(task, () => task.reject(fault("unreadable", `无法交给工作线程：${why}`, `cannot be sent to a worker: ${why}`)));
    }
  }

  #hire(): void {
    let link: Link;
    try {
      link = connect(this.#options.worker);
    } catch (cause) {
      return this.#fail(cause);
    }
    const member: Member = { link, task: null, ready: false };
    this.#members.add(member);
    link.listen(
      (reply) => {
        if ("ready" in reply) {
          member.ready = true;
          link.hold(false);
        } else if ("need" in reply) {
          void this.#send(member, reply.need);
        } else if (member.task?.id === reply.id) {
          const { task } = member;
          member.task = null;
          link.hold(false);
          if ("product" in reply) settle(task, () => task.resolve(reply.product));
          else {
            settle(task, () => task.reject(reply.error));
            if (reply.fatal) this.#drop(member, reply.error);
          }
        }
        this.#work();
      },
      (why) => {
        if (!this.#members.has(member)) return;
        // One that never began would only be followed by others like it.
        if (!member.ready) this.#fail(why);
        this.#drop(member, fault("crashed", `工作线程崩溃：${why}`, `the worker crashed: ${why}`));
      },
    );
    void this.#send(member, "engine");
  }

  /** Gives a module to a worker; what cannot be loaded fails there as not loaded. */
  async #send(member: Member, name: ModuleName): Promise<void> {
    try {
      const module = await compiled(name);
      if (this.#members.has(member)) member.link.post({ op: "load", name, module }, []);
    } catch (error) {
      if (name === "engine") this.#fail(error);
      else if (this.#members.has(member)) member.link.post({ op: "load", name, module: null }, []);
    }
  }

  /** No worker can be had: everything that waits fails. */
  #fail(cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause);
    const error = fault("no_worker", `无法启动工作线程：${why}`, `no worker can be started: ${why}`);
    for (const task of this.#queue.splice(0)) settle(task, () => task.reject(error));
    for (const member of [...this.#members]) if (!member.ready) this.#drop(member, error);
  }

  /** Stops a worker; what it was doing fails, and the next task brings another. */
  #drop(member: Member, why: unknown): void {
    this.#members.delete(member);
    member.link.stop();
    const { task } = member;
    if (task) settle(task, () => task.reject(why));
    if (!this.#closed) this.#work();
  }
}

const FATAL = new Set(["no_worker", "closed", "options", "unknown_rule", "configuration", "load_failed"]);

/** Of reports, what is needed to read them again. */
function slim(inputs: Iterable<TableInput>): TableInput[] {
  return Array.from(inputs, (input) => ("error" in input ? input : { source: input.source, text: input.text }));
}

function settle(task: Task, end: () => void): void {
  if (task.settled) return;
  task.settled = true;
  clearTimeout(task.timer);
  task.forget?.();
  end();
}

function isInfo(why: unknown): why is ErrorInfo {
  return typeof why === "object" && why !== null && "message_zh" in why;
}

/** A row for a file that could not be read. */
function failure(info: ErrorInfo, name: string, lang: Lang = "zh"): Failure {
  const { message_zh, message_en, hint_zh, hint_en, kind, place } = info;
  const [message, hint] = lang === "en" ? [message_en, hint_en] : [message_zh, hint_zh];
  return {
    schema: 1,
    source: { name, format: null, encoding: null, sha256: null },
    error: { kind, message, hint: hint ?? "", offset: place?.offset ?? null, line: place?.line ?? null },
  };
}
