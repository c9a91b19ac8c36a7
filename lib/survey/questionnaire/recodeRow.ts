import { missingOf, type RowReader, truthOf } from "./conditions.js";
import type { Missing, Questionnaire, RecodeSpec } from "./types.js";

/** The option of a recode in a row, or why there is none. */
export function recodeRow(
  recode: RecodeSpec,
  row: RowReader,
  questionnaire: Questionnaire,
): { readonly option: string | null; readonly missing: Missing | null } {
  const source = missingOf(row, recode.of);
  if (source === "ikke_spurt") return { option: null, missing: source };
  let unknown: Missing | null = null;
  for (const [option, { when }] of Object.entries(recode.options)) {
    const truth = truthOf(when, row, questionnaire);
    if (truth === true) return { option, missing: null };
    if (truth !== false) unknown ??= truth;
  }
  if (unknown !== null) return { option: null, missing: source ?? unknown };
  if (recode.otherwise !== undefined) return { option: recode.otherwise, missing: null };
  return { option: null, missing: source ?? "ikke_svart" };
}
