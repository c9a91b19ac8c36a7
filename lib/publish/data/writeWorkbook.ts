import { writeXlsx } from "hucre";
import type { DataCell, Dataset, DataTable } from "./dataset.js";

/**
 * All tables in one workbook: a first sheet that explains, then one table a sheet, marked as a table and beginning in
 * A1 with its header, nothing merged and nothing hidden. Text stays text: no cell is a formula.
 * @see https://analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets/
 */
export async function writeWorkbook(dataset: Dataset): Promise<Uint8Array> {
  const { edition } = dataset;
  const tables = [...dataset.records, codebookTable(dataset), ...dataset.tables];
  const names = sheetNames(tables.map(({ name }) => name));
  const date = new Date(`${edition.date}T00:00:00Z`);
  const explanation: string[][] = [
    [edition.title],
    [`${edition.series} ${edition.number}, ${edition.sender}, ${edition.date}, versjon ${edition.version}`],
    ...(edition.syntheticMark ? [[`${edition.syntheticMark}. ${edition.disclaimer ?? ""}`.trim()]] : []),
    ["Hvert ark har én tabell, som begynner i celle A1. Tomme celler betyr at det ikke er noe å oppgi."],
    [`Spørsmål om tallene: ${edition.contact}`],
    [""],
    ["Ark", "Innhold"],
    ...tables.map((table, i) => [names[i] ?? "", `${table.title}. ${table.description}`.trim()]),
  ];
  return writeXlsx({
    properties: {
      title: edition.title,
      creator: edition.sender,
      ...(edition.syntheticMark ? { keywords: edition.syntheticMark } : {}),
      created: date,
      modified: date,
    },
    sheets: [
      {
        name: "Les dette først",
        columns: [{ width: 34 }, { width: 90 }],
        rows: explanation,
      },
      ...tables.map((table, i) => ({
        name: names[i] ?? table.name,
        columns: table.columns.map(({ title }) => ({ width: Math.min(50, Math.max(12, title.length + 2)) })),
        rows: [table.columns.map(({ name }) => name), ...table.rows.map((row) => row.map(cellOf))],
        freezePane: { rows: 1 },
        tables: [
          {
            name: `Tabell_${i + 1}`,
            columns: table.columns.map(({ name }) => ({ name })),
            range: `A1:${columnName(table.columns.length)}${Math.max(2, table.rows.length + 1)}`,
          },
        ],
      })),
    ],
  });
}

/** What every column and code means, as a table of its own. */
export function codebookTable({ records }: Dataset): DataTable {
  const text = (name: string, title: string) =>
    ({ name, title, description: "", type: "string", categories: [], missing: [] }) as const;
  return {
    name: "kodebok",
    title: "Kodebok",
    description: `Hva kolonnene og kodene i ${records.length === 1 ? "tabellen" : "tabellene"} ${records.map(({ name }) => name).join(" og ")} betyr.`,
    key: [],
    columns: [
      text("tabell", "Tabell"),
      text("kolonne", "Kolonne"),
      text("betydning", "Betydning"),
      text("kode", "Kode"),
      text("kodetekst", "Kode med ord"),
    ],
    rows: records.flatMap((table) =>
      table.columns.flatMap((column) => {
        const meaning = [column.title, column.description].filter((part) => part !== "").join(". ");
        const codes = [...column.categories, ...column.missing];
        return codes.length === 0
          ? [[table.name, column.name, meaning, null, null]]
          : codes.map(({ value, label }) => [table.name, column.name, meaning, value, label]);
      }),
    ),
  };
}

function cellOf(cell: DataCell): string | number | boolean | null {
  return cell;
}

/** Names of sheets: at most 31 characters, none of `[]:*?/\`, no two alike. */
function sheetNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[[\]:*?/\\]/g, "-").slice(0, 28);
    let unique = plain;
    for (let n = 2; used.has(unique.toLowerCase()); n++) unique = `${plain}-${n}`;
    used.add(unique.toLowerCase());
    return unique;
  });
}

function columnName(n: number): string {
  const rest = Math.floor((n - 1) / 26);
  return `${rest > 0 ? columnName(rest) : ""}${String.fromCharCode(65 + ((n - 1) % 26))}`;
}
