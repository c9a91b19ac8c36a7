import type { LoadedSurvey } from "../answers/loadSurvey.js";
import { rowsOf } from "../answers/rowsOf.js";
import type { Body } from "../frame/readFrame.js";
import { type ItemDefinition, MISSING, type Questionnaire } from "../questionnaire/types.js";
import { formColumns } from "./formColumns.js";
import type { Prefilled } from "./writeForm.js";

/**
 * What a body answered last time, as cells of this year's form: its tiltak in the order of the answers, each with
 * its stable id.
 *
 * An answer is carried over where this year has the item and the option; where it has not, the cell is empty. Items that
 * ask about the year itself (`everyYear`) are asked anew.
 * @param earlier The clean answers of the edition before.
 * @example prefill(openEdition(2020).questionnaire, await loadSurvey(openEdition(2019)), body)[0]?.cells.fase // "Konsept"
 */
export function prefill(questionnaire: Questionnaire, earlier: LoadedSurvey, body: Body): Prefilled[] {
  const before = earlier.questionnaire;
  const columns = formColumns(questionnaire);
  return rowsOf(earlier.tiltak)
    .filter((row) => row(before.body?.key ?? "id") === body.organisasjonsnummer)
    .map((row) => {
      const cells: Record<string, string | number> = {};
      for (const { field, item, option, role } of columns) {
        const last = item && before.items[item.key];
        if (!item || !last || last.kind !== item.kind || item.everyYear) continue;
        if (option && !last.options.some(({ key }) => key === option.key)) continue;
        if (role === "specify" && !last.options.find(({ key }) => key === option?.key)?.specify) continue;
        const value = role === "answer" ? answerOf(item, row) : row(field);
        if (role === "tick") {
          if (value === true) cells[field] = 1;
        } else if (typeof value === "string" || typeof value === "number") cells[field] = value;
      }
      return { id: String(row("id")), cells };
    });
}

/** An answer as the form has it: the option's label, kroner, text, or the words for an amount that is not known. */
function answerOf(item: ItemDefinition, row: (column: string) => unknown): string | number | null {
  const value = row(item.key);
  if (item.kind === "single") return item.options.find(({ key }) => key === value)?.label ?? null;
  if (typeof value === "number" || typeof value === "string") return value;
  const missing = row(`${item.key}__mangler`);
  return missing === "ikke_avklart" || missing === "ikke_relevant" ? MISSING[missing] : null;
}
