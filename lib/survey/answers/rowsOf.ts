import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import type { Row } from "../questionnaire/conditions.js";

const readers = new WeakMap<ColumnTable, readonly Row[]>();

/** One reader per row of a table, in the table's order, filtered rows left out. */
export function rowsOf(table: ColumnTable): readonly Row[] {
  const known = readers.get(table);
  if (known) return known;
  const columns = new Map<string, ArrayLike<unknown>>();
  const names = new Set(table.columnNames());
  const column = (name: string): ArrayLike<unknown> => {
    let values = columns.get(name);
    if (!values) {
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
