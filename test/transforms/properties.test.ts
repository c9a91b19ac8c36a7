import * as aq from "arquero";
import fc from "fast-check";
import { complement, crosstab, subset, summarise, surveyOf, tabulate } from "notat";
import { type Answers, answersOf, register, wholeAnswers } from "notat/dist/lib/survey/answers/answers.js";
import { columnOf } from "notat/dist/lib/survey/answers/rowsOf.js";
import { CodedColumn, ColumnBuilder } from "notat/dist/lib/survey/intake/codedColumn.js";
import { findItem } from "notat/dist/lib/survey/questionnaire/findItem.js";
import type { Item } from "notat/dist/lib/survey/questionnaire/types.js";
import { measure } from "notat/dist/lib/transforms/measure.js";
import type { Statistic } from "notat/dist/lib/transforms/measured.js";
import { describe, expect, test } from "vitest";
import { randomFrom, randomSurvey, toAnswers } from "../support/randomSurvey.js";

// What must hold of counts whatever was asked and answered: surveys of random items, routings and answers.

/** A survey that follows from a seed, so that fast-check finds the smallest one that fails. */
const surveys = fc
  .tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 40 }))
  .map(([seed, size]) => toAnswers(randomSurvey(randomFrom(seed), size)));

const COUNTED = ["a", "b", "c", "d", "e"];
const keys = fc.constantFrom(...COUNTED);
const itemOf = (answers: Answers, key: string): Item => ({
  $: findItem(answers.questionnaire, key) as Item["$"],
});
const plain = ({ table }: Answers, item: Item) => {
  const { asked, answered, missing, base, cells, responses } = tabulate(table, item);
  return { asked, answered, missing, base, cells, responses };
};

/** The same survey with its rows in other places, some of them often. */
function withRows(answers: Answers, rows: readonly number[] | Uint32Array, reverse = false): Answers {
  const names = answers.all.columnNames();
  const columns = Object.fromEntries(
    (reverse ? names.toReversed() : names).map((name) => {
      const values = columnOf(answers.all, name);
      return [name, Array.from(rows, (row) => values[row])];
    }),
  );
  const { year, questionnaire, frame } = answers;
  const whole = wholeAnswers({ year, questionnaire, frame, table: aq.table(columns as never) });
  register(whole);
  return whole;
}

