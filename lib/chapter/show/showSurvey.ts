import type { ColumnTable } from "arquero";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import { showTable } from "../../engine/notebook/showTable.js";
import { formatNumber } from "../../ground/text/format.js";
import { type Answers, answersOf } from "../../survey/answers/answers.js";
import type { Survey } from "../../survey/answers/survey.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { showItems } from "./showCodebook.js";

/** The whole survey: its codebook, and the first rows of both tables. */
export function showSurvey({ answers, bodies }: Survey): MimeBundle {
  const { questionnaire, year } = answersOf(answers);
  const items = Object.values(questionnaire.items);
  const parts = [
    showItems(`Undersøkelsen i ${year}: ${formatNumber(items.length)} spørsmål`, items),
    showAnswers(answers, questionnaire.unit.many),
    showAnswers(bodies, questionnaire.bodyUnit.many),
  ];
  const join = (type: string, between: string) => parts.map((part) => part[type]).join(between);
  return { "text/html": join("text/html", "\n"), "text/plain": join("text/plain", "\n\n") };
}

/** A table of the survey's: as any table, with what each column is called in the questionnaire. */
export function showAnswers(table: ColumnTable, name?: string): MimeBundle {
  const answers = answersOf(table);
  return showTable(table, { title: titleOf(answers, name), labelOf: (column) => labelOf(answers, column) });
}

function titleOf(
  { year, label, rowsAre, key, rows, all, questionnaire }: Answers,
  name: string | undefined,
): string {
  const what = name ?? label;
  const part =
    rowsAre === "answers" && key !== "alle"
      ? `, ${formatNumber(rows.length)} av ${formatNumber(all.numRows())} ${questionnaire.unit.many}`
      : "";
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} i ${year}${part}`;
}

/** A column is an item, one of its options, or why the item has no answer. */
function labelOf({ questionnaire }: Answers, column: string): string | undefined {
  const [key = "", option] = column.split("__");
  const item = findItem(questionnaire, key);
  if (!item) return undefined;
  const of = `${item.number}. ${item.label}`;
  if (option === undefined) return of;
  if (option === "mangler") return `${of}: hvorfor svaret mangler`;
  return `${of}: ${item.options.find((one) => one.key === option)?.label ?? option}`;
}
