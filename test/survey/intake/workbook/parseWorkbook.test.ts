import fc from "fast-check";
import { printProblem } from "notat/dist/lib/survey/intake/problem.js";
import { LIMITS } from "notat/dist/lib/survey/intake/workbook/limits.js";
import { parseWorkbook } from "notat/dist/lib/survey/intake/workbook/parseWorkbook.js";
import type { RawCell } from "notat/dist/lib/survey/intake/workbook/rawWorkbook.js";
import { describe, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { type Part, sheetXml, workbookParts, zip } from "../makeWorkbook.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** The parts of a workbook with a sheet, and with shared strings and other parts put in or replaced. */
function parts(sheet: string, strings: string | null = null, others: Record<string, string> = {}): Part[] {
  const replaced = new Map(Object.entries(others));
  if (strings !== null) {
    replaced.set(
      "xl/sharedStrings.xml",
      `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="${MAIN}">${strings}</sst>`,
    );
  }
  const known = workbookParts(sheet).map((part) => ({
    ...part,
    content: replaced.get(part.name) ?? part.content,
  }));
  const more = [...replaced].filter(([name]) => !known.some((part) => part.name === name));
  return [...known, ...more.map(([name, content]) => ({ name, content }))];
}

async function read(bytes: Buffer): Promise<{ cells: RawCell[]; problems: string[] }> {
  const { sheets, problems } = await parseWorkbook(bytes, ["Svar"], LIMITS);
  const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells.filter((cell) => cell != null)));
  return { cells: cells as RawCell[], problems: problems.map(printProblem) };
}

const readParts = (...given: Parameters<typeof parts>) => read(zip(parts(...given)));
const row = (cells: string): string => sheetXml(`<row r="1">${cells}</row>`);

/** Ways to write a text into XML. `_x000A_` is for what XML can't hold, `_x005F_` for what only looks like it. */
const WAYS: Record<string, (text: string) => string> = {
  "as it stands": (text) => encode(text, (char) => char),
  "as decimal codes": (text) => encode(text, (char) => `&#${char.codePointAt(0)};`),
  "as hexadecimal codes": (text) => encode(text, (char) => `&#x${char.codePointAt(0)?.toString(16)};`),
  "in CDATA": (text) => (text.includes("]]>") ? encode(text, (c) => c) : `<![CDATA[${hold(text)}]]>`),
  "with a comment in it": (text) => {
    const chars = [...text];
    const half = Math.floor(chars.length / 2);
    if (/_x?[\dA-Fa-f_]*$/.test(chars.slice(0, half).join(""))) return encode(text, (char) => char);
    return `${encode(chars.slice(0, half).join(""), (c) => c)}<!-- <v>x</v> -->${encode(chars.slice(half).join(""), (c) => c)}`;
  },
};

function hold(text: string): string {
  return text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, "_x005F_").replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML can't hold
    /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
    (char) => `_x${char.charCodeAt(0).toString(16).padStart(4, "0")}_`,
  );
}

function encode(text: string, write: (char: string) => string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return [...hold(text)].map((char) => named[char] ?? (/[\w ]/.test(char) ? char : write(char))).join("");
}

describe("parseWorkbook(file) gives any text back as it was", () => {
  const chars = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.string({ unit: fc.constantFrom("_", "x", "0", "4", "1", "&", "#", ";", "<", "]", ">", "\r", "\n") }),
    fc.constantFrom("🚀", "ø", "_x0041_", "&amp;", "&#248;", "]]>", "a\r\nb", "\u2028", "‮", "[t0]", "[s1]"),
  );
  const texts = fc.array(chars, { minLength: 1, maxLength: 4 }).map((list) => list.join(""));
  const way = fc.constantFrom(...Object.keys(WAYS));

  test.each<[string, (xml: string) => { cell: string; strings?: string }]>([
    [
      "shared",
      (xml) => ({ cell: '<c r="A1" t="s"><v>1</v></c>', strings: `<si/><si><t>${xml}</t></si><si/>` }),
    ],
    ["inline", (xml) => ({ cell: `<c r="A1" t="inlineStr"><is><t>${xml}</t></is></c>` })],
    ["computed", (xml) => ({ cell: `<c r="A1" t="str"><f>B1</f><v>${xml}</v></c>` })],
    [
      "rich",
      (xml) => ({
        cell: '<c r="A1" t="s"><v>0</v></c>',
        strings: `<si><r><t/></r><r><rPr><b/></rPr><t xml:space="preserve">${xml}</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>`,
      }),
    ],
  ])("%s", async (_, place) => {
    await fc.assert(
      fc.asyncProperty(texts, way, async (text, how) => {
        const { cell, strings } = place(WAYS[how]?.(text) ?? "");
        const { cells, problems } = await readParts(
          row(`${cell}<c r="B1" t="inlineStr"><is><t>etter</t></is></c>`),
          strings ?? "",
        );
        expect(problems).toEqual([]);
        expect(cells.map((found) => found.text)).toEqual([...(text === "" ? [] : [text]), "etter"]);
      }),
      { numRuns: 150 },
    );
  });

  test("however the runs of a rich text are cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 5 }), async (runs) => {
        const written = runs.map((run) => `<r><t>${WAYS["as decimal codes"]?.(run)}</t></r>`).join("");
        const { cells, problems } = await readParts(row(`<c r="A1" t="inlineStr"><is>${written}</is></c>`));
        expect(problems).toEqual([]);
        expect(cells[0]?.text ?? "").toBe(runs.join(""));
      }),
      { numRuns: 50 },
    );
  });
});

