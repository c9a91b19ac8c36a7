import { evaluate, q, summarise } from "notat";
import { statisticsOf } from "notat/dist/lib/transforms/statistics.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../support/smallSurvey.js";

// mtcars of R's datasets: miles per gallon, horsepower and cylinders of 32 cars.
const MPG =
  "21 21 22.8 21.4 18.7 18.1 14.3 24.4 22.8 19.2 17.8 16.4 17.3 15.2 10.4 10.4 14.7 32.4 30.4 33.9 21.5 15.5 15.2 13.3 19.2 27.3 26 30.4 15.8 19.7 15 21.4"
    .split(" ")
    .map(Number);
const HP =
  "110 110 93 110 175 105 245 62 95 123 123 180 180 180 205 215 230 66 52 65 97 150 150 245 175 66 91 113 264 175 335 109"
    .split(" ")
    .map(Number);
const CYL = "6 6 4 6 8 6 8 4 4 6 6 8 8 8 8 8 8 4 4 4 4 8 8 8 8 4 4 4 8 6 8 4".split(" ").map(Number);

describe("statisticsOf(values) agrees with R's summary() to all digits that R prints", () => {
  test.each([
    ["mtcars$mpg", MPG, { lowest: 10.4, q1: 15.43, median: 19.2, mean: 20.09, q3: 22.8, highest: 33.9 }, 2],
    ["mtcars$hp", HP, { lowest: 52, q1: 96.5, median: 123, mean: 146.7, q3: 180, highest: 335 }, 1],
    // R's help page on quantile: quantile(0:10 …) and the definition of type 7 written out for four numbers.
    [
      "c(1, 2, 3, 10)",
      [10, 1, 3, 2],
      { lowest: 1, q1: 1.75, median: 2.5, mean: 4, q3: 4.75, highest: 10, sum: 16 },
      2,
    ],
    ["one number", [7], { lowest: 7, q1: 7, median: 7, mean: 7, q3: 7, highest: 7, sum: 7 }, 2],
  ])("%s", (_, values, expected, digits) => {
    const found = statisticsOf(Float64Array.from(values)) as unknown as Record<string, number>;
    for (const [name, value] of Object.entries(expected))
      expect(Math.round((found[name] as number) * 10 ** digits + 1e-9) / 10 ** digits, name).toBe(value);
  });
  test("nothing has no statistics", () => {
    expect(statisticsOf(new Float64Array())).toMatchObject({ sum: null, mean: null, median: null });
  });
  test("the quartiles of many numbers, of which most are alike, are those of the sorted numbers", () => {
    // 0, 0, 0, 1, 1, 1, … 999, 999, 999, and 4,000 sevens, mixed by a step that has no divisor in common with their number.
    const sorted = [
      ...Array.from({ length: 3000 }, (_, i) => Math.floor(i / 3)),
      ...Array(4000).fill(7),
    ].sort((a, b) => a - b);
    const mixed = sorted.map((_, i) => sorted[(i * 2741) % 7000] as number);
    // Places 1 + 6999p: 1750.75, 3500.5 and 5250.25, counted from 1.
    const between = (place: number, part: number) =>
      (sorted[place - 1] as number) * (1 - part) + (sorted[place] as number) * part;
    expect(statisticsOf(Float64Array.from(mixed))).toMatchObject({
      q1: between(1750, 0.75),
      median: between(3500, 0.5),
      q3: between(5250, 0.25),
      lowest: 0,
      highest: 999,
    });
  });
  test("a sum of fractions loses none of the small ones", () => {
    expect(statisticsOf(Float64Array.of(1e16, 1, 1, -1e16)).sum).toBe(2);
  });
});

