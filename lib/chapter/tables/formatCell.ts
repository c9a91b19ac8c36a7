import { decimalsOf, formatNumber, roundMeasure } from "../../ground/text/format.js";
import type { TableColumn } from "../column.js";

/** A cell of a table as a reader sees it. Why a cell is empty is said where the table is made. */
export function formatCell(cell: string | number | null, kind: TableColumn["kind"]): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  return kind === "percent"
    ? `${formatNumber(cell, 1)}\u00a0%`
    : formatNumber(cell, Number.isInteger(cell) ? 0 : Math.max(1, decimalsOf(roundMeasure(cell))));
}
