import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { TableOutput } from "../outputs.js";

/**
 * What a table shows: made by `coverage`, `formRows` and their like, which know where their numbers come from. Only
 * the library makes them, so that no number gets into a table by hand.
 */
export class TableRows {
  readonly columns: TableOutput["columns"];
  /** The first column is the row's label; numbers stay numbers. */
  readonly rows: TableOutput["rows"];
  /** Where the numbers come from; none for tables of text. */
  readonly values: readonly ValueRecord[];
  // Makes the type nominal: an object of the same shape is none.
  readonly #made = true;

  constructor(parts: {
    columns: TableOutput["columns"];
    rows: TableOutput["rows"];
    values?: readonly ValueRecord[];
  }) {
    this.columns = parts.columns;
    this.rows = parts.rows;
    this.values = parts.values ?? [];
  }

  static isMade(value: unknown): value is TableRows {
    return typeof value === "object" && value !== null && #made in value;
  }
}

/** Columns of text. */
export function textColumns(...labels: string[]): TableRows["columns"] {
  return labels.map((label) => ({ label, kind: "text" }));
}
