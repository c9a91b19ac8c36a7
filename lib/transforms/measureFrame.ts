import type { Answers } from "../survey/answers/answers.js";
import { rowsOf } from "../survey/answers/rowsOf.js";
import type { RowReader } from "../survey/questionnaire/conditions.js";
import { type CellParts, type Measured, refuseStatistic, type Statistic } from "./measured.js";

/**
 * A number of the frame: one row per body, whether it answered or not, by the frame's own columns.
 *
 * The base is every body of the frame. The share of a crossing is of the bodies that have every part but the last,
 * so `virksomhet×skate/A|B×ja/share` is how many of A and B are members.
 * @param items Columns of frame.csv; true and false are `ja` and `nei`, and `svar` is `ja` for whoever answered.
 * @throws {ContentError} When the frame has no such column, or has no such measure.
 * @example measureFrame(answers, ["departement"], ["*"], "distinct") // n: 15
 */
export function measureFrame(
  { frame, questionnaire }: Pick<Answers, "frame" | "questionnaire">,
  items: readonly string[],
  cell: CellParts,
  what: Statistic,
): Measured {
  const bodies = rowsOf(frame);
  // A body is known by its number, whatever it is called.
  const keyOf = (row: RowReader, column: string): string => {
    const value = row(column === questionnaire.body?.key ? questionnaire.bodyKey : column);
    return typeof value === "boolean" ? (value ? "ja" : "nei") : String(value);
  };
  // Also a column that `*` does not look into must be there.
  const [first] = bodies;
  if (first) for (const item of items) keyOf(first, item);
  const inParts = (row: RowReader, last: number): boolean =>
    items.slice(0, last).every((item, i) => {
      const part = cell[i] as readonly string[] | "*";
      return part === "*" || part.includes(keyOf(row, item));
    });
  const n = bodies.filter((row) => inParts(row, items.length)).length;
  const base = bodies.length;
  const whole = (count: number): Measured => ({ n: count, base, rule: "asked", value: count });
  switch (what) {
    case "count":
      return whole(n);
    case "share": {
      const among = bodies.filter((row) => inParts(row, items.length - 1)).length;
      return { n, base: among, rule: "asked", value: among === 0 ? null : n / among };
    }
    case "base":
    case "asked":
      return whole(base);
    case "answered":
      return whole(bodies.filter((row) => row("svar") === true).length);
    case "distinct": {
      const among = bodies.filter((row) => inParts(row, items.length));
      return whole(new Set(among.map((row) => keyOf(row, items[0] as string))).size);
    }
    default:
      return refuseStatistic(what, FRAME_STATISTICS);
  }
}

const FRAME_STATISTICS: readonly Statistic[] = "count share base asked answered distinct".split(
  " ",
) as Statistic[];
