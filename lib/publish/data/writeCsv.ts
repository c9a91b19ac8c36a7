import { stringify } from "csv-stringify/sync";
import type { DataCell, DataTable } from "./dataset.js";

/**
 * A table as CSV: UTF-8, comma, header on the first line, lines ended by CR LF (RFC 4180).
 * Text that a spreadsheet would run as a formula (it begins with `= + - @`, a tab or a line break) gets an apostrophe first.
 */
export function writeCsv({ columns, rows }: DataTable): string {
  return stringify([columns.map(({ name }) => harmless(name)), ...rows.map((row) => row.map(print))], {
    record_delimiter: "\r\n",
  });
}

function print(cell: DataCell): string {
  if (cell === null) return "";
  return typeof cell === "string" ? harmless(cell) : String(cell);
}

/** Text that no spreadsheet runs. */
export function harmless(text: string): string {
  return /^[\s\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text;
}
