import type { ColumnTable } from "arquero";
import { at } from "../../numbers/values/at.js";
import { universeOf } from "../../survey/answers/universe.js";
import { TableRows } from "./tableRows.js";

/**
 * Who was asked and who answered: one row per ministry that has bodies in the frame, with its bodies asked, its bodies
 * that answered, and its measures.
 * @param table The measures of a year.
 * @example table("svar", title`Virksomheter og tiltak per departement`, responseRows(tiltak))
 */
export function responseRows(table: ColumnTable): TableRows {
  const { year, questionnaire } = universeOf(table);
  const { ministry } = questionnaire;
  const lines = ministry.options
    .map(({ key, label }) => ({
      label,
      asked: at(`${year}/utvalg/departement/${key}/count`),
      answered: at(`${year}/utvalg/departement×svar/${key}×ja/count`),
      measures: at(`${year}/alle/${ministry.key}/${key}/count`),
    }))
    .filter(({ asked }) => asked.number > 0);
  return new TableRows({
    columns: [
      { label: "Departement", kind: "text" },
      { label: "Spurte virksomheter", kind: "count" },
      { label: "Virksomheter som svarte", kind: "count" },
      { label: "Tiltak", kind: "count" },
    ],
    rows: lines.map(({ label, asked, answered, measures }) => [
      label,
      asked.number,
      answered.number,
      measures.number,
    ]),
    values: lines.flatMap(({ asked, answered, measures }) => [
      asked.record,
      answered.record,
      measures.record,
    ]),
  });
}
