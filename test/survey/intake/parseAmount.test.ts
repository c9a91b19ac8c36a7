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
  // A point before the first digit: half of the number may be gone.
  [".75 mill", "ambiguous", null],
  [".5 mrd", "ambiguous", null],
  [",5 mill", "ambiguous", null],
  ["kr .75 mill", "ambiguous", null],
  ["kr.75 mill", "ambiguous", null],
  ["kr.1.500.000", "ok", 1_500_000],
  // One separator for thousands and for decimals.
  ["1.500.000.00", "ambiguous", null],
  ["10.000.00", "ambiguous", null],
  ["1,500,00", "ambiguous", null],
  ["10.00.000", "ambiguous", null],
  ["1.500.-", "ambiguous", null],
  ["1,500,-", "ambiguous", null],
  // Three decimals, or thousands.
  ["1 500.000", "ambiguous", null],
  ["1500.000", "ambiguous", null],
  ["1,250000 mill", "ambiguous", null],
  ["1500000,0", "ambiguous", null],
  ["1500 000", "ambiguous", null],
  ["007", "ambiguous", null],
  // Written in one clear way, if not in ours.
  ["kr 1 500 000,-", "ok", 1_500_000],
  ["kr. 1.500.000,-", "ok", 1_500_000],
  ["1 500 000,- kr", "ok", 1_500_000],
  ["1.500.000,--", "ok", 1_500_000],
  ["1.500,-", "ok", 1_500],
  ["1.500,00", "ok", 1_500],
  ["1,500.00", "ok", 1_500],
  ["NOK 5,5 mill.", "ok", 5_500_000],
  ["5 mill.kr", "ok", 5_000_000],
  ["12,3456 mill", "ok", 12_345_600],
  ["ca. NOK 5 mill", "flag", 5_000_000],
  ["１０ ０００ ０００", "ok", 10_000_000],
  ["１２，５ mill", "ok", 12_500_000],
  ["kr\u00a05\u202f000\u2009000", "ok", 5_000_000],
  // What only looks like digits.
  ["10² mill", "invalid", null],
  ["1½ mill", "invalid", null],
  ["٣ mill", "invalid", null],
  ["1O mill", "invalid", null],
  ["5\u202e0 mill", "several", null],
  // Two amounts that meet.
  ["500 000\n300 000", "several", null],
  ["500 000\t300 000", "several", null],
  ["500 000  300 000", "several", null],
  ["5 mill,-", "invalid", null],
  ["kr 5 mill kr", "ambiguous", null],
  ["50 %", "invalid", null],
  ["(5 000 000)", "invalid", null],
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

test.each(["1", "99", "100", "500", "999", "999,00"])(
  'parseAmount("%s") may be thousands or millions, with kr it is kroner',
  (text) => {
    expect(parseAmount(text)).toEqual({ status: "ambiguous", kroner: null });
    expect(parseAmount(`${text} kr`).kroner).toBe(Number.parseInt(text, 10));
  },
);

describe("parseAmount(text) never makes another amount of a slip", () => {
  const grouped = (value: number, separator: string) => String(value).replace(/\B(?=(\d{3})+$)/g, separator);
  const ways: ((value: number) => string)[] = [
    (value) => grouped(value, " "),
    (value) => grouped(value, "."),
    (value) => `${grouped(value, " ")} kr`,
    (value) => `kr ${grouped(value, ".")},-`,
    (value) => `kr. ${grouped(value, "\u00a0")},-`,
    (value) => `${grouped(value, ".")},00`,
    (value) => `${grouped(value, ",")}.00 NOK`,
    (value) => `${grouped(value, " ")} millioner kroner`,
    (value) => `NOK ${grouped(value, " ")} mill.`,
  ];
  // Digits that are lost, added or changed give another amount in any notation; all else must be noticed.
  const slip = fc.record({
    kind: fc.constantFrom("leave out", "double", "replace", "swap", "put in"),
    where: fc.nat(),
    char: fc.constantFrom(..." .,-'\n\t\u00a0;:kr"),
  });
  const make = (
    text: string,
    { kind, where, char }: { kind: string; where: number; char: string },
  ): string => {
    const marks = [...text].flatMap((c, i) => (/\d/.test(c) ? [] : [i]));
    const at = (kind === "put in" ? where % (text.length + 1) : marks[where % marks.length]) ?? 0;
    const rest = text.slice(at + 1);
    const changed: Record<string, string> = {
      "leave out": rest,
      double: text.charAt(at) + text.charAt(at) + rest,
      replace: char + rest,
      swap: rest.charAt(0) + text.charAt(at) + rest.slice(1),
      "put in": char + text.slice(at),
    };
    return text.slice(0, at) + changed[kind];
  };

  test("of a separator, mark, currency or unit", () => {
    const amounts = fc.integer({ min: 1_000_001, max: 9_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.constantFrom(...ways), slip, (amount, write, error) => {
        const right = parseAmount(write(amount)).kroner;
        expect(right).not.toBeNull();
        const { kroner } = parseAmount(make(write(amount), error));
        expect([right, null]).toContain(kroner);
      }),
      { numRuns: 20_000 },
    );
  });

  test("of a letter in a unit", () => {
    const units = ["tusen", "mill", "mill.", "million", "millioner", "mrd", "mrd.", "milliard", "milliarder"];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom(...units),
        slip,
        (amount, unit, error) => {
          const { kroner } = parseAmount(`${amount} ${make(unit, error)}`);
          expect([parseAmount(`${amount} ${unit}`).kroner, null]).toContain(kroner);
        },
      ),
      { numRuns: 5000 },
    );
  });
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
  [100, "ambiguous", null],
  [999, "ambiguous", null],
  [1000, "ok", 1000],
  [13.5, "ambiguous", null],
  [43_707, "suspect_date", null],
  [1_500_000.5, "invalid", null],
  [-5_000_000, "invalid", null],
])("parseAmountNumber(%d) is %s", (value, status, kroner) => {
  expect(parseAmountNumber(value)).toEqual({ status, kroner });
});

test.each([
  [12_500, 1e3, "ok", 12_500_000],
  [0.1, 1e6, "ok", 100_000],
  [1.1, 1e6, "ok", 1_100_000],
  // `0.0,, "MNOK"` shows twelve and a half for this.
  [12_500_000, 1, "ok", 12_500_000],
  [12.3456789, 1e6, "invalid", null],
  [-12, 1e6, "invalid", null],
  [1e21, 1e6, "invalid", null],
])("parseAmountNumber(%d, %d) is %s", (value, unit, status, kroner) => {
  expect(parseAmountNumber(value, unit)).toEqual({ status, kroner });
});
