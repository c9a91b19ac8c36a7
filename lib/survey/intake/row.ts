import { ColumnBuilder } from "./codedColumn.js";

/** What a column of the clean table holds in one row. */
export type FieldValue = string | number | boolean | null;

/** One tiltak: its id, and its values by the columns of the clean table. */
export interface CleanRow {
  readonly id: string;
  /** Its row in the sheet. */
  readonly number: number;
  /** What stands in a column; null also for one that there is not. */
  value(column: string): FieldValue;
  /** All that stands in it, put together anew each time. */
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** Rows that are kept by columns: there may be a hundred thousand of them. */
export class CleanRows {
  readonly #numbers = new ColumnBuilder<number>();
  readonly #columns = new Map<string, ColumnBuilder<FieldValue>>();

  /** @param values Of the same columns in every row. */
  add(number: number, values: Readonly<Record<string, FieldValue>>): CleanRow {
    const place = this.#numbers.length;
    this.#numbers.add(number);
    for (const name of Object.keys(values)) {
      const column = this.#columns.get(name) ?? new ColumnBuilder<FieldValue>();
      if (column.length === 0) this.#columns.set(name, column);
      column.add(values[name] as FieldValue);
    }
    return new KeptRow(this, place);
  }

  number(place: number): number {
    return this.#numbers.at(place);
  }
  value(place: number, name: string): FieldValue {
    return this.#columns.get(name)?.at(place) ?? null;
  }
  values(place: number): Record<string, FieldValue> {
    return Object.fromEntries(Array.from(this.#columns, ([name, column]) => [name, column.at(place)]));
  }
}

class KeptRow implements CleanRow {
  readonly #rows: CleanRows;
  readonly #place: number;
  constructor(rows: CleanRows, place: number) {
    this.#rows = rows;
    this.#place = place;
  }
  get id(): string {
    return String(this.value("id") ?? "");
  }
  get number(): number {
    return this.#rows.number(this.#place);
  }
  get values(): Readonly<Record<string, FieldValue>> {
    return this.#rows.values(this.#place);
  }
  value(column: string): FieldValue {
    return this.#rows.value(this.#place, column);
  }
}
