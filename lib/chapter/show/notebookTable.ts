import type { MimeBundle } from "../../engine/notebook/mime.js";
import { html, joined } from "../../ground/text/html.js";
import type { TableColumn, TableRow } from "../column.js";
import { formatCell } from "../tables/formatCell.js";

/** What is shown of a table in a notebook. */
export interface NotebookTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** As `rows`: the cells that get a star, since their numbers follow from synthetic data alone. */
  readonly synthetic?: readonly (readonly boolean[])[];
  /** Below it: base, missing answers. */
  readonly note?: string;
}

/**
 * A table of ours where a notebook is read: in Jupyter, VS Code and the page of a run, light or dark. It has no style of
 * its own: each of them has one, and takes foreign ones out.
 */
export function notebookTable({ title, columns, rows, synthetic, note }: NotebookTable): MimeBundle {
  const texts = rows.map((row, r) =>
    columns.map(({ kind }, i) => `${formatCell(row[i] ?? null, kind)}${synthetic?.[r]?.[i] ? "*" : ""}`),
  );
  // Jupyter sets every cell to the right, which only what stands in the cell can change.
  const left = (text: string) => html`<div align="left">${text}</div>`;
  const isText = (i: number) => i === 0 || columns[i]?.kind === "text";
  const head = columns.map(
    ({ label }, i) =>
      html`<th scope="col"${isText(i) ? null : html` class="n"`}>${isText(i) ? left(label) : label}</th>`,
  );
  const body = texts.map(([first = "", ...rest]) => {
    const cells = rest.map((text, i) =>
      isText(i + 1) ? html`<td>${left(text)}</td>` : html`<td class="n">${text}</td>`,
    );
    return html`<tr><th scope="row">${left(first)}</th>${cells}</tr>`;
  });
  const lines = [columns.map(({ label }) => label), ...texts];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const plain = lines.map((line) =>
    line
      .map((text, i) => (isText(i) ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const below = note ? html`<p><small>${note}</small></p>` : null;
  return {
    "text/html":
      html`${title === "" ? null : html`<p><strong>${title}</strong></p>`}<table><thead><tr>${head}</tr></thead><tbody>${joined(body, "\n")}</tbody></table>${below}`
        .text,
    "text/plain": [...(title === "" ? [] : [title]), ...plain, ...(note ? [note] : [])].join("\n"),
  };
}