test("parseWorkbook(file) gives back texts as SheetJS writes them", async () => {
  const grid = fc.array(fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(grid, fc.boolean(), async (texts, bookSST) => {
      const sheet = XLSX.utils.aoa_to_sheet([["id"], ...texts]);
      const bytes = XLSX.write(XLSX.utils.book_new(sheet, "Svar"), { type: "buffer", bookSST }) as Buffer;
      const { cells, problems } = await read(bytes);
      expect(problems).toEqual([]);
      expect(cells.slice(1).map(({ text }) => text)).toEqual(texts.flat().filter((text) => text !== ""));
    }),
    { numRuns: 50 },
  );
});

describe("parseWorkbook(file) knows of a formula that its value is not there", () => {
  test.each([
    ["a number", '<c r="A1"><f>B1*2</f></c>', "=B1*2"],
    ["a number as openpyxl writes it", '<c r="A1"><f>B1*2</f><v></v></c>', "=B1*2"],
    ["a text", '<c r="A1" t="str"><f>Lister!A1</f></c>', "=Lister!A1"],
    ["a truth", '<c r="A1" t="b"><f>B1&gt;2</f></c>', "=B1>2"],
    ["an error", '<c r="A1" t="e"><f>B1/0</f></c>', "=B1/0"],
    ["one of several with the same formula", '<c r="A1"><f t="shared" si="0"/></c>', "=…"],
  ])("%s", async (_, cell, text) => {
    const { cells } = await readParts(row(cell));
    expect(cells).toEqual([{ at: "A1", type: "formula", text }]);
  });

  const book = workbookParts("").find(({ name }) => name === "xl/workbook.xml")?.content as string;
  const uncomputed = {
    "xl/workbook.xml": book.replace("</workbook>", '<calcPr calcId="1" fullCalcOnLoad="1"/></workbook>'),
  };

  test("when 0 or nothing is stored and the workbook asks to be computed", async () => {
    const sheet = row('<c r="A1"><f>13000*1000</f><v>0</v></c><c r="B1" t="str"><f>""</f><v></v></c>');
    expect((await readParts(sheet, null, uncomputed)).cells).toEqual([
      { at: "A1", type: "formula", text: "=13000*1000", kept: "0" },
      { at: "B1", type: "formula", text: '=""' },
    ]);
    expect((await readParts(sheet)).cells).toEqual([{ at: "A1", type: "number", text: "0", computed: true }]);
  });

  test("but takes what is computed, and 0 without a formula", async () => {
    const sheet = row('<c r="A1"><v>0</v></c><c r="B1"><f>1+2</f><v>3</v></c>');
    expect((await readParts(sheet, null, uncomputed)).cells).toEqual([
      { at: "A1", type: "number", text: "0" },
      { at: "B1", type: "number", text: "3", computed: true },
    ]);
  });
});

