import type { ColumnTable } from "arquero";
import { holds, missingOf, type Row } from "../questionnaire/conditions.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { rowsOf } from "./rowsOf.js";

/**
 * Adds a column for each recode of the questionnaire, and one for its kind of missing.
 *
 * A row gets the first option whose condition holds, else the recode's `otherwise`, else it is missing as in the
 * item that the recode is made of (`ikke_svart` where that one is answered). Rows that were not asked stay so.
 * @param table One row per measure.
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
    const values = extended.map((row) => {
      if (missingOf(row, recode.of) === "ikke_spurt") return null;
      const option = Object.entries(recode.options).find(([, { when }]) => holds(when, row, questionnaire));
      return option?.[0] ?? recode.otherwise ?? null;
    });
    columns[`${key}__mangler`] = values.map((value, i) =>
      value === null ? (missingOf(extended[i] as Row, recode.of) ?? "ikke_svart") : null,
    );
    columns[key] = values;
  }
  return table.assign(columns as never);
}
