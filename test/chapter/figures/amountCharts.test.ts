import { box, figure, histogram, onDisplay, q, scatter, title } from "notat";
import { tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { specOf } from "notat/dist/lib/chapter/figures/forms/forms.js";
import { lintChapters } from "notat/dist/lib/publish/note/lintChapters.js";
import { expect, test } from "vitest";
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

test("box(summary) has a box for each group in millions, and says where there is no amount", () => {
  const row = (label: string, ...[min, q1, median, q3, max]: (number | null)[]) => ({
    label,
    n: min === null ? 0 : 3,
    min: min ?? null,
    q1: q1 ?? null,
    median: median ?? null,
    q3: q3 ?? null,
    max: max ?? null,
  });
  const chart = box({
    item: q.kostnadsramme.$,
    by: q.faser.$,
    total: row("Alle", MILLION, MILLION, MILLION, MILLION, MILLION),
    rows: [
      row("Idé", MILLION, 2 * MILLION, 2.5 * MILLION, 4 * MILLION, 500 * MILLION),
      row("Konsept", null, null, null, null, null),
    ],
  });
  expect(tableOf(chart).rows).toEqual([
    ["Idé", 1, 2, 2.5, 4, 500],
    ["Konsept", ...Array(5).fill("ingen beløp")],
  ]);
  // From 1 to 500 is more than a hundredfold.
  expect(specOf(chart).layout).toMatchObject({
    xaxis: { type: "log", title: { text: "Millioner kroner (logaritmisk)" } },
  });
});

test("scatter(table, x, y) has a point for each measure with both amounts", () => {
  const chart = scatter(tiltak, q.kostnadsramme, q.budsjett);
  expect(tableOf(chart).rows).toHaveLength(7);
  expect(tableOf(chart).rows[3]).toEqual(["Tiltak 4", 12, 6]);
});

test("figures of amounts are for looking: in a chapter they are refused, since nobody could find their numbers again", () => {
  const outputs: object[] = [];
  const off = onDisplay((data) => outputs.push({ output_type: "display_data", data, metadata: {} }));
  figure(histogram(tiltak, q.kostnadsramme, { width: 100 * MILLION }), title`Kostnadsrammer`);
  off();
  const cell = { cell_type: "code", id: "a", metadata: {}, source: "", execution_count: 1, outputs };
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] } as never;
  expect(lintChapters([{ file: "1.ipynb", notebook }])).toEqual([
    '1.ipynb, cell 1: every number of a chapter\'s figure must have an address, but "kostnadsramme" (histogram) has numbers without. Draw counts or shares of a tabulation, or keep the figure in notebooks/utforsk.',
  ]);
});
