import type { ColumnTable } from "arquero";
import { percent } from "../../ground/text/percent.js";
import { valueIn } from "../../numbers/values/ofTabulation.js";
import { answersOf } from "../../survey/answers/answers.js";
import { countCell, TableRows, traced } from "./tableRows.js";

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
  const cells = items.map((item) => {
    const asked = valueIn(answers, [item.key], ["*"], "asked");
    const answered = valueIn(answers, [item.key], ["*"], "answered");
    const missing = valueIn(answers, [item.key], [["mangler"]], "count");
    return [
      `${item.number}. ${item.label}`,
      countCell(asked),
      countCell(answered),
      countCell(missing),
      asked.number === 0 ? "ingen spurt" : traced(percent(missing.number, asked.number, 1), asked, missing),
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
  });
}
