import type { ColumnTable } from "arquero";
import { at } from "../../numbers/values/at.js";
import { answersOf } from "../../survey/answers/answers.js";
import { TableRows } from "./tableRows.js";

/**
 * Who was asked and who answered: one row per ministry that has bodies in the frame, with its bodies asked, its bodies
 * that answered, and its tiltak.
 * @param table The tiltak of a year.
 * @example table("svar", title`Virksomheter og tiltak per departement`, responseRows(tiltak))
 */
export function responseRows(table: ColumnTable): TableRows {
  const { year, questionnaire } = answersOf(table);
  const { ministry } = questionnaire;
  const lines = ministry.options
    .map(({ key, label }) => ({
      label,
      asked: at(`${year}/utvalg/departement/${key}/count`),
      answered: at(`${year}/utvalg/departement×svar/${key}×ja/count`),
      tiltak: at(`${year}/alle/${ministry.key}/${key}/count`),
    }))
    .filter(({ asked }) => asked.number > 0);
  return new TableRows({
    columns: [
      { label: "Departement", kind: "text" },
      { label: "Spurte virksomheter", kind: "count" },
      { label: "Virksomheter som svarte", kind: "count" },
      { label: "Tiltak", kind: "count" },
    ],
    rows: lines.map(({ label, asked, answered, tiltak }) => [
      label,
      asked.number,
      answered.number,
      tiltak.number,
    ]),
    values: lines.flatMap(({ asked, answered, tiltak }) => [asked.record, answered.record, tiltak.record]),
  });
}
