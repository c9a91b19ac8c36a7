import { valueIn } from "../../numbers/values/ofTabulation.js";
import type { Given, Option } from "../../survey/questionnaire/types.js";
import type { Crosstab } from "../../transforms/crosstab.js";
import type { Part } from "../outputs.js";
import { Piece } from "./piece.js";

/**
 * Rows of a crosstab with their counts of a column, the largest first: `NAV (14), DFØ (11) og Arkivverket (5)`. Rows with
 * as many keep the order given. That they are the largest of all is a claim: `largestIn`.
 * @example ranked(crosstab(tiltak, q.virksomhet, q.utvikle), q.utvikle.ja, ...bodies(tiltak, "NAV", "DFØ"))
 */
export function ranked<Rows extends string, Columns extends string>(
  { answers, rowItem, columnItem }: Crosstab<Rows, Columns>,
  column: Option<Given<Columns>>,
  ...rows: readonly [Option<Given<Rows>>, ...Option<Given<Rows>>[]]
): Piece {
  const counted = rows
    .map(({ key, label }) => ({
      label,
      value: valueIn(answers, [rowItem.key, columnItem.key], [[key], [column.key]], "count"),
    }))
    .sort((a, b) => b.value.number - a.value.number);
  return new Piece(
    counted.flatMap(({ label, value }, i): Part[] => {
      const before = i === 0 ? "" : i === counted.length - 1 ? " og " : ", ";
      return [
        { kind: "label", text: `${before}${label}` },
        { kind: "text", text: " (" },
        value.toPart(),
        { kind: "text", text: ")" },
      ];
    }),
  );
}
