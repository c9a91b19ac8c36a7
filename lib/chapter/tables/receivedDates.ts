import type { ColumnTable } from "arquero";
import { formatDate, formatDay } from "../../ground/text/dates.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { Piece } from "../prose/piece.js";

/**
 * The first and last day on which answers came, in words.
 * @returns `5. juli til 20. september 2019`, with the first year too when the years differ.
 * @example prose`Svarene kom inn fra ${receivedDates(tiltak)}.`
 */
export function receivedDates(table: ColumnTable): Piece {
  const days = rowsOf(table)
    .map((row) => String(row("mottatt")))
    .sort();
  const first = days[0] as string;
  const last = days.at(-1) as string;
  const from = first.slice(0, 4) === last.slice(0, 4) ? formatDay(first) : formatDate(first);
  return new Piece([{ kind: "label", text: `${from} til ${formatDate(last)}` }]);
}
