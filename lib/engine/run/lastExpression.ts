import { format, inspect } from "node:util";
import { displayAs } from "../notebook/display.js";
import type { MimeBundle } from "../notebook/mime.js";

/** The last expression of a cell as a MIME bundle: its own display, an Arquero table as HTML, else as console.log. */
export function bundleOf(value: unknown): MimeBundle {
  if (typeof value === "object" && value !== null) {
    const own = (value as { [displayAs]?: unknown })[displayAs];
    if (typeof own === "function") return own.call(value) as MimeBundle;
    if (isTable(value)) {
      const shown = Math.min(value.numRows(), TABLE_ROWS);
      const rest = value.numRows() - shown;
      const more = rest > 0 ? `<p>… ${rest} more rows</p>` : "";
      return {
        "text/html": value.toHTML({ limit: shown }) + more,
        "text/plain": tableText(value, shown) + (rest > 0 ? `… ${rest} more rows\n` : ""),
      };
    }
  }
  return { "text/plain": format(value) };
}

const TABLE_ROWS = 100;

interface Table {
  numRows(): number;
  columnNames(): string[];
  toHTML(options: { limit: number }): string;
  objects(options: { limit: number }): Record<string, unknown>[];
}

function isTable(value: object): value is Table {
  const table = value as Partial<Record<keyof Table, unknown>>;
  return [table.numRows, table.columnNames, table.toHTML, table.objects].every(
    (f) => typeof f === "function",
  );
}

function tableText(table: Table, limit: number): string {
  const names = table.columnNames();
  const rows = table.objects({ limit }).map((row) => names.map((name) => cellText(row[name])));
  const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (texts: string[]) =>
    `${texts
      .map((text, i) => text.padEnd(widths[i]!))
      .join("  ")
      .trimEnd()}\n`;
  return [names, ...rows].map(line).join("");
}

function cellText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 1 });
}
