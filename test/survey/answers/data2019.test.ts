import { loadSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { expect, test } from "vitest";

test("the answers of 2019 load: 432 measures from 67 of 73 bodies", async () => {
  const { tiltak, frame, log } = await loadSurvey(openEdition(2019), { cache: false });
  expect(tiltak.numRows()).toBe(432);
  expect(new Set(tiltak.array("virksomhet")).size).toBe(67);
  expect(frame.numRows()).toBe(73);
  expect((frame.array("svar") as boolean[]).filter(Boolean)).toHaveLength(67);
  // Every kind of error that the raw answers hold is there, and mended.
  const kinds = new Set(log.mended.map(({ problem }) => problem.rule ?? `${problem.kind} ${problem.item}`));
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      "amount 8",
      "label 10",
      "budsjett_over_ramme",
      "dobbeltregistrert",
      "kommentar_finansiering",
    ]),
  );
});
