/** A place in the bytes of a file. */
export interface Place {
  /** Bytes before it. */
  offset: number;
  /** Its line, from 1. */
  line: number;
  /** The byte that stands there; null at the end of the file. */
  byte: number | null;
}

/** What an error tells: the fields of {@link LawgovError}. */
export interface ErrorInfo {
  kind: string;
  file: string | null;
  /** The format the file seems to have. */
  format: string | null;
  place: Place | null;
  message_zh: string;
  message_en: string;
  hint_zh: string | null;
  hint_en: string | null;
  /** The module that must be loaded first. */
  module?: string;
}

/** The language of messages: Chinese unless asked. */
export type Lang = "zh" | "en";

/**
 * Whatever this package throws.
 *
 * `message` and `hint` are in the language asked for (Chinese by default); `info` has both.
 */
export class LawgovError extends Error {
  override readonly name = "LawgovError";
  /** A stable name: `malformed_encoding`, `unknown_rule`, `configuration`, `options`, `not_initialized`, `not_loaded`, `crashed`, … */
  readonly kind: string;
  /** The file that could not be read, under the name it was given. */
  readonly file: string | null;
  /** Where in the file, if it is at one place. */
  readonly place: Place | null;
  /** What to do about it. */
  readonly hint: string | null;
  /** Everything, in both languages, as a plain object. */
  readonly info: ErrorInfo;
  /** The module that must be loaded first, where `kind` is `not_loaded`. */
  readonly module: string | null;

  constructor(info: ErrorInfo, lang: Lang = "zh", options?: ErrorOptions) {
    super(lang === "en" ? info.message_en : info.message_zh, options);
    this.kind = info.kind;
    this.file = info.file;
    this.place = info.place;
    this.hint = lang === "en" ? info.hint_en : info.hint_zh;
    this.info = info;
    this.module = info.kind === "not_loaded" ? (info.module ?? null) : null;
  }
}

/** An error of the package's own, about a file or none. */
export function fault(kind: string, zh: string, en: string, file: string | null = null): ErrorInfo {
  return { kind, file, format: null, place: null, message_zh: zh, message_en: en, hint_zh: null, hint_en: null };
}
