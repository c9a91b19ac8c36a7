/** What our own notebook outputs carry, beside the standard MIME types that any Jupyter client shows. */

import type { ValueRecord } from "../numbers/values/valueRecord.js";
import type { TableColumn, TableRow } from "./column.js";
import type { Chart } from "./figures/chart.js";

export type { TableColumn } from "./column.js";

export const MIME = {
  figure: "application/vnd.notat.figure+json",
  prose: "application/vnd.notat.prose+json",
  table: "application/vnd.notat.table+json",
  list: "application/vnd.notat.list+json",
} as const;

export interface ClaimRecord {
  /** The sentence part that asserts, as printed. */
  readonly text: string;
  /** The whole sentence that it stands in, as printed. */
  readonly sentence: string;
  /** What must hold, in bokmål: `«Effektivisering» er størst av svarene på «Forventede effekter»`. */
  readonly predicate: string;
  /** The numbers that it was tried on, in bokmål, with the next one: `276, nest størst 255`. */
  readonly numbers: string;
  /** Everything that the predicate looked at. */
  readonly values: readonly ValueRecord[];
  /** The one that comes next to those, which `numbers` gives too. */
  readonly next?: ValueRecord;
  /** The item and year of a comparison across a break, which a break note must stand with; null without one. */
  readonly breakOf: string | null;
  /** Set when the words keep numbers of two years apart rather than compare them. */
  readonly sets?: "apart";
}

export interface ExceptionRecord {
  readonly text: string;
  readonly reason: string;
}

/** A piece of running text. `text` is Markdown; the others print their `text` and explain themselves. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly value: ValueRecord }
  | { readonly kind: "phrase"; readonly text: string; readonly value: ValueRecord }
  | { readonly kind: "claim"; readonly parts: readonly Part[]; readonly claim: ClaimRecord }
  /** Text taken from the questionnaire (an option's or an item's label): never checked for number words. */
  | { readonly kind: "label"; readonly text: string; readonly breakOf?: string }
  | { readonly kind: "exception"; readonly text: string; readonly exception: ExceptionRecord }
  /** A generated cross-reference: `figur:effekter`, `tabell:…`, `kapittel:tverrgaende`. */
  | { readonly kind: "reference"; readonly to: string };

export interface ProseOutput {
  readonly parts: readonly Part[];
}

/** A data table: the first column is the row's label. Numbers stay numbers; the page formats them. */
export interface TableOutput {
  readonly id: string;
  readonly title: readonly Part[];
  readonly note: readonly Part[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Where its numbers come from; none for tables of text. */
  readonly values: readonly ValueRecord[];
  /** As `rows`: the cells whose numbers have no published counterpart. */
  readonly synthetic: readonly (readonly boolean[])[];
}

export interface FigureOutput {
  readonly id: string;
  /** States the finding. */
  readonly title: readonly Part[];
  /** Item, base and n. */
  readonly subtitle: readonly Part[];
  /** What a sighted reader takes from it. */
  readonly alt: readonly Part[];
  /** Base, missing, breaks: printed below the figure. */
  readonly note: readonly Part[];
  /** Rows and form: drawing, table and CSV are derived from them. */
  readonly chart: Chart;
}

/** A list that only the whole note can make: every claim, or every exception, of all chapters. */
export interface ListOutput {
  readonly of: "claims" | "exceptions";
}
