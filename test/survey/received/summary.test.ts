import { summariseCells, summariseRules } from "notat/dist/lib/survey/received/summary.js";
import { expect, test } from "vitest";
import { questionnaire } from "../intake/makeAnswers.js";

const only = {
  ...questionnaire,
  items: Object.fromEntries(
    Object.entries(questionnaire.items).filter(([key]) =>
      ["budsjett", "kostnadsramme", "hjemmel"].includes(key),
    ),
  ),
};
const row = (
  id: string,
  budsjett: number | null,
  kostnadsramme: number | null,
  hjemmel: string | null = null,
) => ({
  id,
  budsjett,
  budsjett__mangler: budsjett === null ? "ikke_svart" : null,
  kostnadsramme,
  kostnadsramme__mangler: kostnadsramme === null ? "ikke_svart" : null,
  hjemmel,
  hjemmel__mangler: hjemmel === null ? "ikke_spurt" : null,
});
const rows = [
  row("A", 2_000_000, 9_000_000),
  row("B", 50_000, null),
  row("C", null, null),
  row("D", 3_000_000, 2_000_000),
];
const logged = (id: string, field: string, before: string, after: string, rule: string) => ({
  line: 2,
  id,
  field,
  before,
  after,
  rule,
  reason: "R",
  by: "B",
  date: "2019-09-01",
});

test("a rule holds, is broken or is undecided in each tiltak, and a confirmed break is counted as such", () => {
  const log = [logged("B", "budsjett", "50000", "50000", "budsjett_tusen")];
  const summary = summariseRules(rows, questionnaire, log);
  const of = (key: string) => summary.find(({ rule }) => rule === key);
  // 50 000 is below 100 000; C has no budget.
  expect(of("budsjett_tusen")).toEqual({
    rule: "budsjett_tusen",
    level: "row",
    severity: "warning",
    holds: 2,
    broken: 1,
    confirmed: 1,
    undecided: 1,
  });
  // 3 of 2 millions; B and C lack one of the two.
  expect(of("budsjett_over_ramme")).toEqual({
    rule: "budsjett_over_ramme",
    level: "row",
    severity: "error",
    holds: 1,
    broken: 1,
    confirmed: 0,
    undecided: 2,
  });
  for (const { holds, broken, undecided } of summary.filter(({ level }) => level === "row"))
    expect(holds + broken + undecided).toBe(rows.length);
});

test("cells are kept, changed, filled, removed or missing; what routing did not lead to is none", () => {
  const log = [
    logged("A", "budsjett", "2000", "2000000", "belop_i_tusen"),
    logged("A", "kostnadsramme", "", "9000000", "belop_som_tekst"),
    logged("C", "budsjett", "mye", "", "belop_som_tekst"),
    logged("D", "budsjett", "3000000", "3000000", "budsjett_over_ramme"),
  ];
  // Eight cells of two items in four tiltak: A both, B one kept and one missing, C one removed and one missing, D both kept.
  expect(summariseCells(rows, only, log)).toEqual({ kept: 3, changed: 1, filled: 1, removed: 1, missing: 2 });
});

test("rules of a body and of a file are summed up over bodies", () => {
  const of = (virksomhet: string, ...amounts: (number | null)[]) =>
    amounts.map((amount, i) => ({ ...row(`${virksomhet}-${i}`, null, amount), virksomhet }));
  const bodies = [
    // Two are under 100 000: broken, whatever else.
    ...of("211111111", 12_500, 25_000, 30_000_000),
    // One alone: holds.
    ...of("222222222", 12_500, 5_000_000, 30_000_000),
    // One, and one that nobody knows: it could be the second.
    ...of("233333333", 12_500, 5_000_000, null),
  ];
  const summary = summariseRules(bodies, questionnaire, []);
  expect(summary.find(({ rule }) => rule === "flere_i_tusen")).toEqual({
    rule: "flere_i_tusen",
    level: "body",
    severity: "warning",
    holds: 1,
    broken: 1,
    confirmed: 0,
    undecided: 1,
  });
});
