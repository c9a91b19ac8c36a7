import { outcomeOfGroup } from "notat/dist/lib/survey/intake/groupRules.js";
import type { GroupStatement } from "notat/dist/lib/survey/questionnaire/types.js";
import { describe, expect, test } from "vitest";

const rows = (...amounts: (number | null)[]) => amounts.map((budsjett) => ({ budsjett }));
const small = { item: "budsjett", below: 100 };

describe("outcomeOfGroup(must, rows)", () => {
  test.each<[string, GroupStatement, ReturnType<typeof rows>, string]>([
    ["a count of rows", { count: "all", from: 1 }, rows(), "broken"],
    ["a count of rows", { count: "all", from: 1 }, rows(null), "holds"],
    ["a count of what holds", { count: small, to: 1 }, rows(50, 50, 200), "broken"],
    ["a count that one unknown can turn", { count: small, to: 1 }, rows(50, null, 200), "undecided"],
    ["a count that no unknown can turn", { count: small, to: 2 }, rows(50, null, 200), "holds"],
    ["a share", { share: small, to: 0.5 }, rows(50, 50, 200), "broken"],
    ["a share at its limit", { share: small, to: 0.5 }, rows(50, 200), "holds"],
    ["a share at a limit that is left out", { share: small, below: 0.5 }, rows(50, 200), "broken"],
    [
      "a share that is broken whatever is unknown",
      { share: small, to: 0.5 },
      rows(50, 50, 50, null),
      "broken",
    ],
    ["a share of nobody", { share: small, to: 0.5 }, rows(), "holds"],
    ["a sum", { sum: "budsjett", to: 100 }, rows(60, 50), "broken"],
    [
      "a sum with an unknown part, beyond its limit already",
      { sum: "budsjett", to: 100 },
      rows(60, 50, null),
      "broken",
    ],
    [
      "a sum with an unknown part, below its limit",
      { sum: "budsjett", to: 100 },
      rows(60, null),
      "undecided",
    ],
    ["a sum with an unknown part, above its least", { sum: "budsjett", from: 50 }, rows(60, null), "holds"],
  ])("%s", (_, must, given, outcome) => {
    expect(outcomeOfGroup(must, given)).toBe(outcome);
  });
});
