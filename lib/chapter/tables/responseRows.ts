import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { at } from "../../numbers/values/at.js";
import { answersOf } from "../../survey/answers/answers.js";
import { countCell, TableRows } from "./tableRows.js";

/**
 * Who was asked and who answered: one row per ministry that has bodies in the frame, with its bodies asked, its bodies
 * that answered, and the rows that are of it: `ikke kjent` where no body answered.
 * @param table The tiltak of a year.
 * @example table("svar", title`Virksomheter og tiltak per departement`, responseRows(tiltak))
 */
export function responseRows(table: ColumnTable): TableRows {
  const { year, questionnaire } = answersOf(table);
  const { ministry, framed, unit, bodyUnit } = questionnaire;
  if (!framed || !ministry)
    throw new ContentError(
      `responseRows() must have a frame of bodies and an item that places them (roles.ministry), but the questionnaire of ${year} has ${framed ? "no such item" : "no frame: nobody is known to have been asked who is not in the answers"}.`,
    );
  const lines = ministry.options
    .map(({ key, label }) => ({
      label,
      asked: at(`${year}/utvalg/${ministry.key}/${key}/count`),
      answered: at(`${year}/utvalg/${ministry.key}×svar/${key}×ja/count`),
      rows: at(`${year}/alle/${ministry.key}/${key}/count`),
    }))
    .filter(({ asked }) => asked.number > 0);
  return new TableRows({
    columns: [
      { label: ministry.label, kind: "text" },
      { label: `Spurte ${bodyUnit.many}`, kind: "count" },
      { label: `${capitalise(bodyUnit.many)} som svarte`, kind: "count" },
      { label: capitalise(unit.many), kind: "count" },
    ],
    rows: lines.map(({ label, asked, answered, rows }) => [
      label,
      countCell(asked),
      countCell(answered),
      // Where nobody answered, nobody knows how many rows there are: that is not none.
      answered.number === 0 ? "ikke kjent" : countCell(rows),
    ]),
  });
}
