import * as XLSX from "xlsx";
import { nearest } from "../../../ground/text/nearest.js";
import { type Problem, problem, quote } from "../problem.js";
import { checkSheetXml, type XmlCell } from "./checkSheetXml.js";
import type { Limits } from "./limits.js";
import { cellAt, plainDigits, type RawCell, type RawRow, type RawSheet } from "./rawWorkbook.js";
import { attribute, scanXml, XmlRefusal } from "./scanXml.js";
import { type Parts, unpack } from "./unpack.js";

const SAVE_AGAIN = "Åpne filen i Excel, lagre den på nytt som .xlsx, og send den en gang til.";

/**
 * The sheets of a workbook's bytes, or all that is wrong with it. Runs in a thread of its own (see readWorkbook).
 *
 * The library never sees the file: it gets a fresh archive of the parts that hold cells, after they are checked.
 * What it gives back is compared with the cells that the XML holds.
 * @param wanted Names of the sheets to read; all must be there.
 */
export async function parseWorkbook(
  file: Buffer,
  wanted: readonly string[],
  limits: Limits,
): Promise<{ sheets: RawSheet[]; problems: Problem[] }> {
  const { parts, problems } = await unpack(file, limits);
  if (problems.length > 0) return { sheets: [], problems };
  const sheets: RawSheet[] = [];
  try {
    const contents = readContents(parts);
    const strings = contents.strings ? countStrings(parts, contents.strings) : 0;
    for (const part of parts.keys()) checkDoctype(parts, part);
    const found: { name: string; part: string; cells: Map<string, XmlCell> }[] = [];
    for (const name of wanted) {
      const sheet = contents.sheets.find((s) => s.name === name);
      if (!sheet) {
        const names = contents.sheets.map((s) => s.name);
        const near = nearest(name, names);
        problems.push(
          problem({
            kind: "sheet",
            expected: `Arbeidsboken må ha arket ${name}.`,
            came: names.length > 0 ? `en arbeidsbok med ${names.map(quote).join(", ")}` : "ingen ark",
            wayOut: near
              ? `Er det arket ${quote(near)}? Gi det navnet ${name}.`
              : "Bruk skjemaet som ble sendt ut.",
          }),
        );
        continue;
      }
      const checked = inPart(sheet.part, () =>
        checkSheetXml(partOf(parts, sheet.part), name, strings, limits),
      );
      problems.push(...checked.problems);
      found.push({ ...sheet, cells: checked.cells });
    }
    if (problems.length > 0) return { sheets: [], problems };
    const book = parseClean(parts, contents, found, limits);
    for (const sheet of found) {
      const read = book.Sheets[sheet.name] as XLSX.WorkSheet;
      const rows = readRows(read, book.Workbook?.WBProps?.date1904 === true);
      const known = rows.flatMap((row) => row.cells.flatMap((cell) => (cell ? [cell.at] : [])));
      const wrong = [
        ...[...sheet.cells].filter(([at, cell]) => !agrees(cell, read[at])).map(([at]) => at),
        ...known.filter((at) => !sheet.cells.has(at)),
      ];
      if (wrong.length > 0) {
        problems.push(
          problem({
            kind: "cell",
            sheet: sheet.name,
            cell: wrong[0] as string,
            expected: "Hver celle må kunne leses på bare én måte.",
            came:
              wrong.length === 1
                ? "en celle som kan leses på to"
                : `${wrong.length} celler som kan leses på to`,
            wayOut: SAVE_AGAIN,
          }),
        );
      }
      sheets.push({ name: sheet.name, rows });
    }
  } catch (error) {
    const came = error instanceof XmlRefusal ? error.message : "en arbeidsbok som ikke lar seg lese";
    problems.push(
      problem({
        kind: "file",
        expected: "Filen må være slik et regneark lagrer den.",
        came,
        wayOut: SAVE_AGAIN,
      }),
    );
  }
  return { sheets: problems.length > 0 ? [] : sheets, problems };
}

