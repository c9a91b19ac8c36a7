import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import type { Row } from "../questionnaire/conditions.js";

const readers = new WeakMap<ColumnTable, readonly Row[]>();

/** Columns that cells have made of a survey's whole table, which itself stays as it is. */
const added = new WeakMap<ColumnTable, Map<string, ArrayLike<unknown>>>();

/** Makes a column known to whoever reads the table by rows or by `columnOf`. */
export function addColumn(table: ColumnTable, name: string, values: ArrayLike<unknown>): void {
  const known = added.get(table) ?? new Map<string, ArrayLike<unknown>>();
  added.set(table, known);
  known.set(name, values);
}

/** A column's values in the table's order, filtered rows left out. */
export function columnOf(table: ColumnTable, name: string): ArrayLike<unknown> {
  return added.get(table)?.get(name) ?? (table.array(name) as ArrayLike<unknown>);
}

/** One reader per row of a table, in the table's order, filtered rows left out. */
export function rowsOf(table: ColumnTable): readonly Row[] {
  const known = readers.get(table);
  if (known) return known;
  const columns = new Map<string, ArrayLike<unknown>>();
  const names = new Set(table.columnNames());
  const column = (name: string): ArrayLike<unknown> => {
    let values = columns.get(name);
    if (!values) {
      const own = added.get(table)?.get(name);
      if (own) return own;
      if (!names.has(name))
        throw new ContentError(
          `The survey's table has no column "${name}". It has ${[...names].join(", ")}.`,
        );
      values = table.array(name) as ArrayLike<unknown>;
      columns.set(name, values);
    }
    return values;
  };
  const rows = Array.from({ length: table.numRows() }, (_, i) => (name: string) => column(name)[i]);
  readers.set(table, rows);
  return rows;
}
