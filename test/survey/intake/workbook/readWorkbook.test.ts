import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { printProblem } from "notat/dist/lib/survey/intake/problem.js";
import { LIMITS, type Limits } from "notat/dist/lib/survey/intake/workbook/limits.js";
import { openReaders } from "notat/dist/lib/survey/intake/workbook/openReaders.js";
import { parseWorkbook } from "notat/dist/lib/survey/intake/workbook/parseWorkbook.js";
import { readWorkbook } from "notat/dist/lib/survey/intake/workbook/readWorkbook.js";
import { describe, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { type Part, sheetXml, workbookParts, writeBytes, zip } from "../makeWorkbook.js";

const ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';

/** What readWorkbook says of a file's content; without its process, which has tests of its own. */
async function refusal(bytes: Buffer, limits?: Partial<Limits>): Promise<string> {
  const { sheets, problems } = await parseWorkbook(bytes, ["Svar"], { ...LIMITS, ...limits });
  expect(sheets).toEqual([]);
  return problems.map(printProblem).join("\n");
}

async function refusalOfFile(bytes: Buffer, limits?: Partial<Limits>): Promise<string> {
  const { workbook, problems } = await readWorkbook(writeBytes(bytes), { ...LIMITS, ...limits });
  expect(workbook).toBeNull();
  return problems.map(printProblem).join("\n");
}

async function cells(sheet: string): Promise<(string | undefined)[]> {
  const { workbook, problems } = await readWorkbook(writeBytes(zip(workbookParts(sheet))));
  expect(problems).toEqual([]);
  return (
    workbook?.sheets[0]?.rows.flatMap((row) =>
      row.cells.map((cell) => cell && `${cell.at} ${cell.type} ${cell.text}`),
    ) ?? []
  );
}

describe("readWorkbook(path) keeps each cell as it came", () => {
  test("texts, numbers, dates, truths, errors and formulas", async () => {
    const sheet = XLSX.utils.aoa_to_sheet([["id", 12.5, 1e21, null, true]]);
    sheet.F1 = { t: "n", v: 43_707, z: "yyyy-mm-dd" };
    sheet.G1 = { t: "e", v: 0x17 };
    sheet.H1 = { t: "n", v: 3, f: "1+2" };
    sheet.I1 = { t: "s", v: "  Æ & <ø>\nå " };
    sheet.J1 = { t: "n", v: 0.1 + 0.2 };
    sheet["!ref"] = "A1:J1";
    const bytes = XLSX.write(XLSX.utils.book_new(sheet, "Svar"), { type: "buffer", bookSST: true }) as Buffer;
    const { workbook } = await readWorkbook(writeBytes(bytes, "æøå svar.xlsx"));
    expect(workbook?.file).toBe("æøå svar.xlsx");
    expect(workbook?.sheets[0]?.rows).toEqual([
      {
        number: 1,
        cells: [
          { at: "A1", type: "text", text: "id" },
          { at: "B1", type: "number", text: "12.5" },
          { at: "C1", type: "number", text: "1000000000000000000000" },
          undefined,
          { at: "E1", type: "boolean", text: "TRUE" },
          { at: "F1", type: "date", text: "2019-08-30" },
          { at: "G1", type: "error", text: "#REF!" },
          { at: "H1", type: "number", text: "3", computed: true },
          { at: "I1", type: "text", text: "  Æ & <ø>\nå " },
          { at: "J1", type: "number", text: "0.3" },
        ],
      },
    ]);
  });

  test("a formula that was saved without its value", async () => {
    expect(await cells(sheetXml('<row r="1"><c r="A1"><f>B1*1000</f></c></row>'))).toEqual([
      "A1 formula =B1*1000",
    ]);
  });

  test("prefixed elements, inline strings, styled empty cells, empty texts", async () => {
    const sheet =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2">' +
      '<x:c r="A2" t="inlineStr"><x:is><x:t>hei</x:t></x:is></x:c><x:c r="B2" s="0"/><x:c r="C2" t="str"><x:v></x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await cells(sheet)).toEqual(["A2 text hei"]);
  });

  test("a sheet that leaves A1 as a placeholder for its size", async () => {
    expect(await cells(sheetXml(ROW, { before: '<dimension ref="A1"/>' }))).toEqual([
      "A1 text id",
      "B1 text navn",
    ]);
  });
});

describe("readWorkbook(path) refuses files that are no workbook", () => {
  test.each([
    ["an empty file", Buffer.alloc(0), "Det kom: en tom fil."],
    [
      "a CSV",
      Buffer.from("id;navn\n1;a\n"),
      "Det kom: en tekstfil med skilletegn (.csv). Lagre den som «Excel-arbeidsbok (.xlsx)» uten passord, og send den på nytt.",
    ],
    [
      "a web page",
      Buffer.from("<html><table></table></html>"),
      "en nettside (HTML) med navn som et regneark.",
    ],
    ["XML", Buffer.from('<?xml version="1.0"?><Workbook/>'), "Det kom: en XML-fil."],
    ["a PDF", Buffer.from("%PDF-1.7\n"), "Det kom: en PDF-fil."],
    ["a picture", Buffer.from("89504e470d0a1a0a00", "hex"), "Det kom: en fil av et annet slag."],
    [
      "an OpenDocument",
      zip([{ name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" }]),
      "Filen må være en Excel-arbeidsbok (.xlsx). Det kom: et OpenDocument-regneark (.ods). Lagre den som",
    ],
    ["a binary workbook", zip([{ name: "xl/workbook.bin", content: "x" }]), "en binær arbeidsbok (.xlsb)."],
    ["a document", zip([{ name: "word/document.xml", content: "<a/>" }]), "et Word-dokument (.docx)."],
    [
      "an encrypted or old one",
      Buffer.from("d0cf11e0a1b11ae100000000", "hex"),
      "Filen må være en Excel-arbeidsbok (.xlsx). Det kom: en fil med passord eller i det gamle formatet .xls. Lagre den som «Excel-arbeidsbok (.xlsx)» uten passord, og send den på nytt.",
    ],
    [
      "one cut short",
      zip(workbookParts(sheetXml(ROW))).subarray(0, 900),
      "et arkiv som er avkortet eller skadet",
    ],
    [
      "a zip of something else",
      zip([{ name: "brev.txt", content: "hei" }]),
      "Filen må være slik et regneark lagrer den. Det kom: en fil uten arbeidsbok.",
    ],
  ])("%s", async (_, bytes, words) => {
    expect(await refusal(bytes)).toContain(words);
  });

  test("a path without a file is wrong use", async () => {
    await expect(readWorkbook("/finnes/ikke.xlsx")).rejects.toThrow(
      "There must be a workbook at /finnes/ikke.xlsx, but there is no such file.",
    );
  });
});

describe("readWorkbook(path) refuses zip archives that can't be trusted", () => {
  const base = workbookParts(sheetXml(ROW));
  const withSheet = (change: Partial<Part>): Part[] =>
    base.map((part) => (part.name.includes("sheet1") ? { ...part, ...change } : part));

  test.each([
    [
      "content that does not fit its checksum",
      withSheet({ crc: 1 }),
      "Delen xl/worksheets/sheet1.xml må stemme med kontrollsummen sin. Det kom: et innhold som er endret eller skadet.",
    ],
    ["a size that is not true", withSheet({ size: 5 }), "Delen xl/worksheets/sheet1.xml må kunne pakkes ut."],
    ["an encrypted part", withSheet({ flags: 1 }), "Filen kan ikke være kryptert."],
    ["an unknown packing", withSheet({ method: 12 }), "Filen må være pakket slik Excel gjør det."],
    [
      "a doubled name",
      [...base, { name: "XL/worksheets/sheet1.xml", content: "<a/>" }],
      "Hver del av filen må stå der én gang. Det kom: delen XL/worksheets/sheet1.xml to ganger.",
    ],
    [
      "an absolute name",
      [...base, { name: "/etc/passwd", content: "x" }],
      "en del med et navn som peker ut av den",
    ],
    [
      "a name with ..",
      [...base, { name: "xl/../../x", content: "x" }],
      "en del med et navn som peker ut av den",
    ],
    ["macros", [...base, { name: "xl/vbaProject.bin", content: "x" }], "Filen kan ikke inneholde makroer."],
    [
      "links to other files",
      [...base, { name: "xl/externalLinks/externalLink1.xml", content: "<a/>" }],
      "Filen kan ikke hente tall fra andre filer eller databaser. Det kom: delen xl/externalLinks/externalLink1.xml. Lim inn verdiene i stedet for koblingene, lagre, og send filen på nytt.",
    ],
    [
      "a part packed too tightly",
      [...base, { name: "xl/media/a.xml", content: Buffer.alloc(3_000_000) }],
      "En del av filen kan ikke være pakket mer enn 200 ganger.",
    ],
  ])("%s", async (_, parts, words) => {
    expect(await refusal(zip(parts))).toContain(words);
  });

  test("too many parts, too much unpacked, too large a file", async () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ name: `a${i}.xml`, content: "<a/>" }));
    expect(await refusal(zip(many), { entries: 10 })).toContain(
      "Filen kan ha høyst 10 deler. Det kom: 12 deler.",
    );
    const parts = zip(base);
    expect(await refusal(parts, { unpacked: 1000 })).toContain(
      "Filen kan være høyst 1 MB utpakket. Det kom: 1 MB.",
    );
    expect(await refusalOfFile(parts, { bytes: 1000 })).toContain("Filen kan være høyst 1 MB.");
  });
});