describe("summarise(table, amount, { by })", () => {
  const cars = MPG.map((mpg, i) => ({
    kostnadsramme: mpg,
    publiseres: "ja",
    fase: { 4: "ide", 6: "konsept", 8: "drift" }[CYL[i] as 4 | 6 | 8],
  }));
  test("divides by the answers to another item, as R's aggregate() and tapply() do", () => {
    const { rows, total } = summarise(smallSurvey(cars).tiltak, q.kostnadsramme, { by: q.faser });
    const by = Object.fromEntries(rows.map((row) => [row.key, row]));
    expect(total).toMatchObject({ n: 32, asked: 32, withheld: 0 });
    // aggregate(mpg ~ cyl, mtcars, mean): 26.66364, 19.74286, 15.10000; tapply(mpg, cyl, median): 26.0, 19.7, 15.2.
    expect(by.ide?.mean).toBeCloseTo(26.66364, 5);
    expect(by.konsept?.mean).toBeCloseTo(19.74286, 5);
    expect(by.gjennomforing?.mean).toBeCloseTo(15.1, 5);
    expect([by.ide?.median, by.konsept?.median, by.gjennomforing?.median]).toEqual([26, 19.7, 15.2]);
    expect(by.planlegging).toMatchObject({ n: 0, sum: null, median: null });
  });
  const rows = [
    ...times(3, { kostnadsramme: 10, publiseres: "ja", fase: "ide" }),
    { kostnadsramme: 1000, publiseres: "nei", fase: "ide" },
    { kostnadsramme: 500, fase: "ide" },
    { kostnadsramme: "ikke_avklart", publiseres: "ja", fase: "ide" },
    { kostnadsramme: 40, publiseres: "ja" },
    { publiseres: "ja" },
  ];
  test("leaves out what may not be published, and says how much that is", () => {
    const {
      total,
      rows: parts,
      withheldIncluded,
    } = summarise(smallSurvey(rows).tiltak, q.kostnadsramme, { by: q.faser });
    expect(total).toMatchObject({ asked: 8, n: 4, withheld: 2, sum: 70, highest: 40 });
    expect(total.missing).toMatchObject({ ikke_svart: 1, ikke_avklart: 1, ikke_spurt: 0 });
    expect(parts.find(({ key }) => key === "ide")).toMatchObject({ n: 3, withheld: 2, sum: 30 });
    expect(parts.at(-1)).toMatchObject({ key: "mangler", label: "Ikke svart", n: 1, sum: 40, asked: 2 });
    expect(withheldIncluded).toBe(false);
  });
  test("tells those that were not asked what divides the rows from those that did not answer it", () => {
    const involving = [
      { kostnadsramme: 1, publiseres: "ja", involverer: "nei" },
      { kostnadsramme: 2, publiseres: "ja", involverer: "ja" },
      { kostnadsramme: 4, publiseres: "ja", involverer: "ja", involverte: "egen_sektor" },
    ];
    const { rows: parts } = summarise(smallSurvey(involving).tiltak, q.kostnadsramme, { by: q.involverte });
    expect(parts.slice(-2)).toMatchObject([
      { key: "mangler", label: "Ikke svart", n: 1, sum: 2 },
      { key: "ikke_spurt", label: "Ikke spurt", n: 1, sum: 1 },
    ]);
    expect(evaluate("2019/alle/involverte×kostnadsramme/mangler×*/sum").value).toBe(2);
    expect(evaluate("2019/alle/involverte×kostnadsramme/ikke_spurt×*/sum").value).toBe(1);
  });
  test("takes all when that is asked for", () => {
    const { total, withheldIncluded } = summarise(smallSurvey(rows).tiltak, q.kostnadsramme, {
      withheld: "included",
    });
    expect(total).toMatchObject({ n: 6, withheld: 0, sum: 1570, highest: 1000 });
    expect(withheldIncluded).toBe(true);
  });
  test("has the numbers of its addresses", () => {
    smallSurvey(rows);
    expect(evaluate("2019/alle/kostnadsramme/*/sum")).toMatchObject({ n: 4, base: 4, value: 70 });
    expect(evaluate("2019/alle/faser×kostnadsramme/ide×*/median").value).toBe(10);
    expect(evaluate("2019/alle/kostnadsramme/*/withheld")).toMatchObject({ n: 2, base: 6 });
  });
  test("refuses what is no amount", () => {
    const { tiltak } = smallSurvey(rows);
    expect(() => summarise(tiltak, q.fase)).toThrow(
      'summarise() must have an amount, but "fase" is single. Count its answers with tabulate(table, q.fase).',
    );
    expect(() => evaluate("2019/alle/fase/*/median")).toThrow(
      '"median" is of amounts: the last item must be one, with * in the cell, but it is "fase" (single).',
    );
    expect(() => evaluate("2019/alle/kostnadsramme/mangler/sum")).toThrow('"sum" is of amounts');
  });
});
