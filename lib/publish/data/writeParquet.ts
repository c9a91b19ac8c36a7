import { parquetWriteBuffer } from "hyparquet-writer";
import type { DataColumn, DataTable } from "./dataset.js";

/**
 * A table as Parquet, typed. Kinds of missing are null there, and their codes stand in a column of their own,
 * `<column>__mangler`, where one has any and the column is no text.
 */
export function writeParquet({ columns, rows }: DataTable): Uint8Array {
  const columnData = columns.flatMap((column, i) => {
    const cells = rows.map((row) => row[i] ?? null);
    const codes = new Set(column.missing.map(({ value }) => value));
    const isMissing = (cell: unknown): boolean => typeof cell === "string" && codes.has(cell);
    const values = {
      name: column.name,
      data: cells.map((cell) =>
        isMissing(cell) ? null : column.type === "integer" && typeof cell === "number" ? BigInt(cell) : cell,
      ),
      type: typeOf(column),
    };
    if (codes.size === 0) return [values];
    const missing = cells.map((cell) => (isMissing(cell) ? (cell as string) : null));
    return [values, { name: `${column.name}__mangler`, data: missing, type: "STRING" as const }];
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function typeOf({ type }: DataColumn): "STRING" | "BOOLEAN" | "INT64" | "DOUBLE" {
  if (type === "string") return "STRING";
  if (type === "boolean") return "BOOLEAN";
  return type === "integer" ? "INT64" : "DOUBLE";
}
