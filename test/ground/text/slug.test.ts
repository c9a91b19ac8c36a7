import { slug, unique } from "notat/dist/lib/ground/text/slug.js";
import { expect, test } from "vitest";

test.each([
  ["NAV: Bedre søk", "nav-bedre-sok"],
  ["Én inngang til idébanken", "en-inngang-til-idebanken"],
  ["E\u0301n inngang", "en-inngang"], // The accent as a character of its own.
  ["Ærlig & åpen – ø!", "aerlig-apen-o"],
  ["  --  ", ""],
])("slug(%j) is %j", (text, expected) => {
  expect(slug(text)).toBe(expected);
});

test("slug(text, between) puts one sign for everything else", () => {
  expect(slug("Tier 1 (og 2)", "_")).toBe("tier_1_og_2");
});

test("unique(wanted, taken) numbers what is taken, from 2", () => {
  const taken = new Set<string>();
  expect([unique("a", taken), unique("a", taken), unique("a", taken), unique("b", taken)]).toEqual([
    "a",
    "a-2",
    "a-3",
    "b",
  ]);
});
