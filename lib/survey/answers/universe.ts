import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import type { Questionnaire, Subset } from "../questionnaire/types.js";

/** What one row of a table is. */
export type Unit = "tiltak" | "virksomheter";

/**
 * What a table of the survey is about. Arquero's verbs return new tables and lose whatever was attached to the
 * old one without a word; so this is kept beside the tables, and a table without it is refused.
 */
export interface Universe {
  readonly year: number;
  readonly unit: Unit;
  /** Key of the subset as addresses have it: `alle`, `skate`, `tverrgaende+over100`. */
  readonly key: string;
  /** In words, after a number: `tiltak`, `tiltak fra Skate-virksomhetene`. */
  readonly label: string;
  readonly questionnaire: Questionnaire;
  /** The frame: one row per body. */
  readonly frame: ColumnTable;
  /** All measures of the year, whatever the subset. */
  readonly all: ColumnTable;
  readonly table: ColumnTable;
  /** The places in `all` of the rows that are known to belong. */
  readonly rows: Uint32Array;
  /** The places in `all` of the rows that may belong or not, since the answer that decides it is missing. */
  readonly unsure: Uint32Array;
}

/** All measures of a year: the universe that subsets are made of. */
export function wholeUniverse({
  table,
  ...survey
}: Pick<Universe, "year" | "questionnaire" | "frame" | "table">): Universe {
  const rows = Uint32Array.from({ length: table.numRows() }, (_, i) => i);
  const unsure = new Uint32Array(0);
  return { ...survey, unit: "tiltak", key: "alle", label: "tiltak", all: table, table, rows, unsure };
}

const universes = new WeakMap<object, Universe>();

/** Says what a table is about, for `tabulate` and everything after it. */
export function register(universe: Universe): ColumnTable {
  universes.set(universe.table, universe);
  return universe.table;
}

/**
 * What a table is about.
 * @throws When the table is not one of the survey's, most often because an Arquero verb made it.
 */
export function universeOf(table: ColumnTable): Universe {
  const universe = universes.get(table);
  if (universe) return universe;
  throw new ContentError(
    "The table must know its questionnaire, but this one has lost it: an Arquero verb (filter, derive, select …) makes a new table without it. " +
      "Use subset(tiltak, s.…) with a subset of the questionnaire, or subset(tiltak, { key, label, when }) for a selection of your own.",
  );
}

/** A selection as analysts write it: a named subset of the questionnaire, or one of their own. */
export type Selection = Subset;
