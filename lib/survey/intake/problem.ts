/** What can be wrong with a workbook, a cell or a row; `listed` problems are told of, all others stop. */
export type ProblemKind =
  | "file"
  | "sheet"
  | "column"
  | "cell"
  | "id"
  | "label"
  | "ticks"
  | "amount"
  | "date"
  | "text"
  | "agency"
  | "required"
  | "routing"
  | "rule"
  | "corrections";

/**
 * One thing that is wrong, with its place and the way out. The texts are bokmål, since agencies see them:
 * `expected` and `wayOut` are sentences, `came` follows "Det kom: ".
 */
export interface Problem {
  readonly kind: ProblemKind;
  /** `fails` stops the run unless the log mends it; `listed` is only told of. */
  readonly severity: "fails" | "listed";
  readonly sheet: string | null;
  /** As Excel has it: `H12`. */
  readonly cell: string | null;
  /** The record's id. */
  readonly id: string | null;
  /** The line of corrections.csv, for the kind `corrections`. */
  readonly line: number | null;
  /** The column's header. */
  readonly field: string | null;
  /** The item's number in the form. */
  readonly item: number | null;
  /** Key of the edit rule, for the kind `rule`. */
  readonly rule: string | null;
  /** Other fields of the same record that a correction may change to mend it. */
  readonly related: readonly string[];
  /** The other record, for a problem between two. */
  readonly otherId: string | null;
  /** Settled by a log row that confirms the field: its `before` and `after` are the same. */
  readonly confirmable: boolean;
  readonly came: string;
  readonly expected: string;
  readonly wayOut: string;
}

type Required = Pick<Problem, "kind" | "came" | "expected" | "wayOut">;

/** A problem with everything that is not given left empty; it fails unless said otherwise. */
export function problem(given: Required & Partial<Problem>): Problem {
  return {
    severity: "fails",
    sheet: null,
    cell: null,
    id: null,
    line: null,
    field: null,
    item: null,
    rule: null,
    related: [],
    otherId: null,
    confirmable: false,
    ...given,
  };
}

/**
 * A problem on one line.
 * @example "Svar!I12, tiltak T-17, spørsmål 8 (kostnadsramme): Beløpet må … Det kom: «10». Skriv …"
 */
export function printProblem({
  sheet,
  cell,
  id,
  line,
  item,
  field,
  expected,
  came,
  wayOut,
  rule,
}: Problem): string {
  const place = [
    line !== null && `corrections.csv linje ${line}`,
    sheet && (cell ? `${sheet}!${cell}` : `arket ${sheet}`),
    id && `tiltak ${id}`,
    item !== null ? `spørsmål ${item} (${field})` : field && `kolonnen ${field}`,
    rule && `regel ${rule}`,
  ].filter(Boolean);
  return `${place.length > 0 ? `${place.join(", ")}: ` : ""}${expected} Det kom: ${came}. ${wayOut}`;
}

/** What came, in quotation marks and not too long. */
export function quote(text: string): string {
  if (text.trim() === "") return "en tom celle";
  return `«${text.length > 80 ? `${text.slice(0, 77)}…` : text}»`;
}
