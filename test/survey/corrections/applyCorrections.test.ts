import { readFileSync } from "node:fs";
import { applyCorrections, type Corrected } from "notat/dist/lib/survey/corrections/applyCorrections.js";
import type { Correction } from "notat/dist/lib/survey/corrections/readCorrections.js";
import { LIMITS } from "notat/dist/lib/survey/intake/workbook/limits.js";
import { parseWorkbook } from "notat/dist/lib/survey/intake/workbook/parseWorkbook.js";
import type { RawSheet } from "notat/dist/lib/survey/intake/workbook/rawWorkbook.js";
import { expect, test } from "vitest";
import { type Answers, answer, frame, questionnaire, writeAnswers } from "../intake/makeAnswers.js";

async function correct(
  answers: Answers[],
  ...log: [id: string, field: string, before: string, after: string][]
): Promise<Corrected> {
  const { sheets } = await parseWorkbook(readFileSync(writeAnswers(answers)), ["Svar"], LIMITS);
  const entries = log.map(
    ([id, field, before, after], i): Correction => ({
      line: i + 2,
      id,
      field,
      before,
      after,
      rule: "r",
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
  const answers = [answer("T-1", { navn: "Samme" }), answer("T-2", { navn: "Samme" })];
  for (const id of ["T-1", "T-2"]) {
    const corrected = await correct(answers, [id, "utgår", "", "ja"]);
    expect(corrected.rows).toHaveLength(1);
    expect(corrected.remaining).toEqual([]);
    expect(mendedBy(corrected)).toEqual([["navn", "rule", 2]]);
  }
});

test("applyCorrections(…) settles what may be right after all by a row that confirms it, and nothing else by that", async () => {
  const answers = [
    answer("T-1", { budsjett: "750 kr", fase: "Utredning" }),
    answer("T-2", { navn: "Tiltak T-1" }),
  ];
  const corrected = await correct(
    answers,
    ["T-1", "budsjett", "750 kr", "750 kr"],
    ["T-1", "fase", "Utredning", "Utredning"],
    ["T-2", "navn", "Tiltak T-1", "Tiltak T-1"],
  );
  expect(mendedBy(corrected)).toEqual([
    ["budsjett", "rule", 2],
    ["navn", "rule", 4],
  ]);
  expect(remaining(corrected)).toEqual([["fase", "label"]]);
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

test("applyCorrections(…) puts log rows that can't be carried out first", async () => {
  const corrected = await correct(
    [answer("T-1", { fase: "Utredning" })],
    ["T-1", "fase", "utredning", "Idé"],
  );
  expect(remaining(corrected)).toEqual([
    ["fase", "corrections"],
    ["fase", "label"],
  ]);
});