describe("whatever was asked and answered", () => {
  test("the counts of a single choice, with what is missing of those counted, add to its base", () => {
    fc.assert(
      fc.property(surveys, keys, (answers, key) => {
        const item = itemOf(answers, key);
        const { cells, base, missing, asked, answered } = plain(answers, item);
        const counted = cells.filter((cell) => !cell.missing).reduce((sum, { n }) => sum + n, 0);
        const left = item.$.base === "asked" ? asked - answered : 0;
        if (item.$.kind === "single") expect(counted + left).toBe(base);
        else for (const { n, missing: gap } of cells) if (!gap) expect(n).toBeLessThanOrEqual(base);
        expect(asked + missing.ikke_spurt).toBe(answers.rows.length);
      }),
    );
  });

  test("shares lie from 0 to 1, between their bounds", () => {
    fc.assert(
      fc.property(surveys, keys, keys, (answers, one, other) => {
        for (const { key } of itemOf(answers, one).$.options) {
          const at = (what: Statistic) => measure(answers, [one], [[key]], what).value ?? 0.5;
          for (const what of ["share", "least", "most"] as const) {
            expect(at(what)).toBeGreaterThanOrEqual(0);
            expect(at(what)).toBeLessThanOrEqual(1);
          }
          expect(at("least")).toBeLessThanOrEqual(at("most"));
          for (const what of ["share", "rowshare", "columnshare"] as const) {
            const { n, base } = measure(answers, [one, other], [[key], "*"], what);
            expect(n).toBeLessThanOrEqual(base);
          }
        }
      }),
    );
  });

  test("neither the order of the rows nor that of the columns changes a number", () => {
    fc.assert(
      fc.property(surveys, keys, keys, fc.nat(), (answers, one, other, seed) => {
        const random = randomFrom(seed);
        const order = Array.from(answers.rows, (row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
        const mixed = withRows(
          answers,
          order.map(({ row }) => row),
          true,
        );
        const [a, b] = [itemOf(answers, one), itemOf(answers, other)];
        expect(plain(mixed, a)).toEqual(plain(answers, a));
        expect(crosstab(mixed.table, a, b).n).toEqual(crosstab(answers.table, a, b).n);
        const sums = ({ table }: Answers) => {
          const { total, rows } = summarise(table, itemOf(answers, "f"), { by: a });
          return { total, rows };
        };
        expect(sums(mixed)).toEqual(sums(answers));
      }),
    );
  });

  test("a selection, the rest and those of whom it is unknown add up to all", () => {
    fc.assert(
      fc.property(surveys, keys, keys, (answers, one, other) => {
        const when = { item: one, is: [itemOf(answers, one).$.options[0]?.key as string] };
        const part = attempt(() => subset(answers.table, { key: "del", label: "deler", when }));
        const rest = part && attempt(() => complement(part));
        fc.pre(part !== null && rest !== null);
        const { rows, unsure } = answersOf(part);
        const others = answersOf(rest).rows;
        expect([...rows, ...others, ...unsure].sort((a, b) => a - b)).toEqual([...answers.rows]);
        const item = itemOf(answers, other);
        const unknown = unsure.length === 0 ? null : withRows(answers, unsure);
        const nOf = (some: Answers) => plain(some, item).cells.map(({ n }) => n);
        const sum = [answersOf(part), answersOf(rest), ...(unknown ? [unknown] : [])].map(nOf);
        expect(nOf(answers)).toEqual(
          nOf(answers).map((_, i) => sum.reduce((n, list) => n + (list[i] as number), 0)),
        );
      }),
    );
  });

  test("the tabulation of a selection is the row of a crossing", () => {
    fc.assert(
      fc.property(surveys, keys, keys, (answers, one, other) => {
        fc.pre(one !== other);
        const [a, b] = [itemOf(answers, one), itemOf(answers, other)];
        const table = crosstab(answers.table, a, b);
        a.$.options.forEach(({ key }, i) => {
          const when = { item: one, is: [key] };
          const part = attempt(() => subset(answers.table, { key: `del_${key}`, label: "deler", when }));
          const cells = part ? tabulate(part, b).cells.filter((cell) => !cell.missing) : [];
          if (part) expect(table.n[i]).toEqual(cells.map(({ n }) => n));
          else expect(table.n[i]?.every((n) => n === 0)).toBe(true);
        });
      }),
    );
  });

  test("weights of one change nothing, and weights of w are w times as much", () => {
    fc.assert(
      fc.property(surveys, keys, keys, fc.constantFrom(1, 2, 0.5), (answers, one, other, w) => {
        const { year, questionnaire, frame, all } = answers;
        const weights = new Float64Array(all.numRows()).fill(w);
        // A table of its own: what a table is about is known by the table.
        const table = all.select(...all.columnNames());
        const weighted = wholeAnswers({ year, questionnaire, frame, table, weights });
        register(weighted);
        const [a, b] = [itemOf(answers, one), itemOf(answers, other)];
        const times = (numbers: readonly number[]) => numbers.map((n) => n * w);
        const [plainly, heavy] = [plain(answers, a), plain(weighted, a)];
        expect(heavy.cells.map(({ n }) => n)).toEqual(times(plainly.cells.map(({ n }) => n)));
        expect(heavy.cells.map(({ unweighted }) => unweighted)).toEqual(plainly.cells.map(({ n }) => n));
        expect([heavy.base, heavy.asked, heavy.answered]).toEqual(
          times([plainly.base, plainly.asked, plainly.answered]),
        );
        expect(crosstab(weighted.table, a, b).n).toEqual(crosstab(answers.table, a, b).n.map(times));
        const [sums, heavySums] = [answers, weighted].map(
          ({ table }) => summarise(table, itemOf(answers, "f")).total,
        );
        expect(heavySums).toMatchObject({ n: sums?.n, lowest: sums?.lowest, highest: sums?.highest });
        expect(heavySums?.sum).toBe(sums?.sum === null ? null : (sums?.sum as number) * w);
        if (w === 1) expect(heavySums).toEqual(sums);
        for (const { key } of a.$.options)
          for (const what of ["share", "least", "most"] as const)
            expect(measure(weighted, [one], [[key]], what).value).toBe(
              measure(answers, [one], [[key]], what).value,
            );
      }),
    );
  });

  test("columns that are kept by codes are counted like columns of values", () => {
    fc.assert(
      fc.property(surveys, keys, keys, (answers, one, other) => {
        const { year, questionnaire, frame, all } = answers;
        const columns = all.columnNames().map((name) => {
          const column = new ColumnBuilder<unknown>();
          for (const value of Array.from(columnOf(all, name))) column.add(value);
          return [name, column.build()] as const;
        });
        expect(columns.every(([, column]) => column instanceof CodedColumn)).toBe(true);
        const table = aq.table(Object.fromEntries(columns) as never);
        const coded = wholeAnswers({ year, questionnaire, frame, table });
        register(coded);
        const [a, b, f] = [itemOf(answers, one), itemOf(answers, other), itemOf(answers, "f")];
        expect(plain(coded, a)).toEqual(plain(answers, a));
        expect(crosstab(coded.table, a, b).n).toEqual(crosstab(answers.table, a, b).n);
        const [sums, same] = [answers, coded].map(({ table }) => {
          const { total, rows } = summarise(table, f, { by: a });
          return { total, rows };
        });
        expect(same).toEqual(sums);
        const when = { item: one, is: [a.$.options[0]?.key as string] };
        const parts = [answers, coded].map((of) => {
          const part = attempt(() => subset(of.table, { key: "del", label: "deler", when }));
          return part && [[...answersOf(part).rows], plain(answersOf(part), b)];
        });
        expect(parts[1]).toEqual(parts[0]);
      }),
    );
  });

  test("what is said of every row k times over is counted k times, and is the same share", () => {
    fc.assert(
      fc.property(surveys, keys, keys, fc.integer({ min: 2, max: 50 }), (answers, one, other, k) => {
        const many = withRows(
          answers,
          Array.from(answers.rows).flatMap((row) => Array(k).fill(row)),
        );
        timesAsMany(answers, many, one, other, k);
      }),
      { numRuns: 30 },
    );
  });
});

const unit = { one: "svar", many: "svar", all: "svarene", article: "ett" } as const;

test.each([4, 8, 9, 16, 17, 31, 65])(
  "every set of %i ticks is counted: each option is in half of them",
  (k) => {
    // Of more than ten options only the last ten are ticked.
    const sets = Array.from({ length: 2 ** Math.min(k, 10) }, (_, i) => i * 2 ** Math.max(0, k - 10));
    const keys = Array.from({ length: k }, (_, i) => `o${i}`);
    const columns = Object.fromEntries(
      keys.map((key, i) => [`f__${key}`, sets.map((set) => (Math.floor(set / 2 ** i) % 2 === 1 ? "1" : ""))]),
    );
    const options = Object.fromEntries(keys.map((key) => [key, key]));
    const { answers, q } = surveyOf(aq.table(columns), {
      year: 2025,
      unit,
      items: { f: { kind: "multiple", label: "F", options } },
    });
    const half = sets.length / 2;
    const { cells, answered } = tabulate(answers, q.f);
    expect(cells.filter(({ missing }) => !missing).map(({ n }) => n)).toEqual(
      keys.map((_, i) => (i < k - 10 ? 0 : half)),
    );
    expect(answered).toBe(sets.length - 1);
  },
);

test.each([3, 300, 66_000])("%i options are told apart, whatever order they come in", (k) => {
  const given = Array.from({ length: 2 * k }, (_, i) => `v${i % 3 === 0 ? i % k : (i * 7) % k}`);
  const counts = new Map<string, number>();
  for (const one of given) counts.set(one, (counts.get(one) ?? 0) + 1);
  const { answers, q } = surveyOf(aq.table({ a: given }), {
    year: 2025,
    unit,
    items: { a: { kind: "single", label: "A" } },
  });
  const { cells } = tabulate(answers, q.a);
  expect(new Map(cells.map(({ label, n }) => [label, n]))).toEqual(counts);
});

test("10⁶ rows have 10³ times the counts of their thousandth", () => {
  const answers = toAnswers(randomSurvey(randomFrom(2019), 1000));
  const many = withRows(
    answers,
    Uint32Array.from({ length: 1_000_000 }, (_, i) => i % 1000),
  );
  timesAsMany(answers, many, "b", "d", 1000);
  const [small, large] = [answers, many].map(({ table }) => summarise(table, itemOf(answers, "f")).total);
  expect(large?.sum).toBe(1000 * (small?.sum as number));
  expect(large).toMatchObject({ lowest: small?.lowest, highest: small?.highest, mean: small?.mean });
}, 30_000);

function timesAsMany(answers: Answers, many: Answers, one: string, other: string, k: number): void {
  const [a, b] = [itemOf(answers, one), itemOf(answers, other)];
  const [small, large] = [plain(answers, a), plain(many, a)];
  expect(large.cells.map(({ n }) => n)).toEqual(small.cells.map(({ n }) => n * k));
  expect([large.base, large.asked, large.answered]).toEqual(
    [small.base, small.asked, small.answered].map((n) => n * k),
  );
  expect(crosstab(many.table, a, b).n).toEqual(
    crosstab(answers.table, a, b).n.map((row) => row.map((n) => n * k)),
  );
}

/** Null where nobody is left. */
function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error && /is left/.test(error.message)) return null;
    throw error;
  }
}