interface Contents {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly strings: string | null;
  readonly styles: string | null;
  readonly date1904: boolean;
}

function readContents(parts: Parts): Contents {
  const targets = new Map<string, { target: string; type: string }>();
  inPart("xl/_rels/workbook.xml.rels", () =>
    scanXml(partOf(parts, "xl/_rels/workbook.xml.rels"), (tag) => {
      const id = attribute(tag, "Id");
      if (tag.name !== "Relationship" || !tag.open || id === undefined) return;
      const target = attribute(tag, "Target") ?? "";
      if (attribute(tag, "TargetMode") === "External") throw new XmlRefusal("en kobling ut av filen");
      targets.set(id, {
        target: target.startsWith("/") ? target.slice(1) : `xl/${target}`,
        type: attribute(tag, "Type")?.split("/").at(-1) ?? "",
      });
    }),
  );
  const sheets: { name: string; part: string }[] = [];
  let date1904 = false;
  inPart("xl/workbook.xml", () =>
    scanXml(partOf(parts, "xl/workbook.xml"), (tag) => {
      if (tag.name === "workbookPr" && tag.open)
        date1904 = /^(?:1|true)$/.test(attribute(tag, "date1904") ?? "");
      if (tag.name !== "sheet" || !tag.open) return;
      const name = attribute(tag, "name") ?? "";
      const relation = targets.get(attribute(tag, "id") ?? "");
      if (relation?.type !== "worksheet") return;
      if (sheets.some((sheet) => sheet.name === name))
        throw new XmlRefusal(`to ark med navnet ${quote(name)}`);
      sheets.push({ name, part: relation.target });
    }),
  );
  const ofType = (type: string): string | null =>
    [...targets.values()].find((r) => r.type === type)?.target ?? null;
  return { sheets, strings: ofType("sharedStrings"), styles: ofType("styles"), date1904 };
}

function partOf(parts: Parts, name: string): Buffer {
  const part = parts.get(name);
  if (!part) throw new XmlRefusal(`en fil uten delen ${name}`);
  return part;
}

function inPart<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof XmlRefusal && !error.message.includes(name))
      throw new XmlRefusal(`${error.message} (${name})`);
    throw error;
  }
}

function countStrings(parts: Parts, name: string): number {
  let count = 0;
  inPart(name, () =>
    scanXml(partOf(parts, name), (tag) => {
      if (tag.name === "si" && tag.open) count += 1;
    }),
  );
  return count;
}

function checkDoctype(parts: Parts, name: string): void {
  if (!/\.(?:xml|rels|vml)$/i.test(name)) return;
  const text = partOf(parts, name).toString("latin1").replaceAll("\0", "");
  const found = /<!(DOCTYPE|ENTITY)/i.exec(text);
  if (found)
    throw new XmlRefusal(`en ${(found[1] as string).toUpperCase()}, som kan skjule innhold (${name})`);
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A new archive with nothing in it but the checked parts that hold cells, read by the library. */
function parseClean(
  parts: Parts,
  contents: Contents,
  sheets: readonly { name: string; part: string }[],
  limits: Limits,
): XLSX.WorkBook {
  const inside: { name: string; type: string; content: Buffer }[] = sheets.map((sheet, i) => ({
    name: `worksheets/sheet${i + 1}.xml`,
    type: "worksheet",
    content: partOf(parts, sheet.part),
  }));
  for (const [type, part] of [
    ["sharedStrings", contents.strings],
    ["styles", contents.styles],
  ] as const) {
    if (part) inside.push({ name: `${type}.xml`, type, content: partOf(parts, part) });
  }
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (list: string[]): string =>
    `<Relationships xmlns="${PACKAGE}/relationships">${list.join("")}</Relationships>`;
  const override = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}" ContentType="${MAIN}.${type}+xml"/>`;
  const archive = XLSX.CFB.utils.cfb_new();
  const add = (name: string, content: string | Buffer): void => {
    XLSX.CFB.utils.cfb_add(archive, `/${name}`, Buffer.from(content as string));
  };
  add(
    "[Content_Types].xml",
    `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${PACKAGE}/content-types">${override("workbook.xml", "sheet.main")}${inside
      .map(({ name, type }) => override(name, type))
      .join("")}</Types>`,
  );
  add("_rels/.rels", relations([relation(1, "officeDocument", "xl/workbook.xml")]));
  add(
    "xl/_rels/workbook.xml.rels",
    relations(inside.map(({ name, type }, i) => relation(i + 1, type, name))),
  );
  add(
    "xl/workbook.xml",
    `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><workbookPr date1904="${contents.date1904}"/><sheets>${sheets
      .map((_, i) => `<sheet name="s${i + 1}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join("")}</sheets></workbook>`,
  );
  for (const { name, content } of inside) add(`xl/${name}`, content);
  const clean = XLSX.CFB.write(archive, { fileType: "zip", type: "buffer" }) as Buffer;
  const book = XLSX.read(clean, {
    type: "buffer",
    WTF: true,
    nodim: true,
    sheetStubs: true,
    cellNF: true,
    cellHTML: false,
    cellText: false,
    sheetRows: limits.rows,
  });
  return {
    ...book,
    SheetNames: sheets.map(({ name }) => name),
    Sheets: Object.fromEntries(
      sheets.map(({ name }, i) => [name, book.Sheets[`s${i + 1}`] as XLSX.WorkSheet]),
    ),
  };
}

