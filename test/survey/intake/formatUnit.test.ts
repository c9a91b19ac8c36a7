import { formatUnit } from "notat/dist/lib/survey/intake/formatUnit.js";
import { expect, test } from "vitest";

test.each([
  "General",
  "@",
  "0",
  "# ##0",
  "#,##0.00",
  "#,##0;[Red]-#,##0",
  '# ##0 "kr"',
  "#,##0\\ \\k\\r",
  '"kr" #,##0.00',
  "[$kr-414] #,##0.00;[Red]-[$kr-414] #,##0.00",
  '_-* #,##0.00\\ "kr"_-;-* #,##0.00\\ "kr"_-',
  "[$NOK] #,##0",
  '#,##0",-"',
  "# ##0.-",
  "0.00E+00",
  "(#,##0)",
])("formatUnit('%s') says nothing of a unit", (code) => {
  expect(formatUnit(code)).toEqual({ kind: "none" });
});

test.each([
  ['# ##0 "tkr"', 1e3],
  ['#,##0.0\\ "MNOK"', 1e6],
  ['0 "mill. kr"', 1e6],
  ['"kr" 0.0 "mill."', 1e6],
  ['0,0" mrd"', 1e9],
  ['# ##0 "tusen kroner";-# ##0 "tusen kroner"', 1e3],
  // What is shown is a millionth of what is stored.
  ['0.0,, "MNOK"', 1],
  ['#,##0, "tkr"', 1],
  ['#,##0, "MNOK"', 1000],
])("formatUnit('%s') says that one stands for %d kroner", (code, each) => {
  expect(formatUnit(code)).toEqual({ kind: "kroner", each });
});

test.each([
  "0%",
  "0.00 %",
  "[$€-2] #,##0",
  "[$$-409]#,##0",
  "#,##0 €",
  '0 "USD"',
  '0 "stk"',
  '0 "MNOK per år"',
  "#,##0,",
  "#,##0,-",
  "0.0,,",
])("formatUnit('%s') says something that is not taken for kroner", (code) => {
  expect(formatUnit(code)).toEqual({ kind: "unknown" });
});
