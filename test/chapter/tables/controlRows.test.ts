import { cellRows, coverage, evaluate, ruleRows, survey } from "notat";
import { beforeAll, expect, test } from "vitest";

let tiltak: Awaited<ReturnType<typeof survey>>["tiltak"];
beforeAll(async () => {
  ({ tiltak } = await survey());
});

const numbers = (rows: readonly (readonly unknown[])[], from: number): number[][] =>
  rows.map((row) => row.slice(from).map(Number));

test("what became of the answers adds up to the answers asked for, and what is missing to the coverage", () => {
  const { rows } = cellRows(2019);
  const [kept, changed, filled, removed, missing] = numbers(rows, 1).map(([n]) => n as number);
  const asked = evaluate("2019/kontroll/celle/*/base").n;
  expect([kept, changed, filled, removed, missing].reduce((sum: number, n) => sum + (n ?? 0), 0)).toBe(asked);
  // The coverage leaves out free text and what is not public; the others' missing can't be more than all.
  const listed = coverage(tiltak).rows.reduce((sum, row) => sum + Number(row[3]), 0);
  expect(missing).toBeGreaterThanOrEqual(listed);
  expect(evaluate("2019/kontroll/celle/rettet|fylt_inn|tatt_ut/count").n).toBe(
    Number(changed) + Number(filled) + Number(removed),
  );
  expect(evaluate("2019/kontroll/celle/mangler/share").value).toBeCloseTo(Number(missing) / asked, 12);
});

test("a rule holds, is broken, is confirmed or can't be decided in each of the 432 tiltak or the 67 bodies that answered", () => {
  const { rows } = ruleRows(2019);
  for (const row of rows) {
    const tried = row[1] === "Virksomheter" ? 67 : 432;
    expect(numbers([row], 2)[0]?.reduce((sum, n) => sum + n, 0)).toBe(tried);
  }
  // 115 of 432 gave no frame of cost, which is what the note of 2019 says (317 gave one).
  const frame = rows.find(([label]) => label === "Kostnadsrammen er minst 1 000 kroner");
  expect(frame?.slice(2)).toEqual([317, 0, 0, 115]);
});

test("every number of the two tables has an address, at which it is found again", () => {
  for (const { rows, values } of [ruleRows(2019), cellRows(2019)]) {
    const shown = rows.flatMap((row) => row.filter((cell) => typeof cell === "number"));
    for (const { address, n } of values) expect(evaluate(address).n).toBe(n);
    for (const number of values.map(({ n }) => n)) expect(shown).toContain(number);
    expect(values.length).toBeGreaterThanOrEqual(rows.length);
  }
  expect(evaluate("2019/kontroll/regel/*/distinct").n).toBe(ruleRows(2019).rows.length);
});

test("what the control has not is refused with what it has", () => {
  expect(() => evaluate("2019/kontroll/regel/budsjet/count")).toThrow(
    'has no rule "budsjet". It has kostnadsramme_lavt',
  );
  expect(() => evaluate("2019/kontroll/regel×utfall/*×broken/count")).toThrow(
    'has no outcome "broken". It has holder',
  );
  expect(() => evaluate("2019/kontroll/celle/slettet/count")).toThrow(
    'has no kind of cell "slettet". It has uendret',
  );
  expect(() => evaluate("2019/kontroll/felt/*/count")).toThrow(
    'counted by "regel", "regel×utfall" or "celle"',
  );
  expect(() => evaluate("2019/kontroll/celle/*/distinct")).toThrow("Cells are counted");
});

test("a table marks the cells that nobody published, and no others", () => {
  const { rows, synthetic } = coverage(tiltak);
  const markOf = (label: string) => synthetic[rows.findIndex(([first]) => first === label)];
  // Difi printed 432, 418 and 317, so 14 and 115 follow; the budget's answers are nowhere printed.
  expect(markOf("7. Finansiering")).toEqual([false, false, false, false, false]);
  expect(markOf("8. Total kostnadsramme")).toEqual([false, false, false, false, false]);
  expect(markOf("9. Budsjett i år")).toEqual([false, false, true, true, true]);
});
