import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEdition } from "notat/dist/lib/ground/edition/edition.js";
import { expect, test } from "vitest";

const EDITION = {
  year: 2020,
  title: "Tittel",
  series: "Notat",
  number: "2020:1",
  sender: "En etat",
  date: "2020-12-01",
  version: "1.0",
  contact: "feil@etat.example",
  citation: "En etat. Tittel.",
  corrections: [],
};

function load(content: object | string, year = 2020) {
  const root = mkdtempSync(join(tmpdir(), "notat edition "));
  mkdirSync(join(root, "data", String(year)), { recursive: true });
  writeFileSync(
    join(root, "data", String(year), "edition.json"),
    typeof content === "string" ? content : JSON.stringify(content),
  );
  return loadEdition(root, year);
}

test("loadEdition(root, year) gives the title page, with no facts and no names when none are given", () => {
  expect(load(EDITION)).toEqual({ ...EDITION, facts: {}, names: [] });
});

test("an edition.json of another year is refused", () => {
  expect(() => load(EDITION, 2021)).toThrow("data/2021/edition.json must be of 2021, but its year is 2020.");
});

test.each<[string, object | string, string]>([
  [
    "all that is wrong, with its place",
    { ...EDITION, title: " ", date: "1.12.2020", facts: { frist: { label: "Frist", text: "" } } },
    `data/2020/edition.json can't be used:
  title: must not be empty
  date: must be a date like 2026-06-30
  facts.frist.text: must not be empty
  facts.frist.source: Invalid key: Expected "source" but received undefined`,
  ],
  ["what is no JSON", "{", "data/2020/edition.json must be JSON, but can't be read:"],
])("loadEdition(root, year) says %s", (_, content, message) => {
  expect(() => load(content)).toThrow(message);
});

test("loadEdition(root, year) without a file says which must be there", () => {
  expect(() => loadEdition(tmpdir(), 1999)).toThrow(
    "There must be a data/1999/edition.json (title, number, sender, date …), but there is none.",
  );
});
