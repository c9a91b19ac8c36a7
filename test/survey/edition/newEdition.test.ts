import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { newEdition } from "notat/dist/lib/survey/edition/newEdition.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { readFrame } from "notat/dist/lib/survey/frame/readFrame.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import { refuseUndecided } from "notat/dist/lib/survey/questionnaire/refuseUndecided.js";
import { expect, test } from "vitest";

const project = fileURLToPath(new URL("../../../", import.meta.url));
const files = newEdition(2020, 2019, project);
const text = (path: string) => files.get(path) ?? "";
const last = loadQuestionnaire(2019);

test("a new edition has every item's comparability with the last one to be decided", () => {
  const source = text("data/2020/questionnaire.ts");
  const all = Object.keys(last.items).length + Object.keys(last.recodes).length;
  expect(
    source.match(/comparability: \{ with: 2019, status: "undecided", reason: "Ikke avgjort." \}/g),
  ).toHaveLength(all);
  expect(source).not.toMatch(/with: 2018|status: "(?:same|broken|new|wider|narrower)"/);
  expect(source).toContain("year: 2020,");
  // Days are moved on: who came after the deadline is asked of this year's.
  expect(source).toContain('receivedAfter: "2020-08-30"');
  expect(source).toContain('label: "Helse- og omsorgsdepartementet"');
});

test("its frame has the same bodies, of which none has answered, and its title page is the new year's", () => {
  const folder = mkdtempSync(join(tmpdir(), "notat ny utgave "));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const frame = readFrame(join(folder, "data/2020/frame.csv"), last);
  expect(frame.map(({ virksomhet }) => virksomhet)).toEqual(
    openEdition(2019).frame.map(({ virksomhet }) => virksomhet),
  );
  expect(frame.every(({ svar }) => svar === null)).toBe(true);
  const { edition } = openEdition(2020, folder);
  expect([edition.year, edition.title, edition.deadline, edition.corrections, edition.facts]).toEqual([
    2020,
    "Digitaliseringstiltak i staten 2020",
    "2020-08-30",
    [],
    {},
  ]);
  // What answers are synthetic the new edition does not know of.
  expect([edition.syntheticMark, edition.disclaimer]).toEqual([undefined, undefined]);
  expect(text("data/2020/corrections.csv")).toBe("id,field,before,after,rule,reason,by,date\n");
  expect([...files.keys()].filter((path) => path.startsWith("notebooks/2020/")).length).toBeGreaterThan(8);
});

test("no note is built while the comparability of an item is undecided", () => {
  const { fase, navn } = last.spec.items;
  const undecided = defineQuestionnaire({
    ...last.spec,
    year: 2020,
    items: {
      ...last.spec.items,
      fase: { ...fase!, comparability: { with: 2019, status: "undecided", reason: "Ikke avgjort." } },
      navn: navn!,
    },
  });
  expect(() => refuseUndecided(undecided)).toThrow(
    "The comparability of every item must be decided before there is a note, but is undecided in data/2020/questionnaire.ts for 1: 10 fase. Say of each whether it is same, narrower, wider, new or broken, and why.",
  );
  expect(() => refuseUndecided(last)).not.toThrow();
});
