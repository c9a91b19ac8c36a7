import { type Cell, type CellStyle, writeXlsx } from "hucre";
import { slug } from "../../ground/text/slug.js";
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
  const { licence } = dataset;
  const above: string[] = [
    edition.title,
    `${edition.series} ${edition.number}, ${edition.sender}, ${edition.date}, versjon ${edition.version}`,
    ...(edition.syntheticMark ? [`${edition.syntheticMark}. ${edition.disclaimer ?? ""}`.trim()] : []),
    "Hvert ark har én tabell, som begynner i celle A1. Tomme celler betyr at det ikke er noe å oppgi.",
    `Lisens: ${licence.title}, ${licence.url}. Oppgi kilden slik: ${edition.citation}`,
    `Spørsmål om tallene: ${edition.contact}`,
    "",
  ];
  const explanation: string[][] = [
    ...above.map((line) => [line]),
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
        cells: new Map<string, Partial<Cell>>([
          ["0,0", { value: edition.title, style: HEAD }],
          ...["Ark", "Innhold"].map((value, i): [string, Partial<Cell>] => [
            `${above.length},${i}`,
            { value, style: HEAD },
          ]),
          ...tables.flatMap((_, i): [string, Partial<Cell>][] => {
            const [name = "", content = ""] = explanation[above.length + 1 + i] ?? [];
            const row = above.length + 1 + i;
            const link = { target: "", location: `'${name.replaceAll("'", "''")}'!A1` };
            return [
              [`${row},0`, { value: name, hyperlink: link, style: LINK }],
              [`${row},1`, { value: content, style: WRAPPED }],
            ];
          }),
        ]),
      },
      ...tables.map((table, i) => ({
        name: names[i] ?? table.name,
        columns: table.columns.map(({ name }, at) => ({ width: widthOf(name, table.rows, at) })),
        rows: [table.columns.map(({ name }) => name), ...table.rows.map((row) => row.map(cellOf))],
        cells: new Map(
          table.columns.map(({ name }, at) => [`0,${at}`, { value: name, style: HEAD }] as const),
        ),
        freezePane: { rows: 1 },
        tables: [
          {
            name: tableName(names[i] ?? table.name),
            columns: table.columns.map(({ name }) => ({ name })),
            range: `A1:${columnName(table.columns.length)}${Math.max(2, table.rows.length + 1)}`,
          },
        ],
      })),
    ],
  });
}

// A style without a font of its own has none, and programs take one of theirs.
const FONT = { name: "Calibri", size: 11 };
const HEAD = { font: { ...FONT, bold: true } };
const LINK: CellStyle = {
  font: { ...FONT, underline: true, color: { rgb: "0563C1" } },
  alignment: { vertical: "top" },
};
const WRAPPED: CellStyle = { font: FONT, alignment: { wrapText: true, vertical: "top" } };

/** As wide as what stands in a column, as long as that is no running text. */
function widthOf(name: string, rows: DataTable["rows"], at: number): number {
  const longest = rows.reduce((most, row) => Math.max(most, String(row[at] ?? "").length), 0);
  // The button of the table's filter stands beside the heading.
  return Math.min(60, Math.max(10, name.length + 4, longest + 2));
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

/** What a table is called by those who move about in the workbook by name; no cell's address, as `T1` would be. */
const tableName = (sheet: string): string => `Tabell_${slug(sheet, "_")}`;

function columnName(n: number): string {
  const rest = Math.floor((n - 1) / 26);
  return `${rest > 0 ? columnName(rest) : ""}${String.fromCharCode(65 + ((n - 1) % 26))}`;
}
