import { formatNumber } from "../../ground/text/format.js";
import { conditionInWords } from "../../survey/questionnaire/conditionParts.js";
import {
  COMPARABILITY_LABELS,
  type ItemDefinition,
  type Questionnaire,
} from "../../survey/questionnaire/types.js";
import { TableRows, textColumns } from "./tableRows.js";

/**
 * The form as a table: one row per numbered item with its question, how it is answered, and who is asked it.
 * @example table("skjema", title`Spørsmålene i skjemaet`, formRows(questionnaire))
 */
export function formRows(questionnaire: Questionnaire): TableRows {
  return new TableRows({
    columns: textColumns("Nr.", "Del av skjemaet", "Spørsmål", "Svar", "Hvem som får spørsmålet"),
    rows: Object.values(questionnaire.items).map((item) => [
      String(item.number),
      item.section,
      `${item.label}. ${item.question}`,
      answersOf(item, questionnaire),
      item.asked ? `De som ${conditionInWords(item.asked, questionnaire)}` : "Alle",
    ]),
  });
}

/**
 * What each counted public item has as its base, and how it stands to the earlier edition: one row per item and recode that
 * has answers to count.
 * @example table("grunnlag", title`Grunnlag og sammenliknbarhet`, comparabilityRows(questionnaire))
 */
export function comparabilityRows(questionnaire: Questionnaire): TableRows {
  const counted = [...Object.values(questionnaire.items), ...Object.values(questionnaire.recodes)].filter(
    ({ kind, recode, public: isPublic }) => kind !== "text" && (recode !== null || isPublic),
  );
  return new TableRows({
    columns: textColumns("Spørsmål", "Grunnlag for andeler", "Mot forrige undersøkelse", "Hva som er ulikt"),
    rows: counted.map((item) => [
      `${item.number}. ${item.label}${item.recode ? " (omkodet)" : ""}`,
      item.base === "asked" ? "De som fikk spørsmålet" : "De som svarte",
      COMPARABILITY_LABELS[item.comparability.status],
      item.comparability.reason,
    ]),
  });
}

function answersOf(item: ItemDefinition, { bodyUnit }: Questionnaire): string {
  const options = item.options.map(({ label, specify }) => (specify ? `${label} (spesifiser)` : label));
  switch (item.kind) {
    case "single":
      return `Ett kryss: ${options.join("; ")}`;
    case "multiple":
      return `${Number.isFinite(item.max) ? `Inntil ${formatNumber(item.max)} kryss` : "Flere kryss mulig"}: ${options.join("; ")}`;
    case "amount":
      return `Beløp i ${item.unit}`;
    case "number":
      return item.unit === null ? "Tall" : `Tall i ${item.unit}`;
    case "date":
      return "Dato";
    case "agency":
      return `Navn på ${bodyUnit.one}`;
    default:
      return "Fritekst";
  }
}
