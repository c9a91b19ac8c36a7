import { clashesOf, refuseClashes } from "notat/dist/lib/survey/intake/compareRules.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import type { EditRule } from "notat/dist/lib/survey/questionnaire/types.js";
import { expect, test } from "vitest";

const questionnaire = loadQuestionnaire(2019);

function rule(key: string, must: EditRule["must"], more: Partial<EditRule> = {}): EditRule {
  return {
    key,
    severity: "error",
    confirmable: false,
    items: ["budsjett"],
    must,
    message: "M.",
    wayOut: "V.",
    ...more,
  };
}
const among = (...rules: EditRule[]) =>
  clashesOf({ ...questionnaire, rules }).map(({ kind, rules: pair }) => [kind, ...pair]);

test("the rules of 2019 go together", () => {
  expect(clashesOf(questionnaire)).toEqual([]);
});

test("rules that no answers keep contradict each other", () => {
  const from = rule("minst", { item: "budsjett", from: 1000 });
  const below = rule("under", { item: "budsjett", below: 1000 });
  expect(among(from, below)).toEqual([["contradicts", "minst", "under"]]);
  expect(among(from, rule("hoyst", { item: "budsjett", to: 1000 }))).toEqual([]);
  // Only where both apply.
  expect(
    among(from, rule("null", { item: "budsjett", below: 1 }, { when: { item: "budsjett", below: 500 } })),
  ).toEqual([["contradicts", "minst", "null"]]);
});

test("amounts that are compared with each other contradict each other in a circle", () => {
  const both = { items: ["budsjett", "kostnadsramme"] as const } satisfies Partial<EditRule>;
  const more = rule(
    "over",
    { item: "budsjett", above: { item: "kostnadsramme", times: 2 } },
    { ...both, items: [...both.items] },
  );
  const less = rule(
    "innenfor",
    { item: "budsjett", to: { item: "kostnadsramme" } },
    { items: ["budsjett", "kostnadsramme"] },
  );
  expect(among(more, less)).toEqual([["contradicts", "over", "innenfor"]]);
});

test("a rule that another covers says nothing of its own, unless it is graver", () => {
  const wide = rule("vid", { item: "budsjett", from: 100_000 });
  const narrow = rule("trang", { item: "budsjett", from: 1000 });
  expect(among(wide, narrow)).toEqual([["implies", "vid", "trang"]]);
  expect(among({ ...wide, severity: "warning" }, narrow)).toEqual([]);
  expect(() => refuseClashes({ ...questionnaire, rules: [wide, narrow] })).toThrow(
    'The edit rules of 2019 must go together:\n  trang says nothing that vid does not: whenever it is broken, vid is too. Take it out, or narrow vid with "when".',
  );
});

test("options contradict each other too", () => {
  const yes = rule("ja", { item: "finansiering", is: ["ja"] }, { items: ["finansiering"] });
  const no = rule("nei", { item: "finansiering", is: ["nei", "delvis"] }, { items: ["finansiering"] });
  expect(among(yes, no)).toEqual([["contradicts", "ja", "nei"]]);
});
