import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { CodedColumn } from "../intake/codedColumn.js";
import type { RowReader } from "../questionnaire/conditions.js";

const readers = new WeakMap<ColumnTable, readonly RowReader[]>();

/** Columns that cells have made of a survey's whole table, which itself stays as it is. */
const added = new WeakMap<ColumnTable, Map<string, ArrayLike<unknown>>>();

/** Makes a column known to whoever reads the table by rows or by `columnOf`. */
export function addColumn(table: ColumnTable, name: string, values: ArrayLike<unknown>): void {
  const known = added.get(table) ?? new Map<string, ArrayLike<unknown>>();
  added.set(table, known);
  known.set(name, values);
}

/**
 * A column's values in the table's order, filtered rows left out: the column itself where nothing is, so not to be changed.
 * @throws {ContentError} When there is none of that name.
 */
export function columnOf(table: ColumnTable, name: string): ArrayLike<unknown> {
  const own = added.get(table)?.get(name);
  if (own) return own;
  const column = table.column(name) as unknown;
  if (!column)
    throw new ContentError(
      `The survey's table has no column "${name}". It has ${table.columnNames().join(", ")}.`,
    );
  const isWhole = !table.isFiltered() && !table.isOrdered();
  if (isWhole && (Array.isArray(column) || ArrayBuffer.isView(column)))
    return column as unknown as ArrayLike<unknown>;
  return table.array(name) as ArrayLike<unknown>;
}

/** A column as a table has it coded; null for others, and where something is filtered out or a cell made it anew. */
export function codedColumnOf(table: ColumnTable, name: string): CodedColumn<unknown> | null {
  const column: unknown = added.get(table)?.get(name) ?? table.column(name);
  return column instanceof CodedColumn && !table.isFiltered() && !table.isOrdered() ? column : null;
}

/** One reader per row of a table, in the table's order, filtered rows left out. */
export function rowsOf(table: ColumnTable): readonly RowReader[] {
  const known = readers.get(table);
  if (known) return known;
  const columns = new Map<string, ArrayLike<unknown>>();
  const column = (name: string): ArrayLike<unknown> => {
    const values = added.get(table)?.get(name) ?? columns.get(name) ?? columnOf(table, name);
    columns.set(name, values);
    return values;
  };
  const rows = Array.from({ length: table.numRows() }, (_, i) => (name: string) => column(name)[i]);
  readers.set(table, rows);
  return rows;
}
