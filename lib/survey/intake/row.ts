/** What a column of the clean table holds in one row. */
export type FieldValue = string | number | boolean | null;

/** One tiltak: its id, and its values by the columns of the clean table. */
export interface CleanRow {
  readonly id: string;
  /** Its row in the sheet. */
  readonly number: number;
  readonly values: Readonly<Record<string, FieldValue>>;
}
