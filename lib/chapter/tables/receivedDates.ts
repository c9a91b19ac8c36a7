import type { ColumnTable } from "arquero";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { Piece } from "../prose/piece.js";

const MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split(
  " ",
);

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
  const from = first.slice(0, 4) === last.slice(0, 4) ? dayOf(first) : `${dayOf(first)} ${first.slice(0, 4)}`;
  return new Piece([{ kind: "label", text: `${from} til ${dayOf(last)} ${last.slice(0, 4)}` }]);
}

function dayOf(iso: string): string {
  return `${Number(iso.slice(8, 10))}. ${MONTHS[Number(iso.slice(5, 7)) - 1]}`;
}
