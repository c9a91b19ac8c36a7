import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { readXlsx } from "hucre";
import { parquetReadObjects } from "hyparquet";
import { loadEdition } from "notat/dist/lib/ground/edition/edition.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { Dataset } from "notat/dist/lib/publish/data/dataset.js";
import { openData } from "notat/dist/lib/publish/data/openData.js";
import { harmless } from "notat/dist/lib/publish/data/writeCsv.js";
import { PublicAnswers } from "notat/dist/lib/publish/open/publicAnswers.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { describe, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const ROWS = [
  {
    publiseres: "ja",
    departement: "KMD",
    navn: '=HYPERLINK("x")',
    hovedleveranse: 'Med "hermetegn", komma\nog linjeskift',
    kostnadsramme: 1_500_000,
    effekter: ["kvalitet", "andre"],
    effekter__andre__tekst: "Noe annet",
    fase: "ide",
  },
  {
    publiseres: "ja",
    departement: "HOD",
    virksomhet: "200000002",
    navn: "Æra",
    kostnadsramme: "ikke_avklart",
    involverer: "ikke_avklart",
  },
  { publiseres: "nei", departement: "KMD", navn: "Unntatt" },
];

async function files() {
  const answers = PublicAnswers.of(answersOf(smallSurvey(ROWS).tiltak));
  const edition = loadEdition(projectRoot, 2019);
  const table = {
    name: "tabell-prøve",
    title: "Prøve",
    description: "Av 3 tiltak.",
    columns: [
      { label: "Svar", kind: "text" as const },
      { label: "Antall", kind: "count" as const },
      { label: "Andel", kind: "percent" as const },
    ],
    rows: [
      ["Ja", 2, 66.7],
      ["Nei", 1, "ikke i grunnlaget"],
    ],
  };
  const made = await openData(new Dataset(answers, edition, edition.licence!, [table]));
  return new Map(made.map(({ path, content }) => [path, content]));
}
const csv = (content: string | Uint8Array | undefined) =>
  parse(content as string, { columns: true }) as Record<string, string>[];

