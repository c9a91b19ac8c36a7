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
 * What is published beside the note: the overview, where the edition has an `oversikt.json`, and the open data, where
 * it has a licence.
 * @param chapters Executed; the tables and figures that they show are published as data too.
 * @param numbers Numbers of the note whose tiltak the overview shows: it leads back to them.
 */
export async function openArtefacts(
  answers: PublicAnswers,
  edition: Edition,
  chapters: readonly { readonly notebook: Notebook }[],
  numbers: readonly NoteNumber[] = [],
): Promise<Artefact[]> {
  const artefacts: Artefact[] = [];
  const spec = readOverview(answers.year, answers.questionnaire);
  if (spec)
    artefacts.push({ path: "oversikt.html", content: renderOverview(answers, spec, edition, numbers) });
  if (edition.licence) {
    const tables = chapters.flatMap(({ notebook }) => tablesOf(notebook));
    const dataset = new Dataset(answers, edition, edition.licence, tables);
    const made = await keep(`publish/openData/${answers.year}`, [JSON.stringify(dataset)], async () =>
      (await openData(dataset)).map(packArtefact),
    );
    artefacts.push(...made.map(unpackArtefact));
  }
  return artefacts;
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
