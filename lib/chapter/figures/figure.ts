import { display } from "../../engine/notebook/display.js";
import { type FigureOutput, MIME } from "../outputs.js";
import type { Piece } from "../prose/piece.js";
import { plain } from "../prose/template.js";
import type { Drawing } from "./bars.js";

/**
 * Shows a figure: the drawing, its data table, its alt text and where its numbers come from, as one output.
 *
 * @param drawing From `bars`, `stackedBars`, `barsByYear` or `barsOf`.
 * @param title States the finding: title`…`.
 * @param options.alt Replaces the alt text made from the numbers: alt`…`.
 * @param options.note Replaces the note below the figure: note`…`.
 * @param options.id For cross-references; default the item's key.
 * @example figure(bars(tabulate(tiltak, q.effekter)), title`${largest(…)`Bedre tjenester er det flest venter seg`}`)
 */
export function figure(
  drawing: Drawing,
  title: Piece,
  options: { alt?: Piece; note?: Piece; id?: string } = {},
): void {
  const output: FigureOutput = {
    id: options.id ?? drawing.id,
    title: title.parts,
    subtitle: drawing.subtitle,
    alt: options.alt?.parts ?? drawing.alt,
    note: options.note?.parts ?? drawing.note,
    plotly: drawing.plotly,
    height: drawing.height,
    table: { id: options.id ?? drawing.id, columns: drawing.columns, rows: drawing.rows },
    values: drawing.values,
    synthetic: drawing.values.some((value) => value.synthetic),
  };
  display({
    [MIME.figure]: output,
    "application/vnd.plotly.v1+json": {
      data: drawing.plotly.data,
      layout: { ...drawing.plotly.layout, title: { text: plain(output.title) } },
    },
    "text/plain": `${plain(output.title)}\n${plain(output.subtitle)}\n${plain(output.alt)}`,
  });
}
