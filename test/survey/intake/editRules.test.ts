import { outcomeOf } from "notat/dist/lib/survey/intake/editRules.js";
import type { EditRule, Statement } from "notat/dist/lib/survey/questionnaire/types.js";
import { describe, expect, test } from "vitest";

const rule = (must: Statement, when?: Statement): EditRule => ({
  key: "r",
  severity: "error",
  confirmable: false,
  items: ["a"],
  must,
  message: "m",
  wayOut: "w",
  ...(when ? { when } : {}),
});
const atMost: Statement = { item: "a", to: { item: "b" } };

describe("outcomeOf(rule, values) has three values", () => {
  test.each<[string, EditRule, Record<string, string | number | null>, string]>([
    ["what fits", rule(atMost), { a: 3, b: 3 }, "holds"],
    ["what does not", rule(atMost), { a: 4, b: 3 }, "broken"],
    ["a missing answer", rule(atMost), { a: null, b: 3 }, "undecided"],
    ["the other one missing", rule(atMost), { a: 4, b: null }, "undecided"],
    ["times another item", rule({ item: "a", below: { item: "b", times: 1.5 } }), { a: 4.5, b: 3 }, "broken"],
    ["a limit left out", rule({ item: "a", above: 3 }), { a: 3 }, "broken"],
    ["a limit taken in", rule({ item: "a", from: 3 }), { a: 3 }, "holds"],
    ["0 as a number, not as missing", rule({ item: "a", below: 1 }), { a: 0 }, "holds"],
    [
      "one limit broken, the other unknown",
      rule({ item: "a", from: 5, to: { item: "b" } }),
      { a: 3 },
      "broken",
    ],
    ["an option", rule({ item: "a", is: ["ja", "nei"] }), { a: "nei" }, "holds"],
    ["another option", rule({ item: "a", is: ["ja"] }), { a: "nei" }, "broken"],
    [
      "a kind of missing that is asked for",
      rule({ item: "a", is: ["ikke_svart"] }),
      { a: null, a__mangler: "ikke_svart" },
      "holds",
    ],
    [
      "a kind of missing that is not",
      rule({ item: "a", is: ["ja"] }),
      { a: null, a__mangler: "ikke_svart" },
      "undecided",
    ],
    ["text, upper and lower case alike", rule({ item: "a", matches: "^ÅR\\b" }), { a: "år 1" }, "holds"],
    ["not of what is unknown", rule({ not: atMost }), { a: 3, b: null }, "undecided"],
    [
      "all, of which one does not hold",
      rule({ all: [atMost, { item: "a", below: 2 }] }),
      { a: 3, b: null },
      "broken",
    ],
    [
      "all, of which one is unknown",
      rule({ all: [atMost, { item: "a", below: 9 }] }),
      { a: 3, b: null },
      "undecided",
    ],
    ["any, of which one holds", rule({ any: [atMost, { item: "a", below: 9 }] }), { a: 3, b: null }, "holds"],
    [
      "any, of which none is known to",
      rule({ any: [atMost, { item: "a", below: 2 }] }),
      { a: 3, b: null },
      "undecided",
    ],
    [
      "a rule that does not apply",
      rule(atMost, { item: "c", is: ["ja"] }),
      { a: 4, b: 3, c: "nei" },
      "holds",
    ],
    [
      "a rule of which it is unknown whether it applies",
      rule(atMost, { item: "c", is: ["ja"] }),
      { a: 4, b: 3, c: null },
      "undecided",
    ],
    [
      "the same, where it would hold anyhow",
      rule(atMost, { item: "c", is: ["ja"] }),
      { a: 2, b: 3, c: null },
      "holds",
    ],
  ])("%s", (_, given, values, outcome) => {
    expect(outcomeOf(given, values)).toBe(outcome);
  });
});
