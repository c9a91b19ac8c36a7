import {
  type FigureOutput,
  MIME,
  type Part,
  type ProseOutput,
  type TableOutput,
} from "../../chapter/outputs.js";
import { plain, valuesIn } from "../../chapter/prose/template.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";

/** What of an executed notebook is read here: nbformat's shape, no more of it. */
export interface ExecutedNotebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly outputs?: readonly object[];
  }[];
}

export interface Chapter {
  readonly file: string;
  readonly notebook: ExecutedNotebook;
}

/** A number of the note: its address, what it is counted from, and every place where it stands. */
export interface StatedValue {
  readonly address: string;
  readonly n: number | null;
  readonly base: number | null;
  /** As printed, each way once. */
  readonly texts: readonly string[];
  readonly places: readonly { readonly file: string; readonly cell: number; readonly where: string }[];
}

export interface StatedClaim {
  readonly file: string;
  readonly cell: number;
  readonly text: string;
  readonly predicate: string;
}

/** Everything that the note says, by what it says it with. */
export interface NoteState {
  /** By address. */
  readonly values: ReadonlyMap<string, StatedValue>;
  /** Addresses that stand with two different numbers, most often two selections of the authors' own with one key. */
  readonly conflicts: readonly string[];
  /** `effekter⇥Effektivisering⇥Antall` → 255: every cell of every figure's and table's data. */
  readonly tables: ReadonlyMap<string, string>;
  readonly claims: readonly StatedClaim[];
}

/**
 * Reads the values, tables and claims out of executed chapters.
 * @example collectState(runs).values.get("2019/alle/effekter/kvalitet/share")?.n // 276
 */
export function collectState(chapters: readonly Chapter[]): NoteState {
  const values = new Map<string, StatedValue>();
  const tables = new Map<string, string>();
  const claims: StatedClaim[] = [];
  const conflicts: string[] = [];
  for (const { file, notebook } of chapters) {
    notebook.cells.forEach((cell, i) => {
      const state = (record: ValueRecord, where: string): void => {
        const known = values.get(record.address);
        const place = { file, cell: i + 1, where };
        if (known && (known.n !== record.n || known.base !== record.base)) {
          const [first] = known.places;
          conflicts.push(
            `${file}, cell ${i + 1}: ${record.address} must be one number throughout the note, but is ${print(record)} here and ${print(known)} in ${first?.file}, cell ${first?.cell}. Give each selection of your own its own key.`,
          );
        }
        values.set(record.address, {
          address: record.address,
          n: record.n,
          base: record.base,
          texts: [...new Set([...(known?.texts ?? []), record.text])],
          places: [...(known?.places ?? []), place],
        });
      };
      const read = (parts: readonly Part[], where?: string): void => {
        for (const value of valuesIn(parts)) state(value, where ?? sentenceWith(parts, value.text));
        for (const part of parts) {
          if (part.kind === "claim")
            claims.push({ file, cell: i + 1, text: part.claim.text, predicate: part.claim.predicate });
        }
      };
      for (const output of cell.outputs ?? []) {
        const { data = {} } = output as { data?: Readonly<Record<string, unknown>> };
        const prose = data[MIME.prose] as ProseOutput | undefined;
        const figure = data[MIME.figure] as FigureOutput | undefined;
        const table = data[MIME.table] as TableOutput | undefined;
        if (prose) read(prose.parts);
        if (figure) {
          for (const parts of [figure.title, figure.subtitle, figure.alt, figure.note]) read(parts);
          for (const value of figure.values) state(value, `Figur «${figure.id}»`);
          addTable(tables, figure.id, figure.table.columns, figure.table.rows);
        }
        if (table) {
          read(table.title);
          read(table.note);
          addTable(tables, table.id, table.columns, table.rows);
        }
      }
    });
  }
  return { values, tables, claims, conflicts };
}

function print({ n, base }: { n: number | null; base: number | null }): string {
  return base === null ? String(n) : `${n} of ${base}`;
}

function addTable(
  tables: Map<string, string>,
  id: string,
  columns: TableOutput["columns"],
  rows: TableOutput["rows"],
): void {
  const met = new Map<string, number>();
  for (const row of rows) {
    const first = oneLine(String(row[0]));
    const occurrence = (met.get(first) ?? 0) + 1;
    met.set(first, occurrence);
    // Rows may begin alike; the first one keeps its plain name.
    const label = occurrence === 1 ? first : `${first} (${occurrence})`;
    row.slice(1).forEach((cell, j) => {
      tables.set([id, label, oneLine(columns[j + 1]?.label ?? "")].join("\t"), oneLine(String(cell ?? "")));
    });
  }
}

/** Tabs and line breaks would break a line of the accepted state in two. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function sentenceWith(parts: readonly Part[], value: string): string {
  const sentences = plain(parts).split(/(?<=[.!?])\s+/);
  return oneLine(sentences.find((sentence) => sentence.includes(value)) ?? plain(parts));
}
