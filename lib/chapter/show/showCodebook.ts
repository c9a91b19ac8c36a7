import type { MimeBundle } from "../../engine/notebook/mime.js";
import { formatNumber } from "../../ground/text/format.js";
import { conditionInWords } from "../../survey/questionnaire/conditionParts.js";
import {
  COMPARABILITY_LABELS,
  type ItemDefinition,
  type Option,
  type Questionnaire,
  type Subset,
} from "../../survey/questionnaire/types.js";
import { kindInWords } from "../../transforms/explore/codebook.js";
import { textColumns } from "../tables/tableRows.js";
import { notebookTable } from "./notebookTable.js";

/** Items and recodes, one a row: what `q` is, and what a search in it finds. */
export function showItems(title: string, items: readonly ItemDefinition[]): MimeBundle {
  return notebookTable({
    title,
    columns: textColumns("Nøkkel", "Nr.", "Spørsmål", "Slag", "Svar", "Grunnlag for andeler"),
    rows: items.map((item) => [
      `q.${item.key}`,
      String(item.number),
      `${item.label}. ${item.question}`,
      item.recode ? `omkodet fra ${item.recode.of}` : kindOf(item),
      item.options.length === 0 ? "" : optionsInShort(item),
      baseOf(item),
    ]),
  });
}

/** One item as its entry in the codebook: question, who is asked, what is counted, its options. */
export function showItem(item: ItemDefinition, questionnaire: Questionnaire): MimeBundle {
  const facts = [
    `q.${item.key}: ${item.recode ? `omkodet fra q.${item.recode.of}` : kindOf(item)}`,
    item.asked ? `Stilles til de som ${conditionInWords(item.asked, questionnaire)}` : "Stilles til alle",
    ...(baseOf(item) === "" ? [] : [`Grunnlag for andeler: ${baseOf(item)}`]),
    `${COMPARABILITY_LABELS[item.comparability.status]} (${item.comparability.with})`,
    item.public ? "Kan publiseres" : "Publiseres ikke",
  ];
  const recoded = item.recode?.options;
  return notebookTable({
    title: `Spørsmål ${item.number}. ${item.question}`,
    columns: textColumns("Nøkkel", "Svar", ...(recoded ? ["Når"] : [])),
    rows: item.options.map(({ key, label }) => {
      const when = recoded?.[key]?.when;
      return [
        `q.${item.key}.${key}`,
        label,
        ...(recoded ? [when ? `De som ${conditionInWords(when, questionnaire)}` : "Alle andre"] : []),
      ];
    }),
    note: `${facts.join(". ")}.`,
  });
}

/** An option: its label and where it stands. */
export function showOption({ item, key, label }: Option): MimeBundle {
  return notebookTable({
    title: label,
    columns: textColumns("Nøkkel", "Svar"),
    rows: [[item === "" ? key : `q.${item}.${key}`, label]],
  });
}

/** Named subsets, one a row: what `s` is. */
export function showSubsets(subsets: readonly Subset[], questionnaire: Questionnaire): MimeBundle {
  return notebookTable({
    title:
      subsets.length === 1
        ? (subsets[0] as Subset).label
        : `${formatNumber(subsets.length)} navngitte utvalg av ${questionnaire.unit.all} i ${questionnaire.year}`,
    columns: textColumns("Nøkkel", "Utvalg", `Hvilke ${questionnaire.unit.many}`),
    rows: subsets.map(({ key, label, when }) => [
      `s.${key}`,
      label,
      `De som ${conditionInWords(when, questionnaire)}`,
    ]),
  });
}

function kindOf(item: ItemDefinition): string {
  return item.kind === "multiple" && Number.isFinite(item.max)
    ? `inntil ${formatNumber(item.max)} svar`
    : kindInWords(item);
}

function baseOf({ kind, base }: ItemDefinition): string {
  if (kind === "text" || kind === "amount") return "";
  return base === "asked" ? "de som fikk spørsmålet" : "de som svarte";
}

/** All options when they are few, else the first ones. */
function optionsInShort({ options }: ItemDefinition): string {
  const labels = options.map(({ label }) => label);
  return labels.length <= 4
    ? labels.join("; ")
    : `${labels.slice(0, 3).join("; ")} … (${labels.length} i alt)`;
}
