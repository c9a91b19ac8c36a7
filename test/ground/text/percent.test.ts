import { percent, roundHalfUp } from "notat/dist/lib/ground/text/percent.js";
import { expect, test } from "vitest";

test.each([
  [1, 2, 1],
  [-1, 2, 0],
  [-3, 2, -1],
  [-7, 4, -2],
  [-5, 4, -1],
  [-8, 4, -2],
  [0, 5, 0],
])("roundHalfUp(%i, %i) is %i: halves go up, also below zero", (a, b, expected) => {
  expect(roundHalfUp(a, b)).toBe(expected);
});

test("percent(n, base) rounds on whole numbers, where floating point would round 28.499… down", () => {
  expect(percent(57, 200)).toBe(29);
  expect(percent(37, 432, 1)).toBe(8.6);
});
