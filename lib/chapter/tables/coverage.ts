import type { ColumnTable } from "arquero";
import { percent } from "../../ground/text/percent.js";
import { valueIn } from "../../numbers/values/ofTabulation.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { answersOf } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { missingOf } from "../../survey/questionnaire/conditions.js";
import { TableRows } from "./tableRows.js";

/**
 * How complete the answers are: one row per numbered item, with how many tiltak were asked it, how many answered,
 * and the share of those asked that did not answer (0–100, one decimal; words where nobody was asked).
 *
 * Free text and items that are not public are left out: nobody reads off the note what is not counted in it.
 * @example table("dekning", title`Hvor mange som svarte på hvert spørsmål`, coverage(tiltak))
 */
export function coverage(table: ColumnTable): TableRows {
  const answers = answersOf(table);
  const items = Object.values(answers.questionnaire.items).filter(
    (item) => item.kind !== "text" && item.public,
  );
  const rows = rowsOf(answers.table);
  const values: ValueRecord[] = [];
  const cells = items.map((item) => {
    const asked = rows.filter((row) => missingOf(row, item.key) !== "ikke_spurt").length;
    const missing = valueIn(answers, [item.key], [["mangler"]], "count");
    values.push(missing.record);
    const unanswered = missing.number;
    return [
      `${item.number}. ${item.label}`,
      asked,
      asked - unanswered,
      unanswered,
      asked === 0 ? "ingen spurt" : percent(unanswered, asked, 1),
    ];
  });
  return new TableRows({
    columns: [
      { label: "Spørsmål", kind: "text" },
      { label: "Fikk spørsmålet", kind: "count" },
      { label: "Svarte", kind: "count" },
      { label: "Svarte ikke", kind: "count" },
      { label: "Andel uten svar", kind: "percent" },
    ],
    rows: cells,
    values,
  });
}
