import { readFileSync } from "node:fs";
import * as aq from "arquero";
import { crosstab, share, summarise, surveyOf, tabulate } from "notat";
import { countedRows } from "notat/dist/lib/chapter/tables/countedRows.js";
import { percentOf } from "notat/dist/lib/ground/text/percent.js";
import { describe, expect, test } from "vitest";

// Tables that R and its packages print, to all the digits that they print. Where a source gives counts, the rows are made
// of them; where it gives the data, they stand here.

const unit = { one: "svar", many: "svar", all: "svarene", article: "ett" } as const;
const times = <T>(n: number, row: T): T[] => Array.from({ length: n }, () => row);
/** As R prints a percentage with one decimal. */
const percent = (n: number, of: number): string => ((100 * n) / of).toFixed(1);

describe("frequencies", () => {
  test("freq(hdv2003$qualif) of questionr: n, %, val%", () => {
    const counts = {
      "Ouvrier specialise": [203, "10.2", "12.3"],
      "Ouvrier qualifie": [292, "14.6", "17.7"],
      Technicien: [86, "4.3", "5.2"],
      "Profession intermediaire": [160, "8.0", "9.7"],
      Cadre: [260, "13.0", "15.7"],
      Employe: [594, "29.7", "35.9"],
      Autre: [58, "2.9", "3.5"],
    } as const;
    const rows = [
      ...Object.entries(counts).flatMap(([qualif, [n]]) => times(n, { qualif })),
      ...times(347, { qualif: null }),
    ];
    const { answers, q } = surveyOf(aq.from(rows), {
      year: 2003,
      unit,
      items: { qualif: { kind: "single", label: "Qualification", base: "answered" } },
    });
    const { cells, asked, answered, missing } = tabulate(answers, q.qualif);
    expect([asked, answered, missing.ikke_svart]).toEqual([2000, 1653, 347]);
    const found = cells.map(({ label, n }) => [label, [n, percent(n, asked), percent(n, answered)]]);
    expect(Object.fromEntries(found)).toEqual(counts);
    // questionr prints 17.3, by R's rounding to even of what lies half way: 347 of 2000 is 17.35, and we round it up.
    expect(missing.ikke_svart / asked).toBe(0.1735);
  });

  test("table(survey$Smoke) and table(survey$W.Hnd) of MASS, with NA", () => {
    // summary(survey): Smoke Heavy 11, Never 189, Occas 19, Regul 17, NA 1; W.Hnd Left 18, Right 218, NA 1.
    const rows = [
      ...times(11, { smoke: "Heavy" }),
      ...times(189, { smoke: "Never" }),
      ...times(19, { smoke: "Occas" }),
      ...times(17, { smoke: "Regul" }),
      { smoke: "" },
    ];
    const { answers, q } = surveyOf(aq.from(rows), {
      year: 1996,
      unit,
      items: { smoke: { kind: "single", label: "Smoke", base: "answered" } },
    });
    const smoke = tabulate(answers, q.smoke);
    expect(smoke.cells.map(({ label, n }) => [label, n])).toEqual([
      ["Heavy", 11],
      ["Never", 189],
      ["Occas", 19],
      ["Regul", 17],
    ]);
    // round(prop.table(table(survey$Smoke)), 4): 0.0466 0.8008 0.0805 0.0720.
    expect(smoke.cells.map(({ n }) => (n / smoke.base).toFixed(4))).toEqual([
      "0.0466",
      "0.8008",
      "0.0805",
      "0.0720",
    ]);
    expect(String(share(smoke, q.smoke.never!))).toBe("80 prosent");
  });
});

