import type { Column, TableOutput } from "../../chapter/outputs.js";
import { escapeHtml } from "../../ground/text/escape.js";
import { formatNumber } from "../../ground/text/format.js";

/** A data table as HTML: row labels are headers, numbers are Norwegian. */
export function renderTable(columns: readonly Column[], rows: TableOutput["rows"], caption: string): string {
  const head = columns
    .map(
      (column) =>
        `<th scope="col"${column.kind === "text" ? "" : ' class="n"'}>${escapeHtml(column.label)}</th>`,
    )
    .join("");
  const body = rows.map((row) => {
    const [first, ...rest] = row;
    const cells = rest.map((cell, i) => {
      const kind = columns[i + 1]?.kind ?? "text";
      return `<td${kind === "text" ? "" : ' class="n"'}>${formatCell(cell, kind)}</td>`;
    });
    return `<tr><th scope="row">${formatCell(first ?? null, "text")}</th>${cells.join("")}</tr>`;
  });
  return `<div class="wide" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

function formatCell(cell: string | number | null, kind: Column["kind"]): string {
  // Why a cell is empty is said where the table is made.
  if (cell === null) return "–";
  if (typeof cell === "string") return escapeHtml(cell);
  return kind === "percent"
    ? `${formatNumber(cell, 1)}\u00a0%`
    : formatNumber(cell, Number.isInteger(cell) ? 0 : 1);
}

/**
 * The same table as CSV for Norwegian spreadsheets: semicolons, comma, UTF-8 with a byte-order mark, and formulas
 * made harmless (a cell that begins with = + - @ or a control character gets an apostrophe first).
 * @param heading Lines that stand above the table: title, base, the synthetic mark.
 */
export function toCsv(
  columns: readonly Column[],
  rows: TableOutput["rows"],
  heading: readonly string[],
): string {
  const field = (cell: string | number | null): string => {
    const text = cell === null ? "" : typeof cell === "number" ? String(cell).replace(".", ",") : cell;
    const safe = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [...heading.map((line) => [line]), columns.map((column) => column.label), ...rows];
  return `\ufeff${lines.map((line) => line.map(field).join(";")).join("\r\n")}\r\n`;
}
