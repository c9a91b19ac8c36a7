import { tableOf } from "../../chapter/figures/chart.js";
import type { FigureOutput, TableOutput } from "../../chapter/outputs.js";
import { MIME } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import type { Notebook } from "../../engine/notebook/notebook.js";
import type { Edition } from "../../ground/edition/edition.js";
import { keep } from "../../ground/files/keep.js";
import { Dataset } from "../data/dataset.js";
import { openData } from "../data/openData.js";
import { readOverview } from "../overview/readOverview.js";
import { renderOverview } from "../overview/renderOverview.js";
import type { NoteNumber } from "../report/renderNote.js";
import { type Artefact, packArtefact, unpackArtefact } from "./artefact.js";
import type { PublicAnswers } from "./publicAnswers.js";

/**
 * The overview that is published beside the note; none where the edition has no `oversikt.json`.
 * @param numbers Numbers of the note whose tiltak the overview shows: it leads back to them.
 */
export function overviewOf(
  answers: PublicAnswers,
  edition: Edition,
  numbers: readonly NoteNumber[],
): Artefact[] {
  const spec = readOverview(answers.year, answers.questionnaire);
  return spec ? [{ path: "oversikt.html", content: renderOverview(answers, spec, edition, numbers) }] : [];
}

/**
 * The open data that is published beside the note; none where the edition has no licence.
 * @param chapters Executed; the tables and figures that they show are published as data too.
 */
export async function openDataOf(
  answers: PublicAnswers,
  edition: Edition,
  chapters: readonly { readonly notebook: Notebook }[],
): Promise<Artefact[]> {
  if (!edition.licence) return [];
  const tables = chapters.flatMap(({ notebook }) => tablesOf(notebook));
  const dataset = new Dataset(answers, edition, edition.licence, tables);
  const made = await keep(`publish/openData/${answers.year}`, [JSON.stringify(dataset)], async () =>
    (await openData(dataset)).map(packArtefact),
  );
  return made.map(unpackArtefact);
}

/** The tables that a chapter shows, and those of its figures, as `tabell-<id>` and `figur-<id>`. */
function tablesOf(notebook: Notebook) {
  return notebook.cells.flatMap((cell) =>
    (cell.cell_type === "code" ? cell.outputs : []).flatMap((output) => {
      if (!("data" in output)) return [];
      const table = output.data[MIME.table] as TableOutput | undefined;
      const figure = output.data[MIME.figure] as FigureOutput | undefined;
      if (table)
        return [
          {
            name: `tabell-${table.id}`,
            title: plain(table.title),
            description: plain(table.note),
            columns: table.columns,
            rows: table.rows,
          },
        ];
      if (!figure) return [];
      const description = [figure.subtitle, figure.note].map(plain).filter(Boolean).join(" ");
      const { columns, rows } = tableOf(figure.chart);
      return [{ name: `figur-${figure.id}`, title: plain(figure.title), description, columns, rows }];
    }),
  );
}
