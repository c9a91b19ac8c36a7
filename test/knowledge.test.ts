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

/** Where code names one of the keys: as a text, a property, a column or a part of an address. Comments may. */
function named(code: string): string[] {
  const said = code
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|\s)\/\/.*$/gm, "$1");
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
