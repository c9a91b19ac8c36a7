import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chosenFor, writeChosen } from "notat/dist/lib/publish/open/chosen.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { afterAll, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const root = mkdtempSync(join(tmpdir(), "notat valg "));
mkdirSync(join(root, "data/2019"), { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const digest = (of: unknown): string =>
  createHmac("sha256", "nøkkel").update(JSON.stringify(of)).digest("hex");
const survey = (utvikle: string) =>
  answersOf(smallSurvey([{ departement: "HOD", publiseres: "ja", utvikle }]).tiltak);
const publication = (...addresses: string[]) => ({ addresses, selections: {} });
const kept = new Map([["t1", new Set(["utvikle"])]]);

test("what was chosen to be kept back holds for the same answers, and for no number that was not published then", () => {
  expect(chosenFor(survey("ja"), publication("a", "b"), digest, root)).toBeNull();
  writeChosen(survey("ja"), publication("a", "b"), digest, kept, root);
  expect(chosenFor(survey("ja"), publication("b"), digest, root)).toEqual(kept);
  expect(chosenFor(survey("ja"), publication("b", "c"), digest, root)).toBeNull();
  expect(chosenFor(survey("nei"), publication("b"), digest, root)).toBeNull();
  expect(
    chosenFor(
      survey("ja"),
      { addresses: ["b"], selections: { dyre: { item: "utvikle", is: ["ja"] } } },
      digest,
      root,
    ),
  ).toBeNull();
  expect(chosenFor(survey("ja"), publication("b"), null, root)).toBeNull();
});

test("a file that notat protect has not written stops with what is wrong in it", () => {
  writeFileSync(join(root, "data/2019/skjermet.json"), '{"answers": 1}');
  expect(() => chosenFor(survey("ja"), publication(), digest, root)).toThrow(/data\/2019\/skjermet\.json/);
});
