import { captionOf } from "../../chapter/figures/detached.js";
import { detachSvg } from "../../chapter/figures/detachSvg.js";
import { type FigureOutput, MIME, type TableOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import { notebookTable } from "../../chapter/show/notebookTable.js";
import { PLOTLY_MIME } from "../../engine/notebook/bundleOf.js";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import { chosenYear } from "../../ground/project.js";
import { html } from "../../ground/text/html.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { plotlyDrawer } from "../report/drawPlotly.js";
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
  if (data[PLOTLY_MIME]) return { ...(await drawForeign(data[PLOTLY_MIME])), ...data };
  if (data[MIME.prose])
    return {
      ...data,
      "text/markdown": String(data["text/markdown"]).replace(/^(#.*?) *\{#[^}]*\}$/gm, "$1"),
    };
  return data;
}

let drawer: ReturnType<typeof plotlyDrawer> | null = null;
let drawings = 0;

/** Any figure of Plotly's, for a Jupyter without its extension: on white, or as a box that says why it is not drawn. */
async function drawForeign(spec: unknown): Promise<MimeBundle> {
  drawer ??= plotlyDrawer();
  const drawn = await drawer.draw(spec, `plotly-${drawings++}`);
  if (drawn === null) return {};
  if ("svg" in drawn)
    return {
      "image/svg+xml": detachSvg(asXml(drawn.svg), { title: "", subtitle: "", note: "", source: "" }),
    };
  return {
    "text/html":
      html`<table><tbody><tr><td><div align="left"><strong>Figuren er ikke tegnet.</strong> ${drawn.why}</div></td></tr></tbody></table>`
        .text,
  };
}

/** What the sanitiser writes as HTML has it, and a picture, which is XML, must have otherwise: names, empty attributes. */
function asXml(svg: string): string {
  return svg
    .replace(/<\w[^>]*>/g, (tag) =>
      tag.replace(/(\s[\w:-]+)(="[^"]*")?/g, (whole, name: string, value) => (value ? whole : `${name}=""`)),
    )
    .replace(/(<\/?)clippath\b/g, "$1clipPath")
    .replace(/(<\/?)(linear|radial)gradient\b/g, "$1$2Gradient");
}

/** Ends the process that draws; a kernel that ends calls it. */
export function stopDrawing(): void {
  drawer?.stop();
  drawer = null;
}

async function drawFigure(figure: FigureOutput): Promise<string> {
  const { syntheticMark } = openEdition(chosenYear()).edition;
  const { wide } = await drawKept({ figure, mark: syntheticMark });
  return detachSvg(wide, captionOf(figure));
}

function tableHtml({ title, columns, rows, note, synthetic }: TableOutput): unknown {
  const table = notebookTable({ title: oneLine(title), columns, rows, synthetic, note: plain(note) });
  return table["text/html"];
}

const oneLine = (parts: FigureOutput["title"]): string => plain(parts).replace(/\s+/g, " ");
