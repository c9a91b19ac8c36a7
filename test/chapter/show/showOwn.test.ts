import {
  bars,
  coverage,
  crosstab,
  largest,
  phrase,
  q,
  questionnaire,
  s,
  shareOutOf,
  subset,
  summarise,
  survey,
  tabulate,
} from "notat";
import { bundleOf, PLOTLY_MIME } from "notat/dist/lib/engine/notebook/bundleOf.js";
import { sanitise } from "notat/dist/lib/publish/report/sanitise.js";
import { beforeAll, describe, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const plainOf = (value: unknown): string => (bundleOf(value) as { "text/plain": string })["text/plain"];
const htmlOf = (value: unknown): string => (bundleOf(value) as { "text/html": string })["text/html"];

let data: Awaited<ReturnType<typeof survey>>;
beforeAll(async () => {
  data = await survey();
});

// Four tiltak: two want better quality, one of them also efficiency, one does not answer, one says only efficiency.
const small = smallSurvey([
  { effekter: ["kvalitet"], finansiering: "ja", kostnadsramme: 1_000_000 },
  { effekter: ["kvalitet", "effektivisering"], finansiering: "nei", kostnadsramme: 3_000_000 },
  { finansiering: "ja", kostnadsramme: "ikke_avklart" },
  { effekter: ["effektivisering"], kostnadsramme: 2_000_000 },
]).tiltak;

describe("what a cell ends on shows itself:", () => {
  test("a tabulation, with its question, its base and what is missing", () => {
    const text = plainOf(tabulate(small, q.effekter));
    expect(text).toMatch(/^Spørsmål 16\. /);
    expect(text).toMatch(/Økt kvalitet .* 2 +50,0\s%\n/);
    expect(text).toMatch(/Ikke svart +1 +25,0\s%\n/);
    expect(text).toContain("Grunnlag: 4 som fikk spørsmålet.");
    expect(text).toContain("Svar mangler for 1 av 4.");
    expect(text).toContain("Ikke svart: 1.");
  });

  test("a crosstab and a summary, with theirs", () => {
    expect(plainOf(crosstab(small, q.effekter, q.finansiering))).toMatch(
      /4 fikk begge spørsmålene, 2 svarte på begge\.$/,
    );
    const summary = plainOf(summarise(small, q.kostnadsramme, { withheld: "included" }));
    expect(summary).toContain("Grunnlag: 3 beløp i kroner, av 4 som fikk spørsmålet.");
    expect(summary).toContain("tallene er bare til å se på. Ikke avklart: 1.");
    expect(summary).toMatch(/6\s000\s000 +2\s000\s000/); // 1 + 2 + 3 mill., and a third of it.
  });

  test("a number as it prints, with its base under it", () => {
    const value = shareOutOf(tabulate(data.tiltak, q.effekter), q.effekter.kvalitet);
    expect(plainOf(value).split("\n")).toEqual([
      "64 prosent (276 av 432)",
      "Økt kvalitet på virksomhetens tjenester, alle tiltak",
      "Grunnlag: 432 tiltak som fikk spørsmålet",
      "2019/alle/effekter/kvalitet/share",
    ]);
  });

  test("a phrase and a claim as they read", () => {
    const effekter = tabulate(data.tiltak, q.effekter);
    expect(plainOf(phrase(effekter, q.effekter.kvalitet))).toBe("godt over halvparten");
    expect(plainOf(largest(effekter, q.effekter.kvalitet)`Flest`)).toBe("Flest");
  });

  test("a drawing without a title, for Plotly with base, source and mark in it", () => {
    const bundle = bundleOf(bars(tabulate(data.tiltak, q.effekter))) as Record<string, unknown>;
    expect(bundle).toHaveProperty(["application/vnd.notat.figure+json", "title"], []);
    const texts = (
      bundle[PLOTLY_MIME] as { layout: { annotations: { text: string }[] } }
    ).layout.annotations.map(({ text }) => text);
    const all = texts.join(" ");
    expect(all).toContain("Prosent av 432 tiltak som fikk spørsmålet.");
    expect(all).toContain("Syntetiske data. Kilde: ");
  });

  test("rows that the library makes", () => {
    expect(plainOf(coverage(data.tiltak))).toMatch(/^Spørsmål +Fikk spørsmålet/);
  });

  test("the survey as its codebook with a first look, its tables with what they are of", () => {
    const text = plainOf(data);
    expect(text).toMatch(/^Undersøkelsen i 2019: 22 spørsmål\n/);
    expect(text).toContain("\nTiltak i 2019. 432 rader × ");
    expect(text).toContain("\nVirksomheter i 2019. 73 rader × ");
    expect(plainOf(subset(data.tiltak, s.skate))).toMatch(
      /^Tiltak fra Skate-virksomhetene i 2019, 151 av 432 tiltak\./,
    );
    expect(htmlOf(data.tiltak)).toContain('title="16. Forventede effekter: Effektivisering"');
    expect(htmlOf(data.tiltak).length).toBeLessThan(200_000);
  });

  test("q, s, an item, its definition, an option and the questionnaire as codebook entries", () => {
    expect(plainOf(q)).toMatch(/^Spørsmålene i 2019\n.*\nq\.virksomhet +1 /);
    expect(plainOf(questionnaire)).toMatch(/^Spørsmålene i 2019\n/);
    expect(plainOf(s)).toMatch(/\ns\.skate +tiltak fra Skate-virksomhetene +De som hører til/);
    expect(plainOf(s.skate)).toMatch(/^tiltak fra Skate-virksomhetene\n/);
    const item = plainOf(q.involverte);
    expect(item).toMatch(/^Spørsmål 12\. /);
    expect(item).toContain("Stilles til de som har svart «Ja» på spørsmål 11.");
    expect(item).toContain("Grunnlag for andeler: de som fikk spørsmålet.");
    expect(plainOf(q.involverte.$)).toBe(item);
    expect(plainOf(q.kostnadsklasse)).toMatch(
      /q\.kostnadsklasse\.under10 .*De som har svart et beløp på spørsmål 8/,
    );
    expect(plainOf(q.effekter.kvalitet)).toMatch(/^Økt kvalitet på virksomhetens tjenester\n/);
  });

  test("and nothing of it trips our own sanitiser", () => {
    const effekter = tabulate(data.tiltak, q.effekter);
    for (const value of [
      data,
      data.tiltak,
      q,
      s,
      q.effekter,
      effekter,
      crosstab(data.tiltak, q.faser, q.finansiering),
    ])
      expect(sanitise(htmlOf(value)).removed).toEqual([]);
  });
});
