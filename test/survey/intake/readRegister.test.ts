import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRows } from "notat/dist/lib/survey/intake/parseRows.js";
import { readRegister } from "notat/dist/lib/survey/intake/readRegister.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { afterAll, describe, expect, test } from "vitest";

const questionnaire = defineQuestionnaire({
  year: 2025,
  unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
  missing: { nfp: { label: "Ikke offentliggjort", texts: ["NFP"] } },
  items: {
    navn: { kind: "text", label: "Navn", column: "Project name" },
    niva: { kind: "single", label: "Nivå", column: "Tier", options: { en: "Tier 1", to: "Tier 2" } },
    budsjett: { kind: "number", label: "Budsjett", column: "Total budget", decimal: "." },
    bruk: {
      kind: "multiple",
      label: "Bruk",
      options: { sky: { label: "Sky", column: "Cloud" }, mobil: { label: "Mobil", column: "Mobile" } },
    },
  },
});

const folder = mkdtempSync(join(tmpdir(), "register-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Buffer) {
  const path = join(folder, "svar.csv");
  writeFileSync(path, content);
  return readRegister(path, questionnaire);
}

/** What each row comes to: name, tier, budget, ticks, or what is wrong. */
async function rows(content: string | Buffer) {
  const { sheet, problems } = await read(content);
  if (!sheet) return problems.map(({ expected, came }) => `${expected} ${came}`);
  const parsed = parseRows(sheet, questionnaire, []);
  return parsed.problems.length > 0
    ? parsed.problems.map(({ came }) => came)
    : parsed.rows.map(({ values: v }) => [v.id, v.navn, v.niva, v.budsjett, v.bruk__sky, v.bruk__mobil]);
}

const HEADER = "Project name,Tier,Total budget,Cloud,Mobile";
const ONE = [["1", "Ny portal", "en", 1234.5, true, false]];

describe("a table is read", () => {
  test.each([
    ["commas", `${HEADER}\nNy portal,Tier 1,"$1,234.5",1,0\n`],
    [
      "semicolons, as a Norwegian Excel writes",
      `${HEADER.replaceAll(",", ";")}\nNy portal;Tier 1;$1,234.5;1;0\n`,
    ],
    ["tabs", `${HEADER.replaceAll(",", "\t")}\nNy portal\tTier 1\t$1,234.5\t1\t0\n`],
    [
      "Excel's own line on the separator",
      `sep=;\r\n${HEADER.replaceAll(",", ";")}\r\nNy portal;Tier 1;1234.5;1;\r\n`,
    ],
    ["a byte order mark and CRLF", `\ufeff${HEADER}\r\nNy portal,Tier 1,1234.5,1,0\r\n`],
    ["a separator in a heading", `"Notes; more",${HEADER}\nx,Ny portal,Tier 1,1234.5,1,0\n`],
    [
      "headings with other case and space",
      `PROJECT  NAME,tier ,Total\u00a0budget,Cloud,mobile\nNy portal,Tier 1,1234.5,1,0\n`,
    ],
    ["columns that nobody asked for", `${HEADER},Notes\nNy portal,Tier 1,1234.5,1,0,"a ""b""\nc"\n`],
    ["lines of separators alone at the end", `${HEADER}\nNy portal,Tier 1,1234.5,1,0\n,,,,\n , ,,,\n`],
    ["labels with other case and space", `${HEADER}\n Ny portal ,TIER  1,1234.5,1,0\n`],
  ])("with %s", async (_, content) => {
    expect(await rows(content)).toEqual(ONE);
  });

  test("with ids of its own, and the rows' numbers where it has none", async () => {
    const ids = async (content: string) => (await rows(content)).map(([id]) => id);
    expect(await ids(`ID,${HEADER}\nP-7,A,Tier 1,1,1,0\nP-9,B,Tier 2,2,0,1\n`)).toEqual(["P-7", "P-9"]);
    expect(await ids(`${HEADER}\nA,Tier 1,1,1,0\n,,,,\nB,Tier 2,2,0,1\n`)).toEqual(["1", "3"]);
  });

  test.each(["1", "TRUE", "True", "x", "Yes", "Y", "ja"])("%s is a tick", async (tick) => {
    expect(await rows(`${HEADER}\nNy portal,Tier 1,1234.5,${tick},\n`)).toEqual(ONE);
  });
  test.each(["0", "FALSE", "no", "N", "nei", ""])("%s is none", async (tick) => {
    expect(await rows(`${HEADER}\nNy portal,Tier 1,1234.5,x,${tick}\n`)).toEqual(ONE);
  });

  test("and a kind of missing of its own is one", async () => {
    const { sheet } = await read(`${HEADER}\nA,Tier 1,nfp,1,0\nB,Tier 2,,1,0\n`);
    const missing = parseRows(sheet as never, questionnaire, []).rows.map(
      ({ values }) => values.budsjett__mangler,
    );
    expect(missing).toEqual(["nfp", "ikke_svart"]);
  });

  test("and cells know their places", async () => {
    const { sheet } = await read(`${HEADER}\nA,Tier 1,1,1,0\n`);
    // id, utgår, navn, niva, budsjett, …
    expect(sheet?.rows[1]?.cells[4]).toMatchObject({ at: "E2", type: "text", text: "1" });
  });
});

describe("a table longer than what is read at a time", () => {
  // 5,000 names that grow by a letter of two bytes or break a line within quotation marks, so that some of each stand
  // where one piece of the file ends and the next begins.
  const names = Array.from({ length: 5000 }, (_, i) =>
    `${"ø".repeat(i % 40)}"${i}"\n${"å".repeat(i % 7)}`.trim(),
  );
  const lines = names.map((name, i) => `"${name.replaceAll('"', '""')}",Tier ${(i % 2) + 1},${i},${i % 2},`);
  const content = `${HEADER}\n${lines.join("\n")}\n`;
  test("is read whole", async () => {
    expect(Buffer.byteLength(content)).toBeGreaterThan(4 * 65_536);
    expect(await rows(content)).toEqual(
      names.map((name, i) => [String(i + 1), name, i % 2 === 0 ? "en" : "to", i, i % 2 === 1, false]),
    );
  });
  test("is refused for a letter of another encoding far down, and a line of another length", async () => {
    const [latin] = await rows(
      Buffer.concat([Buffer.from(content), Buffer.from("Blåbær,Tier 1,1,1,0\n", "latin1")]),
    );
    expect(latin).toMatch(/^Filen må ha tegnsettet UTF-8\. et annet tegnsett: .* «Blåbær»$/);
    expect((await rows(`${content}A,Tier 1,1\n`))[0]).toMatch(
      /linje \d+: Invalid Record Length: expect 5, got 3/,
    );
    const cut = Buffer.from(content).subarray(0, Buffer.from(content).lastIndexOf(0xc3) + 1);
    expect((await rows(cut))[0]).toMatch(/^Filen må ha tegnsettet UTF-8/);
  });
});

describe("what can't be read is refused, with the way out", () => {
  test.each([
    [
      "another encoding",
      Buffer.from(`${HEADER}\nBlåbær,Tier 1,1,1,0\n`, "latin1"),
      "Filen må ha tegnsettet UTF-8. et annet tegnsett: lest som Windows-1252 har linje 2 «Blåbær»",
    ],
    ["UTF-16", Buffer.from(`\ufeff${HEADER}\n`, "utf16le"), "Filen må ha tegnsettet UTF-8. UTF-16"],
    [
      "a workbook by another name",
      Buffer.from("PK\u0003\u0004…"),
      "Filen må være en tekstfil med skilletegn (CSV). en arbeidsbok eller en annen zip-fil",
    ],
    ["nothing", " \n", "Filen må ha en linje med overskrifter og en linje for hver rad. en tom fil"],
    [
      "a line with too many fields",
      `${HEADER}\nA,Tier 1,1,1,0,9\n`,
      "Hver linje må ha like mange felt som overskriften, og anførselstegn må være to om hvert felt. linje 2: Invalid Record Length: expect 5, got 6 on line 2",
    ],
    [
      "a heading that stands twice",
      `${HEADER},Tier\nA,Tier 1,1,1,0,Tier 2\n`,
      "Hver kolonne må stå én gang. «Tier» flere ganger",
    ],
    [
      "a column that is not there",
      "Project name,Total budget,Cloud,Mobile\nA,1,1,0\n",
      "Kolonnen «Tier» må være med. en fil uten den",
    ],
    ["a label that nobody knows", `${HEADER}\nA,Tier 3,1,1,0\n`, "«Tier 3»"],
    ["a number in another notation", `${HEADER}\nA,Tier 1,"1.234,5",1,0\n`, "«1.234,5»"],
    ["a tick that says nothing", `${HEADER}\nA,Tier 1,1,kanskje,0\n`, "«kanskje»"],
    ["two rows of one id", `id,${HEADER}\nP,A,Tier 1,1,1,0\np,B,Tier 1,1,1,0\n`, "«p» og «P» i rad 2"],
  ])("%s", async (_, content, message) => {
    expect(await rows(content)).toEqual([message]);
  });
});

describe("a table from bodies that were asked", () => {
  const framed = defineQuestionnaire({
    year: 2021,
    unit: { one: "svar", many: "svar", all: "svarene", article: "ett" },
    bodyUnit: { one: "kommune", many: "kommuner", all: "kommunene", article: "én" },
    frame: {},
    items: {
      kommune: { kind: "agency", label: "Kommune" },
      status: { kind: "single", label: "Status", options: { digital: "Digital", papir: "På papir" } },
    },
  });
  const body = {
    organisasjonsnummer: "310000000",
    virksomhet: "Lom",
    kortnavn: "Lom",
    departement: "",
    svar: "2021-10-01",
  };
  const parsed = async (content: string) => {
    const path = join(folder, "kommuner.csv");
    writeFileSync(path, content);
    const { sheet } = await readRegister(path, framed);
    return parseRows(sheet as NonNullable<typeof sheet>, framed, [body as never]);
  };

  test("need not say when each row came", async () => {
    const { rows, problems } = await parsed("Kommune;Status\nLom;Digital\n");
    expect(problems).toEqual([]);
    expect(rows.map(({ values }) => [values.kommune, values.status, values.mottatt])).toEqual([
      ["310000000", "digital", null],
    ]);
  });

  test("is asked for the day where it has a column for it", async () => {
    const { problems } = await parsed("Kommune;Status;mottatt\nLom;Digital;\n");
    expect(problems.map(({ field }) => field)).toEqual(["mottatt"]);
  });
});
