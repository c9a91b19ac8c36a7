import { table } from "arquero";
import {
  amount,
  box,
  type Chart,
  figure,
  histogram,
  onDisplay,
  q,
  scatter,
  summarise,
  surveyOf,
  tabulate,
  title,
} from "notat";
import { recordsOf, tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { altOf, specOf } from "notat/dist/lib/chapter/figures/forms/forms.js";
import { countedRows } from "notat/dist/lib/chapter/tables/countedRows.js";
import { lintChapters } from "notat/dist/lib/publish/note/lintChapters.js";
import { describe, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const MILLION = 1_000_000;
const { tiltak } = smallSurvey([
  ...[0, 4.99, 5, 12, 19.9, 20, 300].map((m) => ({
    kostnadsramme: m * MILLION,
    budsjett: (m / 2) * MILLION,
  })),
  {},
]);

test("histogram(table, item) counts each class with its lower limit, and gathers the largest", () => {
  const chart = histogram(tiltak, q.kostnadsramme, { width: 5 * MILLION, upTo: 20 * MILLION });
  expect(tableOf(chart).rows.map(([label, n]) => [label, n])).toEqual([
    ["0–5", 2],
    ["5–10", 1],
    ["10–15", 1],
    ["15–20", 1],
    ["20 eller mer", 2],
  ]);
  expect(chart.note).toBe("Beløp mangler for 1 av 8.");
  expect(specOf(chart, 340).data).toHaveLength(1);
});

test("histogram(table, item) refuses classes that nobody could count, and what is no amount", () => {
  expect(() => histogram(tiltak, q.kostnadsramme, { width: MILLION })).toThrow(
    'histogram() must have from 1 to 40 classes, but has 301: make them wider than 1\u00a0000\u00a0000 kroner, or gather the largest with "upTo".',
  );
  expect(() => histogram(tiltak, q.kostnadsramme, { width: 0 })).toThrow("but has no end of them");
  expect(() => histogram(tiltak, q.effekter, { width: MILLION })).toThrow(
    'The item must be an amount, but "effekter" is multiple. Draw its answers with bars(tabulate(table, q.effekter)).',
  );
});

describe("box(summary)", () => {
  const phases = smallSurvey([
    // Quartiles of type 7 of 1, 2, 3, 10: places 1.75, 2.5 and 3.25.
    ...[3, 1, 10, 2].map((m) => ({ kostnadsramme: m * MILLION, fase: "ide", publiseres: "ja" })),
    { kostnadsramme: 500 * MILLION, fase: "drift", publiseres: "ja" },
    { kostnadsramme: 700 * MILLION, fase: "drift", publiseres: "nei" },
    { fase: "konsept", publiseres: "ja" },
  ]).tiltak;
  const summary = summarise(phases, q.kostnadsramme, { by: q.faser });
  test("has a box for each group in millions, and says where there is no amount", () => {
    const chart = box(summary);
    expect(tableOf(chart).rows).toEqual([
      ["Idé", 1, 1.75, 2.5, 4.75, 10],
      ["Konsept", ...Array(5).fill("ingen beløp")],
      ["Gjennomføring", ...Array(5).fill(500)],
    ]);
    expect(chart.note).toBe("Beløp mangler for 1 av 7. 1 beløp kan ikke publiseres og er ikke med.");
    // From 1 to 500 is more than a hundredfold.
    expect(specOf(chart).layout).toMatchObject({
      xaxis: { type: "log", title: { text: "Millioner kroner (logaritmisk)" } },
    });
  });
  test("rounds half up: 150 000 kroner is 0,2 million", () => {
    const one = smallSurvey([{ kostnadsramme: 150_000, publiseres: "ja" }]).tiltak;
    expect(altOf(box(summarise(one, q.kostnadsramme)))).toContain("Median 0,2");
  });
  test("has numbers with addresses, so that it can stand in a chapter", () => {
    expect(recordsOf(box(summary)).map(({ address }) => address)).toContain(
      "2019/alle/faser×kostnadsramme/ide×*/median",
    );
    expect(inChapter(box(summary))).toEqual([]);
    expect(inChapter(box(summarise(phases, q.kostnadsramme)))).toEqual([]);
    expect(inChapter(box(summarise(phases, q.kostnadsramme, { withheld: "included" })))).toHaveLength(1);
  });
  test("draws a point for each amount that may be published, the smallest first", () => {
    const chart = box(summary, { points: true });
    expect(chart.rows.map(({ points }) => points)).toEqual([[1, 2, 3, 10], [], [500]]);
    const drawn = (specOf(chart).data as { meta?: string; x: number[] }[]).find(
      ({ meta }) => meta === "points",
    );
    expect(drawn?.x).toEqual([1, 2, 3, 10, 500]);
  });
  test("refuses points of amounts that may not be shown", () => {
    const all = summarise(phases, q.kostnadsramme, { withheld: "included" });
    expect(() => box(all, { points: true })).toThrow(
      'box() can only have points of amounts that are public, but this summary has withheld ones too. Leave "points" out.',
    );
  });
});

describe("histogram(tabulation)", () => {
  test("has the classes of a recode, each number with its address", () => {
    const chart = histogram(tabulate(tiltak, q.kostnadsklasse));
    // 0, 4.99 and 5 below 10 million; 12, 19.9 and 20 below 50; 300 above 100.
    expect(tableOf(chart).rows.map(([label, n]) => [label, n])).toEqual([
      [q.kostnadsklasse.under10.label, 3],
      [q.kostnadsklasse.fra10til50.label, 3],
      [q.kostnadsklasse.fra50til100.label, 0],
      [q.kostnadsklasse.over100.label, 1],
    ]);
    expect(recordsOf(chart)[0]?.address).toBe("2019/alle/kostnadsklasse/under10/count");
    expect(inChapter(chart)).toEqual([]);
    expect(specOf(chart).data).toHaveLength(1);
  });
  test("refuses what is not of amounts", () => {
    expect(() => histogram(tabulate(tiltak, q.faser))).toThrow(
      'histogram() must have a tabulation of classes of an amount, but "faser" is made of "fase". Draw it with bars(tabulate(table, q.faser)).',
    );
    expect(() => histogram(tabulate(tiltak, q.effekter))).toThrow('but "effekter" is multiple');
  });
});

test("scatter(table, x, y) has a point for each measure with both amounts", () => {
  const chart = scatter(tiltak, q.kostnadsramme, q.budsjett);
  expect(tableOf(chart).rows).toHaveLength(7);
  expect(tableOf(chart).rows[3]).toEqual(["Tiltak 4", 12, 6]);
});

describe("numbers in a unit of their own", () => {
  const hours = surveyOf(
    table({
      gruppe: ["a", "a", "b", "b", null],
      timer: [1, 4, 2.25, 120, null],
      andel: [0.034, 0.5, -0.2, 0, 0.25],
    }),
    {
      year: 2035,
      unit: { one: "idé", many: "ideer", all: "ideene", article: "én" },
      items: {
        gruppe: { kind: "single", label: "Gruppe" },
        timer: { kind: "number", label: "Omfang", unit: "timer" },
        andel: { kind: "number", label: "Andel" },
      },
    },
  );
  const { answers, q } = hours;
  test("box() draws them as they are, in their unit", () => {
    const chart = box(summarise(answers, q.timer, { by: q.gruppe }));
    expect(chart).toMatchObject({ axis: "Timer", of: "4 tall", note: "Tall mangler for 1 av 5." });
    expect(tableOf(chart).rows).toEqual([
      ["a", 1, 1.75, 2.5, 3.25, 4],
      ["b", 2.25, 31.69, 61.13, 90.56, 120],
      ["Ikke svart", ...Array(5).fill("ingen tall")],
    ]);
    expect(altOf(chart)).toContain("Median 61,1");
  });
  test("small ones keep two digits", () => {
    expect(String(amount(summarise(answers, q.andel), "lowest"))).toBe("−0,2");
    expect(String(amount(summarise(answers, q.andel), "median"))).toBe("0,034");
    expect(String(amount(summarise(answers, q.andel), "mean"))).toBe("0,12");
    // 0.034 + 0.5 − 0.2 + 0 + 0.25 = 0.584; its fifth part is 0.1168.
    expect(countedRows(summarise(answers, q.andel)).rows.at(-1)?.slice(3, 5)).toEqual([0.58, 0.12]);
  });
  test("histogram() has classes below zero too, and counts what the rows are", () => {
    const chart = histogram(answers, q.andel, { width: 0.25 });
    expect(chart.axis).toBe("Antall ideer");
    expect(tableOf(chart).rows.map(([label, n]) => [label, n])).toEqual([
      ["−0,25–0", 1],
      ["0–0,25", 2],
      ["0,25–0,5", 1],
      ["0,5–0,75", 1],
    ]);
    expect(() => histogram(answers, q.timer, { width: 1 })).toThrow(
      "make them wider than 1 timer, or gather",
    );
  });
  test("scatter() names its points by what they are", () => {
    const chart = scatter(answers, q.timer, q.andel);
    expect(chart.series).toEqual(["Omfang, timer", "Andel"]);
    expect(tableOf(chart).rows[0]?.[0]).toBe("Idé 1");
  });
});

test("histograms of one width are for looking: in a chapter they are refused, since nobody could find their numbers again", () => {
  expect(inChapter(histogram(tiltak, q.kostnadsramme, { width: 100 * MILLION }))).toEqual([
    '1.ipynb, cell 1: every number of a chapter\'s figure must have an address, but "kostnadsramme" (histogram) has numbers without. Draw counts or shares of a tabulation, or keep the figure in notebooks/utforsk.',
  ]);
});

/** What is wrong with a chapter that has the figure. */
function inChapter(chart: Chart): string[] {
  const outputs: object[] = [];
  const off = onDisplay((data, metadata) =>
    outputs.push({ output_type: "display_data", data, metadata: metadata ?? {} }),
  );
  figure(chart, title`Kostnadsrammer`);
  off();
  const cell = { cell_type: "code", id: "a", metadata: {}, source: "", execution_count: 1, outputs };
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] } as never;
  return lintChapters([{ file: "1.ipynb", notebook }]);
}