describe("crosstabs", () => {
  test("table(survey$Smoke, survey$Exer) of MASS, as the tutorials on chi-squared tests print it", () => {
    const counts = { Heavy: [7, 1, 3], Never: [87, 18, 84], Occas: [12, 3, 4], Regul: [9, 1, 7] } as const;
    const exercise = ["Freq", "None", "Some"];
    const rows = Object.entries(counts).flatMap(([smoke, list]) =>
      list.flatMap((n, j) => times(n, { smoke, exer: exercise[j] })),
    );
    // One student did not say whether he smokes, and exercises some.
    const { answers, q } = surveyOf(aq.from([...rows, { smoke: null, exer: "Some" }]), {
      year: 1996,
      unit,
      items: {
        smoke: { kind: "single", label: "Smoke", base: "answered" },
        exer: { kind: "single", label: "Exer", base: "answered" },
      },
    });
    const found = crosstab(answers, q.smoke, q.exer);
    expect(found.n).toEqual(Object.values(counts));
    expect(found).toMatchObject({ base: 236, rowTotals: [11, 189, 19, 17], columnTotals: [115, 23, 98] });
  });

  test("prop.table(table(mtcars$cyl, mtcars$gear), 1) and 2", () => {
    const counts = { "4": [1, 8, 2], "6": [2, 4, 1], "8": [12, 0, 2] } as const;
    const rows = Object.entries(counts).flatMap(([cyl, list]) =>
      list.flatMap((n, j) => times(n, { cyl, gear: String(3 + j) })),
    );
    const { answers, q } = surveyOf(aq.from(rows), {
      year: 1974,
      unit,
      items: { cyl: { kind: "single", label: "Cylinders" }, gear: { kind: "single", label: "Gears" } },
    });
    const { n, rowTotals, columnTotals } = crosstab(answers, q.cyl, q.gear);
    const shares = (of: (i: number, j: number) => number) =>
      n.map((row, i) => row.map((count, j) => (count / of(i, j)).toFixed(8)));
    expect(shares((i) => rowTotals[i] as number)).toEqual([
      ["0.09090909", "0.72727273", "0.18181818"],
      ["0.28571429", "0.57142857", "0.14285714"],
      ["0.85714286", "0.00000000", "0.14285714"],
    ]);
    expect(shares((_, j) => columnTotals[j] as number)).toEqual([
      ["0.06666667", "0.66666667", "0.40000000"],
      ["0.13333333", "0.33333333", "0.20000000"],
      ["0.80000000", "0.00000000", "0.40000000"],
    ]);
  });

  test("prop.table(margin.table(Titanic, c(1, 4)), 1)", () => {
    const counts = { "1st": [122, 203], "2nd": [167, 118], "3rd": [528, 178], Crew: [673, 212] } as const;
    const rows = Object.entries(counts).flatMap(([klasse, [no, yes]]) => [
      ...times(no, { klasse, survived: "No" }),
      ...times(yes, { klasse, survived: "Yes" }),
    ]);
    const { answers, q } = surveyOf(aq.from(rows), {
      year: 1912,
      unit,
      items: { klasse: { kind: "single", label: "Class" }, survived: { kind: "single", label: "Survived" } },
    });
    const { n, rowTotals, base } = crosstab(answers, q.klasse, q.survived);
    expect(base).toBe(2201);
    expect(n.map(([, yes], i) => ((yes as number) / (rowTotals[i] as number)).toFixed(7))).toEqual([
      "0.6246154",
      "0.4140351",
      "0.2521246",
      "0.2395480",
    ]);
  });
});

describe("help pages of questionr", () => {
  // cprop(apply(Titanic, c(4, 1), sum)): column per cent with all together.
  test("cprop()", () => {
    const { answers, q } = surveyOf(
      aq.fromCSV(readFileSync(new URL("../fixtures/r/data/Titanic.csv", import.meta.url), "utf8")),
      {
        year: 1912,
        unit,
        items: {
          klasse: { kind: "single", label: "Class", column: "Class" },
          survived: { kind: "single", label: "Survived", column: "Survived" },
        },
      },
      { weights: "Freq" },
    );
    expect(countedRows(crosstab(answers, q.survived, q.klasse), { per: "column" }).rows).toEqual([
      ["No", 37.5, 58.6, 74.8, 76, 1490, 16],
      ["Yes", 62.5, 41.4, 25.2, 24, 711, 16],
      ["I alt", 100, 100, 100, 100, 2201, 32],
      ["I alt, antall", 325, 285, 706, 885, 2201, null],
    ]);
    expect(percentOf(1490, 2201, 1)).toBe(67.7);
  });

  test("wtd.table(hdv2003$sexe, hdv2003$hard.rock, weights = hdv2003$poids), and its margins", () => {
    // The sums of the weights that the page prints, as rows.
    const table = aq.from([
      { sexe: "Homme", rock: "Non", w: 5109366.41 },
      { sexe: "Homme", rock: "Oui", w: 40016.02 },
      { sexe: "Femme", rock: "Non", w: 5872596.42 },
      { sexe: "Femme", rock: "Oui", w: 49247.49 },
    ]);
    const items = {
      sexe: { kind: "single", label: "Sexe" },
      rock: { kind: "single", label: "Rock" },
    } as const;
    const { answers, q } = surveyOf(table, { year: 2003, unit, items }, { weights: "w" });
    const sums = tabulate(answers, q.sexe).cells.map(({ label, n }) => [label, n.toFixed(0)]);
    expect(Object.fromEntries(sums)).toEqual({ Homme: "5149382", Femme: "5921844" });
  });

  // set.seed(1337) and what follows it on the pages of multi.table and cross.multi.table, made by R.
  const music = aq.fromCSV(readFileSync(new URL("../fixtures/r/data/music.csv", import.meta.url), "utf8"), {
    autoType: false,
  });
  const asked = {
    year: 2013,
    unit,
    items: {
      sex: { kind: "single", label: "Sex" },
      music: {
        kind: "multiple",
        label: "Music",
        options: {
          jazz: { label: "jazz", column: "jazz" },
          rock: { label: "rock", column: "rock" },
          electronic: { label: "electronic", column: "electronic" },
        },
      },
    },
  } as const;

  test("multi.table(), with 0 and 1, TRUE and FALSE, Y and N for ticks", () => {
    const { answers, q } = surveyOf(music, asked);
    expect(tabulate(answers, q.music).cells.map(({ n }) => n)).toEqual([49, 53, 57]);
    const weighted = surveyOf(music, asked, { weights: "weights" });
    const { cells, base } = tabulate(weighted.answers, weighted.q.music);
    expect(cells.map(({ n }) => n.toFixed(1))).toEqual(["45.2", "47.1", "53.9"]);
    expect(cells.map(({ n }) => percent(n, base))).toEqual(["49.0", "50.9", "58.4"]);
  });

  test("cross.multi.table(): counts, column per cent, row per cent", () => {
    const { answers, q } = surveyOf(music, asked);
    const { n, columnTotals, rowTotals } = crosstab(answers, q.music, q.sex);
    expect(n).toEqual([
      [22, 27],
      [23, 30],
      [28, 29],
    ]);
    expect(n.map((row) => row.map((count, j) => percent(count, columnTotals[j] as number)))).toEqual([
      ["48.9", "49.1"],
      ["51.1", "54.5"],
      ["62.2", "52.7"],
    ]);
    expect(n.map((row, i) => row.map((count) => percent(count, rowTotals[i] as number)))).toEqual([
      ["44.9", "55.1"],
      ["43.4", "56.6"],
      ["49.1", "50.9"],
    ]);
  });
});

