import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FrameMark, markFrame } from "notat/dist/lib/survey/frame/markFrame.js";
import { readFrame } from "notat/dist/lib/survey/frame/readFrame.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import { describe, expect, test } from "vitest";

function frameOf(...lines: readonly string[]): { path: string; lines: () => string[] } {
  const path = join(mkdtempSync(join(tmpdir(), "notat utvalg ")), "frame.csv");
  writeFileSync(path, lines.join(""));
  return { path, lines: () => readFileSync(path, "utf8").split("\n") };
}
/** Notes one body of a frame of 2019. */
const mark = (path: string, number: string, noted: FrameMark): boolean =>
  markFrame(path, new Map([[number, noted]]), loadQuestionnaire(2019));

test.each(["\n", "\r\n"])(
  "all that is not noted stays as it was, and is read again (line break %j)",
  (end) => {
    const header = `organisasjonsnummer,virksomhet,svar${end}`;
    const odd = '889640782,"Etat ""A"",\nunder B",';
    const frame = frameOf(header, `${odd}${end}`, `974761076,"Etat C",2020-08-01${end}`, "986252932,Etat D,");
    expect(mark(frame.path, "986252932", { svar: "2020-08-20" })).toBe(true);
    expect(frame.lines()).toEqual([
      "organisasjonsnummer,virksomhet,svar",
      ...odd.split("\n"),
      '974761076,"Etat C",2020-08-01',
      "986252932,Etat D,2020-08-20",
      "",
    ]);
    // By whoever has not written it.
    const copy = frameOf(readFileSync(frame.path, "utf8"));
    expect(mark(copy.path, "889640782", { svar: "2020-08-21" })).toBe(true);
    expect(copy.lines()).toHaveLength(6);
    expect(copy.lines()[2]).toBe('under B",2020-08-21');
  },
);

test("the first answer's day stays, reminders are added, and a frame gets the columns that it needs", () => {
  const frame = frameOf("organisasjonsnummer,virksomhet,svar\n", "889640782,Etat A,\n");
  mark(frame.path, "889640782", { sendt: "2020-06-01", purret: "2020-08-10" });
  mark(frame.path, "889640782", { purret: "2020-08-17", svar: "2020-08-20" });
  expect(mark(frame.path, "889640782", { svar: "2020-09-01" })).toBe(false);
  expect(frame.lines()).toEqual([
    "organisasjonsnummer,virksomhet,sendt,purret,svar",
    "889640782,Etat A,2020-06-01,2020-08-10 2020-08-17,2020-08-20",
    "",
  ]);
});

describe("a frame without organisation numbers is noted in", () => {
  const spec = {
    year: 2026,
    unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
    bodyUnit: { one: "etat", many: "etater", all: "etatene", article: "én" },
    items: { etat: { kind: "agency", label: "Etat" } },
    frame: {},
  } as const;
  test("by a number of another name", () => {
    const frame = frameOf("etatsnummer,etat,svar\n", "A12,Vei,\n");
    const questionnaire = defineQuestionnaire({ ...spec, roles: { number: "etatsnummer" } });
    expect(markFrame(frame.path, new Map([["A12", { svar: "2026-06-30" }]]), questionnaire)).toBe(true);
    expect(frame.lines()).toEqual(["etatsnummer,etat,svar", "A12,Vei,2026-06-30", ""]);
  });
  test("by names, where bodies have nothing else", () => {
    const frame = frameOf("etat,svar\n", "Vei og bane,\n", "Sjø,\n");
    const questionnaire = defineQuestionnaire({ ...spec, roles: { number: null } });
    const [body] = readFrame(frame.path, questionnaire).map(({ organisasjonsnummer }) => organisasjonsnummer);
    expect(markFrame(frame.path, new Map([[body!, { svar: "2026-06-30" }]]), questionnaire)).toBe(true);
    expect(frame.lines()).toEqual(["etat,svar", "Vei og bane,2026-06-30", "Sjø,", ""]);
  });
});
