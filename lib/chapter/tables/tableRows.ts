import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { TableRow } from "../column.js";
import type { TableOutput } from "../outputs.js";

/** A cell, and the numbers at addresses that it is made of. */
class Traced {
  constructor(
    readonly cell: TableRow[number],
    readonly of: readonly ValueRecord[],
  ) {}
}

/** A cell with what it is made of: marked where one of these follows from synthetic data alone. */
export const traced = (cell: TableRow[number], ...of: readonly { readonly record: ValueRecord }[]): Traced =>
  new Traced(
    cell,
    of.map(({ record }) => record),
  );

/** A count as a cell. */
export const countCell = (value: { readonly number: number; readonly record: ValueRecord }): Traced =>
  traced(value.number, value);

/** What a maker of rows may put in a cell. */
export type MadeCell = TableRow[number] | Traced;

/**
 * What a table shows: made by `coverage`, `formRows` and their like, which know where their numbers come from. Only
 * the library makes them, so that no number gets into a table by hand.
 */
export class TableRows {
  readonly columns: TableOutput["columns"];
  /** The first column is the row's label; numbers stay numbers. */
  readonly rows: TableOutput["rows"];
  /** As `rows`: the cells whose numbers follow from synthetic data alone. */
  readonly synthetic: TableOutput["synthetic"];
  /** Where the numbers come from; none for tables of text. */
  readonly values: readonly ValueRecord[];
  // Makes the type nominal: an object of the same shape is none.
  readonly #made = true;

  constructor({
    columns,
    rows,
  }: { columns: TableOutput["columns"]; rows: readonly (readonly MadeCell[])[] }) {
    this.columns = columns;
    this.rows = rows.map((row) => row.map((cell) => (cell instanceof Traced ? cell.cell : cell)));
    const records = rows.map((row) => row.map((cell) => (cell instanceof Traced ? cell.of : [])));
    this.synthetic = records.map((row) => row.map((of) => of.some(({ synthetic }) => synthetic)));
    this.values = [...new Set(records.flat(2))];
    for (const row of [...this.rows, ...this.synthetic, ...this.columns]) Object.freeze(row);
    for (const list of [this.rows, this.synthetic, this.columns, this.values, this]) Object.freeze(list);
  }

  static isMade(value: unknown): value is TableRows {
    return typeof value === "object" && value !== null && #made in value;
  }
}

/** Columns of text. */
export function textColumns(...labels: string[]): TableRows["columns"] {
  return labels.map((label) => ({ label, kind: "text" }));
}
