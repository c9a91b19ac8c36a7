/** What a column of the clean table holds in one row. */
export type Value = string | number | boolean | null;

/** One tiltak: its id, and its values by the columns of the clean table. */
export interface Row {
  readonly id: string;
  /** Its row in the sheet. */
  readonly number: number;
  readonly values: Readonly<Record<string, Value>>;
}
