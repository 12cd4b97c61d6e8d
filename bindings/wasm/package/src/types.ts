// Made from schema/*.json (`cargo run -p xtask -- gen`); do not edit.

export type Approx = "exact" | "over" | "under" | "about" | "at_least" | "at_most";

export interface Citation {
  id: number;
  section: number | null;
  start: number;
  end: number;
  text: string;
  title: string | null;
  document_number: string | null;
  kind: CitationKind;
  /** Key of the law registry. */
  law: string | null;
  status: LawStatus;
}

export type CitationKind = "constitution" | "law" | "administrative_regulation" | "party_regulation" | "local_regulation" | "rule" | "normative_document" | "publication" | "other";

export interface Failure {
  schema: 1;
  source: Source;
  error: {
    /** A stable name: malformed_encoding, not_found, … */
    kind: string;
    message: string;
    /** What to do about it. */
    hint: string;
    /** Bytes before the place, from 0. */
    offset: number | null;
    line: number | null;
  };
}

export interface Finding {
  rule: string;
  name: string;
  severity: "error" | "warning" | "info";
  message: string;
  start: number;
  end: number;
  text: string;
  related: Array<{
    start: number;
    end: number;
    text: string;
    note: string;
  }>;
}

export interface Indicator {
  code: string;
  status: "reported" | "mentioned_without_number" | "conflict";
  value: number | null;
  upper: number | null;
  approx: null | Approx;
  unit: string | null;
  role: "organ" | "respondent" | null;
  statistics: Array<number>;
  zero: Words | null;
}

/** What the unit measures. */
export type Kind = "count" | "percent" | "money" | "area" | "length" | "duration" | "frequency" | "score" | "other";

export interface LawMention {
  start: number;
  end: number;
  text: string;
  law: string | null;
  status: LawStatus;
}

export type LawStatus = "in_force" | "repealed" | "superseded" | "not_yet_in_force" | "unknown";

export interface Measure {
  id: number;
  section: number | null;
  marker: string;
  ordinal: number;
  lead: string;
  themes: Array<Theme>;
  start: number;
  end: number;
  text: string;
}

export interface Metadata {
  title: string | null;
  issuers: Array<string>;
  level: "central" | "province" | "city" | "county" | "township" | "department" | null;
  region: Array<string>;
  /** The year reported on, not the year signed. */
  year: number | null;
  recipients: Array<string>;
  signed_on: string | null;
  published_on: string | null;
  document_number: string | null;
}

export interface Organization {
  name: string;
  start: number;
  end: number;
  text: string;
}

export interface Person {
  name: string;
  post: string | null;
  start: number;
  end: number;
  text: string;
}

export interface Report {
  /** Version of this shape. */
  schema: 1;
  lawgov_version: string;
  /** What every start and end counts: code points, UTF-16 code units or UTF-8 bytes of text. */
  offset_unit: "char" | "utf16" | "byte";
  source: Source;
  /** The text exactly as it came. */
  text: string;
  metadata: Metadata;
  sections: Array<Section>;
  measures: Array<Measure>;
  statistics: Array<Statistic>;
  citations: Array<Citation>;
  law_mentions: Array<LawMention>;
  people: Array<Person>;
  organizations: Array<Organization>;
  /** An indicator that is not listed is not mentioned; it is not zero. */
  indicators: Array<Indicator>;
  /** The flat row of variables by name; `lawgov table --table variables` and data/variables.tsv say what each is. */
  variables: Record<string, null | boolean | number | string>;
  findings: Array<Finding>;
}

export interface Section {
  id: number;
  parent: number | null;
  level: number;
  marker: string;
  ordinal: number | null;
  heading: string;
  role: "first_responsible" | "measures" | "problems" | "causes" | "problems_and_causes" | "rectification" | "next_steps" | "other";
  themes: Array<Theme>;
  start: number;
  end: number;
}

export interface Source {
  /** The path as given. */
  name: string | null;
  format: "text" | "html" | "docx" | "doc" | "pdf" | "ofd" | null;
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | null;
  /** Of the bytes of the file. */
  sha256: string | null;
}

