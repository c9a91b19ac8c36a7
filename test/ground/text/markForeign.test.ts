import { trusted } from "notat/dist/lib/ground/text/html.js";
import { markForeign } from "notat/dist/lib/ground/text/markForeign.js";
import { expect, test } from "vitest";

const marked = (page: string): string =>
  markForeign(trusted(page), { "internet of things": "en", R: "en", "a & b": "de" }).text;

test.each([
  [
    "in a label",
    "<td>IoT (internet of things)</td>",
    '<td>IoT (<span lang="en">internet of things</span>)</td>',
  ],
  ["whatever its case", "Internet of things", '<span lang="en">Internet of things</span>'],
  ["with signs that HTML escapes", "a &amp; b", '<span lang="de">a &amp; b</span>'],
])("markForeign(page, terms) marks a term %s", (_, page, expected) => {
  expect(marked(page)).toBe(expected);
});

test.each([
  ["what is marked", '<span lang="en">internet of things</span>'],
  ["attributes", '<a title="internet of things">IoT</a>'],
  ["code and drawings", "<code>internet of things</code><svg><text>internet of things</text></svg>"],
  ["parts of words", "internet of thingsene, Rør"],
])("markForeign(page, terms) leaves %s", (_, page) => {
  expect(marked(page)).toBe(page);
});