describe("parseWorkbook(file) reads what common exporters write", () => {
  const whole = ["A1 id", "B1 navn", "A2 T-1", "C2 3", "A4 T-2"];
  const listed = async (bytes: Buffer): Promise<string[]> => {
    const { cells, problems } = await read(bytes);
    expect(problems).toEqual([]);
    return cells.map(({ at, text }) => `${at} ${text}`);
  };
  const rows =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
    '<row r="2"><c r="A2" t="inlineStr"><is><t>T-1</t></is></c><c r="B2"/><c r="C2"><v>3</v></c></row>' +
    '<row r="3"/><row r="4"><c r="A4" t="inlineStr"><is><t>T-2</t></is></c></row>';
  const renamed = (change: (name: string) => string, content = (text: string) => text) =>
    zip(
      workbookParts(sheetXml(rows)).map((part) => ({
        name: change(part.name),
        content: content(String(part.content)),
      })),
    );

  test("rows and cells that don't say where they are", async () => {
    expect(await listed(zip(parts(sheetXml(rows.replace(/ r="[A-Z]*\d"/g, "")))))).toEqual(whole);
    expect(await listed(zip(parts(sheetXml(rows.replace(/ r="[A-Z]+\d"/g, "")))))).toEqual(whole);
    // Some that say it and some that don't.
    expect(await listed(zip(parts(sheetXml(rows.replace(/ r="(?:A2|B2|4)"/g, "")))))).toEqual(whole);
  });

  test("names of parts with a backslash", async () => {
    expect(await listed(renamed((name) => name.replaceAll("/", "\\")))).toEqual(whole);
  });

  test("another name of the workbook and of its folder", async () => {
    const rename = (name: string) => name.replace(/^xl\//, "bok/").replace("workbook.xml", "hoved.xml");
    const bytes = renamed(rename, (text) => text.replace('"xl/workbook.xml"', '"/bok/hoved.xml"'));
    expect(await listed(bytes)).toEqual(whole);
  });

  test("names of parts in other upper and lower case", async () => {
    expect(await listed(renamed((name) => name.replace("sharedStrings", "SharedStrings")))).toEqual(whole);
  });

  test("Excel's strict form", async () => {
    const strict = (text: string) =>
      text
        .replaceAll(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replaceAll(
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships",
        );
    expect(await listed(renamed((name) => name, strict))).toEqual(whole);
  });

  test("comments in the XML", async () => {
    expect(await listed(zip(parts(sheetXml(`<!-- <row r="9"> -->${rows}`))))).toEqual(whole);
  });
});

describe("parseWorkbook(file) tells of the unit in a number's format", () => {
  const styles = (code: string) =>
    `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts>` +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs></styleSheet>';
  const relations = workbookParts("").find(({ name }) => name.endsWith("workbook.xml.rels"))
    ?.content as string;
  const withStyles = (code: string): Record<string, string> => ({
    "xl/styles.xml": styles(code),
    "xl/_rels/workbook.xml.rels": relations.replace(
      "</Relationships>",
      '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    ),
  });
  const cell = (style: number) => row(`<c r="A1" s="${style}"><v>43707</v></c>`);

  test.each([
    ["a unit", 1, "# ##0 &quot;tkr&quot;", { type: "number", text: "43707", format: '# ##0 "tkr"' }],
    ["per cent", 2, "0", { type: "number", text: "43707", format: "0%" }],
    ["kroner as they are", 1, "# ##0 &quot;kr&quot;", { type: "number", text: "43707" }],
    ["none", 0, "0", { type: "number", text: "43707" }],
    ["a style that is not there", 7, "0", { type: "number", text: "43707" }],
    ["a day by number", 3, "0", { type: "date", text: "2019-08-30" }],
    ["a day by code", 1, "dd/mm/yyyy", { type: "date", text: "2019-08-30" }],
  ])("%s", async (_, style, code, wanted) => {
    const { cells } = await readParts(cell(style), null, withStyles(code));
    expect(cells).toEqual([{ at: "A1", ...wanted }]);
  });
});

test("parseWorkbook(file) lists what a workbook hides, and reads its hidden rows and columns", async () => {
  const book = workbookParts("").find(({ name }) => name === "xl/workbook.xml")?.content as string;
  const relations = workbookParts("").find(({ name }) => name.endsWith("workbook.xml.rels"))
    ?.content as string;
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const sheet = sheetXml(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="C2"><v>3</v></c></row><row r="3" hidden="1"/>',
    {
      before: '<cols><col min="2" max="16384" width="0" hidden="1"/></cols>',
    },
  );
  const { cells, problems } = await readParts(sheet, null, {
    "xl/workbook.xml": book.replace(
      "</sheets>",
      '<sheet name="Lister" sheetId="2" state="veryHidden" r:id="rId9"/></sheets>',
    ),
    "xl/_rels/workbook.xml.rels": relations.replace(
      "</Relationships>",
      `<Relationship Id="rId9" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet2.xml": sheetXml(""),
    "xl/worksheets/_rels/sheet1.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/comments" Target="../comments1.xml"/><Relationship Id="rId2" Type="${office}/hyperlink" Target="https://example.no" TargetMode="External"/></Relationships>`,
    "xl/comments1.xml": `<comments xmlns="${MAIN}"><commentList><comment ref="A1"><text><t>Hemmelig</t></text></comment></commentList></comments>`,
  });
  expect(cells.map(({ text }) => text)).toEqual(["1", "2", "3"]);
  expect(problems).toEqual([
    "arket Lister: Et skjult ark kan ha svar som ingen ser. Det kom: et skjult ark. Vis arket, og se hva det har.",
    "Svar!C1: En skjult rad eller kolonne er lest som de andre. Det kom: kolonnen C, som er skjult. Se om svarene der skal være med.",
    "Svar!A2: En skjult rad eller kolonne er lest som de andre. Det kom: rad 2, som er skjult. Se om svarene der skal være med.",
    "Svar!A1: Merknader i cellene er ikke lest. Det kom: en merknad. Se om merknaden endrer svaret.",
  ]);
});
