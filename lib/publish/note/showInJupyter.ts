import { captionOf } from "../../chapter/figures/detached.js";
import { detachSvg } from "../../chapter/figures/detachSvg.js";
import { type FigureOutput, MIME, type TableOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import { notebookTable } from "../../chapter/show/notebookTable.js";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import { chosenYear } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { drawKept } from "./keptDrawings.js";

/**
 * What this library shows, with what Jupyter's clients know beside it: a figure's drawing with its title and note, a
 * table as HTML, prose without the names of its headings. So a chapter can be read while it is written.
 *
 * Only in the kernel: the note draws and numbers by itself, and a run need not wait for it.
 * @returns The same bundle when it is none of ours.
 */
export async function showInJupyter(data: MimeBundle): Promise<MimeBundle> {
  if (data[MIME.figure])
    return { "image/svg+xml": await drawFigure(data[MIME.figure] as FigureOutput), ...data };
  if (data[MIME.table]) return { "text/html": tableHtml(data[MIME.table] as TableOutput), ...data };
  if (data[MIME.prose])
    return {
      ...data,
      "text/markdown": String(data["text/markdown"]).replace(/^(#.*?) *\{#[^}]*\}$/gm, "$1"),
    };
  return data;
}

async function drawFigure(figure: FigureOutput): Promise<string> {
  const { syntheticMark } = openEdition(chosenYear()).edition;
  const { wide } = await drawKept({ figure, mark: syntheticMark });
  return detachSvg(wide, captionOf(figure));
}

function tableHtml({ title, columns, rows, note }: TableOutput): unknown {
  const table = notebookTable({ title: oneLine(title), columns, rows, note: plain(note) });
  return table["text/html"];
}

const oneLine = (parts: FigureOutput["title"]): string => plain(parts).replace(/\s+/g, " ");
