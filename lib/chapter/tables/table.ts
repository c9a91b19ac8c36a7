import { display } from "../../engine/notebook/display.js";
import { ContentError } from "../../ground/errors.js";
import { MIME, type TableOutput } from "../outputs.js";
import type { Piece } from "../prose/piece.js";
import { plain } from "../prose/template.js";
import { TableRows } from "./tableRows.js";

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
