import type { ColumnTable } from "arquero";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import { html } from "../../ground/text/html.js";
import { Value } from "../../numbers/values/value.js";
import { findAnswers } from "../../survey/answers/answers.js";
import type { Survey } from "../../survey/answers/survey.js";
import { questionnaire } from "../../survey/questionnaire/current.js";
import { isOfQuestionnaire } from "../../survey/questionnaire/defineQuestionnaire.js";
import type {
  Item,
  ItemDefinition,
  Option,
  Questionnaire,
  Subset,
} from "../../survey/questionnaire/types.js";
import { type Chart, FORMS } from "../figures/chart.js";
import { figureBundle } from "../figures/figure.js";
import { Piece } from "../prose/piece.js";
import { plain } from "../prose/template.js";
import { isCounted } from "../tables/table.js";
import { TableRows } from "../tables/tableRows.js";
import { notebookTable } from "./notebookTable.js";
import { showItem, showItems, showOption, showSubsets } from "./showCodebook.js";
import { showCounted } from "./showCounted.js";
import { showAnswers, showSurvey } from "./showSurvey.js";

/**
 * How everything that this library gives is shown when a cell ends on it; null for all else. What `table` and `figure`
 * take shows itself as they would show it, without a title.
 *
 * None of it can stand in a chapter, which shows prose, figures and tables.
 */
export function showOwn(value: object): MimeBundle | null {
  if (value instanceof Value) return showValue(value);
  if (value instanceof Piece) return showPiece(value);
  if (TableRows.isMade(value)) return notebookTable({ ...value, title: "" });
  if (findAnswers(value)) return showAnswers(value as ColumnTable);
  // In a strict face, asking for what is not there throws.
  if ("$" in value) return isDefinition(value.$) ? showItem(value.$, questionnaireOf(value.$)) : null;
  if (isCounted(value)) return showCounted(value);
  if (isChart(value)) return figureBundle(value, new Piece([]));
  if (isSurvey(value)) return showSurvey(value);
  return showOfQuestionnaire(value);
}

function showOfQuestionnaire(value: object): MimeBundle | null {
  if (isDefinition(value)) return showItem(value, questionnaireOf(value));
  if (isOfQuestionnaire(value))
    return "when" in value ? showSubsets([value as Subset], questionnaire) : showOption(value as Option);
  if (Array.isArray(value) && value.length === 0) return null;
  if (isQuestionnaire(value)) return showItems(titleOf(value), Object.values(value.items));
  const parts = Object.values(value) as unknown[];
  if (parts.length === 0) return null;
  if (parts.every(isItem)) {
    const items = parts.map(({ $ }) => $);
    return showItems(titleOf(questionnaire), items);
  }
  if (parts.every(isDefinition)) return showItems("Spørsmål", parts);
  if (parts.every(isSubset)) return showSubsets(parts, questionnaire);
  return null;
}

const titleOf = ({ year }: Questionnaire): string => `Spørsmålene i ${year}`;

/** A number as it prints, with its base under it. */
function showValue({ record, address }: Value): MimeBundle {
  const lines = [
    [record.counted, record.filter].filter((text) => text !== "").join(", "),
    `Grunnlag: ${record.baseText}`,
    `${address}${record.synthetic ? " (følger av syntetiske data)" : ""}`,
  ];
  return {
    "text/html":
      html`<p><strong>${record.text}</strong></p><p>${lines.map((line) => html`<small>${line}</small><br>`)}</p>`
        .text,
    "text/plain": [record.text, ...lines].join("\n"),
  };
}

function showPiece({ parts }: Piece): MimeBundle {
  const text = plain(parts);
  return { "text/html": html`<p>${text}</p>`.text, "text/plain": text };
}

function isChart(value: object): value is Chart {
  if (!("form" in value)) return false;
  const { form, rows, series } = value as Partial<Chart>;
  return FORMS.includes(form as never) && Array.isArray(rows) && Array.isArray(series);
}

function isSurvey(value: object): value is Survey {
  if (!("answers" in value && "bodies" in value)) return false;
  const { answers, bodies } = value as Partial<Survey>;
  return [answers, bodies].every((table) => typeof table === "object" && findAnswers(table) !== undefined);
}

function isQuestionnaire(value: object): value is Questionnaire {
  return "items" in value && "subsets" in value && "mayBePublished" in value;
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && "$" in value && isDefinition(value.$);
}

function isDefinition(value: unknown): value is ItemDefinition {
  return (
    typeof value === "object" &&
    value !== null &&
    "question" in value &&
    "comparability" in value &&
    "options" in value
  );
}

function isSubset(value: unknown): value is Subset {
  return typeof value === "object" && value !== null && "when" in value && "label" in value && "key" in value;
}

/** Items of another year are told by it; of their questionnaire only the conditions are asked for. */
function questionnaireOf(_: ItemDefinition): Questionnaire {
  return questionnaire;
}
