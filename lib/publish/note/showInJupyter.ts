import { detachSvg } from "../../chapter/figures/detachSvg.js";
import { type FigureOutput, MIME, type TableOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import { chosenYear } from "../../ground/project.js";
import { type Html, html } from "../../ground/text/html.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { renderTable } from "../report/renderTable.js";
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
  if (data[MIME.table]) return { "text/html": tableHtml(data[MIME.table] as TableOutput).text, ...data };
  if (data[MIME.prose])
    return {
      ...data,
      "text/markdown": String(data["text/markdown"]).replace(/^(#.*?) *\{#[^}]*\}$/gm, "$1"),
    };
  return data;
}

async function drawFigure(figure: FigureOutput): Promise<string> {
  const { syntheticMark, citation } = openEdition(chosenYear()).edition;
  const { wide } = await drawKept({ figure, mark: syntheticMark });
  return detachSvg(wide, {
    title: oneLine(figure.title),
    subtitle: oneLine(figure.subtitle),
    note: plain(figure.note),
    source: `Kilde: ${citation}`,
  });
}

function tableHtml({ title, columns, rows, note }: TableOutput): Html {
  const below = note.length > 0 ? html`<p>${plain(note)}</p>` : null;
  return html`<p><strong>${oneLine(title)}</strong></p>${renderTable(columns, rows, oneLine(title))}${below}`;
}

const oneLine = (parts: FigureOutput["title"]): string => plain(parts).replace(/\s+/g, " ");
