import { nearest } from "../../../ground/text/nearest.js";
import { type Problem, problem, quote } from "../problem.js";
import type { Limits } from "./limits.js";
import type { RawSheet } from "./rawWorkbook.js";
import {
  type Beside,
  type Contents,
  inPart,
  readBeside,
  readContents,
  type SheetPart,
} from "./readContents.js";
import { type ReadSheet, readSheet, SAVE_AGAIN } from "./readSheet.js";
import { readStrings } from "./readStrings.js";
import { readStyles } from "./readStyles.js";
import { readWithLibrary } from "./readWithLibrary.js";
import { ANSWERS, GUIDANCE, LISTS } from "./sheetNames.js";
import { type Parts, unpack } from "./unpack.js";
import { XmlRefusal } from "./walkXml.js";

/**
 * The sheets of a workbook's bytes, or all that is wrong with it. Runs in a process of its own (see readWorkbook).
 *
 * The cells are read from the XML that is checked; a spreadsheet library reads a plain copy of it, and what it finds
 * in which cell is compared.
 * @param wanted Names of the sheets to read; all must be there. Null for every sheet that is not hidden.
 * @returns No sheets when a problem fails; those that are only listed tell what a workbook hides.
 */
export async function parseWorkbook(
  file: Buffer,
  wanted: readonly string[] | null,
  limits: Limits,
): Promise<{ sheets: RawSheet[]; problems: Problem[] }> {
  const { parts, problems } = await unpack(file, limits);
  if (problems.length > 0) return { sheets: [], problems };
  try {
    return parseParts(parts, wanted, limits);
  } catch (error) {
    const came = error instanceof XmlRefusal ? error.message : "en arbeidsbok som ikke lar seg lese";
    const expected = "Filen må være slik et regneark lagrer den.";
    return { sheets: [], problems: [problem({ kind: "file", expected, came, wayOut: SAVE_AGAIN })] };
  }
}

function parseParts(
  parts: Parts,
  named: readonly string[] | null,
  limits: Limits,
): { sheets: RawSheet[]; problems: Problem[] } {
  for (const name of parts.names()) checkDoctype(parts, name);
  const contents = readContents(parts);
  const wanted = named ?? contents.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const missing = wanted.filter((name) => !contents.sheets.some((sheet) => sheet.name === name));
  if (missing.length > 0)
    return { sheets: [], problems: missing.map((name) => missingSheet(name, contents)) };
  // A workbook of the house may have sheets beside the answers; a form that has them may have answers there.
  const isForm = contents.sheets.some(({ name }) => name === GUIDANCE || name === LISTS);
  const shared = readStrings(parts, contents.strings);
  const { date1904, uncomputed } = contents;
  const context = {
    strings: shared.strings,
    struck: shared.struck,
    formatOf: readStyles(parts, contents.styles),
    date1904,
    uncomputed,
  };
  const found = contents.sheets
    .filter(({ name }) => wanted.includes(name))
    .map((sheet) => ({
      ...sheet,
      read: inPart(parts, sheet.part, (part) => readSheet(part, sheet.name, context, limits)),
    }));
  const refused = found.flatMap(({ read }) => read.problems);
  if (refused.length > 0) return { sheets: [], problems: refused };
  const differing = readWithLibrary(
    found.map(({ read }) => read),
    shared,
    limits.rows,
  );
  const unlike = found.flatMap(({ name }, i) => readTwice(name, differing[i] ?? []));
  if (unlike.length > 0) return { sheets: [], problems: unlike };
  return {
    sheets: found.map(({ name, read: { rows, merged } }) => ({ name, rows, merged })),
    problems: [
      ...contents.sheets.filter(({ hidden }) => hidden).map(({ name }) => hiddenSheet(name)),
      ...contents.sheets
        .filter(({ name, hidden }) => isForm && !hidden && !wanted.includes(name))
        .flatMap((sheet) => unreadIn(sheet, parts)),
      ...found.flatMap(({ name, read }) => hiddenIn(name, read)),
      ...contents.sheets.flatMap(({ name, part }) => besideCells(name, readBeside(parts, part))),
    ],
  };
}

