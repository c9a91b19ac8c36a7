import type { ColumnTable } from "arquero";
import type { Row } from "../questionnaire/conditions.js";
import { recodeRow } from "../questionnaire/recodeRow.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { rowsOf } from "./rowsOf.js";

/**
 * Adds a column for each recode of the questionnaire, and one for its kind of missing.
 *
 * A row gets the option whose condition holds, or the recode's `otherwise` when none does. Where missing answers
 * leave it open, it is missing as in the item that the recode is made of, or, when that one is answered, as in the
 * answer that decides. Rows that were not asked stay so.
 * @param table One row per tiltak.
 * @returns The same rows with `<recode>` (an option's key or null) and `<recode>__mangler`.
 */
export function addRecodes(table: ColumnTable, questionnaire: Questionnaire): ColumnTable {
  const columns: Record<string, (string | null)[]> = {};
  const rows = rowsOf(table);
  // A recode may build on an earlier one, so rows see the columns made so far.
  const extended = rows.map(
    (row, i): Row =>
      (name) =>
        columns[name] ? columns[name][i] : row(name),
  );
  for (const { key, recode } of Object.values(questionnaire.recodes)) {
    if (!recode) continue;
    const made = extended.map((row) => recodeRow(recode, row, questionnaire));
    columns[`${key}__mangler`] = made.map(({ missing }) => missing);
    columns[key] = made.map(({ option }) => option);
  }
  return table.assign(columns as never);
}
