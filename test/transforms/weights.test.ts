import { type ColumnTable, from, table } from "arquero";
import {
  amount,
  at,
  bars,
  base,
  box,
  ContentError,
  crosstab,
  histogram,
  majority,
  outOf,
  prose,
  share,
  stackedBars,
  subset,
  summarise,
  surveyOf,
  tabulate,
  threeWay,
  unweighted,
  type Value,
  year,
} from "notat";
import { drawnNumber, tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { noteOf } from "notat/dist/lib/chapter/show/showCounted.js";
import { countedRows } from "notat/dist/lib/chapter/tables/countedRows.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { describe, expect, test } from "vitest";

const unit = { one: "skole", many: "skoler", all: "skolene", article: "én" } as const;
const spec = {
  year: 2033,
  unit,
  items: {
    type: { kind: "single", label: "Type", options: { E: "E", H: "H", M: "M" }, base: "answered" },
    navn: { kind: "number", label: "Tall" },
  },
} as const;

const schools = (rows: readonly (readonly [number, string, number])[]): ColumnTable =>
  from(rows.flatMap(([n, type, pw]) => Array.from({ length: n }, () => ({ type, pw, navn: 1 }))));

/** Single-stage cluster sample and stratified sample of the 6 194 schools of R's `survey`: rows by type, with their weights. */
const CLUSTERS = schools([
  [144, "E", 33.847],
  [14, "H", 33.847],
  [25, "M", 33.847],
]);
const STRATA = schools([
  [100, "E", 44.21],
  [50, "H", 15.1],
  [50, "M", 20.36],
]);

describe("weights agree with what R prints", () => {
  test("svytotal(~stype, dclus1) and svymean(~stype, dclus1) of survey", () => {
    const { answers, q } = surveyOf(CLUSTERS, spec, { weights: "pw" });
    const { cells, base, unweighted } = tabulate(answers, q.type);
    expect(cells.map(({ n }) => Math.round(n * 1000) / 1000)).toEqual([4873.968, 473.858, 846.175]);
    expect(cells.map(({ n }) => (n / base).toFixed(6))).toEqual(["0.786885", "0.076503", "0.136612"]);
    expect(base).toBeCloseTo(6194.001, 6);
    expect(cells.map((cell) => cell.unweighted)).toEqual([144, 14, 25]);
    expect(unweighted).toEqual({ asked: 183, answered: 183, base: 183 });
  });

  test("svytotal(~stype, dstrat) of survey: the strata's sizes", () => {
    const { answers, q } = surveyOf(STRATA, spec, { weights: "pw" });
    expect(tabulate(answers, q.type).cells.map(({ n }) => n.toFixed(0))).toEqual(["4421", "755", "1018"]);
  });

  test("weighted.mean(c(3.7, 3.3, 3.5, 2.8), c(5, 5, 4, 1) / 15) of stats", () => {
    const rows = table({
      type: ["E", "E", "H", "H"],
      navn: [3.7, 3.3, 3.5, 2.8],
      w: [5, 5, 4, 1].map((w) => w / 15),
    });
    const { answers, q } = surveyOf(rows, spec, { weights: "w" });
    expect(summarise(answers, q.navn).total.mean?.toFixed(6)).toBe("3.453333");
  });

  test("quantiles are hf7: 1, 2, 4, 8 with weights 1, 2, 1, 3 stand at 0, 1/4, 3/4 and 1", () => {
    const rows = table({ type: ["E", "E", "E", "E"], navn: [8, 1, 4, 2], w: [3, 1, 1, 2] });
    const { answers, q } = surveyOf(rows, spec, { weights: "w" });
    // Half way between 1/4 and 3/4, so half way between 2 and 4.
    expect(summarise(answers, q.navn).total).toMatchObject({
      n: 4,
      q1: 2,
      median: 3,
      q3: 4,
      sum: 33,
      lowest: 1,
      highest: 8,
    });
    expect(summarise(answers, q.navn, { by: q.type }).rows[0]).toMatchObject({ q1: 2, median: 3, q3: 4 });
    expect(amount(summarise(answers, q.navn), "mean").record.text).toBe("4,7");
    expect(at("2033/alle/navn/*/median").number).toBe(3);
  });
});

test("weights of one change nothing but that they are told", () => {
  const rows = schools([
    [5, "E", 1],
    [3, "H", 1],
    [0, "M", 1],
  ]);
  const plain = surveyOf(rows, spec);
  const { cells, base } = tabulate(plain.answers, plain.q.type);
  const weighted = surveyOf(rows, spec, { weights: "pw" });
  const same = tabulate(weighted.answers, weighted.q.type);
  expect(same.cells.map(({ n }) => n)).toEqual(cells.map(({ n }) => n));
  expect(same.base).toBe(base);
  expect(same.cells.map(({ unweighted }) => unweighted)).toEqual([5, 3, 0]);
  const { n, ...total } = summarise(weighted.answers, weighted.q.navn).total;
  expect({ n, ...total }).toEqual(summarise(plain.answers, plain.q.navn).total);
});

describe("what is weighted says so, with the number of rows beside", () => {
  test("in values, claims and their explanations", () => {
    const { answers, q } = surveyOf(STRATA, spec, { weights: "pw" });
    const types = tabulate(answers, q.type);
    expect(share(types, q.type.E).record).toMatchObject({
      text: "71 prosent",
      n: 4421,
      base: 6194,
      baseText: "6\u00a0194 skoler (sum av vekter; 200 rader) som svarte",
    });
    expect(outOf(types, q.type.E).record.text).toBe("4\u00a0421 av 6\u00a0194");
    expect(base(types).record.text).toBe("6\u00a0194");
    expect(() => majority(types, q.type.E)`de fleste`).not.toThrow();
    // Half of the rows, but seven in ten schools.
    expect(at("2033/alle/type/E/share").number).toBeCloseTo(4421 / 6194, 10);
  });

  test("in a sentence, where the number of rows stands behind the share and no other number does", () => {
    const { answers, q } = surveyOf(STRATA, spec, { weights: "pw" });
    const types = tabulate(answers, q.type);
    expect(unweighted(types, q.type.E).record).toMatchObject({ text: "100", n: 100, base: 200 });
    expect(at("2033/alle/type/*/unweighted").number).toBe(200);
    expect(unweighted(types).record.counted).toBe("alle svar (talt uten vekter)");
    expect(unweighted(types).record.baseText).toBe("200 skoler (talt uten vekter) som svarte");
    const say = (n: Value) => prose`I ${year(answers)} er ${share(types, q.type.E)} (av ${n} skoler) små.`;
    expect(() => say(unweighted(types))).not.toThrow();
    expect(() => say(base(types))).not.toThrow();
    expect(() => say(unweighted(types, q.type.E))).toThrow("but the text says av 100");
  });

  test("in figures, and in what a notebook shows", () => {
    const { answers, q } = surveyOf(STRATA, spec, { weights: "pw" });
    const types = tabulate(answers, q.type);
    const beside = "6\u00a0194 skoler (sum av vekter; 200 rader)";
    expect(bars(types).of).toBe(`${beside} som svarte`);
    expect(stackedBars(crosstab(answers, q.type, q.type)).of).toBe(`${beside} som svarte på begge`);
    expect(noteOf(types)).toContain("Grunnlag: 6\u00a0194 (sum av vekter; 200 rader) som svarte.");
    expect(noteOf(threeWay(answers, q.type, q.type, q.type))).toContain("(sum av vekter; 200 rader)");
    const sums = summarise(answers, q.navn);
    expect(noteOf(sums)).toContain("Sum, gjennomsnitt og kvartiler er vektet.");
    expect(box(sums).note).toBe("Medianen og kvartilene er vektet.");
    const drawn = histogram(answers, q.navn, { width: 1 });
    expect(drawn.of).toBe("6\u00a0194 tall (sum av vekter; 200 rader)");
    expect(drawn.rows.map(({ label, cells: [cell] }) => [label, drawnNumber(cell!, "count")])).toEqual([
      ["0–1", 0],
      ["1–2", 6194],
    ]);
  });

  test("in subsets and crossings", () => {
    const rows = table({ type: ["E", "E", "H"], a: ["x", "y", "x"], w: [1, 2, 4] });
    const { answers, q } = surveyOf(
      rows,
      {
        year: 2033,
        unit,
        items: {
          type: { kind: "single", label: "Type", options: { E: "E", H: "H" } },
          a: { kind: "single", label: "A", options: { x: "x", y: "y" } },
        },
      },
      { weights: "w" },
    );
    expect(crosstab(answers, q.type, q.a)).toMatchObject({
      n: [
        [1, 2],
        [4, 0],
      ],
      rowTotals: [3, 4],
      base: 7,
      unweighted: { base: 3, rowTotals: [2, 1], columnTotals: [2, 1] },
    });
    const some = subset(answers, { key: "ex", label: "skoler med x", when: { item: "a", is: ["x"] } });
    expect(tabulate(some, q.type)).toMatchObject({ base: 5, unweighted: { base: 2 } });
    expect(at("2033/alle/type×a/E×x/rowshare").number).toBeCloseTo(1 / 3, 12);
  });

  test("in counts that are the sums of their weights, to the digits that those have", () => {
    // 0.1 + 0.2 is not 0.3 in binary.
    const rows = table({ type: ["E", "E", "H"], a: ["x", "y", "x"], w: [0.1, 0.2, 0.7] });
    const asked = { kind: "single", label: "?" } as const;
    const { answers, q } = surveyOf(
      rows,
      { year: 2033, unit, items: { type: asked, a: asked } },
      { weights: "w" },
    );
    expect(tabulate(answers, q.type)).toMatchObject({ base: 1, cells: [{ n: 0.3 }, { n: 0.7 }] });
    expect(crosstab(answers, q.type, q.a)).toMatchObject({ rowTotals: [0.3, 0.7], columnTotals: [0.8, 0.2] });
    expect(at("2033/alle/type×a/e×*/count").number).toBe(0.3);
    expect(countedRows(threeWay(answers, q.a, q.type, q.type)).rows.at(-1)).toContain(0.2);
  });

  test("in sums of amounts, to the digits that amounts and weights have", () => {
    // 3 × 0.1 is 0.30000000000000004 in binary.
    const rows = table({ type: ["E"], navn: [3], w: [0.1] });
    const { answers, q } = surveyOf(rows, spec, { weights: "w" });
    expect(summarise(answers, q.navn).total).toMatchObject({ sum: 0.3, median: 3 });
    const plainly = surveyOf(table({ type: ["E", "E"], navn: [0.1, 0.2] }), spec);
    expect(summarise(plainly.answers, plainly.q.navn).total.sum).toBe(0.3);
  });

  test("in tables", () => {
    const { answers, q } = surveyOf(STRATA, spec, { weights: "pw" });
    const { columns, rows } = countedRows(tabulate(answers, q.type));
    expect(columns.map(({ label }) => label)).toEqual(["Type", "Antall", "Andel", "Antall uten vekter"]);
    expect(rows.map(([label, , percent, n]) => [label, percent, n])).toEqual([
      ["E", 71.4, 100],
      ["H", 12.2, 50],
      ["M", 16.4, 50],
      ["I alt som svarte", 100, 200],
    ]);
  });
});

const weighted = (w: unknown[]) => {
  const rows = table({
    type: ["E", "E", "H", null].slice(0, w.length),
    navn: [1, 2, 3, 4].slice(0, w.length),
    w,
  });
  return surveyOf(rows, spec, { weights: "w" });
};

describe("rows with the weight 0 count for nothing", () => {
  test("in counts, with their number beside", () => {
    const { answers, q } = weighted([0, 0, 2, 1]);
    const { cells, base, unweighted } = tabulate(answers, q.type);
    expect(cells.map(({ n, unweighted }) => [n, unweighted])).toEqual([
      [0, 2],
      [2, 1],
      [0, 0],
    ]);
    expect([base, unweighted?.base]).toEqual([2, 3]);
  });
  test("in sums and quantiles: the least and the most are of rows that count, as in svyquantile and wtd.quantile", () => {
    const { answers, q } = weighted([0, 1, 1, 0]);
    // Hmisc::wtd.quantile(1:4, c(0, 1, 1, 0), c(0, .5, 1)): 2.0 2.5 3.0.
    expect(summarise(answers, q.navn).total).toMatchObject({
      n: 4,
      lowest: 2,
      median: 2.5,
      highest: 3,
      sum: 5,
    });
  });
  test("where a whole group has it, there is nothing to print, and its table says so", () => {
    const { answers, q } = weighted([0, 0, 2, 1]);
    const summary = summarise(answers, q.navn, { by: q.type });
    expect(summary.rows[0]).toMatchObject({ label: "E", n: 2, sum: null, mean: null, median: null });
    expect(countedRows(summary).rows[0]).toEqual(["E", 2, 0, null, null, null, null, null, null, null]);
    expect(() => amount(summary, "mean", q.type.E)).toThrow("Nobody is counted in the base of");
    expect(box(summary).rows[0]?.cells[0]).toEqual({ gap: "ingen tall" });
    expect(countedRows(crosstab(answers, q.type, q.type), { per: "row" }).rows[0]?.slice(1, 3)).toEqual([
      null,
      null,
    ]);
  });
});

test("weights may have a decimal comma, where the column can be read in one way", () => {
  const cells = (w: unknown[]) => {
    const { answers, q } = weighted(w);
    return tabulate(answers, q.type).cells.map(({ n }) => n);
  };
  expect(cells(["1,5", "0,5", "1", "2"])).toEqual([2, 1, 0]);
  expect(cells(["1.5", "0.5", "1", "2"])).toEqual([2, 1, 0]);
  expect(cells(["0,876", "1,124", "1", "2"])).toEqual([2, 1, 0]);
  expect(() => cells(["1,234", "2", "3", "4"])).toThrow(
    'weights (column "w") must be numbers that can be read in one way, but row 1 has "1,234". Write decimals after a point.',
  );
});

test("a weight that is none is refused, with its row", () => {
  const make = (w: unknown[]) => () =>
    surveyOf(table({ type: w.map(() => "E"), navn: w.map(() => 1), w }), spec, { weights: "w" });
  expect(make([1, -2, ""])).toThrow(ContentError);
  expect(make([1, -2, ""])).toThrow(
    'weights (column "w") must be numbers that are not negative in every row, but row 2 has "-2", row 3 has "". Rows that are not to count have 0, or are left out of the table before.',
  );
  for (const none of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY, true, "NA"])
    expect(make([1, none])).toThrow("must be numbers that are not negative in every row, but row 2 has");
  expect(make([0, 0])).toThrow('weights (column "w") must count some row, but all are 0.');
  expect(() => surveyOf(table({ type: ["E"], navn: [1], vekt: [1] }), spec, { weights: "vekter" })).toThrow(
    'weights must have a column "vekter", but the table has none. Is it "vekt"?',
  );
});

test("weights that the questionnaire names are those of the column, and a figure draws the weighted shares", () => {
  const named = {
    ...spec,
    items: { ...spec.items, pw: { kind: "number", label: "Vekt", decimal: "." } },
  } as const;
  const by = surveyOf(CLUSTERS, { ...named, roles: { weight: "pw" } });
  const given = surveyOf(CLUSTERS, spec, { weights: "pw" });
  expect(tabulate(by.answers, by.q.type).cells.map(({ n }) => n)).toEqual(
    tabulate(given.answers, given.q.type).cells.map(({ n }) => n),
  );
  // 144, 14 and 25 of 183 rows, each with 33.847.
  expect(
    tableOf(bars(tabulate(by.answers, by.q.type))).rows.map(([label, , share]) => [label, share]),
  ).toEqual([
    ["E", 78.7],
    ["H", 7.7],
    ["M", 13.7],
  ]);
  expect(() => defineQuestionnaire({ ...named, roles: { weight: "type" } })).toThrow(
    'roles.weight must be an item of the kind "number", but is "type".',
  );
});
