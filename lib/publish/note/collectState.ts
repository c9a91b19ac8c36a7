import { recordsOf, tableOf } from "../../chapter/figures/chart.js";
import type { Part, TableOutput } from "../../chapter/outputs.js";
import { plain, valuesIn } from "../../chapter/prose/template.js";
import { type ExecutedNotebook, shownIn, textsOf } from "../../chapter/shown.js";
import { sentencesIn } from "../../ground/text/sentences.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";

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

/** Everything that the note says, by what it says it with. */
export interface NoteState {
  /** By address. */
  readonly values: ReadonlyMap<string, StatedValue>;
  /** Addresses that stand with two different numbers, most often two selections of the authors' own with one key. */
  readonly conflicts: readonly string[];
  /** `effekter⇥Effektivisering⇥Antall` → 255: every cell of every figure's and table's data. */
  readonly tables: ReadonlyMap<string, string>;
}

/**
 * Reads the values and tables out of executed chapters.
 * @example collectState(runs).values.get("2019/alle/effekter/kvalitet/share")?.n // 276
 */
export function collectState(chapters: readonly Chapter[]): NoteState {
  const values = new Map<string, StatedValue>();
  const tables = new Map<string, string>();
  const conflicts: string[] = [];
  for (const { file, notebook } of chapters) {
    for (const { cell, shown } of shownIn(notebook)) {
      const state = (record: ValueRecord, where: string): void => {
        const known = values.get(record.address);
        if (known && (known.n !== record.n || known.base !== record.base)) {
          const [first] = known.places;
          conflicts.push(
            `${file}, cell ${cell}: ${record.address} must be one number throughout the note, but is ${print(record)} here and ${print(known)} in ${first?.file}, cell ${first?.cell}. Give each selection of your own its own key.`,
          );
        }
        values.set(record.address, {
          address: record.address,
          n: record.n,
          base: record.base,
          texts: [...new Set([...(known?.texts ?? []), record.text])],
          places: [...(known?.places ?? []), { file, cell, where }],
        });
      };
      for (const parts of textsOf(shown))
        for (const value of valuesIn(parts)) state(value, sentenceWith(parts, value.text));
      if (shown.kind === "figure") {
        const { id, chart } = shown.figure;
        for (const value of recordsOf(chart)) state(value, `Figur «${id}»`);
        const { columns, rows } = tableOf(chart);
        addTable(tables, id, columns, rows);
      }
      if (shown.kind === "table") addTable(tables, shown.table.id, shown.table.columns, shown.table.rows);
    }
  }
  return { values, tables, conflicts };
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
  const sentences = sentencesIn(plain(parts));
  return oneLine(sentences.find((sentence) => sentence.includes(value)) ?? plain(parts));
}
