import { evaluate } from "notat/dist/lib/numbers/address/evaluate.js";
import { endsOf, printAddress } from "notat/dist/lib/numbers/address/parseAddress.js";
import { readPublished } from "notat/dist/lib/numbers/published/readPublished.js";
import { survey } from "notat/dist/lib/survey/answers/survey.js";
import { beforeAll, describe, expect, test } from "vitest";
import { type Cells, cleanAnswers, correctionsLog, frame, rawAnswers, recount } from "../support/recount.js";

const clean = cleanAnswers();
const counts = recount(clean);
const n = (address: string): number => counts(`2019/${address}`).n;

describe("the clean data of 2019, counted without the library", () => {
  test("have the counts that the note's numbers force, worked out by hand from its figures", () => {
    expect(clean.length).toBe(432);
    const finansiering = ["ja", "nei", "delvis", "ikke_svart"].map((key) =>
      n(`alle/finansiering/${key}/count`),
    );
    expect(finansiering).toEqual([301, 61, 56, 14]);
    expect(
      ["ide", "konsept", "planlegging", "gjennomforing", "ikke_svart"].map((key) =>
        n(`alle/faser/${key}/count`),
      ),
    ).toEqual([41, 58, 65, 267, 1]);
    expect(n("alle/faser×finansiering/gjennomforing×ja/count")).toBe(219);
    expect(n("alle/faser×finansiering/gjennomforing×nei|delvis/count")).toBe(48);
    expect(n("planlagt/finansiering/nei|delvis/count")).toBe(74);
    expect(["ja", "nei|delvis", "ikke_svart"].map((key) => n(`tidlig/finansiering/${key}/count`))).toEqual([
      43, 43, 13,
    ]);
    expect(n("alle/kostnadsklasse/under10/count")).toBeGreaterThanOrEqual(176);
    expect(n("alle/kostnadsklasse/under10/count")).toBeLessThanOrEqual(179);
    expect(n("alle/kostnadsklasse/over100/count")).toBe(37);
    expect(n("alle/kostnadsramme/mangler/count")).toBe(115);
    expect(
      ["ja", "nei", "ikke_avklart|vet_ikke|ikke_svart"].map((key) => n(`alle/involverer/${key}/count`)),
    ).toEqual([218, 186, 28]);
    expect(
      ["egen_sektor", "andre_sektorer", "andre_nivaaer", "begge", "annet"].map((key) =>
        n(`alle/involverte/${key}/count`),
      ),
    ).toEqual([51, 67, 17, 56, 27]);
    expect(["ja", "nei|ikke_relevant|ikke_svart"].map((key) => n(`kommunal/ks/${key}/count`))).toEqual([
      55, 18,
    ]);
    expect(
      ["ide|konsept", "planlegging", "gjennomforing"].map((key) => n(`kommunal/faser/${key}/count`)),
    ).toEqual([13, 16, 44]);
    expect(
      ["kvalitet", "effektivisering", "sammenhengende"].map((key) => n(`alle/effekter/${key}/count`)),
    ).toEqual([276, 255, 134]);
    expect([36, 37]).toContain(n("kommunal/effekter/sammenhengende/count"));
    expect([
      n("alle/utvikle/ja/count"),
      n("alle/gjenbruke/ja/count"),
      n("alle/losninger/begge/count"),
    ]).toEqual([192, 179, 96]);
    expect([n("intern/utvikle/ja/count"), n("intern/gjenbruke/ja/count")]).toEqual([38, 52]);
    expect(n("alle/teknologi/iot/count")).toBe(14);
    expect(n("alle/departement/*/distinct")).toBe(13);
    expect(n("alle/virksomhet/*/distinct")).toBe(67);
  });

  test("have at most three effects and two user groups, and no technology beside «Ikke relevant»", () => {
    const ticks = (row: Cells, item: string): string[] =>
      Object.keys(row).filter(
        (header) => header.startsWith(`${item}__`) && !header.endsWith("__tekst") && row[header] === "1",
      );
    for (const row of clean) {
      expect(ticks(row, "effekter").length, row.id).toBeLessThanOrEqual(3);
      expect(ticks(row, "brukergrupper").length, row.id).toBeLessThanOrEqual(2);
      if (row.teknologi__ikke_relevant === "1")
        expect(ticks(row, "teknologi"), row.id).toEqual(["teknologi__ikke_relevant"]);
    }
  });

  test("have 14 measures without an answer on financing, all of them received after 30 August", () => {
    const late = clean.filter(({ mottatt }) => (mottatt as string) > "2019-08-30");
    expect(late.length).toBe(14);
    expect(late.every(({ finansiering }) => finansiering === "")).toBe(true);
    expect(late.every(({ mottatt }) => (mottatt as string) <= "2019-09-25")).toBe(true);
  });

  test("have budgets below their totals", () => {
    const over = clean.filter(
      ({ budsjett, kostnadsramme }) =>
        budsjett && /^\d+$/.test(kostnadsramme as string) && Number(budsjett) >= Number(kostnadsramme),
    );
    expect(over).toEqual([]);
  });
});

