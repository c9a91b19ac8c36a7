import { parseNumber } from "notat/dist/lib/survey/intake/parseNumber.js";
import { expect, test } from "vitest";

test.each([
  ["12", ".", 12],
  ["$1,234.5", ".", 1234.5],
  ["1,234,567", ".", 1_234_567],
  ["NZ$ 12.0", ".", 12],
  ["1 234,5 kr", ",", 1234.5],
  ["kr 1.234.567,50", ",", 1_234_567.5],
  ["1\u00a0234", ",", 1234],
  ["1'234.5", ".", 1234.5],
  ["−3,5", ",", -3.5],
  ["45 %", ",", 45],
  ["0,876", ",", 0.876],
  ["007", ".", 7],
] as const)("%s with %s before decimals is %d", (text, decimal, number) => {
  expect(parseNumber(text, decimal)).toBe(number);
});

test.each([
  ["1.234,5", "."],
  ["1,234.5", ","],
  // A group of three never begins with a zero: this is a decimal fraction in the other notation.
  ["0,876", "."],
  ["12,34", "."],
  ["1,2345", "."],
  ["1,234 567", "."],
  ["5-10", "."],
  ["1e5", "."],
  ["12 timer", ","],
  ["(12.0)", "."],
  ["", "."],
  ["NFP", "."],
] as const)("%s with %s before decimals is no number", (text, decimal) => {
  expect(parseNumber(text, decimal)).toBeNull();
});