describe("openData(dataset)", () => {
  test("gives one row a tiltak, with codes for answers and for why there is none", async () => {
    const [helse, kommunal] = csv((await files()).get("data/tiltak.csv"));
    expect(helse).toMatchObject({
      virksomhet: "Direktoratet for eksempler",
      departement: "HOD",
      kostnadsramme: "ikke_avklart",
      involverer: "ikke_avklart",
      fase: "ikke_svart",
      involverte: "ikke_spurt",
    });
    expect(kommunal).toMatchObject({ kostnadsramme: "1500000", kostnadsklasse: "under10", faser: "ide" });
  });

  test("makes text harmless that a spreadsheet would run, and keeps every other character", async () => {
    const [, row] = csv((await files()).get("data/tiltak.csv"));
    expect(row!.navn).toBe(`'=HYPERLINK("x")`);
    expect(row!.hovedleveranse).toBe('Med "hermetegn", komma\nog linjeskift');
  });

  test.each(["=1", "+1", "-1", "@a", "\ta", "\ra", " =1", "\ufeff=1", "＝1", "﹦1"])(
    "harmless(%j) begins with an apostrophe",
    (text) => expect(harmless(text)).toBe(`'${text}`),
  );

  test.each([
    ["a;=1+1;b", "a;'=1+1;b"],
    ["a\n=1+1\nb", "a\n'=1+1\nb"],
    ["a; @SUM(1)", "a; '@SUM(1)"],
    ["a;-1+1|x", "a;'-1+1|x"],
    ["\t=1", "'\t'=1"],
    ["- en\n- to; - tre, =fire", "'- en\n- to; - tre, =fire"],
  ])("harmless(%j) has one before what would begin a cell where semicolons part them", (text, safe) =>
    expect(harmless(text)).toBe(safe),
  );

  test("gives a row for each tick, with the text beside it, and one with the reason where there is none", async () => {
    const rows = csv((await files()).get("data/flersvar.csv")).filter(
      ({ sporsmal }) => sporsmal === "effekter",
    );
    expect(rows.map(({ svar, utdyping }) => [svar, utdyping])).toEqual([
      ["ikke_svart", ""],
      ["kvalitet", ""],
      ["andre", "Noe annet"],
    ]);
  });

  test("gives a table of the note with its header on the first line and numbers as numbers", async () => {
    expect((await files()).get("data/tabeller/tabell-prøve.csv")).toBe(
      "Svar,Antall,Andel\r\nJa,2,66.7\r\nNei,1,\r\n",
    );
  });

  test("gives the same tables as Parquet: missing is null, with its kind beside", async () => {
    const bytes = (await files()).get("data/tiltak.parquet") as Uint8Array;
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    expect(rows.map((row) => [row.kostnadsramme, row.kostnadsramme__mangler])).toEqual([
      [null, "ikke_avklart"],
      [1_500_000n, null],
    ]);
    expect(rows[0]).toMatchObject({ involverer: "ikke_avklart", fase: null, fase__mangler: "ikke_svart" });
  });

  test("gives a workbook whose first sheet explains and whose others each hold one table", async () => {
    const workbook = await readXlsx(
      (await files()).get("data/digitaliseringstiltak-i-staten-2019.xlsx") as Uint8Array,
    );
    expect(workbook.sheets.map(({ name }) => name)).toEqual([
      "Les dette først",
      "tiltak",
      "flersvar",
      "kodebok",
      "tabell-prøve",
    ]);
    const [first, tiltak] = workbook.sheets;
    expect(JSON.stringify(first!.rows)).toContain("MIT-lisensen");
    expect(tiltak!.tables![0]!.name).toBe("Tabell_tiltak");
    expect(JSON.stringify(first!.rows)).toContain("Syntetiske data");
    expect(tiltak!.rows[0]![0]).toBe("tiltak");
    expect(tiltak!.tables).toHaveLength(1);
    // Text stays text in a workbook: it is no formula there.
    expect(tiltak!.rows.flat()).toContain('=HYPERLINK("x")');
  });

  test("describes every column and code, and checks every file", async () => {
    const made = await files();
    const described = JSON.parse(made.get("data/datapackage.json") as string);
    for (const { path, schema } of described.resources) {
      const [head] = parse(made.get(`data/${path}`) as string, { to_line: 1 }) as string[][];
      expect(schema.fields.map(({ name }: { name: string }) => name)).toEqual(head);
    }
    const cost = described.resources[0].schema.fields.find(
      ({ name }: { name: string }) => name === "kostnadsramme",
    );
    expect(cost).toMatchObject({ type: "integer" });
    expect(cost.missingValues).toContainEqual({ value: "ikke_avklart", label: "Ikke avklart" });
    // An answer of this item, and so no kind of missing.
    const involved = described.resources[0].schema.fields.find(
      ({ name }: { name: string }) => name === "involverer",
    );
    expect(involved.missingValues).not.toContainEqual(expect.objectContaining({ value: "ikke_avklart" }));
    expect(involved.categories).toContainEqual({ value: "ikke_avklart", label: "Ikke avklart" });
    // Every code that stands in a table is explained, of questions with several answers too, wherever codes are.
    const ticks = described.resources.find(({ name }: { name: string }) => name === "flersvar").schema.fields;
    const codes = ticks.find(({ name }: { name: string }) => name === "svar").categories;
    expect(codes).toContainEqual({
      value: "andre",
      label: "Forventede effekter: Andre; Brukergrupper: Andre",
    });
    for (const { svar } of csv(made.get("data/flersvar.csv")).filter((row) => row.svar !== "ikke_svart")) {
      expect(codes.map(({ value }: { value: string }) => value)).toContain(svar);
      expect(csv(made.get("data/kodebok.csv"))).toContainEqual(
        expect.objectContaining({ tabell: "flersvar", kolonne: "svar", kode: svar }),
      );
      expect(made.get("data/kodebok.md")).toContain(`| ${svar} | `);
    }
    for (const line of (made.get("data/SHA256SUMS") as string).trim().split("\n")) {
      const [sum, path] = line.split("  ");
      expect(
        createHash("sha256")
          .update(made.get(`data/${path}`)!)
          .digest("hex"),
      ).toBe(sum);
    }
  });

  test("says of itself that the data are synthetic, and how they may be used, wherever it says anything", async () => {
    const made = await files();
    for (const path of ["kodebok.md", "kodebok.html", "datapackage.json", "dcat.ttl", "LISENS.txt"])
      expect(made.get(`data/${path}`)).toMatch(/syntetisk/i);
    expect(made.get("data/LISENS.txt")).toContain("MIT-lisensen");
  });

  test("gives the same bytes each time", async () => {
    const [a, b] = [await files(), await files()];
    for (const [path, content] of a)
      expect(Buffer.from(b.get(path)!).equals(Buffer.from(content)), path).toBe(true);
  });

  test("holds nothing of a withheld tiltak", async () => {
    for (const [path, content] of await files())
      expect(Buffer.from(content).toString("latin1"), path).not.toContain("Unntatt");
  });
});
