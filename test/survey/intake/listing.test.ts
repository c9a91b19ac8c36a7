import { readFileSync } from "node:fs";
import { toListed } from "notat/dist/lib/survey/intake/listing.js";
import { parseRows } from "notat/dist/lib/survey/intake/parseRows.js";
import { LIMITS } from "notat/dist/lib/survey/intake/workbook/limits.js";
import { parseWorkbook } from "notat/dist/lib/survey/intake/workbook/parseWorkbook.js";
import type { RawSheet } from "notat/dist/lib/survey/intake/workbook/rawWorkbook.js";
import { expect, test } from "vitest";
import { type Answers, answer, frame, questionnaire, writeAnswers } from "./makeAnswers.js";

async function linesOf(changes: Answers, form = questionnaire): Promise<{ line: string; amount: boolean }[]> {
  const { sheets } = await parseWorkbook(
    readFileSync(writeAnswers([answer("T-1", changes)])),
    ["Svar"],
    LIMITS,
  );
  const { problems } = parseRows(sheets[0] as RawSheet, form, frame);
  return toListed(problems, form);
}

const low = { kostnadsramme: 50_000, budsjett: null };

test("toListed(problems, questionnaire) knows a problem by its place, its rule and what came", async () => {
  const [first] = await linesOf(low);
  expect(first).toMatchObject({
    amount: true,
    line: expect.stringMatching(/^T-1\tkostnadsramme\tkostnadsramme_tusen\t[\da-f]{12}$/),
  });
  expect((await linesOf({ ...low, navn: "Et annet navn" }))[0]?.line).toBe(first?.line);
  expect((await linesOf({ ...low, kostnadsramme: 51_000 }))[0]?.line).not.toBe(first?.line);
});

test("toListed(problems, questionnaire) tells amounts from other things", async () => {
  const comment = await linesOf({ kommentar: "Tiltaket er ikke finansiert." });
  expect(comment.map(({ amount }) => amount)).toEqual([false]);
});

test("toListed(problems, questionnaire) gives nothing away of a measure that is kept back", async () => {
  const secret = { ...low, publiseres: "Nei", hjemmel: "offl. § 14" };
  const [line] = await linesOf(secret);
  // The digest is of the whole record: the amount can't be found by trying amounts.
  expect((await linesOf({ ...secret, hjemmel: "offl. § 15" }))[0]?.line).not.toBe(line?.line);
  expect((await linesOf({ ...secret, kostnadsramme: 51_000 }))[0]?.line).not.toBe(line?.line);
  expect((await linesOf(secret))[0]?.line).toBe(line?.line);
  // The order of the form's items is none of the record's.
  const items = Object.fromEntries(Object.entries(questionnaire.items).toReversed());
  const other = { ...questionnaire, items } as typeof questionnaire;
  expect((await linesOf(secret, other))[0]?.line).toBe(line?.line);
});
