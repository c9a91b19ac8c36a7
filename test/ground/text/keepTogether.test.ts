import { trusted } from "notat/dist/lib/ground/text/html.js";
import { keepTogether } from "notat/dist/lib/ground/text/keepTogether.js";
import { expect, test } from "vitest";

/** With `_` for the space that breaks no line. */
const kept = (page: string): string => keepTogether(trusted(page)).text.replaceAll("\u00a0", "_");

test.each([
  ["a number and what it counts", "de 140 tiltak er", "de 140_tiltak er"],
  ["thousands and decimals", "1\u00a0234 tiltak, 12,5 prosent", "1_234_tiltak, 12,5_prosent"],
  [
    "a unit in two words",
    "4 mill. kroner eller 10–50 mill. kroner",
    "4_mill._kroner eller 10–50_mill._kroner",
  ],
  ["a number in its bracket", "(276 av 432)", "(276_av 432)"],
  ["a date", "29. oktober 2019 kom", "29._oktober 2019 kom"],
  ["a reference", "Figur 9 og kapittel 3.2", "Figur_9 og kapittel_3.2"],
  [
    "a number in its own element, with mark and button",
    `<span class="v">140<abbr title="følger av">*</abbr><button aria-label="140 a"></button></span> tiltak`,
    `<span class="v">140<abbr title="følger av">*</abbr><button aria-label="140 a"></button></span>_tiltak`,
  ],
])("keepTogether(page) keeps %s on one line", (_, page, expected) => {
  expect(kept(page)).toBe(expected);
});

test.each([
  ["after a year", "I 2019 kom 2018 tilbake"],
  ["after a sentence", "Av alle de 432. Det er 12. Så"],
  ["from one block to the next", "<td>140</td> <td>tiltak</td>"],
  ["in code and formulas", "<pre>140 tiltak</pre><code>figur 9</code><svg><text>3 a</text></svg>"],
  ["after a heading's own number", `<h2><a class="permalink num" href="#a">1</a> Innledning</h2>`],
  ["within a value, which the style keeps whole", `<span class="v">64 prosent</span>`],
  ["after a name with a digit", "ID7 tiltak"],
])("keepTogether(page) leaves it %s", (_, page) => {
  expect(kept(page)).toBe(page);
});