describe("readWorkbook(path) refuses XML that libraries take in silently wrong", () => {
  const row = (content: string): string => sheetXml(`<row r="1">${content}</row>`);
  test.each([
    [
      "a cell that comes twice",
      row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
      "Svar!A1: Hver celle må stå én gang, i rekkefølge. Det kom: cellen A1 to ganger.",
    ],
    [
      "a row that comes twice",
      sheetXml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'),
      "Hver rad må stå én gang, i rekkefølge. Det kom: rad «1» etter rad 1.",
    ],
    [
      "a cell in another row than its own",
      row('<c r="A2"><v>1</v></c>'),
      "Hver celle må stå én gang, i rekkefølge.",
    ],
    [
      "a cell without a place",
      row('<c r=""><v>1</v></c>'),
      "Hver celle må ha en gyldig adresse. Det kom: en tom celle.",
    ],
    [
      "a number with a comma",
      row('<c r="A1"><v>1,5</v></c>'),
      "Svar!A1: Tallet må være skrevet som et tall i filen. Det kom: «1,5».",
    ],
    ["a number too large", row('<c r="A1"><v>1e999</v></c>'), "Tallet må være skrevet som et tall i filen."],
    [
      "a shared string that is not there",
      row('<c r="A1" t="s"><v>7</v></c>'),
      "Teksten som cellen viser til, må finnes i filen. Det kom: «7».",
    ],
    ["two values", row('<c r="A1"><v>1</v><v>2</v></c>'), "Cellen må ha én verdi."],
    [
      "a type that no one knows",
      row('<c r="A1" t="q"><v>1</v></c>'),
      "Cellen må være av en kjent type. Det kom: «q».",
    ],
    [
      "a dimension that leaves out cells",
      sheetXml(`${ROW}<row r="5"><c r="A5"><v>1</v></c></row>`, { before: '<dimension ref="A1:B2"/>' }),
      "Svar!A5: Arket må selv si hvor stort det er. Det kom: innhold utenfor A1:B2, som arket oppgir.",
    ],
    [
      "something in the far corner",
      sheetXml(`${ROW}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
      "Svar!XFD1048576: Et ark kan ha høyst 10\u00a0000 rader og 300 kolonner: Alt må stå i området A1:KN10000. Det kom: innhold i XFD1048576. Tøm cellen, og send filen på nytt.",
    ],
    [
      "a DOCTYPE",
      sheetXml(ROW).replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
      "Filen må være slik et regneark lagrer den. Det kom: en DOCTYPE, som kan skjule innhold (xl/worksheets/sheet1.xml).",
    ],
    [
      "an entity that is not defined",
      row('<c r="A1" t="str"><v>&oslash;</v></c>'),
      "Det kom: en tegnkode som ikke er definert (xl/worksheets/sheet1.xml).",
    ],
    ["a character that XML does not allow", row('<c r="A1" t="str"><v>&#1;</v></c>'), "Det kom: "],
    ["an attribute that comes twice", row('<c r="A1" t="n" t="str"><v>1</v></c>'), "et attributt to ganger"],
    ["an instruction", sheetXml(`${ROW}<?a b?>`), "en instruksjon i XML-en"],
    ["XML of another version", sheetXml(ROW).replace('"1.0"', '"1.1"'), "XML i versjon 1.1"],
    ["tags that do not nest", sheetXml('<row r="1"><c r="A1"></row></c>'), "XML som ikke henger sammen"],
    ["tags that do not end", sheetXml(ROW).replace("</worksheet>", ""), "XML som ikke henger sammen"],
    [
      "cells in alternatives to choose from",
      sheetXml(ROW)
        .replace("<sheetData>", '<a:AlternateContent xmlns:a="urn:a"><a:Choice><sheetData>')
        .replace("</sheetData>", "</sheetData></a:Choice></a:AlternateContent>"),
      "<sheetData> på feil sted",
    ],
    ["a cell in a cell", row('<c r="A1"><c r="B1"><v>1</v></c></c>'), "<c> på feil sted"],
    ["a value outside a cell", row("<v>1</v>"), "<v> på feil sted"],
    [
      "what another program has put between the cells",
      row('<a:c xmlns:a="urn:a" r="A1"><v>1</v></a:c>'),
      "<c> mellom cellene, fra et annet program",
    ],
    ["a text in a cell of numbers", row('<c r="A1"><is><t>x</t></is></c>'), "av den typen som cellen har"],
    ["a day that is none", row('<c r="A1" t="d"><v>30.8.2019</v></c>'), "Datoen må være skrevet som"],
    ["another character set", sheetXml(ROW).replace("UTF-8", "UTF-16"), "tegnsettet UTF-16"],
  ])("%s", async (_, sheet, words) => {
    expect(await refusal(zip(workbookParts(sheet)))).toContain(words);
  });

  test("bytes that are no UTF-8", async () => {
    const sheet = Buffer.concat([Buffer.from(sheetXml(ROW)), Buffer.from([0xff])]);
    const parts = workbookParts("").map((part) =>
      part.name.includes("sheet1") ? { ...part, content: sheet } : part,
    );
    expect(await refusal(zip(parts))).toContain("tegn som ikke er UTF-8");
  });

  test("a workbook that reaches out of its file", async () => {
    const parts = workbookParts(sheetXml(ROW)).map((part) => ({
      ...part,
      content: String(part.content).replace(
        'Target="sharedStrings.xml"',
        'Target="file:///etc/passwd" TargetMode="External"',
      ),
    }));
    expect(await refusal(zip(parts))).toContain("Det kom: en kobling ut av filen.");
  });

  test("two sheets with one name", async () => {
    const parts = workbookParts(sheetXml(ROW)).map((part) => ({
      ...part,
      content: String(part.content).replace(
        "</sheets>",
        '<sheet name="Svar" sheetId="2" r:id="rId1"/></sheets>',
      ),
    }));
    expect(await refusal(zip(parts))).toContain("Det kom: to ark med navnet «Svar» (xl/workbook.xml).");
  });

  test("a missing sheet, with the nearest one suggested", async () => {
    expect(await refusalOfFile(zip(workbookParts(sheetXml(ROW), "Svar2")))).toBe(
      "Arbeidsboken må ha arket Svar. Det kom: en arbeidsbok med «Svar2». Er det arket «Svar2»? Gi det navnet Svar.",
    );
  });

  test("a styled, empty cell in the far corner is nothing", async () => {
    const sheet = sheetXml(`${ROW}<row r="1048576"><c r="XFD1048576" s="0"/></row>`);
    expect(await cells(sheet)).toEqual(["A1 text id", "B1 text navn"]);
  });
});

describe("readWorkbook(path) reads XML to the fiftieth level", () => {
  const nested = (levels: number): string =>
    sheetXml(ROW, { after: `${"<a>".repeat(levels)}${"</a>".repeat(levels)}` });

  test("and no deeper", async () => {
    // The worksheet is the first level.
    expect(await cells(nested(49))).toEqual(["A1 text id", "B1 text navn"]);
    expect(await refusal(zip(workbookParts(nested(50))))).toContain(
      "XML i mer enn 50 nivåer (xl/worksheets/sheet1.xml)",
    );
  });
});

test("readWorkbook(path) says of many cells outside the sheet's limits how many they are", async () => {
  const rows = Array.from(
    { length: 16_000 },
    (_, r) => `<row r="${r + 1}"><c r="A${r + 1}"><v>1</v></c></row>`,
  );
  expect(await refusal(zip(workbookParts(sheetXml(rows.join("")))))).toBe(
    "Svar!A10001: Et ark kan ha høyst 10\u00a0000 rader og 300 kolonner: Alt må stå i området A1:KN10000. Det kom: innhold i 6000 celler utenfor, fra og med A10001. Tøm cellene, og send filen på nytt. Svar med flere rader kan leses av en CSV-fil (raw/svar.csv).",
  );
});

describe("readWorkbook(path) reads past what is only styled", () => {
  const styled = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => {
      const r = from + i;
      return i % 2 ? `<row r="${r}" s="1"/>` : `<row r="${r}"><c r="A${r}" s="1"/><c r="B${r}" s="1"/></row>`;
    }).join("");

  test("100,000 rows after the last that has anything", async () => {
    expect(await cells(sheetXml(`${ROW}${styled(2, 100_000)}`))).toEqual(["A1 text id", "B1 text navn"]);
  });
  test("and between those that do", async () => {
    const late = '<row r="900"><c r="A900"><v>7</v></c></row>';
    const [, , last] = await cells(sheetXml(`${ROW}${styled(2, 800)}${late}${styled(901, 50)}`));
    expect(last).toBe("A900 number 7");
  });
  test("but not past a cell that stands after them, or out of its order", async () => {
    const twice = '<row r="60"><c r="A60" s="1"/><c r="A60"><v>7</v></c></row>';
    expect(await refusal(zip(workbookParts(sheetXml(`${ROW}${styled(2, 50)}${twice}`))))).toContain(
      "cellen A60 to ganger",
    );
    const swapped = '<row r="60"><c r="B60" s="1"/><c r="A60"><v>7</v></c></row>';
    expect(await refusal(zip(workbookParts(sheetXml(`${ROW}${styled(2, 50)}${swapped}`))))).toContain(
      "cellen A60 etter B60",
    );
    const early = '<row r="9"><c r="A9"><v>7</v></c></row>';
    expect(await refusal(zip(workbookParts(sheetXml(`${ROW}${styled(2, 50)}${early}`))))).toContain(
      "rad «9» etter rad 51",
    );
  });
});

test("readWorkbook(path) sees a formula of the moment, however long it is", async () => {
  const long = `IF(${'A1="",'.repeat(40)}TODAY())`.replaceAll('"', "&quot;");
  const row = (formula: string) => `<row r="1"><c r="A1"><f>${formula}</f><v>7</v></c></row>`;
  expect((await cells(sheetXml(row(long))))[0]).toContain("A1 formula =IF(");
  expect(await cells(sheetXml(row(long.replace("TODAY()", "SUM(B1)"))))).toEqual(["A1 number 7"]);
});

test("readWorkbook(path) does not count to the end how many cells stand outside", async () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, r) => `<row r="${r + 1}"><c r="A${r + 1}"><v>1</v></c></row>`,
  );
  expect(await refusal(zip(workbookParts(sheetXml(rows.join("")))))).toContain(
    "innhold i minst 10\u00a0000 celler utenfor, fra og med A10001",
  );
});

test("readWorkbook(path) stops at a thousand faults in the cells", async () => {
  const wrong = Array.from(
    { length: 1001 },
    (_, r) => `<row r="${r + 1}"><c r="A${r + 1}"><v>x</v></c></row>`,
  );
  expect(await refusal(zip(workbookParts(sheetXml(wrong.join("")))))).toContain(
    "mer enn 1000 feil i cellene",
  );
});

test("readWorkbook(path) refuses what it and the library read differently", async () => {
  const twice = sheetXml(ROW, { before: '<sheetData><row r="1"><c r="C1"><v>1</v></c></row></sheetData>' });
  expect(await refusal(zip(workbookParts(twice)))).toContain("Hver rad må stå én gang");
  // The library does not find a text behind a hint for its pronunciation.
  const hint =
    '<row r="1"><c r="A1" t="inlineStr"><is><rPh sb="0" eb="1"><t>x</t></rPh><t>navn</t></is></c></row>';
  expect(await refusal(zip(workbookParts(sheetXml(hint))))).toBe(
    "Svar!A1: Hver celle må kunne leses på bare én måte. Det kom: en celle som kan leses på to. Åpne filen i Excel, lagre den på nytt som .xlsx, og send den en gang til.",
  );
});

test("readWorkbook(path) gives the same cells or a refusal, whichever byte of the file is changed", async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ["id", "budsjett"],
    ["T-1", 12_000_000],
    ["T-2", "ca. 5 mill"],
  ]);
  sheet.C2 = { t: "n", v: 43_707, z: "yyyy-mm-dd" };
  sheet["!ref"] = "A1:C3";
  const bytes = XLSX.write(XLSX.utils.book_new(sheet, "Svar"), {
    type: "buffer",
    bookSST: true,
    compression: true,
  }) as Buffer;
  const whole = await parseWorkbook(bytes, ["Svar"], LIMITS);
  expect(whole.problems).toEqual([]);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ change;
      const { sheets, problems } = await parseWorkbook(changed, ["Svar"], LIMITS);
      if (problems.length === 0) expect(sheets).toEqual(whole.sheets);
    }),
    { numRuns: 300, seed: 2019 },
  );
});

describe("readWorkbook(path) stops reading that takes too much", () => {
  const rows = Array.from({ length: 9000 }, (_, r) => {
    const columns = Array.from(
      { length: 40 },
      (_, c) => `<c r="${XLSX.utils.encode_cell({ r, c })}"><v>${r * c}</v></c>`,
    );
    return `<row r="${r + 1}">${columns.join("")}</row>`;
  });
  const large = zip(workbookParts(sheetXml(rows.join(""))));

  test("time", async () => {
    expect(await refusalOfFile(large, { milliseconds: 50 })).toBe(
      "Filen må la seg lese på 1 sekund. Det kom: en fil som tar lengre tid. Åpne filen i Excel, kopier svarene inn i et nytt skjema, og send det i stedet.",
    );
  });

  // A process that is stopped gets nothing of the processor; it is found by its parent, which Linux tells.
  test.runIf(process.platform === "linux")("time, but not that of others on the machine", async () => {
    const path = writeBytes(zip(workbookParts(sheetXml(ROW))));
    const readers = openReaders(1, { ...LIMITS, milliseconds: 2000, megabytes: 300 });
    const first = await readers.read(path, ["Svar"]);
    expect(first.problems).toEqual([]);
    const children = readdirSync("/proc/self/task").flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, "utf8").trim().split(" "),
    );
    const pid = Number(
      children.find((child) =>
        readFileSync(`/proc/${child}/cmdline`, "utf8").includes("--max-old-space-size=300"),
      ),
    );
    process.kill(pid, "SIGSTOP");
    const second = readers.read(path, ["Svar"]);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    process.kill(pid, "SIGCONT");
    expect(await second).toEqual(first);
    readers.close();
  });

  test("memory", async () => {
    expect(await refusalOfFile(large, { megabytes: 20 })).toContain("Filen må la seg lese med 20 MB minne.");
  });
});

test("readWorkbook(path) leaves Object.prototype alone, whatever the sheet's cells are called", async () => {
  const sheet = sheetXml('<row r="1"><c r="__proto__"><v>1</v></c></row>');
  expect(await refusal(zip(workbookParts(sheet)))).toContain(
    "Hver celle må ha en gyldig adresse. Det kom: «__proto__».",
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});
