import type { TableOutput, ValueRecord } from "../notebook/outputs.js";

/** What a table shows: made by `coverage`, `formRows` and their like. */
export interface TableRows {
  readonly columns: TableOutput["columns"];
  /** The first column is the row's label; numbers stay numbers. */
  readonly rows: TableOutput["rows"];
  /** Where the numbers come from; left out by tables of text. */
  readonly values?: readonly ValueRecord[];
}

/** Columns of text. */
export function textColumns(...labels: string[]): TableRows["columns"] {
  return labels.map((label) => ({ label, kind: "text" }));
}