describe("numbers", () => {
  const VC =
    "4.2 11.5 7.3 5.8 6.4 10 11.2 11.2 5.2 7 16.5 16.5 15.2 17.3 22.5 17.3 13.6 14.5 18.8 15.5 23.6 18.5 33.9 25.5 26.4 32.5 26.7 21.5 23.3 29.5";
  const OJ =
    "15.2 21.5 17.6 9.7 14.5 10 8.2 9.4 16.5 9.7 19.7 23.3 23.6 26.4 20 25.2 25.8 21.2 14.5 27.3 25.5 26.4 22.4 24.5 24.8 30.9 26.4 27.3 29.4 23";
  const rows = Object.entries({ VC, OJ }).flatMap(([supp, list]) =>
    list
      .split(" ")
      .map((len, i) => ({ supp, len: Number(len), dose: ["0.5", "1", "2"][Math.floor(i / 10)] })),
  );
  const { answers, q } = surveyOf(aq.from(rows), {
    year: 1947,
    unit,
    items: {
      supp: { kind: "single", label: "Supplement" },
      dose: { kind: "single", label: "Dose" },
      len: { kind: "number", label: "Length" },
    },
  });
  const round = (value: number | null, digits: number) => Number((value as number).toFixed(digits));
  test("summary(ToothGrowth$len): 4.20 13.07 19.25 18.81 25.27 33.90", () => {
    const { lowest, q1, median, mean, q3, highest } = summarise(answers, q.len).total;
    // R prints 13.075 and 25.275 to four digits as 13.07 and 25.27.
    expect([lowest, q1, median, q3, highest]).toEqual(
      [4.2, 13.075, 19.25, 25.275, 33.9].map((n) => expect.closeTo(n, 10)),
    );
    expect(round(mean, 2)).toBe(18.81);
  });
  test("aggregate(len ~ supp, ToothGrowth, mean): OJ 20.66333, VC 16.96333", () => {
    const means = summarise(answers, q.len, { by: q.supp }).rows.map(({ label, mean }) => [
      label,
      round(mean, 5),
    ]);
    expect(Object.fromEntries(means)).toEqual({ OJ: 20.66333, VC: 16.96333 });
  });
  test("aggregate(len ~ dose, ToothGrowth, mean): 10.605, 19.735, 26.100", () => {
    const means = summarise(answers, q.len, { by: q.dose }).rows.map(({ mean }) => round(mean, 3));
    expect(means).toEqual([10.605, 19.735, 26.1]);
  });
  test("tapply(len, supp, sum) is what the means make", () => {
    expect(summarise(answers, q.len).total.sum).toBeCloseTo(1128.8, 9);
  });
});
