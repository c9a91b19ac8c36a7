import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type OpenEdition, openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { type Prefilled, writeForm } from "notat/dist/lib/survey/forms/writeForm.js";
import { type TakeInOptions, type TakenIn, takeIn } from "notat/dist/lib/survey/received/takeIn.js";
import * as XLSX from "xlsx";
import { frame } from "../intake/makeAnswers.js";
import { zip } from "../intake/makeWorkbook.js";

const edition2019 = fileURLToPath(new URL("../../../data/2019/edition.json", import.meta.url));

/** What a body writes in one row: by the codes of the columns. */
export type FormRow = Readonly<Record<string, string | number | null>>;

/** A row that can be taken as it is. */
export const GOOD: FormRow = {
  navn: "Søk på tvers – «Åpen dør» & æøå",
  publiseres: "Ja",
  finansiering: "Ja",
  kostnadsramme: 12_500_000,
  budsjett: 2_250_000,
  fase: "Konsept",
  involverer: "Nei",
  effekter__kvalitet: 1,
  brukergrupper__innbyggere: 1,
  utvikle: "Ja",
  gjenbruke: "Nei",
  teknologi__sky: 1,
  innovasjon: "I noen grad",
};

/** A project's folder with the edition of 2019 and three bodies of which none has answered. */
export function survey2019(): { readonly root: string; readonly edition: OpenEdition } {
  const root = mkdtempSync(join(tmpdir(), "notat mottak æøå "));
  const folder = join(root, "data", "2019");
  mkdirSync(folder, { recursive: true });
  cpSync(edition2019, join(folder, "edition.json"));
  writeFileSync(join(folder, "corrections.csv"), "id,field,before,after,rule,reason,by,date\n");
  const columns = [
    "organisasjonsnummer",
    "virksomhet",
    "kortnavn",
    "departement",
    "skate",
    "opphav",
    "bruttobudsjettert",
  ];
  const lines = frame.map((body) => `${columns.map((column) => body[column]).join()},`);
  writeFileSync(join(folder, "frame.csv"), [`${columns.join()},svar`, ...lines, ""].join("\n"));
  return { root, edition: openEdition(2019, root) };
}

type Book = {
  readonly sheet: XLSX.WorkSheet;
  readonly book: XLSX.WorkBook;
  at(field: string, row: number): string;
};

/** A body's form, filled in with another library and saved under a name. Rows begin at 4. */
export async function returned(
  edition: OpenEdition,
  kortnavn: string,
  rows: readonly FormRow[],
  options: {
    readonly known?: readonly Prefilled[];
    readonly name?: string;
    readonly change?: (book: Book) => void;
  } = {},
): Promise<string> {
  const body = edition.frame.find((each) => each.kortnavn === kortnavn)!;
  const book = XLSX.read(await writeForm(edition, body, options.known ?? []), { sheetStubs: true });
  const sheet = book.Sheets.Svar as XLSX.WorkSheet;
  const [header = []] = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1 });
  const at = (field: string, row: number) => XLSX.utils.encode_cell({ r: row - 1, c: header.indexOf(field) });
  rows.forEach((row, i) => {
    for (const [field, value] of Object.entries(row))
      sheet[at(field, i + 4)] =
        value === null ? { t: "z" } : { t: typeof value === "number" ? "n" : "s", v: value };
  });
  options.change?.({ sheet, book, at });
  const folder = mkdtempSync(join(tmpdir(), "notat innboks "));
  const path = join(folder, options.name ?? `${kortnavn}.xlsx`);
  writeFileSync(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
  return path;
}

/** Takes files in, and gives what became of each with its receipt as text. */
export async function received(
  root: string,
  files: readonly string[],
  options: Partial<TakeInOptions> = {},
): Promise<(TakenIn & { readonly text: string })[]> {
  const all: (TakenIn & { text: string })[] = [];
  const defaults = { received: "2019-08-20", replace: false, receipts: join(root, "kvittering"), last: null };
  for await (const one of takeIn(files, openEdition(2019, root), { ...defaults, ...options }))
    all.push({ ...one, text: textOf(readFileSync(one.receipt, "utf8")) });
  return all;
}

/** The words of a page. */
export function textOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replace(/\s+/g, " ");
}

/** Every file below a folder with its content. */
export function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(
    (
      readdirSync(folder, { recursive: true, withFileTypes: true }) as {
        name: string;
        parentPath: string;
        isFile(): boolean;
      }[]
    )
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(".notat"))
      .map(({ name, parentPath }): [string, string] => [
        join(parentPath, name),
        readFileSync(join(parentPath, name), "base64"),
      ])
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

/** Changes the parts of a workbook as text; `STYLE` in a sheet stands for the last of its styles. Parts may be added. */
export function rewritten(
  path: string,
  change: (name: string, xml: string) => string,
  more: readonly { readonly name: string; readonly content: string }[] = [],
): void {
  const archive = XLSX.CFB.read(readFileSync(path), { type: "buffer" }) as {
    readonly FullPaths: readonly string[];
    readonly FileIndex: readonly { readonly content?: Uint8Array; readonly size: number }[];
  };
  const parts = archive.FullPaths.flatMap((full, i) => {
    const name = full.replace(/^Root Entry\//, "");
    const entry = archive.FileIndex[i];
    return entry?.content && entry.size > 0 && !name.endsWith("/")
      ? [{ name, content: change(name, Buffer.from(entry.content).toString("utf8")) }]
      : [];
  });
  const styles = parts.find(({ name }) => name === "xl/styles.xml")?.content ?? "";
  const inCells = styles.slice(styles.indexOf("<cellXfs"), styles.indexOf("</cellXfs>"));
  const last = (inCells.match(/<xf /g) ?? []).length - 1;
  writeFileSync(
    path,
    zip([
      ...parts.map(({ name, content }) => ({ name, content: content.replaceAll('"STYLE"', `"${last}"`) })),
      ...more,
    ]),
  );
}
