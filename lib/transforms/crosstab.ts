import type { ColumnTable } from "arquero";
import { type Answers, answersOf } from "../survey/answers/answers.js";
import type { Item, ItemDefinition } from "../survey/questionnaire/types.js";
import { ANSWERED, type Coded, codedOf, NOT_ASKED, optionsOf, PERHAPS_ASKED } from "./coded.js";
import { distributionOf } from "./distribution.js";
import { checkMade, made } from "./made.js";
import { tidy } from "./sumOfWeights.js";

/** The rows of one answer to a third item, which two are crossed within. */
interface Layer {
  readonly item: ItemDefinition;
  readonly key: string;
  readonly label: string;
}

/** Two items against each other, as integers. */
export interface Crosstab<Rows extends string = string, Columns extends string = string> {
  readonly rowItem: ItemDefinition<Rows>;
  readonly columnItem: ItemDefinition<Columns>;
  readonly answers: Answers;
  /** Which rows they are counted in; null for all. */
  readonly layer: Layer | null;
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
  /** How many rows, where they have weights and the other numbers are sums of these. */
  readonly unweighted?: Pick<Crosstab, "asked" | "answered" | "base" | "n" | "rowTotals" | "columnTotals">;
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
 * @example crosstab(tiltak, q.faser, q.finansiering).n[3] // → [219,28,20]
 */
export function crosstab<Rows extends string, Columns extends string>(
  table: ColumnTable,
  rows: Item<Rows>,
  columns: Item<Columns>,
): Crosstab<Rows, Columns> {
  return cross(answersOf(table), rows.$, columns.$, null);
}

/** Two items against each other, within each answer to a third. */
export interface ThreeWay<Rows extends string = string, Columns extends string = string> {
  readonly layerItem: ItemDefinition;
  readonly answers: Answers;
  /** One for each option, in the questionnaire's order; with multiple response a row may be in several. */
  readonly layers: readonly Crosstab<Rows, Columns>[];
}

/**
 * Counts two items against each other within each answer to a third.
 *
 * The base is of the rows that are in the base of all three items. A cell's address has a part for each:
 * `departement×faser×finansiering/HOD×ide×ja/count`. Each layer is a crosstab, to be drawn and shown as such.
 * @throws When the table has lost its questionnaire.
 * @example threeWay(tiltak, q.innovasjon, q.faser, q.finansiering).layers[0]?.base
 */
export function threeWay<Rows extends string, Columns extends string>(
  table: ColumnTable,
  layers: Item,
  rows: Item<Rows>,
  columns: Item<Columns>,
): ThreeWay<Rows, Columns> {
  const answers = answersOf(table);
  return made({
    layerItem: layers.$,
    answers,
    layers: optionsOf(answers, layers.$).map(({ key, label }) =>
      cross(answers, rows.$, columns.$, { item: layers.$, key, label }),
    ),
  });
}

function cross<Rows extends string, Columns extends string>(
  answers: Answers,
  rowItem: ItemDefinition<Rows>,
  columnItem: ItemDefinition<Columns>,
  layer: Layer | null,
): Crosstab<Rows, Columns> {
  const coded = [codedOf(answers, rowItem), codedOf(answers, columnItem)] as const;
  const within = layer && codedOf(answers, layer.item);
  const place = within?.options.findIndex(({ key }) => key === layer?.key) ?? -1;
  const rowOptions = coded[0].options;
  const columnOptions = coded[1].options;
  const isAsked = ({ status }: Coded, entry: number): boolean =>
    status[entry] !== NOT_ASKED && status[entry] !== PERHAPS_ASKED;
  const isOfBase = (one: Coded, entry: number): boolean =>
    one.status[entry] === ANSWERED || (one.item.base === "asked" && isAsked(one, entry));
  const distribution = distributionOf(answers, "rows", within ? [...coded, within] : coded);
  const countAll = (what: "n" | "rows") => {
    const n = rowOptions.map(() => columnOptions.map(() => 0));
    const rowTotals = rowOptions.map(() => 0);
    const columnTotals = columnOptions.map(() => 0);
    let asked = 0;
    let answered = 0;
    let base = 0;
    for (const combination of distribution) {
      const [row, column, other] = combination.entries as [number, number, number];
      const found = combination[what];
      if (within && !(within.chosen[other] as readonly number[]).includes(place)) continue;
      if (isAsked(coded[0], row) && isAsked(coded[1], column)) asked += found;
      if (coded[0].status[row] === ANSWERED && coded[1].status[column] === ANSWERED) answered += found;
      if (!isOfBase(coded[0], row) || !isOfBase(coded[1], column)) continue;
      base += found;
      const chosen = coded[1].chosen[column] as readonly number[];
      for (const j of chosen) columnTotals[j] = (columnTotals[j] as number) + found;
      for (const i of coded[0].chosen[row] as readonly number[]) {
        rowTotals[i] = (rowTotals[i] as number) + found;
        const cells = n[i] as number[];
        for (const j of chosen) cells[j] = (cells[j] as number) + found;
      }
    }
    return {
      asked: tidy(asked),
      answered: tidy(answered),
      base: tidy(base),
      n: n.map((row) => row.map(tidy)),
      rowTotals: rowTotals.map(tidy),
      columnTotals: columnTotals.map(tidy),
    };
  };
  return made({
    rowItem,
    columnItem,
    answers,
    layer,
    rowOptions,
    columnOptions,
    ...countAll("n"),
    ...(answers.weights === null ? {} : { unweighted: countAll("rows") }),
  });
}

/** Refuses a crosstab that is not as the library counted it. @throws {ContentError} */
export function checkCrosstab(table: Crosstab): void {
  checkMade(
    table,
    `crosstab of "${table.rowItem.key}" and "${table.columnItem.key}"`,
    "crosstab() or threeWay()",
    "Choose rows with subset(), or make the classes that you want with recode().",
  );
}

/** Refuses a three-way table that is not as the library counted it. @throws {ContentError} */
export function checkThreeWay(table: ThreeWay): void {
  checkMade(
    table,
    `three-way table by "${table.layerItem.key}"`,
    "threeWay()",
    "Choose rows with subset(), or show one layer as the crosstab that it is.",
  );
}
