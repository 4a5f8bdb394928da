// What the program gives, as `core/src/show.rs` writes it.

/** A step on the way to a value of a hồ sơ: a key, or the number of an item from 0. */
export type Step = string | number;
export type Way = Step[];

/** A value that is written into a hồ sơ. */
export type Written = null | string | Written[] | { [key: string]: Written };

/** A value of a hồ sơ with its line and column; of a group its keys with their values, and where each key stands. */
export interface Node {
  l: number;
  c: number;
  v?: string | null;
  list?: Node[];
  map?: [string, Node, [l: number, c: number]][];
}

/** A thing that is wrong or doubtful (`fault::Remark`). */
export interface Remark {
  code: string;
  severity: 'error' | 'warning' | 'info';
  place: string;
  part: string;
  spot: string;
  value: string;
  reason: string | null;
  file: string;
  sheet: string | null;
  line: number;
  column: number;
  stated: string | null;
  recomputed: string | null;
  difference: string | null;
  message: string;
  expected: string;
  rule: string;
  suggestion: string;
}

export interface Place {
  file: string;
  sheet: string | null;
  line: number;
  column: number;
}

/** What made some words of a page. */
export interface Source {
  kind: 'decree' | 'line' | 'text' | 'stated' | 'expression' | 'computed';
  place?: Place;
  written?: string;
  of?: Source[];
  formula?: string;
  decimals?: number | null;
  parts?: { name: string; value: string; place: Place | null }[];
}

/** Words of one source: face, size, colour, baseline, top, height, left, right, source, and each
 * word behind its left edge. Lengths are 1/120 pt. */
export type Words = [number, number, string, number, number, number, number, number, number | null, (number | string)[]];

export interface PageDrawing {
  w: number;
  h: number;
  words: Words[];
  strokes: [number, number, number, number, number, string][];
  sources: Source[];
}

export interface ShownDocument {
  name: string;
  title: string;
  /** Each the JSON of a [PageDrawing]; equal texts are equal pages. */
  pages?: string[];
  /** A news item. */
  text?: string;
}

export interface Shown {
  period: string;
  findings: Remark[];
  acknowledged: { finding?: Remark; reason?: string }[];
  notes: string[];
  documents: ShownDocument[];
}

/** A key of a form as it is declared (`form::outline`). */
export interface Key extends Kind {
  key: string;
  name: string;
  what: string;
  example?: string;
  note?: string;
  /** What its words name (`form::Holds`). */
  holds?: string;
  /** Left blank in most documents. */
  seldom?: boolean;
  need: { always?: boolean; with?: string; without?: string; when?: string; says?: string[] };
}

/** The kind of a value. */
export interface Kind {
  kind: string;
  choices?: { name: string; meaning: string }[];
  keys?: Key[];
  of?: Kind;
  options?: Kind[];
}

/** A hồ sơ in the other of its two forms: the file, and what of a workbook was not read. */
export interface Converted {
  file: string;
  notes: string[];
}

/** A file of figures that a hồ sơ or lô names: how, where on the desk, and whether it is there. */
export interface Named {
  named: string;
  path: string;
  there: boolean;
}

export interface Catalogue {
  templates: { name: string; title: string; points: string; frameworks: string[] }[];
  frameworks: { name: string; title: string }[];
  /** The set that most use. */
  usual: string;
}

export interface Look {
  file: string;
  sheets: string[];
  sheet: string | null;
  portal: boolean;
  head: [number, number] | null;
  heads: [number, string][];
  charset: string | null;
  columns: { name: string; what: string; written: string | null; number: number; reason: string }[];
  units: string[];
  notes: string[];
  faults: Remark[];
}

export interface Cells {
  rows: [number, [number, string][]][];
  all: number;
}
