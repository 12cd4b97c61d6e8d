import type { ErrorInfo } from "./errors.js";
import type { FileLike, Options, TableInput } from "./api.js";
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
  | { op: "table"; kind: TableKind; inputs: TableInput[]; options: Options };

export type Request = { op: "init"; module: WebAssembly.Module } | { id: number; job: Job };

/** What a worker answers: JSON, what went wrong, or that it must be replaced. */
export type Reply = { id: number; json: string } | { id: number; error: ErrorInfo; fatal: boolean } | { ready: true };
