import { firstAlike } from "notat/dist/lib/survey/intake/firstAlike.js";
import { expect, test } from "vitest";

const rows = (...keys: (string | null)[]) => keys.map((key, i) => ({ key, i }));
const alike = (...keys: (string | null)[]): [number, number][] =>
  [...firstAlike(rows(...keys), ({ key }) => key)].map(([row, first]) => [row.i, first.i]);

test("each row that has the key of an earlier one comes with the first that has it", () => {
  expect(alike("a", "b", "a", "c", "b", "a")).toEqual([
    [2, 0],
    [4, 1],
    [5, 0],
  ]);
  expect(alike("a", "b", "c")).toEqual([]);
  expect(alike()).toEqual([]);
});

test("rows without a key are like none, and an empty key is one", () => {
  expect(alike(null, null, "", "")).toEqual([[3, 2]]);
});

test("keys that the same number stands for are two keys", () => {
  // Two known pairs of 32-bit FNV-1a.
  expect(alike("costarring", "liquid")).toEqual([]);
  expect(alike("declinate", "macallums", "declinate")).toEqual([[2, 0]]);
});
