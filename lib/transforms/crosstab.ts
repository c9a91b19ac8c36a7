import type { ColumnTable } from "arquero";
import { type Universe, universeOf } from "../survey/answers/universe.js";
import type { Item, ItemDefinition } from "../survey/questionnaire/types.js";
import { measure, optionsOf } from "./measure.js";

/** Two items against each other, as integers. */
export interface Crosstab<Rows extends string = string, Columns extends string = string> {
  readonly rowItem: ItemDefinition<Rows>;
  readonly columnItem: ItemDefinition<Columns>;
  readonly universe: Universe;
  /** Rows that were asked both items: the base of shares of the total. */
  readonly base: number;
  readonly rowOptions: readonly { readonly key: string; readonly label: string }[];
  readonly columnOptions: readonly { readonly key: string; readonly label: string }[];
  /** `n[i][j]`: measures with row option i and column option j. */
  readonly n: readonly (readonly number[])[];
  /** `rowTotals[i]`: measures with row option i among those that answered the column item. */
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
}

/**
 * Counts two items against each other.
 *
 * One row of the survey is a measure; it is counted where it has answered both items. Those who answered only one
 * are in neither cells nor totals, so row per cent is `n[i][j] / rowTotals[i]`, column per cent
 * `n[i][j] / columnTotals[j]`, total per cent `n[i][j] / base`. With multiple response in either item totals are
 * counts of measures, not sums of cells.
 * @throws When the table has lost its questionnaire.
 * @example crosstab(tiltak, q.faser, q.finansiering).n[3] // [219, …]
 */
export function crosstab<Rows extends string, Columns extends string>(
  table: ColumnTable,
  rows: Item<Rows>,
  columns: Item<Columns>,
): Crosstab<Rows, Columns> {
  const universe = universeOf(table);
  const items = [rows.$.key, columns.$.key];
  const rowOptions = optionsOf(universe, rows.$);
  const columnOptions = optionsOf(universe, columns.$);
  const anyRow = rowOptions.map(({ key }) => key);
  const anyColumn = columnOptions.map(({ key }) => key);
  const count = (row: string[], column: string[]): number =>
    measure(universe, items, [row, column], "count").n;
  return {
    rowItem: rows.$,
    columnItem: columns.$,
    universe,
    base: measure(universe, items, ["*", "*"], "base").n,
    rowOptions,
    columnOptions,
    n: rowOptions.map(({ key: i }) => columnOptions.map(({ key: j }) => count([i], [j]))),
    rowTotals: rowOptions.map(({ key }) => count([key], anyColumn)),
    columnTotals: columnOptions.map(({ key }) => count(anyRow, [key])),
  };
}
