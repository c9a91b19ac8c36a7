/** A column of a table that readers see: how its numbers are printed. */
export interface TableColumn {
  readonly label: string;
  readonly kind: "text" | "count" | "percent";
}

/** The first cell is the row's label. Numbers stay numbers; the page formats them. */
export type TableRow = readonly (string | number | null)[];
