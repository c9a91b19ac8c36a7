import { readFileSync } from "node:fs";
import { applyCorrections, type Corrected } from "notat/dist/lib/survey/corrections/applyCorrections.js";
import type { Correction } from "notat/dist/lib/survey/corrections/readCorrections.js";
import { printProblem } from "notat/dist/lib/survey/intake/problem.js";
import { LIMITS } from "notat/dist/lib/survey/intake/workbook/limits.js";
import { parseWorkbook } from "notat/dist/lib/survey/intake/workbook/parseWorkbook.js";
import type { RawSheet } from "notat/dist/lib/survey/intake/workbook/rawWorkbook.js";
import { describe, expect, test } from "vitest";
import { type Answers, answer, frame, questionnaire, writeAnswers } from "../intake/makeAnswers.js";

async function correct(
  answers: Answers[],
  ...log: [id: string, field: string, before: string, after: string, rule?: string][]
): Promise<Corrected> {
  const { sheets } = await parseWorkbook(readFileSync(writeAnswers(answers)), ["Svar"], LIMITS);
  const entries = log.map(
    ([id, field, before, after, rule = "r"], i): Correction => ({
      line: i + 2,
      id,
      field,
      before,
      after,
      rule,
      reason: "g",
      by: "AN",
      date: "2019-11-04",
    }),
  );
  return applyCorrections(sheets[0] as RawSheet, entries, questionnaire, frame);
}

const mendedBy = ({ mended }: Corrected) =>
  mended.map(({ problem, by }) => [problem.field, problem.kind, by.line]);
const remaining = (corrected: Corrected) => corrected.remaining.map(({ field, kind }) => [field, kind]);

test("applyCorrections(…) takes a number of the log at its word, and lists the ambiguous one as mended", async () => {
  const corrected = await correct(
    [answer("T-1", { kostnadsramme: "14", budsjett: null })],
    ["T-1", "kostnadsramme", "14", "14000000"],
  );
  expect(corrected.rows[0]?.values.kostnadsramme).toBe(14_000_000);
  expect(mendedBy(corrected)).toEqual([["kostnadsramme", "amount", 2]]);
  expect(corrected.remaining).toEqual([]);
});

test("applyCorrections(…) names the last row that touched a field or one that it hangs together with", async () => {
  const corrected = await correct(
    [
      answer("T-1", { involverer: "Nei", involverte: "Annet" }),
      answer("T-2", { effekter__miljo: 1, effekter__andre: 1 }),
    ],
    ["T-1", "involverer", "Nei", "Ja"],
    ["T-2", "effekter__miljo", "1", ""],
  );
  expect(corrected.remaining).toEqual([]);
  expect(mendedBy(corrected)).toEqual([
    ["involverte", "routing", 2],
    ["effekter__andre", "ticks", 3],
  ]);
});

test("applyCorrections(…) takes a record out by utgår, whichever of two doubles it is", async () => {
  const answers = [answer("T-1", { navn: "Felles søk" }), answer("T-2", { navn: "Felles søk" })];
  for (const id of ["T-1", "T-2"]) {
    const corrected = await correct(answers, [id, "utgår", "", "ja"]);
    expect(corrected.rows).toHaveLength(1);
    expect(corrected.remaining).toEqual([]);
    expect(mendedBy(corrected)).toEqual([["navn", "rule", 2]]);
  }
});

