import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { writeForm } from "notat/dist/lib/survey/forms/writeForm.js";
import { printProblem } from "notat/dist/lib/survey/intake/problem.js";
import { type TakenIn, takeIn } from "notat/dist/lib/survey/received/takeIn.js";
import { beforeAll, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { GOOD, rewritten, textOf } from "../survey/received/bodyForms.js";

// Some ninety ways in which a form comes back spoilt, each from a body of its own, all in one folder. Every one has
// an outcome that is written here: what is taken, or what is asked, or why nothing is; and none stops the others.
type Book = {
  readonly book: XLSX.WorkBook;
  readonly sheet: XLSX.WorkSheet;
  at(field: string, row: number): string;
};
interface Case {
  readonly name: string;
  /**
   * What becomes of it, and a piece of what is said: `=` the first row is taken with this amount, `.` it is taken and
   * something is told of, `?` a row waits with a question, `✗` the file is refused.
   */
  readonly outcome: string;
  readonly change?: (book: Book) => void;
  readonly xml?: (name: string, xml: string) => string;
  readonly bytes?: (good: Buffer) => Buffer;
}
const cell = (v: string | number | boolean, more: Partial<XLSX.CellObject> = {}): XLSX.CellObject => ({
  t: typeof v === "number" ? "n" : typeof v === "boolean" ? "b" : "s",
  v,
  ...more,
});
/** An answer to one question, as the cell of the first row has it. */
const put = (
  field: string,
  v: string | number | boolean,
  outcome: string,
  more: Partial<XLSX.CellObject> = {},
): Case => ({
  name: `${field} as ${JSON.stringify(v)}${Object.values(more).map((text) => `, ${text}`)}`,
  outcome,
  change: ({ sheet, at }) => {
    sheet[at(field, 4)] = cell(v, more);
  },
});
const amount = (v: string | number | boolean, outcome: string, more?: Partial<XLSX.CellObject>): Case =>
  put("kostnadsramme", v, outcome, more);
const rowsOf = (sheet: XLSX.WorkSheet) => XLSX.utils.decode_range(sheet["!ref"] as string);
const CASES: readonly Case[] = [
  amount("12\t500\t000", "? må være ett tall"),
  amount("'12500000", "? må bare kunne forstås på én måte"),
  amount("1,25E+07", "? må være ett tall"),
  amount(1.25e7, "= 12500000", { z: "0.00E+00" }),
  amount(0.125, "? et antall hele kroner", { z: "0%" }),
  amount(12_500_000, "? et antall hele kroner", { z: "0%" }),
  amount(125_000, "? et antall hele kroner", { z: "0.0%" }),
  amount(12_500_000, "? et antall hele kroner", { z: '"ca. "#,##0' }),
  amount(12_500_000, "? et antall hele kroner", { z: '[<1000]"under";0' }),
  amount(12_500_000, "= 12500000", { z: '"kr" #,##0;[Red]-"kr" #,##0' }),
  amount(12_500_000, ". lest med enheten", { z: '#,##0,," mill"' }),
  amount(12_500_000, "? formelen «=[1]Ark1!$A$1»", { f: "[1]Ark1!$A$1" }),
  amount(12_500_000, ". regnet ut av en formel", { f: "Tabell1[[#Totals],[Beløp]]" }),
  amount("#I/T", "? ikke en feil fra regnearket"),
  amount("१२५०००००", "? et antall hele kroner"),
  amount("12 500 000 (eks. mva)", "? et antall hele kroner"),
  amount("USD 12 500 000", "? et antall hele kroner"),
  amount("125OOOOO", "? et antall hele kroner"),
  amount("5 mill + 3 mill", "? må være ett tall"),
  amount("12 500 000 12 500 000", "? må bare kunne forstås på én måte"),
  amount("1/2 mill", "? må være ett tall"),
  amount("12 5000 00", "? må bare kunne forstås på én måte"),
  amount(12_500_000.4, "? et antall hele kroner"),
  amount("juni 2020", "? ikke en dato"),
  amount("30/6/20", "? ikke en dato"),
  amount("43707", "? ikke en dato"),
  amount("tolv millioner", "? et antall hele kroner"),
  put("effekter__kvalitet", "x", "? Et kryss er tallet 1"),
  put("effekter__kvalitet", "✓", "? Et kryss er tallet 1"),
  put("effekter__kvalitet", "-", "? Et kryss er tallet 1"),
  put("effekter__kvalitet", 2, "? Et kryss er tallet 1"),
  put("effekter__kvalitet", 0.4, "? Et kryss er tallet 1", { z: "0" }),
  put("effekter__kvalitet", true, "= 12500000"),
  put("effekter__kvalitet", 1, "? Et svar må synes i regnearket", { z: ";;;" }),
  put("finansiering", "J\u0430", "? Svaret må være ett av"),
  put("finansiering", "Ja\u200b", "? Svaret må være ett av"),
  put("finansiering", "Ja, delvis", "? Svaret må være ett av"),
  put("finansiering", true, "? Svaret må være ett av"),
  put("fase", "2. Konsept", "? Svaret må være ett av"),
  put("innovasjon", "I noen\u00a0grad", "= 12500000"),
  put("publiseres", "Ja, men ikke beløpet", "? Svaret må være ett av"),
  put("navn", "\u202eevil", "? snur skriften"),
  put("navn", true, "? sannhetsverdi"),
  put("navn", "\u00a0", "? Hva heter tiltaket?"),
  {
    name: "sum row in the next prefilled row",
    outcome: "? Kan alle opplysningene om tiltaket publiseres?",
    change: ({ sheet, at }) => {
      sheet[at("navn", 5)] = cell("Sum");
      sheet[at("kostnadsramme", 5)] = cell(12500000, { f: "SUM(I4:I4)" });
    },
  },
  {
    name: "sum row without id below",
    outcome: "? Hver rad må ha en id",
    change: ({ sheet, at }) => {
      sheet[at("navn", 60)] = cell("Totalt");
      sheet[at("kostnadsramme", 60)] = cell(12500000, { f: "SUBTOTAL(109,I4:I59)" });
      sheet["!ref"] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: 60, c: rowsOf(sheet).e.c } });
    },
  },
  {
    name: "row below without id",
    outcome: "? Hver rad må ha en id",
    change: ({ sheet, at }) => {
      for (const [f, v] of Object.entries(GOOD)) sheet[at(f, 60)] = cell(v as string);
      sheet[at("navn", 60)] = cell("Langt nede");
      sheet["!ref"] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: 60, c: rowsOf(sheet).e.c } });
    },
  },
  { name: "header row 1 deleted", outcome: "✗ uten merket", change: ({ sheet }) => shiftRows(sheet, 0, -1) },
  {
    name: "header row 2 deleted",
    outcome: "✗ Rad 2 må være skjemaets egen",
    change: ({ sheet }) => shiftRows(sheet, 1, -1),
  },
  { name: "row inserted at top", outcome: "✗ koder i rad 2", change: ({ sheet }) => shiftRows(sheet, 0, 1) },
  {
    name: "row inserted under the headers",
    outcome: "= 12500000",
    change: ({ sheet }) => shiftRows(sheet, 3, 1),
  },
  {
    name: "column inserted left, with headers",
    outcome: "= 12500000",
    change: ({ sheet }) => shiftColumns(sheet, 0, 1),
  },
  {
    name: "answers moved one column to the right",
    outcome: "? Hver rad må ha en id",
    change: ({ sheet }) => shiftColumns(sheet, 3, 1),
  },
  {
    name: "rows in reverse order",
    outcome: "= 12500000",
    change: ({ sheet, at }) => {
      for (const [f, v] of Object.entries({ ...GOOD, navn: "Nummer to" }))
        sheet[at(f, 5)] = cell(v as string);
      swapRows(sheet, 3, 4);
    },
  },
  {
    name: "ids of two rows swapped",
    outcome: "= 12500000",
    change: ({ sheet, at }) => {
      for (const [f, v] of Object.entries({ ...GOOD, navn: "Nummer to" }))
        sheet[at(f, 5)] = cell(v as string);
      [sheet[at("id", 4)], sheet[at("id", 5)]] = [sheet[at("id", 5)], sheet[at("id", 4)]];
    },
  },
  {
    name: "sheet copied",
    outcome: ". også innhold i arket «Svar (2)»",
    change: ({ book, sheet }) => {
      const copy = structuredClone(sheet);
      XLSX.utils.book_append_sheet(book, copy, "Svar (2)");
    },
  },
  {
    name: "sheet svar lower",
    outcome: "✗ Er det arket «svar»?",
    change: ({ book, sheet }) => {
      const i = book.SheetNames.indexOf("Svar");
      book.SheetNames[i] = "svar";
      book.Sheets.svar = sheet;
      delete book.Sheets.Svar;
    },
  },
  {
    name: "answers in a second sheet, Svar empty",
    outcome: "✗ også innhold i arket «Ark1»",
    change: ({ book, sheet, at }) => {
      const copy = structuredClone(sheet);
      XLSX.utils.book_append_sheet(book, copy, "Ark1");
      for (const f of Object.keys(GOOD)) delete sheet[at(f, 4)];
    },
  },
  {
    name: "mark of the year before",
    outcome: "✗ et skjema for 2018",
    change: ({ sheet }) => mark(sheet, (m) => m.replace("2019", "2018")),
  },
  {
    name: "mark of another version",
    outcome: "✗ utgaven som sist ble sendt ut",
    change: ({ sheet }) => mark(sheet, (m) => m.replace(/.$/, (c) => (c === "0" ? "1" : "0"))),
  },
  {
    name: "an autofilter hides a row",
    outcome: ". rad 5, som er skjult",
    change: ({ sheet, at }) => {
      for (const [f, v] of Object.entries({ ...GOOD, navn: "Nummer to" }))
        sheet[at(f, 5)] = cell(v as string);
      sheet["!autofilter"] = { ref: "A3:AT43" };
      sheet["!rows"] = [];
      (sheet["!rows"] as XLSX.RowInfo[])[4] = { hidden: true };
    },
  },
  {
    name: "a column of width 0",
    outcome: ". kolonnen I, som er skjult",
    change: ({ sheet, at }) => {
      sheet["!cols"] = [];
      (sheet["!cols"] as XLSX.ColInfo[])[XLSX.utils.decode_cell(at("kostnadsramme", 4)).c] = {
        width: 0,
        hidden: true,
      } as XLSX.ColInfo;
    },
  },
  {
    name: "protected with a password",
    outcome: "= 12500000",
    change: ({ sheet }) => {
      sheet["!protect"] = { password: "hemmelig" };
    },
  },
  {
    name: "very hidden Svar",
    outcome: ". et skjult ark",
    change: ({ book }) => {
      book.Workbook = {
        ...book.Workbook,
        Sheets: book.SheetNames.map((n) => ({ name: n, Hidden: n === "Svar" ? 2 : 0 })) as never,
      };
    },
  },
  {
    name: "xls renamed",
    outcome: "✗ gamle formatet .xls",
    bytes: (g) => XLSX.write(XLSX.read(g), { type: "buffer", bookType: "biff8" }) as Buffer,
  },
  {
    name: "fods renamed",
    outcome: "✗ en XML-fil",
    bytes: (g) => XLSX.write(XLSX.read(g), { type: "buffer", bookType: "fods" }) as Buffer,
  },
  {
    name: "xml 2003 renamed",
    outcome: "✗ en XML-fil",
    bytes: (g) => Buffer.from(XLSX.write(XLSX.read(g), { type: "string", bookType: "xlml" }) as string),
  },
  { name: "gzipped", outcome: "✗ en fil av et annet slag", bytes: (g) => gzipSync(g) },
  {
    name: "zip in a zip",
    outcome: "✗ en fil uten arbeidsbok",
    bytes: (g) => {
      const z = XLSX.CFB.utils.cfb_new();
      XLSX.CFB.utils.cfb_add(z, "/form.xlsx", g);
      return XLSX.CFB.write(z, { fileType: "zip", type: "buffer" }) as Buffer;
    },
  },
  {
    name: "truncated by one byte",
    outcome: "✗ avkortet eller skadet",
    bytes: (g) => g.subarray(0, g.length - 1),
  },
  {
    name: "junk before the zip",
    outcome: "✗ en fil av et annet slag",
    bytes: (g) => Buffer.concat([Buffer.from("junk"), g]),
  },
  {
    name: "junk after the zip",
    outcome: "✗ avkortet eller skadet",
    bytes: (g) => Buffer.concat([g, Buffer.from("junk")]),
  },
  {
    name: "billion laughs in styles",
    outcome: "✗ en DOCTYPE",
    xml: (n, x) =>
      n.endsWith("styles.xml")
        ? x.replace("?>", '?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>')
        : x,
  },
  {
    name: "sheet with a processing instruction",
    outcome: "✗ en instruksjon i XML-en",
    xml: (n, x) => (n.endsWith("sheet2.xml") ? x.replace("?>", "?><?evil x?>") : x),
  },
  {
    name: "number in hexadecimal",
    outcome: "✗ 0xBEBC20",
    xml: (n, x) => (n.endsWith("sheet2.xml") ? x.replace("<v>12500000</v>", "<v>0xBEBC20</v>") : x),
  },
  {
    name: "number INF",
    outcome: "✗ Infinity",
    xml: (n, x) => (n.endsWith("sheet2.xml") ? x.replace("<v>12500000</v>", "<v>Infinity</v>") : x),
  },
  {
    name: "alternate content round the rows",
    outcome: "✗ på feil sted",
    xml: (n, x) =>
      n.endsWith("sheet2.xml")
        ? x
            .replace(
              "<sheetData>",
              '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><sheetData>',
            )
            .replace("</sheetData>", "</sheetData></mc:AlternateContent>")
        : x,
  },
  {
    name: "external link in the workbook",
    outcome: "✗ en kobling ut av filen",
    xml: (n, x) =>
      n.endsWith("workbook.xml.rels")
        ? x.replace(
            "</Relationships>",
            '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="http://x/y.xlsx" TargetMode="External"/></Relationships>',
          )
        : x,
  },
  {
    name: "comment that hides a cell in XML",
    outcome: "= 12500000",
    xml: (n, x) => (n.endsWith("sheet2.xml") ? x.replace("<v>12500000</v>", "<v>1<!-- -->2500000</v>") : x),
  },
  amount("1 ".repeat(200), "? et antall hele kroner"),
  amount(0.5, "? «12:00»", { z: "hh:mm" }),
  put("navn", "Ny portal, nytt arkiv og nye skjemaer", ". er det flere i denne"),
  {
    name: "a text of more letters than a cell has",
    outcome: "✗ En celle kan ha høyst",
    xml: (n, x) => (n.endsWith("sheet2.xml") ? x.replace("Søk på tvers", "a".repeat(40_000)) : x),
  },
  {
    name: "a word in the head of its pages",
    outcome: ". Topptekst og bunntekst er ikke lest.",
    xml: (n, x) => (n.endsWith("sheet2.xml") ? withFoot(x, '&amp;C&amp;"Arial"&amp;12Alt i 1000 kr') : x),
  },
  {
    name: "page numbers in the foot of its pages",
    outcome: "= 12500000",
    xml: (n, x) => (n.endsWith("sheet2.xml") ? withFoot(x, "&amp;LSide &amp;P av &amp;N&amp;R&amp;D") : x),
  },
  {
    name: "columns hidden 150,000 times",
    outcome: ". som er skjult",
    xml: (n, x) =>
      n.endsWith("sheet2.xml")
        ? x
            .replace(/<cols>.*?<\/cols>/s, "")
            .replace(
              "<sheetData>",
              `<cols>${Array.from({ length: 150_000 }, (_, i) => `<col min="${(i * 7919) % 97}" max="16384" hidden="1"/>`).join("")}</cols><sheetData>`,
            )
        : x,
  },
  { name: "nothing wrong with it", outcome: "= 12500000" },
];
function withFoot(xml: string, text: string): string {
  return xml.replace(
    "</worksheet>",
    `<headerFooter><oddFooter>${text}</oddFooter></headerFooter></worksheet>`,
  );
}
function shiftRows(sheet: XLSX.WorkSheet, from: number, by: number) {
  const cells = Object.entries(sheet)
    .filter(([k]) => !k.startsWith("!"))
    .map(([k, v]) => ({ p: XLSX.utils.decode_cell(k), k, v }));
  for (const { k, p } of cells) if (p.r >= from) delete sheet[k];
  for (const { p, v } of cells)
    if (p.r >= from && !(by < 0 && p.r < from - by))
      sheet[XLSX.utils.encode_cell({ r: p.r + by, c: p.c })] = v;
  const range = rowsOf(sheet);
  range.e.r += Math.max(by, 0);
  sheet["!ref"] = XLSX.utils.encode_range(range);
}
function shiftColumns(sheet: XLSX.WorkSheet, fromRow: number, by: number) {
  const cells = Object.entries(sheet)
    .filter(([k]) => !k.startsWith("!"))
    .map(([k, v]) => ({ p: XLSX.utils.decode_cell(k), k, v }));
  for (const { k, p } of cells) if (p.r >= fromRow) delete sheet[k];
  for (const { p, v } of cells)
    if (p.r >= fromRow) sheet[XLSX.utils.encode_cell({ r: p.r, c: p.c + by })] = v;
  const range = rowsOf(sheet);
  range.e.c += by;
  sheet["!ref"] = XLSX.utils.encode_range(range);
}
function swapRows(sheet: XLSX.WorkSheet, a: number, b: number) {
  for (let c = 0; c <= rowsOf(sheet).e.c; c++) {
    const [x, y] = [XLSX.utils.encode_cell({ r: a, c }), XLSX.utils.encode_cell({ r: b, c })];
    [sheet[x], sheet[y]] = [sheet[y], sheet[x]];
    for (const k of [x, y]) if (sheet[k] === undefined) delete sheet[k];
  }
}
function mark(sheet: XLSX.WorkSheet, change: (m: string) => string) {
  for (const [k, v] of Object.entries(sheet))
    if (!k.startsWith("!") && /^[A-Z]+1$/.test(k) && /\d{9}/.test(String(v.v))) {
      sheet[k] = cell(change(String(v.v)));
    }
}
/** Numbers that have the right control digit. */
const ORGS = (() => {
  const all: string[] = [];
  for (let n = 0; all.length < CASES.length; n++) {
    const d = String(20000000 + n)
      .split("")
      .map(Number);
    const s = [3, 2, 7, 6, 5, 4, 3, 2].reduce((t, w, i) => t + w * (d[i] as number), 0);
    const c = (11 - (s % 11)) % 11;
    if (c !== 10) all.push(d.join("") + c);
  }
  return all;
})();
const found = new Map<string, TakenIn & { text: string }>();
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), "notat spoilt æøå "));
  const folder = join(root, "data", "2019");
  mkdirSync(folder, { recursive: true });
  cpSync(
    fileURLToPath(new URL("../../data/2019/edition.json", import.meta.url)),
    join(folder, "edition.json"),
  );
  writeFileSync(join(folder, "corrections.csv"), "id,field,before,after,rule,reason,by,date\n");
  writeFileSync(
    join(folder, "frame.csv"),
    [
      "organisasjonsnummer,virksomhet,kortnavn,departement,skate,opphav,bruttobudsjettert,svar",
      ...CASES.map((_, i) => `${ORGS[i]},Etat nr ${i},E${i},ASD,false,oppdiktet,true,`),
      "",
    ].join("\n"),
  );
  const edition = openEdition(2019, root);
  const files: string[] = [];
  for (const [i, { change, xml, bytes }] of CASES.entries()) {
    const book = XLSX.read(await writeForm(edition, edition.frame[i]!, []), { sheetStubs: true });
    const sheet = book.Sheets.Svar as XLSX.WorkSheet;
    const [header = []] = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1 });
    const at = (field: string, r: number) => XLSX.utils.encode_cell({ r: r - 1, c: header.indexOf(field) });
    for (const [f, v] of Object.entries(GOOD)) sheet[at(f, 4)] = cell(v as string);
    change?.({ book, sheet, at });
    const path = join(root, `f${String(i).padStart(3, "0")}.xlsx`);
    const good = XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
    writeFileSync(path, bytes ? bytes(good) : good);
    if (xml) rewritten(path, xml);
    files.push(path);
  }
  let i = 0;
  for await (const one of takeIn(files, openEdition(2019, root), {
    received: "2019-08-20",
    replace: false,
    receipts: join(root, "kv"),
    last: null,
  }))
    found.set((CASES[i++] as Case).name, { ...one, text: textOf(readFileSync(one.receipt, "utf8")) });
}, 300000);
test("each has an outcome of its own, and none stops the others", () => {
  expect(found.size).toBe(CASES.length);
});

test.each(CASES)("$name: $outcome", ({ name, outcome }) => {
  const { state, answer, refused, text } = found.get(name)!;
  const [kind, said] = [outcome[0], outcome.slice(2)];
  expect(state).toBe(kind === "✗" ? "refused" : "taken");
  if (kind === "✗") {
    expect(answer).toBeNull();
    expect(refused.map(printProblem).join("\n")).toContain(said);
  } else if (kind === "?") {
    expect(answer?.waiting.flatMap(({ problems }) => problems.map(printProblem)).join("\n")).toContain(said);
  } else {
    expect(answer?.waiting).toEqual([]);
    expect(answer?.rows[0]?.values.kostnadsramme).toBe(12_500_000);
    if (kind === ".") expect(answer?.listed.map(printProblem).join("\n")).toContain(said);
  }
  // Whatever is asked of the body stands in its receipt too.
  if (kind !== "=") expect(text).toContain(said);
});
