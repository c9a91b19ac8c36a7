import * as aq from "arquero";
import { box, codebook, describe as describeTable, labels, q, s, search, subset, summarise } from "notat";
import { fromDanfo, toDanfo } from "notat/dist/lib/transforms/explore/danfo.js";
import { describe, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const { tiltak, virksomheter } = smallSurvey([
  {
    navn: "Nettsky for arkiv",
    finansiering: "ja",
    kostnadsramme: 2_000_000,
    effekter: ["kvalitet", "miljo"],
    publiseres: "ja",
  },
  {
    navn: "Beskytte  data",
    finansiering: "nei",
    kostnadsramme: 4_000_000,
    effekter: ["kvalitet"],
    publiseres: "nei",
    kontakt: "sky@etat.example",
  },
  {
    navn: "Skyløsning",
    hovedleveranse: `${"Lang innledning. ".repeat(5)}Flytter alt til SKYEN innen året er omme, og litt til.`,
    effekter: ["andre"],
    effekter__andre__tekst: "Sky",
    publiseres: "ja",
  },
  { navn: "Ænder på nett", kostnadsramme: "ikke_avklart", virksomhet: "200000002" },
]);
const written = (words: string) => codebook(words).array("skriv");

describe("codebook(words)", () => {
  test("finds an item by its name with all options, whatever the case", () => {
    expect(written("TILTAKET finansiert?")).toEqual([
      "q.finansiering",
      "q.finansiering.ja",
      "q.finansiering.nei",
      "q.finansiering.delvis",
    ]);
  });
  test("finds an option with its item, and a subset; all words must be there", () => {
    expect(written("miljøbelastning")).toEqual(["q.effekter", "q.effekter.miljo"]);
    expect(written("skate")).toContain("s.skate");
    expect(written("skate miljøbelastning")).toEqual([]);
  });
  test("without words has every item, recode and subset of the questionnaire", () => {
    const all = written("");
    for (const key of ["q.virksomhet", "q.kommentar", "q.kostnadsklasse.over100", "s.skate"])
      expect(all).toContain(key);
  });
});

describe("describe(table)", () => {
  const row = (table: aq.ColumnTable, key: string, value: string) =>
    table.objects().find((one) => (one as Record<string, unknown>)[key] === value);

  test("tells of each item who was asked, who answered, what most answered", () => {
    expect(row(describeTable(tiltak), "skriv", "q.finansiering")).toMatchObject({
      betegnelse: "Finansiering",
      slag: "ett svar",
      spurt: 4,
      svart: 2,
      mangler: 2,
      vanligst: "Ja",
      antall: 1,
    });
    expect(row(describeTable(tiltak), "skriv", "q.effekter")).toMatchObject({
      svart: 3,
      vanligst: "Økt kvalitet på virksomhetens tjenester",
      antall: 2,
    });
  });
  test("a missing amount is no amount: neither 0 nor in the median", () => {
    expect(row(describeTable(tiltak), "skriv", "q.kostnadsramme")).toMatchObject({
      svart: 2,
      mangler: 2,
      lavest: 2_000_000,
      median: 3_000_000,
      høyest: 4_000_000,
    });
  });
  test("those who were not asked are not missing", () => {
    // Only the one that may not be published is asked for the legal ground.
    expect(row(describeTable(tiltak), "skriv", "q.hjemmel")).toMatchObject({
      spurt: 1,
      svart: 0,
      mangler: 1,
    });
  });
  test("of any other table tells of each column", () => {
    const table = aq.table({
      a: [1, null, Number.NaN, 3],
      b: ["x", "x", null, "y"],
      c: [null, null, null, null],
    });
    expect(describeTable(table).objects()).toEqual([
      {
        kolonne: "a",
        slag: "tall",
        verdier: 2,
        mangler: 2,
        ulike: 2,
        vanligst: null,
        antall: null,
        lavest: 1,
        median: 2,
        høyest: 3,
      },
      {
        kolonne: "b",
        slag: "tekst",
        verdier: 3,
        mangler: 1,
        ulike: 2,
        vanligst: "x",
        antall: 2,
        lavest: null,
        median: null,
        høyest: null,
      },
      {
        kolonne: "c",
        slag: "tom",
        verdier: 0,
        mangler: 4,
        ulike: 0,
        vanligst: null,
        antall: null,
        lavest: null,
        median: null,
        høyest: null,
      },
    ]);
    expect(row(describeTable(virksomheter), "kolonne", "svar")).toMatchObject({ slag: "ja/nei", verdier: 3 });
  });
});

describe("search(table, words)", () => {
  const found = (words: string) =>
    search(tiltak, words).objects() as {
      id: string;
      felt: string;
      utdrag: string;
      treff: string;
      kan_publiseres: string;
    }[];

  test("finds words and parts of words in every free text, upper and lower case alike, and says which", () => {
    expect(found("sky").map(({ id, felt, treff }) => [id, felt, treff])).toEqual([
      ["t1", "Navn på tiltaket", "inni et ord"],
      ["t2", "Navn på tiltaket", "inni et ord"],
      ["t3", "Navn på tiltaket", "ord"],
      ["t3", "Hovedleveranse", "ord"],
      ["t3", "Forventede effekter: Andre", "ord"],
    ]);
  });
  test("shows what stands around it", () => {
    expect(found("skyen")[0]?.utdrag).toBe(
      "…dning. Lang innledning. Flytter alt til SKYEN innen året er omme, og litt til.",
    );
  });
  test("says of whom nothing may be published; leaves contacts' addresses out", () => {
    expect(found("beskytte data").map(({ kan_publiseres }) => kan_publiseres)).toEqual(["nei"]);
    expect(found("etat.example")).toEqual([]);
  });
  test("knows Norwegian letters in either spelling of Unicode", () => {
    expect(found("ÆNDER PÅ".normalize("NFD")).map(({ id }) => id)).toEqual(["t4"]);
  });
  test("finds nothing as no rows, and its rows lead back to the tiltak", () => {
    expect(found("finnes ikke")).toEqual([]);
    expect(tiltak.semijoin(search(tiltak, "sky"), "id").array("id")).toEqual(["t1", "t2", "t3"]);
  });
  test("refuses to look for nothing, and a table that has lost its questionnaire", () => {
    expect(() => search(tiltak, " ")).toThrow('search() must have something to look for, but has "".');
    expect(() => search(tiltak.slice(0, 1), "sky")).toThrow("The table must know its questionnaire");
  });
});

describe("labels(table)", () => {
  test("puts labels for codes, joins ticks, and keeps missing missing", () => {
    const table = labels(tiltak);
    expect(table.array("finansiering")).toEqual(["Ja", "Nei", null, null]);
    expect(table.array("finansiering__mangler")).toEqual([null, null, "Ikke svart", "Ikke svart"]);
    expect(table.array("effekter")).toEqual([
      "Økt kvalitet på virksomhetens tjenester; Redusert miljøbelastning",
      "Økt kvalitet på virksomhetens tjenester",
      "Andre",
      null,
    ]);
    expect(table.columnNames()).not.toContain("effekter__kvalitet");
    expect(table.array("effekter__andre__tekst")).toEqual([null, null, "Sky", null]);
    expect(table.array("virksomhet")[3]).toBe("Direktoratet for eksempler");
    expect(table.array("kostnadsramme")).toEqual([2_000_000, 4_000_000, null, null]);
  });
  test("does so with what Arquero has made, and leaves all else alone", () => {
    const counted = tiltak
      .groupby("finansiering")
      .count()
      .derive({ eget: () => "ja" });
    expect(labels(counted).objects()).toEqual([
      { finansiering: "Ja", count: 1, eget: "ja" },
      { finansiering: "Nei", count: 1, eget: "ja" },
      { finansiering: null, count: 2, eget: "ja" },
    ]);
  });
});

describe("toDanfo(table) and fromDanfo(frame)", () => {
  const table = aq.table({
    belop: [null, 1_500_000.5, 2_500_000.5],
    hele: [1, 2, 3_000_000_000],
    ja: [null, true, false],
    dag: [new Date(0), null, new Date(1)],
    tekst: [null, "", "x"],
    tom: [null, null, null],
  });
  test("give the same table back", () => {
    expect(fromDanfo(toDanfo(table)).objects()).toEqual(table.objects());
    expect(fromDanfo(toDanfo(tiltak)).objects()).toEqual(tiltak.objects());
    const none = fromDanfo(toDanfo(table.slice(0, 0)));
    expect([none.numRows(), none.columnNames()]).toEqual([0, table.columnNames()]);
  });
  test("leave missing out of statistics: describe() and mean()", () => {
    const frame = toDanfo(table);
    expect(frame.column("belop").mean()).toBe(2_000_000.5);
    const described = frame.describe();
    // By hand: the mean of the two, their distance by the root of two, the number between them.
    expect(described.column("belop").values).toEqual([
      2,
      2_000_000.5,
      expect.closeTo(1_000_000 / Math.SQRT2, 6),
      1_500_000.5,
      2_000_000.5,
      2_500_000.5,
      5e11,
    ]);
    expect(described.columns).toEqual(["belop", "hele"]);
  });
});

test("box(summarise(…)) draws the amounts that the summary has", () => {
  const chart = box(summarise(tiltak, q.kostnadsramme, { withheld: "included" }));
  expect(chart.rows[0]?.cells.map((cell) => "amount" in cell && cell.amount)).toEqual([2, 2.5, 3, 3.5, 4]);
  expect(subset(tiltak, s.skate).numRows()).toBe(3);
});
