import type { MimeBundle } from "../../engine/notebook/mime.js";
import { formatNumber } from "../../ground/text/format.js";
import { unitOf } from "../../survey/answers/answers.js";
import type { ByMissing, ItemDefinition } from "../../survey/questionnaire/types.js";
import { whoAnswered, whoWereAsked } from "../../survey/questionnaire/unitWords.js";
import type { Crosstab } from "../../transforms/crosstab.js";
import { inRows } from "../../transforms/inRows.js";
import type { Summary } from "../../transforms/summarise.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { missingNote, questionOf, severalNote } from "../figures/bars.js";
import { type Counted, rowsToLookAt } from "../tables/countedRows.js";
import { notebookTable } from "./notebookTable.js";

/** What is counted, as a table with its question, its base and what is missing. */
export function showCounted(counted: Counted): MimeBundle {
  const { columns, rows } = rowsToLookAt(counted);
  return notebookTable({ title: titleOf(counted), columns, rows, note: noteOf(counted) });
}

export function titleOf(counted: Counted): string {
  if ("cells" in counted) return questionOf(counted.item);
  if ("rowOptions" in counted) {
    const { rowItem, columnItem } = counted;
    return `Spørsmål ${rowItem.number} (${rowItem.label}) og spørsmål ${columnItem.number} (${columnItem.label}), antall`;
  }
  if ("layers" in counted) {
    const [first] = counted.layers;
    return `${counted.layerItem.label}${first ? `, ${first.rowItem.label.toLowerCase()} og ${first.columnItem.label.toLowerCase()}` : ""}, antall`;
  }
  if ("points" in counted) return questionOf(counted.item);
  return `${questionOf(counted.item)}${counted.by ? ` Etter ${counted.by.label.toLowerCase()}.` : ""}`;
}

export function noteOf(counted: Counted): string {
  const of = `${counted.answers.year}, ${counted.answers.label}.`;
  if ("cells" in counted) return `${of} ${tabulationNote(counted)}`;
  if ("rowOptions" in counted) return `${of} ${crosstabNote(counted)}`;
  if ("layers" in counted) {
    const [bases, rows] = [
      counted.layers.map(({ base }) => base),
      counted.layers.map(({ unweighted }) => unweighted?.base ?? 0),
    ].map((list) => list.reduce((sum, n) => sum + n, 0)) as [number, number];
    const beside = counted.answers.weights === null ? "" : inRows(rows);
    return `${of} Grunnlag: ${formatNumber(bases)}${beside} i alle lag til sammen.`;
  }
  if ("points" in counted) return `${counted.answers.label}. ${counted.begins}`;
  return `${of} ${summaryNote(counted)}`;
}

function tabulationNote(tabulation: Tabulation): string {
  const { item, base, missing, unweighted } = tabulation;
  const unit = unitOf(tabulation.answers);
  const rule = item.base === "asked" ? whoWereAsked(unit) : whoAnswered(unit);
  return `Grunnlag: ${formatNumber(base)}${inRows(unweighted?.base)} ${rule}. ${severalNote(tabulation)}${missingNote(tabulation)}${kindsOf(item, missing)}`;
}

/** Each kind of missing that there is, since they are not alike. */
function kindsOf(item: ItemDefinition, missing: ByMissing<number>): string {
  const kinds = Object.entries(missing).filter(([, n]) => n > 0);
  if (kinds.length === 0) return "";
  return ` ${kinds.map(([kind, n]) => `${item.missing[kind] ?? kind}: ${formatNumber(n)}`).join(". ")}.`;
}

function crosstabNote({ asked, answered, base, unweighted }: Crosstab): string {
  return `Grunnlag: ${formatNumber(base)}${inRows(unweighted?.base)}. ${formatNumber(asked)} fikk begge spørsmålene, ${formatNumber(answered)} svarte på begge.`;
}

const WEIGHTED = "Sum, gjennomsnitt og kvartiler er vektet.";

function summaryNote({ total, item, answers, withheldIncluded }: Summary): string {
  const unit = item.unit === null ? "" : ` i ${item.unit}`;
  const noun = item.kind === "number" ? "tall" : "beløp";
  const weighted = answers.weights === null ? "" : ` ${WEIGHTED}`;
  const withheld = withheldIncluded
    ? ` Også ${noun} som ikke kan publiseres, er med: tallene er bare til å se på.`
    : total.withheld > 0
      ? ` ${formatNumber(total.withheld)} ${noun} er holdt utenfor, siden ${answers.questionnaire.unit.all} ikke kan publiseres.`
      : "";
  return `Grunnlag: ${formatNumber(total.n)} ${noun}${unit}, av ${formatNumber(total.asked)} ${whoWereAsked(unitOf(answers))}.${weighted}${withheld}${kindsOf(item, total.missing)}`;
}
