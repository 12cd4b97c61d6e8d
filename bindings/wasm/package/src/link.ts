import type { CsvOptions, ExportOptions, FileLike, Options, TableInput } from "./api.js";
import type { ModuleName } from "./engine.js";
import type { ErrorInfo } from "./errors.js";
import type { TableKind } from "./types.js";

/** A worker, whatever the platform calls it. */
export interface Link {
  post(message: Request, transfer: Transferable[]): void;
  listen(receive: (message: Reply) => void, fail: (why: string) => void): void;
  /** Whether the process waits for it. */
  hold(busy: boolean): void;
  stop(): void;
}

/** What a worker is asked to do. */
export type Job =
  | { op: "read"; file: Exclude<FileLike, Blob> | { name: string; blob: Blob }; options: Options }
  | { op: "table"; kind: TableKind; inputs: TableInput[]; options: Options }
  | { op: "csv"; kind: TableKind; inputs: TableInput[]; options: CsvOptions }
  | { op: "xlsx"; kinds: TableKind[]; inputs: TableInput[]; options: ExportOptions };

/** What a job gives: JSON (of a report, without the texts of items), text, or the bytes of a file. */
export type Product = string | Uint8Array<ArrayBuffer>;

/** A module to start, the first of them the engine; or a job. A module that cannot be had is null. */
export type Request = { op: "load"; name: ModuleName; module: WebAssembly.Module | null } | { id: number; job: Job };

/** What a worker answers: that the engine runs, that it needs a module, a product, or what went wrong and whether the
 * worker must be replaced. */
export type Reply =
  | { ready: true }
  | { need: ModuleName }
  | { id: number; product: Product }
  | { id: number; error: ErrorInfo; fatal: boolean };
