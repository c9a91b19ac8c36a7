import { readFileSync } from "node:fs";
import * as aq from "arquero";
import { between, crosstab, subset, summarise, surveyOf, tabulate, threeWay } from "notat";
import { formatNumber } from "notat/dist/lib/ground/text/format.js";
import { expect, test } from "vitest";

// Tables that packages of R print in what is published of them, to all the digits that they print. The rows are made of the
// counts that stand there.

const unit = { one: "svar", many: "svar", all: "svarene", article: "ett" } as const;
const single = (label: string) => ({ kind: "single", label }) as const;
const percent = (n: number, of: number, digits: number): string =>
  `${formatNumber((100 * n) / of, digits).replace(",", ".")}%`;

// Humans in `starwars` of dplyr, by gender, eye colour and skin colour: the three-way tabyl of janitor's vignette «tabyls»
// (janitor 2.2.0, vignettes/tabyls.md, 2023-02-03).
const SKINS = ["dark", "fair", "light", "pale", "tan", "white"];
const HUMANS = {
  feminine: { blue: [0, 2, 1, 0, 0, 0], brown: [0, 1, 4, 0, 0, 0], hazel: [0, 0, 1, 0, 0, 0] },
  masculine: {
    blue: [0, 7, 2, 0, 0, 0],
    "blue-gray": [0, 1, 0, 0, 0, 0],
    brown: [3, 4, 3, 0, 2, 0],
    dark: [1, 0, 0, 0, 0, 0],
    hazel: [0, 1, 0, 0, 0, 0],
    yellow: [0, 0, 0, 1, 0, 1],
  },
};
const humans = surveyOf(
  aq.from(
    Object.entries(HUMANS).flatMap(([gender, eyes]) =>
      Object.entries(eyes).flatMap(([eye, counts]) =>
        counts.flatMap((n, i) => Array.from({ length: n }, () => ({ gender, eye, skin: SKINS[i] }))),
      ),
    ),
  ),
  {
    year: 1977,
    unit,
    items: { gender: single("Gender"), eye: single("Eye colour"), skin: single("Skin colour") },
  },
);

test("janitor: humans |> tabyl(eye_color)", () => {
  const { cells, base } = tabulate(humans.answers, humans.q.eye);
  expect(cells.map(({ label, n }) => [label, n, (n / base).toFixed(8)])).toEqual([
    ["blue", 12, "0.34285714"],
    ["blue-gray", 1, "0.02857143"],
    ["brown", 17, "0.48571429"],
    ["dark", 1, "0.02857143"],
    ["hazel", 2, "0.05714286"],
    ["yellow", 2, "0.05714286"],
  ]);
});

test('janitor: tabyl(c("big", "big", "small", "small", "small", NA)), with valid per cent', () => {
  const rows = ["big", "big", "small", "small", "small", null].map((x) => ({ x }));
  const { answers, q } = surveyOf(aq.from(rows), { year: 1978, unit, items: { x: single("x") } });
  const { cells, asked, answered, missing } = tabulate(answers, q.x);
  expect(cells.map(({ label, n }) => [label, n, (n / asked).toFixed(7), n / answered])).toEqual([
    ["big", 2, "0.3333333", 0.4],
    ["small", 3, "0.5000000", 0.6],
  ]);
  expect([missing.ikke_svart, (missing.ikke_svart / asked).toFixed(7)]).toEqual([1, "0.1666667"]);
});

test('janitor: humans |> tabyl(gender, eye_color) |> adorn_percentages("row"), two digits, with totals half up', () => {
  const { n, rowTotals, columnTotals, base } = crosstab(humans.answers, humans.q.gender, humans.q.eye);
  const shown = n.map((row, i) => row.map((one) => `${percent(one, rowTotals[i] as number, 2)} (${one})`));
  expect(shown).toEqual([
    ["33.33% (3)", "0.00% (0)", "55.56% (5)", "0.00% (0)", "11.11% (1)", "0.00% (0)"],
    ["34.62% (9)", "3.85% (1)", "46.15% (12)", "3.85% (1)", "3.85% (1)", "7.69% (2)"],
  ]);
  expect(columnTotals.map((total) => `${percent(total, base, 0)} (${total})`)).toEqual(
    "34% (12), 3% (1), 49% (17), 3% (1), 6% (2), 6% (2)".split(", "),
  );
});

