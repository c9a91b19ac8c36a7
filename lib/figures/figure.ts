import { ContentError } from "../errors.js";
import { display } from "../notebook/display.js";
import { type FigureOutput, MIME, type TableOutput } from "../notebook/outputs.js";
import type { Piece } from "../prose/piece.js";
import { plain } from "../prose/template.js";
import type { Drawing } from "./bars.js";
import { TableRows } from "./tableRows.js";

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

/**
 * Shows a table of numbers or text.
 * @param id For cross-references (`[@tabell:id]`).
 * @param title States what the table holds: title`…`.
 * @param options.note Stands below the table: note`…`.
 * @example table("dekning", title`Hvor mange som svarte på hvert spørsmål`, coverage(tiltak))
 */
export function table(id: string, title: Piece, content: TableRows, options: { note?: Piece } = {}): void {
  if (!TableRows.isMade(content)) {
    throw new ContentError(
      `The rows of the table "${id}" must be made by the library (coverage(tiltak), phraseRows() …), whose numbers have addresses. Write a table of text in Markdown.`,
    );
  }
  const { columns, rows, values } = content;
  const output: TableOutput = {
    id,
    title: title.parts,
    note: options.note?.parts ?? [],
    columns,
    rows,
    values,
    synthetic: values.some((value) => value.synthetic),
  };
  const lines = [columns.map((column) => column.label), ...rows].map((row) =>
    row.map((cell) => cell ?? "").join("\t"),
  );
  display({ [MIME.table]: output, "text/plain": `${plain(output.title)}\n${lines.join("\n")}` });
}