describe("the raw answers", () => {
  test("differ from the clean ones only where the log says so, and do not carry the published figures", () => {
    const raw = rawAnswers();
    expect(raw.length).toBeGreaterThan(432);
    expect(correctionsLog().filter(({ field }) => field === "utgår").length).toBe(raw.length - 432);
    const rules = new Set(correctionsLog().map(({ rule }) => rule));
    for (const rule of [
      "belop_i_tusen",
      "belop_i_millioner",
      "belop_som_tekst",
      "budsjett_over_ramme",
      "finansiering_mot_kommentar",
      "fase_utenfor_listen",
      "dobbeltregistrering",
      "svar_utenfor_listen",
    ]) {
      expect(rules, rule).toContain(rule);
    }
    expect(raw.filter(({ finansiering }) => finansiering === "Ja").length).not.toBe(301);
  });
});

describe("the frame of 2019", () => {
  const bodies = frame();
  const invented = bodies.filter(({ opphav }) => opphav === "oppdiktet");

  test("names 15 bodies that published sources name; the other 58 say that they are invented", () => {
    expect([bodies.length, invented.length]).toEqual([73, 58]);
    expect(invented.every(({ virksomhet }) => virksomhet?.endsWith("(oppdiktet)"))).toBe(true);
    expect(new Set(bodies.map(({ departement }) => departement)).size).toBe(15);
  });

  test("gives every body a number with a valid check digit, the invented ones from the synthetic range", () => {
    const check = (digits: string): number => {
      const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((s, weight, i) => s + weight * Number(digits[i]), 0);
      return (11 - (sum % 11)) % 11;
    };
    for (const { organisasjonsnummer = "" } of bodies)
      expect(check(organisasjonsnummer), organisasjonsnummer).toBe(Number(organisasjonsnummer[8]));
    for (const { organisasjonsnummer } of invented) expect(organisasjonsnummer).toMatch(/^[23]\d{8}$/);
  });

  test("has silence, lateness and exemption on invented bodies only", () => {
    const names = new Set(invented.map(({ virksomhet }) => virksomhet));
    expect(bodies.filter(({ svar }) => svar === "").every(({ opphav }) => opphav === "oppdiktet")).toBe(true);
    expect(
      clean
        .filter(({ mottatt }) => (mottatt as string) > "2019-08-30")
        .every(({ virksomhet }) => names.has(virksomhet)),
    ).toBe(true);
    const withheld = clean.filter(({ publiseres }) => publiseres === "Nei");
    expect(withheld.length).toBeGreaterThan(0);
    expect(withheld.every(({ virksomhet, hjemmel }) => names.has(virksomhet) && hjemmel !== "")).toBe(true);
    expect(clean.every(({ publiseres, hjemmel }) => publiseres === "Nei" || hjemmel === "")).toBe(true);
  });

  test("has contact addresses under a reserved domain only", () => {
    expect(clean.every(({ kontakt }) => /^[a-z]+@[a-z0-9-]+\.example$/.test(kontakt as string))).toBe(true);
  });
});

describe("evaluate(address)", () => {
  beforeAll(async () => {
    await survey();
  });

  test("gives the recount's n and base at every address of the reference", () => {
    const addresses = new Set(
      readPublished(2019)
        .flatMap(({ addresses, than }) => [...addresses, ...than])
        .flatMap(endsOf)
        .map(printAddress),
    );
    expect(addresses.size).toBeGreaterThan(150);
    for (const address of addresses) {
      const { n, base, value } = counts(address);
      const ours = evaluate(address);
      expect({ address, n: ours.n, value: ours.value }).toEqual({ address, n, value });
      if (address.endsWith("/share")) expect({ address, base: ours.base }).toEqual({ address, base });
    }
  });
});
