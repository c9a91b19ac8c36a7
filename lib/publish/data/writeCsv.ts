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

/**
 * Text that no spreadsheet runs, whatever it takes for the sign between cells: where that is a semicolon, as in Norway,
 * a cell begins after each semicolon, tab and line break within a text too. A dash before a space there is a dash.
 */
export function harmless(text: string): string {
  const within = text.replace(
    /([;\t\r\n][ \u00a0\u200b\ufeff]*)(?=[=@＝＠﹦﹫]|[+\-＋－﹢﹣](?!\s))/gu,
    "$1'",
  );
  return /^[\s\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠﹢﹣﹦﹫]/u.test(within) ? `'${within}` : within;
}
