import type { ColumnTable } from "arquero";
import {
  bars,
  barsByYear,
  type Chart,
  crosstab,
  q,
  s,
  stackedBars,
  subset,
  type Tabulation,
  tabulate,
} from "notat";
import { subtitleOf, tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { specOf } from "notat/dist/lib/chapter/figures/forms/forms.js";
import { beforeAll, describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

type Drawn = { name: string; x: (number | null)[]; y: string[]; text: string[] };

const MILLION = 1_000_000;

describe("bars(tabulation)", () => {
  let kostnad: Tabulation<"kostnadsklasse">;
  beforeAll(() => {
    const { tiltak } = smallSurvey([
      ...times(3, { kostnadsramme: 5 * MILLION }),
      ...times(2, { kostnadsramme: 200 * MILLION }),
      ...times(15, {}),
    ]);
    kostnad = tabulate(tiltak, q.kostnadsklasse);
  });

  test("a number that is changed by hand is refused, by the one at its address", () => {
    const chart = bars(kostnad, { show: "count" });
    const [row, ...rows] = chart.rows;
    const changed = { ...row!, cells: row!.cells.map((cell) => ({ ...cell, n: 4 })) };
    expect(() => specOf({ ...chart, rows: [changed, ...rows] })).toThrow(
      /the number of the row "Under 10 mill\. kroner" must be the 3 at 2019\/alle\/kostnadsklasse\/under10\/count, but is 4/,
    );
  });
  test("with one bar's number at another bar is refused", () => {
    const chart = bars(kostnad);
    const cells = chart.rows[0]?.cells ?? [];
    const rows = chart.rows.map((row, i) => (i === 1 ? { ...row, cells } : row));
    expect(() => specOf({ ...chart, rows })).toThrow(
      'the number at 2019/alle/kostnadsklasse/under10/share must stand in one row, but stands in "10–50 mill. kroner" too',
    );
  });

  test("puts the bar of missing answers last and in a colour of its own, however long it is", () => {
    const chart = bars(kostnad, { show: "count", missing: true, sort: true });
    expect(tableOf(chart).rows.map(([label]) => label)).toEqual([
      "Under 10 mill. kroner",
      "100 mill. kroner eller mer",
      "10–50 mill. kroner",
      "50–100 mill. kroner",
      "Ikke svart",
    ]);
    const [trace] = specOf(chart).data as (Drawn & { marker: { color: string[] } })[];
    expect(trace!.x).toEqual([3, 2, 0, 0, 15]);
    expect(trace!.marker.color).toEqual([...Array(4).fill("#1b4b7a"), "#b8bec6"]);
    // They are not in the base of the others, so no share of theirs stands beside the others'.
    expect(tableOf(chart).rows.at(-1)).toEqual(["Ikke svart", 15, "ikke i grunnlaget"]);
    expect(tableOf(chart).rows[0]).toEqual(["Under 10 mill. kroner", 3, 60]);
  });

  test("refuses missing answers among shares, and says what to write", () => {
    expect(() => bars(kostnad, { missing: true })).toThrow(
      'Missing answers can only have a bar among counts: bars(tabulation, { show: "count", missing: true }).',
    );
  });

  test("draws shares with one decimal, prints whole ones, and marks what follows from synthetic data alone", () => {
    const chart = bars(kostnad);
    const [trace] = specOf(chart).data as Drawn[];
    // 3 and 2 of the 5 that answered.
    expect(trace!.x).toEqual([60, 0, 0, 40]);
    expect(trace!.text[0]).toBe("60\u00a0%");
    // 56 per cent under 10 million is published, so is 12 per cent from 100; what lies between is not.
    expect(trace!.text[1]).toBe("0\u00a0%*");
  });
});

describe("barsByYear(tabulation, year)", () => {
  let tiltak: ColumnTable;
  let faser: Tabulation<"faser">;
  let chart: Chart;
  beforeAll(() => {
    ({ tiltak } = smallSurvey([
      ...times(5, { fase: "ide" }),
      ...times(7, { fase: "konsept" }),
      ...times(11, { fase: "planlegging" }),
      ...times(13, { fase: "gjennomforing" }),
      ...times(4, { fase: "drift" }),
    ]));
    faser = tabulate(tiltak, q.faser);
    chart = barsByYear(faser, 2018, { show: "count" });
  });

  test("draws the years in their order, each year's numbers under its own name", () => {
    const [then, now] = specOf(chart).data as Drawn[];
    expect([then!.name, now!.name]).toEqual(["2018", "2019"]);
    // data/2018/figures.csv: 28 idé, 97 konsept, 287 of the last two together.
    expect(then!.x).toEqual([28, 97, null, null, 287]);
    expect(now!.x).toEqual([5, 7, 11, 17, 28]);
    expect(then!.y.map((name) => name.replace("<br>", " "))).toEqual([
      "Idé",
      "Konsept",
      "Planlegging",
      "Gjennomføring",
      "Planlegging eller gjennomføring",
    ]);
  });

  test("makes shares of each year's own base, and says both", () => {
    const shares = barsByYear(faser, 2018);
    // 28 of 412, 5 of 40.
    expect(tableOf(shares).rows[0]).toEqual(["Idé", 28, 5, 6.8, 12.5]);
    expect(subtitleOf(shares)).toContain("Prosent av 412 tiltak i 2018 og 40 tiltak i 2019.");
  });

  test("has room for the longest bar of either year", () => {
    const { xaxis } = specOf(chart).layout as { xaxis: { range: [number, number] } };
    expect(xaxis.range[0]).toBe(0);
    expect(xaxis.range[1]).toBeGreaterThan(287);
  });

  test("says of what was not published that it was not", () => {
    expect(tableOf(chart).rows[2]).toEqual(["Planlegging", "ikke publisert", 11, "ikke publisert", 27.5]);
  });

  test("refuses an item that can't be compared, and a year that it is not compared with", () => {
    expect(() => barsByYear(tabulate(tiltak, q.effekter), 2018)).toThrow(
      /"effekter" can't be drawn beside 2018: it is broken \(I 2018 valgte .*\)\. State the earlier numbers on their own with at\("2018\/…"\), and say what is different\./,
    );
    expect(() => barsByYear(faser, 2017)).toThrow("the questionnaire compares it with 2018");
    expect(() => barsByYear(tabulate(subset(tiltak, s.skate), q.faser), 2018)).toThrow(
      'Nothing of "faser" in "skate" is published for 2018, so there is nothing to draw beside.',
    );
  });
});

describe("charts of a crosstab", () => {
  test("have shares of those in the row who answered both, and the row's number in the table", () => {
    const { tiltak } = smallSurvey([
      ...times(6, { fase: "ide", finansiering: "ja" }),
      ...times(2, { fase: "ide", finansiering: "nei" }),
      ...times(3, { fase: "drift", finansiering: "delvis" }),
      ...times(1, { fase: "drift" }),
    ]);
    const chart = stackedBars(crosstab(tiltak, q.faser, q.finansiering), { show: "share" });
    const rows = tableOf(chart).rows;
    expect(tableOf(chart).columns.map(({ label }) => label)).toEqual([
      "Prosjektfase",
      "Ja, antall",
      "Nei, antall",
      "Delvis, antall",
      "I alt",
      "Ja, andel",
      "Nei, andel",
      "Delvis, andel",
    ]);
    expect(rows[0]).toEqual(["Idé", 6, 2, 0, 8, 75, 25, 0]);
    expect(rows[1]).toEqual(["Konsept", 0, 0, 0, 0, "ingen svarte", "ingen svarte", "ingen svarte"]);
    expect(rows[3]).toEqual(["Gjennomføring", 0, 0, 3, 3, 0, 0, 100]);
  });
});
