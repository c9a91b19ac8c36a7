import { at } from "../../numbers/values/at.js";
import { correctionsOf } from "../../numbers/worlds/log.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { countCell, TableRows } from "./tableRows.js";

/**
 * The edits made, as a table: one row per rule of the log in the edition's words, how many cells it changed and in how
 * many records. The reasons that the log gives are not public. Rules with most rows first; the alphabet decides between
 * equals.
 * @example table("rettelser", title`Rettelser i svarene`, correctionRows(2019))
 */
export function correctionRows(year: number): TableRows {
  const { logRules } = openEdition(year).questionnaire;
  const log = correctionsOf(year);
  const lines = [...new Set(log.map(({ rule }) => rule))].map((rule) => {
    const count = at(`${year}/logg/regel/${rule}/count`);
    const records = at(`${year}/logg/regel/${rule}/distinct`);
    return { rule, label: logRules[rule] as string, count, records };
  });
  lines.sort((a, b) => b.count.number - a.count.number || (a.rule < b.rule ? -1 : 1));
  return new TableRows({
    columns: [
      { label: "Hva som er rettet", kind: "text" },
      { label: "Rettelser", kind: "count" },
      { label: "Innmeldinger", kind: "count" },
    ],
    rows: lines.map(({ label, count, records }) => [label, countCell(count), countCell(records)]),
  });
}
