import { readFileSync } from "node:fs";
import fc from "fast-check";
import { formatNumber } from "notat/dist/lib/ground/text/format.js";
import { parseAmount, parseAmountNumber } from "notat/dist/lib/survey/intake/parseAmount.js";
import { describe, expect, test } from "vitest";

const file = new URL("../../fixtures/amounts.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as {
  cases: { in: string; kr: number | null; status: string }[];
};

describe("parseAmount(text) follows the committed cases", () => {
  test.each(cases)('"$in" is $status', ({ in: text, kr, status }) => {
    expect(parseAmount(text)).toEqual({ status, kroner: kr });
  });
});

test.each([
  ["", "not_answered", null],
  ["–", "not_answered", null],
  ["  IKKE   avklart ", "not_clarified", null],
  ["0", "ok", 0],
  ["kr 5 000 000", "ok", 5_000_000],
  ["5 000 000,-", "ok", 5_000_000],
  ["1.500.000,50", "invalid", null],
  ["1 500 000,00 kr", "ok", 1_500_000],
  ["1,5 mill", "ok", 1_500_000],
  ["1.5 MNOK", "ok", 1_500_000],
  ["1.500 mill", "ambiguous", null],
  ["1,500", "ambiguous", null],
  ["1,5", "ambiguous", null],
  ["2,25 mrd. kroner", "ok", 2_250_000_000],
  ["500 tusen kroner", "ok", 500_000],
  ["750 kr", "ok", 750],
  ["om lag 3 millioner kroner", "flag", 3_000_000],
  ["~4 mill", "flag", 4_000_000],
  ["5–10 mill", "range", null],
  ["mellom 5 og 10 millioner", "range", null],
  ["under 10 mill", "range", null],
  ["> 10 mill", "range", null],
  ["5 mill + 3 mill", "several", null],
  ["30.08.2019", "suspect_date", null],
  ["2019-08-30", "suspect_date", null],
  ["mai.19", "suspect_date", null],
  ["10 M", "invalid", null],
  ["10 EUR", "invalid", null],
  ["kommer senere", "invalid", null],
  ["−5 mill", "invalid", null],
  ["99999999999999999999", "invalid", null],
  ["1 50 000", "ambiguous", null],
  ["1.500 000", "ambiguous", null],
])('parseAmount("%s") is %s', (text, status, kroner) => {
  expect(parseAmount(text)).toEqual({ status, kroner });
});

test("parseAmount(text) reads back every whole amount as the note prints it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (amount) => {
      expect(parseAmount(`${formatNumber(amount)} kr`)).toEqual({ status: "ok", kroner: amount });
    }),
  );
});

test("parseAmount(text) reads back every number of millions with a decimal comma", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 99 }), (whole, hundredths) => {
      const text = `${whole},${String(hundredths).padStart(2, "0")} mill. kr`;
      expect(parseAmount(text)).toEqual({ status: "ok", kroner: whole * 1e6 + hundredths * 1e4 });
    }),
  );
});

test("parseAmount(text) gives kroner only when it understood, whatever comes", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789 .,-–krmill:c~") }));
  fc.assert(
    fc.property(text, (anything) => {
      const { status, kroner } = parseAmount(anything);
      expect(kroner !== null).toBe(status === "ok" || status === "flag");
      if (kroner !== null) expect(Number.isSafeInteger(kroner) && kroner >= 0).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [12_500_000, "ok", 12_500_000],
  [0, "ok", 0],
  [10, "ambiguous", null],
  [13.5, "ambiguous", null],
  [43_707, "suspect_date", null],
  [1_500_000.5, "invalid", null],
  [-5_000_000, "invalid", null],
])("parseAmountNumber(%d) is %s", (value, status, kroner) => {
  expect(parseAmountNumber(value)).toEqual({ status, kroner });
});