test('janitor: humans |> tabyl(eye_color, skin_color, gender) |> adorn_percentages("all")', () => {
  const { layers } = threeWay(humans.answers, humans.q.gender, humans.q.eye, humans.q.skin);
  const shown = layers.map(({ n, base, columnTotals }) =>
    [...n.filter((row) => row.some((one) => one > 0)), columnTotals].map((row) =>
      row.map((one) => percent(one, base, 1)).join(" "),
    ),
  );
  expect(shown).toEqual([
    [
      "0.0% 22.2% 11.1% 0.0% 0.0% 0.0%",
      "0.0% 11.1% 44.4% 0.0% 0.0% 0.0%",
      "0.0% 0.0% 11.1% 0.0% 0.0% 0.0%",
      "0.0% 33.3% 66.7% 0.0% 0.0% 0.0%",
    ],
    [
      "0.0% 26.9% 7.7% 0.0% 0.0% 0.0%",
      "0.0% 3.8% 0.0% 0.0% 0.0% 0.0%",
      "11.5% 15.4% 11.5% 0.0% 7.7% 0.0%",
      "3.8% 0.0% 0.0% 0.0% 0.0% 0.0%",
      "0.0% 3.8% 0.0% 0.0% 0.0% 0.0%",
      "0.0% 0.0% 0.0% 3.8% 0.0% 3.8%",
      "15.4% 50.0% 19.2% 3.8% 7.7% 3.8%",
    ],
  ]);
});

// The package's own page of examples (example-table.html): svymean(~interaction(stype, comp.imp), design = dclus1), 183
// schools that stand for 33.847 each.
test("survey: shares of the cells of a crosstab, weighted, to eight digits", () => {
  const cells = { "E No": 32, "H No": 7, "M No": 11, "E Yes": 112, "H Yes": 7, "M Yes": 14 };
  const rows = Object.entries(cells).flatMap(([cell, n]) => {
    const [stype, comp] = cell.split(" ") as [string, string];
    return Array.from({ length: n }, () => ({ stype, comp, pw: 33.847 }));
  });
  const { answers, q } = surveyOf(
    aq.from(rows),
    {
      year: 2037,
      unit: { one: "skole", many: "skoler", all: "skolene", article: "én" },
      items: { comp: { kind: "single", label: "comp.imp" }, stype: { kind: "single", label: "stype" } },
    },
    { weights: "pw" },
  );
  const { n, base } = crosstab(answers, q.comp, q.stype);
  expect(n.map((row) => row.map((cell) => (cell / base).toFixed(8)))).toEqual([
    ["0.17486339", "0.03825137", "0.06010929"],
    ["0.61202186", "0.03825137", "0.07650273"],
  ]);
});

test("janitor: mean mpg of mtcars by cyl and am, with the numbers of cars", () => {
  const file = readFileSync(new URL("../fixtures/r/data/mtcars.csv", import.meta.url), "utf8");
  const { answers, q } = surveyOf(aq.fromCSV(file, { autoType: false }), {
    year: 1974,
    unit,
    items: {
      mpg: { kind: "number", label: "Miles per gallon", decimal: "." },
      cyl: single("Cylinders"),
      am: { kind: "number", label: "Manual" },
    },
  });
  const shown = [0, 1].map((am) => {
    const part = subset(answers, { key: `am${am}`, label: `am ${am}`, when: between(q.am, am, am + 1) });
    const { rows } = summarise(part, q.mpg, { by: q.cyl });
    return rows.map(
      ({ label, n, mean }) => `${label}: ${formatNumber(mean ?? 0, 1).replace(",", ".")} (${n})`,
    );
  });
  // The mean of the twelve with eight cylinders is 15.05, which janitor and we round up; R prints it as 15.0.
  expect(shown).toEqual([
    ["4: 22.9 (3)", "6: 19.1 (4)", "8: 15.1 (12)"],
    ["4: 28.1 (8)", "6: 20.6 (3)", "8: 15.4 (2)"],
  ]);
});

// `trial` of gtsummary by treatment: tests/testthat/_snaps/add_p.tbl_svysummary.md of gtsummary 1.7 (every weight is 1).
const TRIAL = {
  stage: { T1: [28, 25], T2: [25, 29], T3: [22, 21], T4: [23, 27] },
  grade: { I: [35, 33], II: [32, 36], III: [31, 33] },
} as const;

test.each([
  ["stage", ["28 (29%) 25 (25%)", "25 (26%) 29 (28%)", "22 (22%) 21 (21%)", "23 (23%) 27 (26%)"]],
  ["grade", ["35 (36%) 33 (32%)", "32 (33%) 36 (35%)", "31 (32%) 33 (32%)"]],
] as const)("gtsummary: tbl_svysummary(trial, by = trt), %s", (key, expected) => {
  const rows = Object.entries(TRIAL[key]).flatMap(([answer, [a, b]]) => [
    ...Array.from({ length: a }, () => ({ trt: "Drug A", answer, w: 1 })),
    ...Array.from({ length: b }, () => ({ trt: "Drug B", answer, w: 1 })),
  ]);
  const items = { trt: single("Treatment"), answer: single(key) } as const;
  const { answers, q } = surveyOf(aq.from(rows), { year: 1979, unit, items }, { weights: "w" });
  const { n, columnTotals } = crosstab(answers, q.answer, q.trt);
  expect(columnTotals).toEqual([98, 102]);
  const shown = n.map((row) =>
    row.map((one, j) => `${one} (${percent(one, columnTotals[j] as number, 0)})`).join(" "),
  );
  expect(shown).toEqual(expected);
});
