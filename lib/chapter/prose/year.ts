import type { ColumnTable } from "arquero";
import type { Comparison } from "../../numbers/values/compare.js";
import { Value } from "../../numbers/values/value.js";
import { answersOf } from "../../survey/answers/answers.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { Piece } from "./piece.js";

/**
 * The year that numbers are of, so that the text has the same year as they in every edition: of the tiltak, a
 * tabulation or a value; of a comparison, the earlier year.
 * @example prose`I ${year(tiltak)} svarte ${at("virksomheter/svar/ja/count")} virksomheter.`
 */
export function year(of: ColumnTable | Tabulation | Value | Comparison): Piece {
  const found =
    of instanceof Value
      ? of.record.year
      : "then" in of
        ? of.year
        : "answers" in of
          ? of.answers.year
          : answersOf(of as ColumnTable).year;
  return new Piece([{ kind: "label", text: String(found) }]);
}
