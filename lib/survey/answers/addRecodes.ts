import type { ColumnTable } from "arquero";
import { recodeRow } from "../questionnaire/recodeRow.js";
import type { Questionnaire, RecodeSpec } from "../questionnaire/types.js";
import { type Columns, columnsOf, mapAlike } from "./mapAlike.js";

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
  const { size, column: read } = columnsOf(table);
  // A recode may build on an earlier one, so rows see the columns made so far.
  const column = (name: string): ArrayLike<unknown> => columns[name] ?? read(name);
  for (const { key, recode } of Object.values(questionnaire.recodes)) {
    if (!recode) continue;
    const { option, missing } = recodeColumns({ size, column }, recode, questionnaire);
    columns[`${key}__mangler`] = missing;
    columns[key] = option;
  }
  return Object.keys(columns).length === 0 ? table : table.assign(columns as never);
}

/** The option of a recode in each row, and why there is none. */
export function recodeColumns(
  columns: Columns,
  recode: RecodeSpec,
  questionnaire: Questionnaire,
): { readonly option: (string | null)[]; readonly missing: (string | null)[] } {
  const looksAt = [
    { item: recode.of, is: ["mangler"] },
    ...Object.values(recode.options).map(({ when }) => when),
  ];
  const { made, place } = mapAlike(columns, looksAt, questionnaire, (row) =>
    recodeRow(recode, row, questionnaire),
  );
  const option = new Array<string | null>(place.length);
  const missing = new Array<string | null>(place.length);
  for (let row = 0; row < place.length; row += 1) {
    const found = made[place[row] as number];
    option[row] = found?.option ?? null;
    missing[row] = found?.missing ?? null;
  }
  return { option, missing };
}
