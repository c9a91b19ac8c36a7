import { stringify } from "csv-stringify/sync";
import type { TableColumn, TableOutput } from "../../chapter/outputs.js";
import { formatCell } from "../../chapter/tables/formatCell.js";
import { type Html, html, joined } from "../../ground/text/html.js";

/**
 * A data table as HTML: row labels are headers, numbers are Norwegian.
 * @param name What it is, for those who can't see it.
 * @param shown.caption What stands above it; its name when left out.
 * @param shown.synthetic As `rows`: the cells whose numbers follow from synthetic data alone, which get a mark.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: TableOutput["rows"],
  name: string,
  {
    caption = html`${name}`,
    synthetic = [],
  }: { caption?: Html; synthetic?: readonly (readonly boolean[])[] } = {},
): Html {
  const number = (kind: TableColumn["kind"]): Html | null => (kind === "text" ? null : html` class="n"`);
  // Columns of text are too narrow on paper: there each cell stands below the other, with its column's name.
  const texts = columns.length > 2 && columns.every(({ kind }) => kind === "text");
  const head = columns.map(({ kind, label }) => html`<th scope="col"${number(kind)}>${label}</th>`);
  const body = rows.map(([first, ...rest], r) => {
    const cells = rest.map((cell, i) => {
      const { kind = "text" } = columns[i + 1] ?? {};
      const mark = synthetic[r]?.[i + 1] ? SYNTHETIC : null;
      return html`<td${number(kind)}>${formatCell(cell, kind)}${mark}</td>`;
    });
    return html`<tr><th scope="row">${formatCell(first ?? null, "text")}</th>${cells}</tr>`;
  });
  return html`<div class="wide" role="region" aria-label="${name}" tabindex="0"><table${texts ? html` class="texts"` : null}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${joined(body, "\n")}
</tbody></table></div>`;
}

/** Stands after a number that follows from synthetic data alone. */
const SYNTHETIC = html`<abbr title="følger av syntetiske data">*</abbr>`;

/**
 * The same table as CSV for Norwegian spreadsheets: semicolons, comma, UTF-8 with a byte-order mark, and formulas
 * made harmless (a text that begins with = + - @ or a control character gets an apostrophe first). The first line names the
 * columns: what else is to be said of the table stands in columns of its own.
 */
export function toCsv(columns: readonly Pick<TableColumn, "label">[], rows: TableOutput["rows"]): string {
  return stringify([columns.map(({ label }) => label), ...rows], {
    bom: true,
    delimiter: ";",
    record_delimiter: "windows",
    escape_formulas: true,
    cast: { number: (number) => String(number).replace(".", ",") },
  });
}
