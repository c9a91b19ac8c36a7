import { visible } from "../../ground/text/visible.js";

/** What can be wrong with a workbook, a cell or a row; `listed` problems are told of, all others stop. */
export type ProblemKind =
  | "file"
  | "sheet"
  | "column"
  | "cell"
  | "formula"
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
  /** Whether what came is not public: answers to an item that is not, of a tiltak that its body keeps back. */
  readonly secret: boolean;
  readonly came: string;
  readonly expected: string;
  readonly wayOut: string;
  /** By which a problem that must not say what came is known again; see listing. */
  readonly mark: string | null;
  /** A way out that was made of what came, and stands instead of `wayOut` where that may be shown. */
  readonly hint: string | null;
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
    secret: false,
    mark: null,
    hint: null,
    ...given,
  };
}

/** Whether a problem is one of the file, its sheets or columns: until it is mended, the others mean nothing. */
export function isStructural({ kind }: Problem): boolean {
  return kind === "file" || kind === "sheet" || kind === "column";
}

const EMPTY_CELL = "en tom celle";
const NOT_PUBLIC = "noe som ikke er offentlig";

/**
 * What may be shown of a problem: what came and what was made of it are left out where they are not public. Every
 * message and page goes through here.
 */
export function shown(problem: Problem): { came: string; wayOut: string } {
  const { secret, came, wayOut, hint } = problem;
  if (secret) return { came: came === EMPTY_CELL ? came : NOT_PUBLIC, wayOut };
  return { came, wayOut: hint ?? wayOut };
}

/**
 * A problem on one line, without what is not public.
 * @example "Svar!I12, id T-17, spørsmål 8 (kostnadsramme): Beløpet må … Det kom: «10». Skriv …"
 */
export function printProblem(problem: Problem): string {
  const { sheet, cell, id, line, item, field, expected, rule } = problem;
  const place = [
    line !== null && `corrections.csv linje ${line}`,
    sheet && (cell ? `${sheet}!${cell}` : `arket ${sheet}`),
    id && `id ${id}`,
    item !== null ? `spørsmål ${item} (${field})` : field && `kolonnen ${field}`,
    rule && `regel ${rule}`,
  ].filter(Boolean);
  const { came, wayOut } = shown(problem);
  return visible(`${place.length > 0 ? `${place.join(", ")}: ` : ""}${expected} Det kom: ${came}. ${wayOut}`);
}

/** What came, in quotation marks, on one line and not too long. */
export function quote(text: string): string {
  if (text.trim() === "") return EMPTY_CELL;
  const chars = [...visible(text)];
  return `«${chars.length > 80 ? `${chars.slice(0, 77).join("")}…` : chars.join("")}»`;
}
