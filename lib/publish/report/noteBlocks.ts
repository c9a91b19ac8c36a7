import type { FigureOutput, ListOutput, Part, TableOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import type { Edition } from "../../ground/edition/edition.js";
import { keptLines } from "../../ground/files/keptLines.js";
import { type Html, html, joined, trusted } from "../../ground/text/html.js";
import { csvHref } from "./csvHref.js";
import type { References } from "./references.js";
import { type Drawings, renderFigure } from "./renderFigure.js";
import { renderCode } from "./renderOutput.js";
import type { PartRenderer, PublishedLookup } from "./renderParts.js";
import { renderTable, toCsv } from "./renderTable.js";
import { detailOf, type Statement } from "./statements.js";

/** Tables longer than this are folded. */
const FOLDED_FROM = 40;
/** Tables longer than this may be broken between pages: of numbers, and of text, whose rows take several lines. */
const LONG_FROM = { numbers: 20, texts: 5 };

export interface BlockSettings {
  readonly edition: Edition;
  readonly published: PublishedLookup;
  /** Figure id → its drawings, as SVG text. */
  readonly drawings: ReadonlyMap<string, Drawings>;
  readonly statements: readonly Statement[];
  readonly parts: PartRenderer;
  readonly references: References;
  /** Parts as inline HTML. */
  inline(parts: readonly Part[]): Html;
}

/** What stands between the paragraphs: figures, tables, lists and code, numbered through the note, each as a mark. */
export class NoteBlocks {
  readonly #settings: BlockSettings;
  readonly #lines = new Map<string, readonly string[]>();
  #figures = 0;
  #tables = 0;

  constructor(settings: BlockSettings) {
    this.#settings = settings;
  }

  /** A block's lines in the plain text, by its mark; blocks without an entry (code, lists) are not in the text. */
  linesOf(mark: string): readonly string[] {
    return this.#lines.get(mark) ?? [];
  }

  figure(figure: FigureOutput, where: string): string {
    const { edition, published, references, drawings } = this.#settings;
    this.#figures += 1;
    const number = `Figur ${this.#figures}`;
    references.add(`figur:${figure.id}`, { id: `figur-${figure.id}`, name: number.toLowerCase() }, where);
    return this.#block(
      [`${number}. ${plain(figure.title)}`, plain(figure.subtitle), plain(figure.note)],
      renderFigure(figure, {
        edition,
        number,
        drawings: drawings.get(figure.id),
        published,
        inline: this.#settings.inline,
      }),
    );
  }

  table(table: TableOutput, where: string): string {
    const { references } = this.#settings;
    this.#tables += 1;
    const number = `Tabell ${this.#tables}`;
    const id = `tabell-${table.id}`;
    references.add(`tabell:${table.id}`, { id, name: number.toLowerCase() }, where);
    return this.#block(
      [`${number}. ${plain(table.title)}`, plain(table.note)],
      this.#renderTable(table, number, id),
    );
  }

  #renderTable({ title, note, columns, rows, synthetic }: TableOutput, number: string, id: string): Html {
    const { edition, inline } = this.#settings;
    const { series, syntheticMark, year } = edition;
    const name = `${number}. ${plain(title)}`;
    const kind =
      columns.length > 2 && columns.every((column) => column.kind === "text") ? "texts" : "numbers";
    const marked = syntheticMark !== undefined && synthetic.some((row) => row.includes(true));
    // On every line, since a line can be taken out; short, since the file is carried in the page.
    const about = (row: number): string[] => [
      ...(marked ? [columns.flatMap(({ label }, i) => (synthetic[row]?.[i] ? [label] : [])).join(", ")] : []),
      ...(syntheticMark ? [syntheticMark] : []),
      `${series} ${edition.number}, ${number.toLowerCase()}`,
    ];
    const labels = [
      ...(marked ? ["Bare i syntetiske data"] : []),
      ...(syntheticMark ? ["Om dataene"] : []),
      "Kilde",
    ];
    const csv = toCsv(
      [...columns, ...labels.map((label) => ({ label }))],
      rows.map((row, i) => [...row, ...about(i)]),
    );
    const heading = html`<a class="permalink num" href="#${id}">${number}</a> ${inline(title)}`;
    const folded = rows.length > FOLDED_FROM;
    const body = renderTable(columns, rows, oneLine(name), {
      caption: folded ? html`${number}` : heading,
      ...(marked ? { synthetic } : {}),
    });
    return html`<div id="${id}" class="table-block${rows.length > LONG_FROM[kind] ? " long" : ""}">
${folded ? html`<p class="table-title">${heading}</p><details><summary>Vis tabellen (${rows.length} rader)</summary>${body}</details>` : body}
${note.length > 0 || marked ? html`<p class="fignote">${inline(note)}${marked ? html` <span class="mark">${syntheticMark}: Tall merket med * er ikke publisert andre steder.</span>` : null}</p>` : null}
<p class="downloads"><a download="${year}-${id}.csv" href="${csvHref(csv)}" aria-label="Last ned tallene (CSV), ${number.toLowerCase()}">Last ned tallene (CSV)</a></p>
</div>`;
  }

  /** Claims or exceptions of all chapters. */
  list({ of }: ListOutput): string {
    const { parts, statements } = this.#settings;
    const list = LISTS[of];
    const items = statements.filter(({ kind }) => kind === list.kind);
    if (items.length === 0) return parts.block(html`<p>Ingen.</p>`);
    const columns = list.columns.map((label) => ({ label, kind: "text" as const }));
    const rows = items.map((item) => [item.text, detailOf(item), item.file]);
    return parts.block(
      html`<details class="list"><summary>${list.title} (${rows.length})</summary>${renderTable(columns, rows, list.title)}</details>`,
    );
  }

  /** The code of a chapter, folded. */
  code(file: string, sources: readonly string[]): string {
    if (sources.length === 0) return "";
    const code = joined(sources.map(keptCode), "\n");
    return this.#settings.parts.block(
      html`<details class="code-of"><summary>Koden i dette kapittelet (${file})</summary>${code}</details>`,
    );
  }

  #block(lines: readonly string[], content: Html): string {
    const mark = this.#settings.parts.block(content);
    this.#lines.set(mark.trim(), lines);
    return mark;
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

const LISTS: Record<
  ListOutput["of"],
  { kind: Statement["kind"]; title: string; columns: readonly string[] }
> = {
  claims: { kind: "claim", title: "Påstander i notatet", columns: ["Påstand", "Vilkår", "Notatbok"] },
  exceptions: {
    kind: "exception",
    title: "Unntak som forfatterne har tatt",
    columns: ["Ord", "Grunn", "Notatbok"],
  },
};

const highlighted = keptLines<string>("publish/code");

/** A cell's source, highlighted; most cells are the same from run to run. */
function keptCode(source: string): Html {
  const known = highlighted.get(source);
  if (known !== undefined) return trusted(known);
  const code = renderCode(source);
  highlighted.set(source, code.text);
  return code;
}