export interface Statistic {
  id: number;
  section: number | null;
  measure: number | null;
  start: number;
  end: number;
  text: string;
  /** Exact, 万 and 亿 scaled in. */
  value: number;
  /** The upper end of a range. */
  upper: number | null;
  approx: Approx;
  unit: string | null;
  kind: Kind;
  /** The noun counted. */
  subject: string | null;
  /** The verb that governs the figure. */
  action: string | null;
  modality: "achieved" | "target" | "norm" | "context";
  period: null | {
    text: string;
    from: string;
    to: string;
  };
  change: null | {
    direction: "up" | "down" | "flat";
    against: string | null;
  };
  /** Code of the indicator it states. */
  indicator: string | null;
}

export type Theme = "leadership" | "functions" | "rules" | "decisions" | "enforcement" | "emergency" | "disputes" | "oversight" | "digital" | "society";

/** The words by which an indicator without a statistic is zero. */
export interface Words {
  start: number;
  end: number;
  text: string;
}

/** An indicator of the catalogue. */
export interface CatalogueEntry {
  code: string;
  name_zh: string;
  name_en: string;
  definition_zh: string;
  definition_en: string;
  theme: Theme;
  units: Array<string>;
  aggregate: "flow" | "stock" | "rate";
  example: string;
  counter: string;
  since: string;
}

export interface Column {
  /** The stable name, in ASCII. */
  name: string;
  type: "text" | "date" | "bool" | "integer" | "number";
  label_zh: string;
  label_en: string;
  note: string | null;
  /** One a row; null where the report does not tell. */
  values: Array<string | number | boolean | null>;
}

export interface Decoded {
  text: string;
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030";
}

/** The text of a file, before it is read as a report. */
export interface Document {
  text: string;
  source: Source;
  /** What a reader should know of how it was read. */
  notes: Array<Note>;
}

/** A law, regulation, Party regulation or policy of the registry, under one name. */
export interface Law {
  /** The stable key that citations name. */
  key: string;
  /** The name without 中华人民共和国. */
  name: string;
  /** Other names in use. */
  short: Array<string>;
  kind: CitationKind;
  /** The first day in force of each version; empty when it is of no interest. */
  from: Array<string>;
  /** The first day no longer in force. */
  to: string | null;
  end: "repealed" | "superseded" | null;
  /** Key of the text that took its place. */
  replaced_by: string | null;
  /** Whether its days were looked up in a text. */
  confirmed: boolean;
}

/** One item's place in the text. */
export interface Mark {
  /** Unique in the report: s12 is the thirteenth statistic. */
  id: string;
  kind: MarkKind;
  /** Place in the report's list of that kind. */
  index: number;
  start: number;
  end: number;
}

export type MarkKind = "section" | "measure" | "statistic" | "citation" | "law_mention" | "person" | "organization" | "finding";

export interface Note {
  message_zh: string;
  message_en: string;
}

/** A number of a text, whether it reports something or not. */
export interface Quantity {
  start: number;
  end: number;
  text: string;
  class: "quantity" | "date" | "ordinal" | "document_number" | "name" | "heading" | "article" | "phone";
  value: number | null;
  upper: number | null;
  approx: Approx;
  unit: string | null;
  kind: Kind;
  from: string | null;
  to: string | null;
}

/** An audit rule. */
export interface Rule {
  code: string;
  name: string;
  severity: "error" | "warning" | "info";
  since: string;
  title_zh: string;
  title_en: string;
  why_zh: string;
  why_en: string;
  /** The law, standard or practice behind it. */
  source: string;
  /** A text in which it fires exactly once. */
  fires: string;
  /** A text like it in which it stays quiet. */
  quiet: string;
}

/** A piece of text under the same marks from end to end. All pieces together are the text. */
export interface Segment {
  start: number;
  end: number;
  /** The marks that cover it, the outer ones first. */
  marks: Array<Mark>;
}

export interface Table {
  name: TableKind;
  rows: number;
  columns: Array<Column>;
}

export type TableKind = "reports" | "sections" | "measures" | "statistics" | "citations" | "indicators" | "findings" | "panel" | "panel_status" | "variables" | "failures" | "codebook";
