import type { ColumnTable } from "arquero";
import { type Answers, answersOf } from "../survey/answers/answers.js";
import type { Item, ItemDefinition } from "../survey/questionnaire/types.js";
import { ANSWERED, type Coded, codedOf, NOT_ASKED, optionsOf, PERHAPS_ASKED } from "./coded.js";
import { distributionOf } from "./distribution.js";
import { measure } from "./measure.js";

/** Two items against each other, as integers. */
export interface Crosstab<Rows extends string = string, Columns extends string = string> {
  readonly rowItem: ItemDefinition<Rows>;
  readonly columnItem: ItemDefinition<Columns>;
  readonly answers: Answers;
  /** Rows that were asked both items. */
  readonly asked: number;
  /** Rows that answered both items. */
  readonly answered: number;
  /** The base of shares of the total: rows that were asked both items and answered those whose rule asks for that. */
  readonly base: number;
  readonly rowOptions: readonly { readonly key: string; readonly label: string }[];
  readonly columnOptions: readonly { readonly key: string; readonly label: string }[];
  /** `n[i][j]`: tiltak with row option i and column option j. */
  readonly n: readonly (readonly number[])[];
  /** `rowTotals[i]`: tiltak of the base with row option i: the base of row i's shares. */
  readonly rowTotals: readonly number[];
  /** `columnTotals[j]`: tiltak of the base with column option j. */
  readonly columnTotals: readonly number[];
}

/**
 * Counts two items against each other.
 *
 * One row of the survey is a tiltak. The base has each item's own rule: those who were asked both, and of an item
 * whose shares are of those who answered, only they. So the row of an option has the numbers that a tabulation of that
 * option's tiltak has, missing answers included where the item's base includes them: a row's cells add to its total
 * less those. Row per cent is `n[i][j] / rowTotals[i]` (at addresses `rowshare`), column per cent
 * `n[i][j] / columnTotals[j]` (`columnshare`), total per cent `n[i][j] / base` (`share`). With multiple response in
 * either item totals are counts of tiltak, not sums of cells.
 * @throws When the table has lost its questionnaire.
 * @example crosstab(tiltak, q.faser, q.finansiering).n[3] // [219, …]
 */
export function crosstab<Rows extends string, Columns extends string>(
  table: ColumnTable,
  rows: Item<Rows>,
  columns: Item<Columns>,
): Crosstab<Rows, Columns> {
  const answers = answersOf(table);
  const items = [rows.$.key, columns.$.key];
  const rowOptions = optionsOf(answers, rows.$);
  const columnOptions = optionsOf(answers, columns.$);
  const count = (what: "count" | "asked" | "answered") => measure(answers, items, ["*", "*"], what).n;
  const coded = [codedOf(answers, rows.$), codedOf(answers, columns.$)] as const;
  const isOfBase = ({ item, status }: Coded, entry: number): boolean =>
    status[entry] === ANSWERED ||
    (item.base === "asked" && status[entry] !== NOT_ASKED && status[entry] !== PERHAPS_ASKED);
  const n = rowOptions.map(() => columnOptions.map(() => 0));
  const rowTotals = rowOptions.map(() => 0);
  const columnTotals = columnOptions.map(() => 0);
  for (const { entries, n: found } of distributionOf(answers, "rows", coded)) {
    const [row, column] = entries as [number, number];
    if (!isOfBase(coded[0], row) || !isOfBase(coded[1], column)) continue;
    const chosen = coded[1].chosen[column] as readonly number[];
    for (const j of chosen) columnTotals[j] = (columnTotals[j] as number) + found;
    for (const i of coded[0].chosen[row] as readonly number[]) {
      rowTotals[i] = (rowTotals[i] as number) + found;
      const cells = n[i] as number[];
      for (const j of chosen) cells[j] = (cells[j] as number) + found;
    }
  }
  return {
    rowItem: rows.$,
    columnItem: columns.$,
    answers,
    asked: count("asked"),
    answered: count("answered"),
    base: count("count"),
    rowOptions,
    columnOptions,
    n,
    rowTotals,
    columnTotals,
  };
}
