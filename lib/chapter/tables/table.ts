import { ContentError } from "../../ground/errors.js";
import { findAnswers } from "../../survey/answers/answers.js";
import { MIME, type TableOutput } from "../outputs.js";
import type { Piece } from "../prose/piece.js";
import { plain } from "../prose/template.js";
import { displaySealed } from "../sealed.js";
import { type Counted, countedRows, type TableOptions } from "./countedRows.js";
import { TableRows } from "./tableRows.js";

/**
 * Shows a table of numbers or text: of what is counted (a tabulation, a crosstab, a summary of amounts), or of what the
 * library makes rows of (`coverage(tiltak)`, `phraseRows()` …).
 * @param id For cross-references (`[@tabell:id]`).
 * @param title States what the table holds: title`…`.
 * @param options.note Stands below the table: note`…`.
 * @param options.per Of a crosstab: per cent of the `"row"`, the `"column"` or the `"total"` instead of counts.
 * @param options.missing Of a crosstab: a row and a column of those who did not answer, also where they are outside the base.
 * @example table("dekning", title`Hvor mange som svarte på hvert spørsmål`, coverage(tiltak))
 */
export function table(
  id: string,
  title: Piece,
  counted: TableRows | Counted,
  options: { note?: Piece } & TableOptions = {},
): void {
  const content = isCounted(counted) ? countedRows(counted, options) : counted;
  if (!TableRows.isMade(content)) {
    throw new ContentError(
      `The rows of the table "${id}" must be made by the library (coverage(answers), phraseRows() …), whose numbers have addresses. Write a table of text in Markdown.`,
    );
  }
  const { columns, rows, synthetic, values } = content;
  const output: TableOutput = {
    id,
    title: title.parts,
    note: options.note?.parts ?? [],
    columns,
    rows,
    values,
    synthetic,
  };
  const lines = [columns.map((column) => column.label), ...rows].map((row) =>
    row.map((cell) => cell ?? "").join("\t"),
  );
  displaySealed({ [MIME.table]: output, "text/plain": `${plain(output.title)}\n${lines.join("\n")}` });
}

/** Whether it was counted by the library: then it says whose answers. */
export function isCounted(value: object): value is Counted {
  if (!("answers" in value) || typeof value.answers !== "object" || value.answers === null) return false;
  const { table } = value.answers as { readonly table?: unknown };
  return typeof table === "object" && table !== null && findAnswers(table) !== undefined;
}
