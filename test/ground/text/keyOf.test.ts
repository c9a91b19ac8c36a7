import { keyOf } from "notat/dist/lib/ground/text/keyOf.js";
import { expect, test } from "vitest";

const keysOf = (...texts: string[]): string[] => {
  const taken = new Set(["mangler"]);
  return texts.map((text) => keyOf(text, taken));
};

test("keyOf(text) has small letters, digits and single signs below, and begins with a letter", () => {
  expect(keysOf("Tier 1", "Finance (Revenue, Customs)", "Blåbær & ærfugl", "120+")).toEqual([
    "tier_1",
    "finance_revenue_customs",
    "blabaer_aerfugl",
    "v_120",
  ]);
});

test("keyOf(text) tells apart what comes to the same, and what addresses keep for themselves", () => {
  expect(keysOf("0-9", "0 – 9", "Mangler", "¤", "?")).toEqual(["v_0_9", "v_0_9_2", "mangler_2", "v", "v_2"]);
});

test("keyOf(text) is short", () => {
  expect(keysOf("a".repeat(200))).toEqual(["a".repeat(60)]);
});
