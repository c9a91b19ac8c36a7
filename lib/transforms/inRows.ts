import { formatNumber } from "../ground/text/format.js";

/** Stands after a sum of weights: how many rows that is. Nothing where rows have none. */
export function inRows(rows: number | undefined): string {
  return rows === undefined ? "" : ` (sum av vekter; ${formatNumber(rows)} ${rows === 1 ? "rad" : "rader"})`;
}