function missingSheet(name: string, contents: Contents): Problem {
  const names = contents.sheets.map((sheet) => sheet.name);
  const near = nearest(name, names);
  return problem({
    kind: "sheet",
    expected: `Arbeidsboken må ha arket ${name}.`,
    came: names.length > 0 ? `en arbeidsbok med ${names.map(quote).join(", ")}` : "ingen ark",
    wayOut: near ? `Er det arket ${quote(near)}? Gi det navnet ${name}.` : "Bruk skjemaet som ble sendt ut.",
  });
}

function readTwice(sheet: string, cells: readonly string[]): Problem[] {
  const [cell] = cells;
  if (cell === undefined) return [];
  return [
    problem({
      kind: "cell",
      sheet,
      cell,
      expected: "Hver celle må kunne leses på bare én måte.",
      came:
        cells.length === 1 ? "en celle som kan leses på to" : `${cells.length} celler som kan leses på to`,
      wayOut: SAVE_AGAIN,
    }),
  ];
}

function hiddenSheet(name: string): Problem {
  return problem({
    kind: "sheet",
    severity: "listed",
    sheet: name,
    expected: "Et skjult ark kan ha svar som ingen ser.",
    came: "et skjult ark",
    wayOut: "Vis arket, og se hva det har.",
  });
}

/** What is told of a sheet with content that is not read. */
export const UNREAD = `Bare arket ${ANSWERS} er lest.`;

/** A sheet with content that is not read. Of the form's guidance, which has one column, only what stands beside it. */
function unreadIn({ name, part }: SheetPart, parts: Parts): Problem[] {
  if (name === LISTS) return [];
  const xml = parts.get(part)?.toString("latin1") ?? "";
  const filled =
    name === GUIDANCE
      ? /<c r="(?:[B-Z]|[A-Z]{2,})\d+"[^>]*>\s*<(?:v|is)\b/.test(xml)
      : /<(?:\w+:)?(?:v|is)[\s>]/.test(xml);
  if (!filled) return [];
  return [
    problem({
      kind: "sheet",
      severity: "listed",
      sheet: name,
      expected: UNREAD,
      came: `også innhold i arket ${quote(name)}`,
      wayOut: `Står det svar der, før dem inn i arket ${ANSWERS}.`,
    }),
  ];
}

/** What of a sheet does not meet the eye: it is read all the same. */
function hiddenIn(sheet: string, { hidden }: ReadSheet): Problem[] {
  return hidden.map(({ cell, which }) =>
    problem({
      kind: "cell",
      severity: "listed",
      sheet,
      cell,
      expected: "En skjult rad eller kolonne er lest som de andre.",
      came: `${which}, som er skjult`,
      wayOut: "Se om svarene der skal være med.",
    }),
  );
}

/** What stands beside the cells, and is not read. */
function besideCells(sheet: string, { comments, textBox, picture, pageText }: Beside): Problem[] {
  const listed = { severity: "listed", sheet } as const;
  return [
    ...comments.map((cell) =>
      problem({
        ...listed,
        kind: "cell",
        cell,
        expected: "Merknader i cellene er ikke lest.",
        came: "en merknad",
        wayOut: "Se om merknaden endrer svaret.",
      }),
    ),
    ...[textBox && "en tekstboks", picture && "et bilde"].flatMap((came) =>
      came
        ? problem({
            ...listed,
            kind: "sheet",
            expected: `${came === "et bilde" ? "Et bilde" : "Tekst"} som ligger oppå arket, er ikke lest.`,
            came,
            wayOut: "Før svarene inn i cellene.",
          })
        : [],
    ),
    ...(pageText
      ? [
          problem({
            ...listed,
            kind: "sheet",
            expected: "Topptekst og bunntekst er ikke lest.",
            came: "tekst der",
            wayOut: "Sier den noe om svarene, for eksempel at beløp er i tusen, før det inn i cellene.",
          }),
        ]
      : []),
  ];
}

function checkDoctype(parts: Parts, name: string): void {
  if (!/\.(?:xml|rels|vml)$/i.test(name)) return;
  const text = parts.get(name)?.toString("latin1").replaceAll("\0", "") ?? "";
  const found = /<!(DOCTYPE|ENTITY)/i.exec(text);
  if (found)
    throw new XmlRefusal(`en ${(found[1] as string).toUpperCase()}, som kan skjule innhold (${name})`);
}
