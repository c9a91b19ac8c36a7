import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import { expect, test } from "vitest";

// What one edition asks is said in its folder of data/, so that the next one needs no new code.
const { items, recodes, subsets, frame, rules, spec } = loadQuestionnaire(2019);
/** Columns that the frame of every edition has, whatever the items are called; and the name of a place on the page. */
const OTHERS = ["virksomhet", "departement", "opphav"];
const keys = [
  ...Object.keys(items),
  ...Object.keys(recodes),
  ...Object.keys(subsets),
  ...frame.map(({ key }) => key),
  ...rules.map(({ key }) => key),
  ...Object.keys(spec.corrections ?? {}),
].filter((key) => !OTHERS.includes(key));

const withoutComments = (code: string): string =>
  code
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|\s)\/\/.*$/gm, "$1");

/** Where code names one of the keys: as a text, a property, a column or a part of an address. Comments may. */
function named(code: string): string[] {
  const said = withoutComments(code);
  const key = `(?:${keys.join("|")})`;
  const pattern = new RegExp(
    `["'\`/×]${key}["'\`/×]|\\.${key}\\b|\\b${key}__|[{,]\\s*${key}\\s*(?=[,}:])|^\\s*${key}\\??:`,
    "gm",
  );
  return [...said.matchAll(pattern)].map(([found]) => found.trim());
}

const files = readdirSync(join(projectRoot, "lib"), { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.c?ts$/.test(file) && !/^(?:dist|node_modules)\b/.test(file),
);

test("lib names no item, recode, subset, frame column or rule of an edition", () => {
  expect(files.length).toBeGreaterThan(150);
  const found = files.flatMap((file) =>
    named(readFileSync(join(projectRoot, "lib", file), "utf8")).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

/** Words of one survey as texts of the code: of its bodies and their columns, its council, its publisher, its years. */
function ofOneSurvey(code: string): string[] {
  const pattern =
    /["'`](?:organisasjonsnummer|kortnavn|virksomhet(?:er)?|departement(?:er)?|tiltak)["'`]|\b(?:skate|difi)\b|\b201[89]\b/gi;
  return withoutComments(code)
    .split("\n")
    .filter((line) => !/^\s*(?:addHelpText.*)?Examples?: notat /.test(line))
    .flatMap((line) => [...line.matchAll(pattern)].map(([found]) => found));
}

/** Where they may stand, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  "survey/questionnaire/defineQuestionnaire.ts": "what a questionnaire that says nothing else has",
  "survey/questionnaire/checkKnowledge.ts": "names that a frame's own columns can't have",
  "chapter/prose/context.ts": "words for what is counted, whatever the survey calls it",
  "chapter/prose/isStatement.ts": "words of the state, by which the gate knows what a sentence is about",
  "chapter/prose/harmless.ts": "the same",
  "chapter/prose/lexicon.ts": "the same",
  "publish/review/inputFacts.ts": "a field of a body",
  "survey/answers/toTables.ts": "fields of a body, under the columns that the questionnaire has for them",
};

test("lib says nothing of one survey's bodies, council, publisher or years but where it must", () => {
  const found = files.flatMap((file) => {
    const words = ofOneSurvey(readFileSync(join(projectRoot, "lib", file), "utf8"));
    return words.length > 0 && !(file in ALLOWED) ? [`${file}: ${words.join(" ")}`] : [];
  });
  expect(found).toEqual([]);
});

test.each(['row("organisasjonsnummer")', "level: 'tiltak'", "such as 2019-09-30", "fra Skate-virksomhetene"])(
  "such a word is found: %s",
  (code) => expect(ofOneSurvey(`const x = \`${code}\`;`)).not.toEqual([]),
);

test.each([
  "values.kostnadsramme",
  "const { finansiering, x } = row;",
  'at("alle/fase/ide/count")',
  'row("effekter__kvalitet")',
  'const KEPT_BACK = { item: "publiseres", is: "nei" };',
  "readonly skate: boolean;\n  skate: boolean;",
  "q.effekter",
])("naming one is found: %s", (code) => {
  expect(named(code)).not.toEqual([]);
});
