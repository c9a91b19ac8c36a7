import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import type { Questionnaire, Subset, UnitSpec } from "../questionnaire/types.js";
import { unitKey } from "../questionnaire/unitWords.js";

/** What one row of a table is: a row of the answers, or a body. */
export type RowKind = "answers" | "bodies";

/**
 * What a table of the survey is about. Arquero's verbs return new tables and lose whatever was attached to the
 * old one without a word; so this is kept beside the tables, and a table without it is refused.
 */
export interface Answers {
  readonly year: number;
  readonly rowsAre: RowKind;
  /** Key of the subset as addresses have it: `alle`, `skate`, `tverrgaende+over100`. */
  readonly key: string;
  /** In words, after a number: `tiltak`, `prosjekter`, `tiltak fra Skate-virksomhetene`. */
  readonly label: string;
  readonly questionnaire: Questionnaire;
  /** The frame: one row per body. */
  readonly frame: ColumnTable;
  /** All rows of the year, whatever the subset. */
  readonly all: ColumnTable;
  readonly table: ColumnTable;
  /** The places in `all` of the rows that are known to belong. */
  readonly rows: Uint32Array;
  /** The places in `all` of the rows that may belong or not, since the answer that decides it is missing. */
  readonly unsure: Uint32Array;
  /** For each row of `all` what it counts for; null where each counts for one. */
  readonly weights: Float64Array | null;
}

/** All rows of a year: what subsets are made of. */
export function wholeAnswers({
  table,
  weights = null,
  ...survey
}: Pick<Answers, "year" | "questionnaire" | "frame" | "table"> & Partial<Pick<Answers, "weights">>): Answers {
  const rows = new Uint32Array(table.numRows());
  for (let row = 0; row < rows.length; row += 1) rows[row] = row;
  const unsure = new Uint32Array(0);
  const label = survey.questionnaire.unit.many;
  return { ...survey, rowsAre: "answers", key: "alle", label, all: table, table, rows, unsure, weights };
}

/** The bodies of a year, as a table to be counted. */
export function bodiesOf(whole: Answers): Answers {
  const known = bodyTables.get(whole.all);
  if (known) return known;
  const label = whole.questionnaire.bodyUnit.many;
  const made: Answers = {
    ...whole,
    rowsAre: "bodies",
    key: unitKey(whole.questionnaire.bodyUnit),
    label,
    table: whole.frame.reify(),
  };
  register(made);
  bodyTables.set(whole.all, made);
  return made;
}

const bodyTables = new WeakMap<ColumnTable, Answers>();

/** What one row of a table is called. */
export function unitOf({ rowsAre, questionnaire }: Answers): UnitSpec {
  return rowsAre === "bodies" ? questionnaire.bodyUnit : questionnaire.unit;
}

const known = new WeakMap<object, Answers>();

/** Says what a table is about, for `tabulate` and everything after it. */
export function register(answers: Answers): ColumnTable {
  known.set(answers.table, answers);
  return answers.table;
}

/** What a table is about; undefined for a table that is none of the survey's. */
export function findAnswers(table: object): Answers | undefined {
  return known.get(table);
}

/**
 * What a table is about.
 * @throws When the table is not one of the survey's, most often because an Arquero verb made it.
 */
export function answersOf(table: ColumnTable): Answers {
  const answers = known.get(table);
  if (answers) return answers;
  if (table === undefined)
    throw new ContentError(
      "There must be a table, but there is none of that name: survey() has answers and bodies, which it also calls by the words of the year's own questionnaire (unit and bodyUnit).",
    );
  throw new ContentError(
    "The table must know its questionnaire, but this one has lost it: an Arquero verb (filter, derive, select …) makes a new table without it. " +
      "Use subset(table, s.…) with a subset of the questionnaire, or subset(table, { key, label, when }) for a selection of your own.",
  );
}

/** A selection as analysts write it: a named subset of the questionnaire, or one of their own. */
export type Selection = Subset;