describe("applyCorrections(…) settles what may be right after all by a row that confirms it", () => {
  test("and names its rule, and nothing else by that", async () => {
    const answers = [
      answer("T-1", { budsjett: "750 kr", fase: "Utredning" }),
      answer("T-2", { navn: "Tiltak T-1" }),
    ];
    const corrected = await correct(
      answers,
      ["T-1", "budsjett", "750 kr", "750 kr", "budsjett_lavt"],
      ["T-1", "fase", "Utredning", "Utredning", "label"],
      ["T-2", "navn", "Tiltak T-1", "Tiltak T-1", "dobbeltregistrert"],
    );
    expect(mendedBy(corrected)).toEqual([
      ["budsjett", "rule", 2],
      ["navn", "rule", 4],
    ]);
    expect(remaining(corrected)).toEqual([["fase", "label"]]);
  });

  const low = answer("T-1", { budsjett: "750 kr" });

  test.each<[string, string]>([
    ["another rule", "budsjett_tusen"],
    ["no rule that there is", "bekreftet"],
  ])("but not one that names %s", async (_, rule) => {
    const corrected = await correct([low], ["T-1", "budsjett", "750 kr", "750 kr", rule]);
    expect(corrected.remaining.map((problem) => problem.rule)).toEqual(["budsjett_lavt"]);
  });

  test("but not one of another record or field", async () => {
    const corrected = await correct(
      [low, answer("T-2")],
      ["T-2", "budsjett", "2000000", "2000000", "budsjett_lavt"],
      ["T-1", "fase", "Konsept", "Konsept", "budsjett_lavt"],
    );
    expect(corrected.remaining.map((problem) => problem.rule)).toEqual(["budsjett_lavt"]);
  });

  test("but not one that changes the cell, whatever its rule", async () => {
    const corrected = await correct([low], ["T-1", "budsjett", "750 kr", "800 kr", "budsjett_lavt"]);
    expect(corrected.remaining.map((problem) => problem.rule)).toEqual(["budsjett_lavt"]);
  });

  test("but not one of a cell with two faults for both", async () => {
    const two = answer("T-1", { kostnadsramme: "ca. 50 000 kr", budsjett: null });
    const rules = async (...named: string[]) =>
      (
        await correct(
          [two],
          ...named.map(
            (rule) =>
              ["T-1", "kostnadsramme", "ca. 50 000 kr", "ca. 50 000 kr", rule] as [
                string,
                string,
                string,
                string,
                string,
              ],
          ),
        )
      ).listed.flatMap(({ rule }) => rule ?? []);
    expect(await rules()).toEqual(["belop_omtrentlig", "kostnadsramme_tusen"]);
    expect(await rules("belop_omtrentlig")).toEqual(["kostnadsramme_tusen"]);
    expect(await rules("kostnadsramme_tusen")).toEqual(["belop_omtrentlig"]);
    expect(await rules("kostnadsramme_tusen", "belop_omtrentlig")).toEqual([]);
  });

  test("and only until something that the rule looks at is changed again", async () => {
    const both = answer("T-1", { kostnadsramme: 500_000_000, budsjett: 500_000 });
    const confirm = ["T-1", "budsjett", "500000", "500000", "enhet_ulik"] as const;
    const change = ["T-1", "kostnadsramme", "500000000", "505000000", "belop"] as const;
    const listed = async (...log: (typeof confirm | typeof change)[]) =>
      (await correct([both], ...log.map((row) => [...row] as never))).listed.flatMap(
        ({ rule }) => rule ?? [],
      );
    expect(await listed()).toEqual(["enhet_ulik"]);
    expect(await listed(confirm)).toEqual([]);
    expect(await listed(change, confirm)).toEqual([]);
    expect(await listed(confirm, change)).toEqual(["enhet_ulik"]);
  });

  test("and leaves the cell as it came", async () => {
    const cell = { t: "n" as const, v: 12.5, z: '0.0 "MNOK"' };
    const corrected = await correct(
      [answer("T-1", { kostnadsramme: cell })],
      ["T-1", "kostnadsramme", "12.5", "12.5", "belop_enhet"],
    );
    expect(corrected.rows[0]?.values.kostnadsramme).toBe(12_500_000);
    expect(corrected.remaining).toEqual([]);
    expect(corrected.listed.filter(({ kind }) => kind === "amount")).toEqual([]);
  });
});

test("applyCorrections(…) counts problems that the log makes as remaining", async () => {
  const corrected = await correct(
    [answer("T-1")],
    ["T-1", "fase", "Konsept", "Koncept"],
    ["T-1", "budsjett", "2000000", "2000000000"],
  );
  expect(corrected.mended).toEqual([]);
  expect(remaining(corrected)).toEqual([
    ["fase", "label"],
    ["budsjett", "rule"],
  ]);
});

test("applyCorrections(…) puts log rows that can't be carried out last", async () => {
  const corrected = await correct(
    [answer("T-1", { fase: "Utredning" })],
    ["T-1", "fase", "utredning", "Idé"],
  );
  expect(remaining(corrected)).toEqual([
    ["fase", "label"],
    ["fase", "corrections"],
  ]);
});

test("applyCorrections(…) says nothing but that of a sheet without its columns", async () => {
  const { sheets } = await parseWorkbook(readFileSync(writeAnswers([answer("T-1")])), ["Svar"], LIMITS);
  const [sheet] = sheets as [RawSheet];
  const rows = sheet.rows.map((row) => ({ ...row, cells: row.cells.slice(1) }));
  const log: Correction[] = [
    {
      line: 2,
      id: "T-1",
      field: "fase",
      before: "x",
      after: "y",
      rule: "r",
      reason: "g",
      by: "AN",
      date: "2019-11-04",
    },
  ];
  const corrected = applyCorrections({ ...sheet, rows }, log, questionnaire, frame);
  expect(corrected.remaining.map(({ kind, field }) => [kind, field])).toEqual([["column", "id"]]);
  expect(corrected.rows).toEqual([]);
});

test("applyCorrections(…) lists bodies that answered but have no measure", async () => {
  const corrected = await correct([answer("T-1")]);
  expect(corrected.listed.map(printProblem)).toEqual([
    "En virksomhet som har svart, har vanligvis tiltak. Det kom: «Oppdiktet etat B», med svardato 2019-09-25 i utvalget (frame.csv), men ingen tiltak. Se om svaret er kommet med, eller ta ut svardatoen.",
  ]);
});

test("applyCorrections(…) does not say what came where it is not public, in the log's faults either", async () => {
  const corrected = await correct(
    [
      answer("T-1", { kontakt: "kari@etat.example", fase: "Utredning" }),
      answer("T-2", { publiseres: "Nei", hjemmel: "offl. § 14", fase: "Hemmelig" }),
    ],
    ["T-1", "kontakt", "ola@etat.example", "x"],
    ["T-2", "fase", "Hemmelig nok", "Idé"],
    ["T-1", "fase", "Utreding", "Idé"],
  );
  const lines = corrected.remaining.map(printProblem).join("\n");
  expect(lines).not.toMatch(/kari|ola@|Hemmelig/);
  expect(lines.match(/noe som ikke er offentlig/g)).toHaveLength(3);
  expect(lines).toContain("«Utreding», mens cellen har «Utredning»");
});
