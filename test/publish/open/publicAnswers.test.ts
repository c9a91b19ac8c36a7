import { loadEdition } from "notat/dist/lib/ground/edition/edition.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { Dataset } from "notat/dist/lib/publish/data/dataset.js";
import { openData } from "notat/dist/lib/publish/data/openData.js";
import { type KeptBack, PublicAnswers } from "notat/dist/lib/publish/open/publicAnswers.js";
import { linkToTiltak } from "notat/dist/lib/publish/overview/linkToTiltak.js";
import { readOverview } from "notat/dist/lib/publish/overview/readOverview.js";
import { renderOverview } from "notat/dist/lib/publish/overview/renderOverview.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

const publicOf = (rows: Parameters<typeof smallSurvey>[0], kept?: KeptBack) =>
  PublicAnswers.of(answersOf(smallSurvey(rows).tiltak), kept);

const open = { publiseres: "ja", departement: "KMD" };

describe("PublicAnswers.of(answers)", () => {
  test("takes in a tiltak only when its body has said yes: no, and no answer, keep it back", () => {
    const answers = publicOf([
      { ...open, navn: "Åpent" },
      { departement: "KMD", navn: "Taust" },
      { ...open, publiseres: "nei", navn: "Unntatt" },
    ]);
    expect(answers.records.map((record) => record.answers.navn)).toEqual(["Åpent"]);
    expect(answers.withheld).toBe(2);
  });

  test("has no field that the questionnaire does not mark as public", () => {
    const [record] = publicOf([
      { ...open, kontakt: "a@b.example", kommentar: "hemmelig", navn: "X" },
    ]).records;
    expect(JSON.stringify(record)).not.toMatch(/a@b|hemmelig|publiseres|hjemmel/);
    expect(Object.keys(record!.answers)).toEqual(
      expect.arrayContaining(["navn", "fase", "faser", "kostnadsklasse", "effekter"]),
    );
  });

  test("gives no id of the workbook: gaps between them tell where something is withheld", () => {
    const answers = publicOf([{ ...open, navn: "X" }]);
    expect(JSON.stringify(answers)).not.toContain("t1");
  });

  test("names each record by its body and itself, in plain letters, and tells namesakes apart", () => {
    const answers = publicOf(times(2, { ...open, navn: "Søk på tvers: Æ & Å" }));
    expect(answers.records.map(({ key }) => key)).toEqual([
      "proveetaten-sok-pa-tvers-ae-a",
      "proveetaten-sok-pa-tvers-ae-a-2",
    ]);
  });

  test("orders by ministry, body and name, whatever the order of the rows", () => {
    const rows = [
      { ...open, navn: "B" },
      { ...open, navn: "A" },
      { ...open, departement: "HOD", virksomhet: "200000002", navn: "C" },
    ];
    const names = (list: typeof rows) => publicOf(list).records.map((record) => record.answers.navn);
    expect(names(rows)).toEqual(["C", "A", "B"]);
    expect(names([...rows].reverse())).toEqual(["C", "A", "B"]);
  });

  test("keeps back an answer with all that is made of it, and what stands beside it", () => {
    const [record] = publicOf(
      [{ ...open, navn: "X", involverer: "ja", involverte: "andre_nivaaer", ks: "ja" }],
      new Map([["t1", new Set(["involverte", "ks"])]]),
    ).records;
    const missing = { missing: "skjermet" };
    expect(record!.answers).toMatchObject({
      involverer: "ja",
      involverte: missing,
      ks: missing,
      tverrgaende: missing,
      kommunalt: missing,
    });
    expect(record!.subsets).not.toContain("kommunal");
  });
});

test("what leaves the house is made of public answers alone, by its type and when the program runs", async () => {
  const answers = answersOf(smallSurvey([{ ...open, navn: "X" }]).tiltak);
  const made = PublicAnswers.of(answers);
  const alike = { ...made };
  const edition = loadEdition(projectRoot, 2019);
  const licence = edition.licence!;
  const spec = readOverview(2019, answers.questionnaire)!;
  const dataset = new Dataset(made, edition, licence, []);
  expect(renderOverview(made, spec, edition)).toContain("X");
  const refused = /^(?:renderOverview|linkToTiltak|Dataset)\(\) must be given PublicAnswers/;
  // @ts-expect-error Clean answers.
  expect(() => renderOverview(answers, spec, edition)).toThrow(refused);
  // @ts-expect-error Of the same shape, put together by hand.
  expect(() => renderOverview(alike, spec, edition)).toThrow(refused);
  // @ts-expect-error
  expect(() => linkToTiltak(alike)).toThrow(refused);
  // @ts-expect-error
  expect(() => new Dataset(alike, edition, licence, [])).toThrow(refused);
  // @ts-expect-error Tables of any rows.
  await expect(openData({ ...dataset })).rejects.toThrow("openData() must be given a Dataset");
});
