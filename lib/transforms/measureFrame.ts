import type { ColumnTable } from "arquero";
import type { Address, Measure } from "../address/parseAddress.js";
import { type Row, rowsOf } from "../survey/conditions.js";
import type { Measured } from "./measure.js";

/**
 * A number of the frame: one row per body, whether it answered or not, by the frame's own columns.
 *
 * The base is every body of the frame. The share of a crossing is of the bodies that have every part but the last,
 * so `virksomhet×skate/A|B×ja/share` is how many of A and B are members.
 * @param items Columns of frame.csv; true and false are `ja` and `nei`, and `svar` is `ja` for whoever answered.
 * @throws When the frame has no such column.
 * @example measureFrame(frame, ["departement"], ["*"], "distinct") // n: 15
 */
export function measureFrame(
  frame: ColumnTable,
  items: readonly string[],
  cell: Address["cell"],
  what: Measure,
): Measured {
  const bodies = rowsOf(frame);
  const inParts = (row: Row, last: number): boolean =>
    items.slice(0, last).every((item, i) => {
      const part = cell[i] as readonly string[] | "*";
      return part === "*" || part.includes(keyOf(row, item));
    });
  const n = bodies.filter((row) => inParts(row, items.length)).length;
  if (what === "share") {
    const base = bodies.filter((row) => inParts(row, items.length - 1)).length;
    return { n, base, rule: "asked", value: base === 0 ? null : n / base };
  }
  const base = bodies.length;
  if (what === "count") return { n, base, rule: "asked", value: n };
  if (what === "distinct") {
    const different = new Set(bodies.map((row) => keyOf(row, items[0] as string))).size;
    return { n: different, base, rule: "asked", value: different };
  }
  return { n: base, base, rule: "asked", value: base };
}

function keyOf(row: Row, column: string): string {
  const value = row(column === "virksomhet" ? "organisasjonsnummer" : column);
  return typeof value === "boolean" ? (value ? "ja" : "nei") : String(value);
}