function readRows(sheet: XLSX.WorkSheet, date1904: boolean): RawRow[] {
  const rows = new Map<number, (RawCell | undefined)[]>();
  for (const [at, cell] of Object.entries(sheet)) {
    const place = cellAt(at);
    const raw = place && toRawCell(at, cell as XLSX.CellObject, date1904);
    if (!raw) continue;
    const cells = rows.get(place.row) ?? [];
    cells[place.column] = raw;
    rows.set(place.row, cells);
  }
  return [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => ({ number: row + 1, cells: Array.from(cells) }));
}

function toRawCell(at: string, cell: XLSX.CellObject, date1904: boolean): RawCell | null {
  switch (cell.t) {
    case "z":
      return cell.f === undefined ? null : { at, type: "formula", text: `=${cell.f}` };
    case "e":
      return { at, type: "error", text: ERRORS[Number(cell.v)] ?? "#ERROR!" };
    case "b":
      return { at, type: "boolean", text: cell.v ? "TRUE" : "FALSE" };
    case "n": {
      // Excel shows 15 digits; the 16th and 17th are noise of its arithmetic.
      const value = Number(Number(cell.v).toPrecision(15));
      const date = typeof cell.z === "string" && XLSX.SSF.is_date(cell.z) ? isoDate(value, date1904) : null;
      return date === null
        ? { at, type: "number", text: plainDigits(value) }
        : { at, type: "date", text: date };
    }
    default:
      return String(cell.v ?? "") === "" ? null : { at, type: "text", text: String(cell.v) };
  }
}

const ERRORS: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
  43: "#GETTING_DATA",
};

function isoDate(serial: number, date1904: boolean): string | null {
  const date = XLSX.SSF.parse_date_code(serial, { date1904 }) as { y: number; m: number; d: number } | null;
  if (!date || date.y < 1900) return null;
  return `${date.y}-${String(date.m).padStart(2, "0")}-${String(date.d).padStart(2, "0")}`;
}

/** Whether the library read a cell as the XML has it. */
function agrees({ type, value }: XmlCell, read: XLSX.CellObject | undefined): boolean {
  if (!read) return value === "";
  // A formula without its value, or an empty text.
  if (read.t === "z") return value === "";
  switch (type) {
    case "n":
      return read.t === "n" && read.v === Number(value);
    case "d":
      return read.t === "n" || read.t === "d";
    case "b":
      return read.t === "b" && read.v === (value === "1");
    case "e":
      return read.t === "e";
    default:
      return read.t === "s";
  }
}
