import { JSDOM } from "jsdom";
import type { Chart, ChartCell } from "notat/dist/lib/chapter/figures/chart.js";
import { tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { draw } from "notat/dist/lib/chapter/figures/draw.js";
import { checkDrawn } from "notat/dist/lib/chapter/figures/forms/checkDrawn.js";
import { altOf, NARROW_WIDTH, specOf } from "notat/dist/lib/chapter/figures/forms/forms.js";
import { textWidth } from "notat/dist/lib/chapter/figures/textWidth.js";
import { describe, expect, test } from "vitest";

const counted = (n: number, base = 40): ChartCell => ({
  n,
  base,
  record: null,
  synthetic: { count: false, percent: false, decimal: false },
});
const amount = (value: number): ChartCell => ({ amount: value, decimals: 1, record: null, synthetic: false });

const LONG = "Sammenhengende tjenester til sluttbrukere (innbyggere, næringsliv)";

const common = {
  id: "prove",
  question: "Spørsmål.",
  of: "40 tiltak",
  note: "",
  heading: "Svar",
  axis: "Antall",
  order: "form",
} as const;
const crossed = {
  ...common,
  show: "count",
  legend: "År",
  series: ["2018", "2019"],
  rows: [
    { label: "Idé & <konsept>", cells: [counted(18), counted(7)] },
    { label: LONG, cells: [{ gap: "ikke publisert" }, counted(31)] },
    { label: "Nærings- og fiskeridepartementet", cells: [counted(3), counted(0)] },
  ],
} as const;
const amounts = (series: readonly string[], rows: readonly (readonly number[])[]): Omit<Chart, "form"> => ({
  ...common,
  show: "amount",
  axis: "Millioner kroner",
  series,
  rows: rows.map((row, i) => ({ label: i === 0 ? LONG : `Gruppe ${i}`, cells: row.map(amount) })),
});

const charts: Record<string, Chart> = {
  bars: { ...crossed, form: "bars" },
  "bars of one series": {
    ...crossed,
    form: "bars",
    show: "share",
    series: [""],
    rows: crossed.rows.map(({ label, cells: [cell] }) => ({ label, cells: [cell] })),
  },
  stackedBars: { ...crossed, form: "stackedBars", rows: [crossed.rows[0], crossed.rows[2]] },
  dots: { ...crossed, form: "dots", show: "share" },
  lines: { ...crossed, form: "lines" },
  heatMap: { ...crossed, form: "heatMap", show: "share" },
  histogram: {
    ...crossed,
    form: "histogram",
    series: [""],
    rows: ["Under 10", "10–50", "50–100"].map((label, i) => ({ label, cells: [counted(i * 9)] })),
  },
  box: {
    ...amounts(
      ["Minste", "Nedre kvartil", "Median", "Øvre kvartil", "Største"],
      [
        [0.2, 1, 4.5, 12, 300],
        [1, 2, 3, 4, 5],
      ],
    ),
    form: "box",
  },
  scatter: {
    ...amounts(
      ["Ramme", "Varighet"],
      [
        [1.5, 12],
        [200, 24],
        [12, 6],
      ],
    ),
    form: "scatter",
  },
};

describe.each(Object.entries(charts))("the form of %s", (_, chart) => {
  test.each([720, NARROW_WIDTH])(
    "is drawn at %d px with every label whole, and none over another or cut",
    async (width) => {
      const figure = { id: "prove", title: [], subtitle: [], alt: [], note: [], chart };
      const svg = new JSDOM(await draw(figure, { width }), { contentType: "image/svg+xml" }).window.document
        .documentElement;
      const text = (svg.textContent ?? "").replace(/\s/g, "");
      if (chart.form !== "scatter")
        for (const { label } of chart.rows) expect(text).toContain(label.replace(/\s/g, ""));
      for (const name of chart.form === "box" ? [] : chart.series)
        expect(text).toContain(name.replace(/\s/g, ""));
      const lines = [...svg.querySelectorAll("text")].flatMap((element) => {
        const size = Number.parseFloat(element.getAttribute("font-size") ?? "12");
        const parts =
          element.querySelectorAll("tspan").length > 0 ? [...element.querySelectorAll("tspan")] : [element];
        return parts.map((part) => textWidth(part.textContent ?? "", size));
      });
      expect(lines.length).toBeGreaterThan(2);
      for (const line of lines) expect(line).toBeLessThan(width);
    },
  );

  test("is described in words by every number that it draws", () => {
    const alt = altOf(chart);
    expect(alt.length).toBeGreaterThan(30);
    for (const { label } of chart.rows) expect(alt).toContain(label);
  });

  test("has a table with a line for each row", () => {
    const { columns, rows, synthetic } = tableOf(chart);
    expect(rows.map(([label]) => label)).toEqual(chart.rows.map(({ label }) => label));
    for (const row of [...rows, ...synthetic]) expect(row).toHaveLength(columns.length);
  });

  test.each([720, NARROW_WIDTH])(
    "at %d px is refused when it draws a number that its table has elsewhere",
    (width) => {
      const spec = specOf(chart, width);
      // The rows as they are, but two of the first series' numbers have changed places.
      const rows = chart.rows.map((row) => ({ ...row, cells: [...row.cells] }));
      const [first, last] = [rows[0]!, rows.at(-1)!];
      [first.cells[0], last.cells[0]] = [last.cells[0] as ChartCell, first.cells[0] as ChartCell];
      expect(() => checkDrawn({ ...chart, rows }, spec)).toThrow(
        /must show its table's numbers, but .*is drawn as/s,
      );
    },
  );

  test("is refused when it leaves a number out", () => {
    const spec = specOf(chart);
    const more = { ...chart, rows: [...chart.rows, { label: "En til", cells: chart.rows[0]!.cells }] };
    expect(() => checkDrawn(more, spec)).toThrow(/"(.*, )?En til" is not drawn/);
  });
});

describe("specOf(chart)", () => {
  const one = charts["bars of one series"] as Chart;

  test("refuses two rows or series of one name, a row without a cell for each series, and no number at all", () => {
    const twice = { ...one, rows: [one.rows[0]!, one.rows[0]!] };
    expect(() => specOf(twice)).toThrow(
      'The figure "prove" can\'t be drawn: its rows must have names of their own, but "Idé & <konsept>" stand twice.',
    );
    expect(() => specOf({ ...one, series: ["", ""] })).toThrow(
      /its series must have names of their own, but "" stand twice; the row .* must have 2 cells, but has 1/,
    );
    expect(() => specOf({ ...one, rows: [] })).toThrow("it must have rows, but has none");
    expect(() => specOf({ ...one, rows: [{ label: "A", cells: [{ gap: "ingen svarte" }] }] })).toThrow(
      "it must have a number to draw, but has none",
    );
  });

  test("refuses rows that the form can't draw, and a form that there is not", () => {
    expect(() => specOf({ ...one, form: "stackedBars" })).toThrow(
      'The figure "prove" can\'t be drawn as stackedBars: it must have at least two series to lie after each other.',
    );
    expect(() =>
      specOf({
        ...crossed,
        form: "stackedBars",
        rows: [{ label: "A", cells: [counted(1, 4), counted(2, 5)] }],
      }),
    ).toThrow("the parts of a row must be shares of one number");
    expect(() => specOf({ ...one, form: "lines", rows: one.rows.slice(0, 1) })).toThrow("at least two rows");
    expect(() => specOf({ ...crossed, form: "histogram" })).toThrow("it must have one series");
    expect(() => specOf({ ...one, form: "box" })).toThrow(
      "it must have amounts as Minste, Nedre kvartil, Median",
    );
    expect(() => specOf({ ...one, form: "scatter" })).toThrow("it must have two series of amounts");
    expect(() => specOf({ ...one, form: "pie" as never })).toThrow(
      'The figure "prove" must have one of the forms bars, stackedBars, dots, lines, heatMap, histogram, box, scatter, but has "pie".',
    );
  });
});

describe("the small screen", () => {
  type Drawn = { y: number[]; x: number[]; text: string[]; customdata: string[]; hovertemplate: string[] };

  test("stands the bars of a row below each other, under a label that has room for all its lines", () => {
    const { data, layout } = specOf(
      { ...charts.stackedBars, rows: [{ label: LONG, cells: [counted(18), counted(7)] }] } as Chart,
      340,
    );
    const [then, now] = data as Drawn[];
    // A label of two lines (2 × 18 px + 2), then two bars of 20 px.
    expect(then!.y).toEqual([48]);
    expect(now!.y).toEqual([68]);
    const labels = (layout as { annotations: { text: string; yref?: string }[] }).annotations;
    expect(labels[0]!.text).toBe("Sammenhengende tjenester til sluttbrukere<br>(innbyggere, næringsliv)");
  });

  test("names a bar by its label and series when the reader points at it", () => {
    const [, now] = specOf(charts.bars as Chart, 340).data as Drawn[];
    expect(now!.hovertemplate[0]).toBe(
      "Idé &amp; &lt;konsept&gt;, 2019: 18\u00a0% (7 av<br>40)<extra></extra>",
    );
  });

  test("says why a bar is not there, where it would be", () => {
    for (const width of [720, 340]) {
      const { annotations } = specOf(charts.bars as Chart, width).layout as {
        annotations: { text: string }[];
      };
      expect(annotations.map(({ text }) => text)).toContain("ikke publisert");
    }
  });
});

test("a histogram of many classes names below its bars as many as have room, the last one among them", () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    label: i === 19 ? "95 eller mer" : `${5 * i}–${5 * i + 5}`,
    cells: [counted(i)],
  }));
  const { data, layout } = specOf({ ...crossed, form: "histogram", series: [""], rows }, 720) as unknown as {
    data: [{ x: string[] }];
    layout: { margin: { l: number; r: number }; xaxis: { tickvals: number[]; ticktext: string[] } };
  };
  const { tickvals, ticktext } = layout.xaxis;
  expect(data[0].x).toHaveLength(20);
  expect(tickvals.at(-1)).toBe(19);
  expect(ticktext).toEqual(tickvals.map((i) => data[0].x[i]));
  const bar = (720 - layout.margin.l - layout.margin.r) / 20;
  const widest = Math.max(
    ...ticktext.flatMap((name) => name.split("<br>")).map((line) => textWidth(line, 14)),
  );
  expect((tickvals[1]! - tickvals[0]!) * bar).toBeGreaterThan(widest);
});

test("a heat map's rows are as high as the longest of their names", () => {
  const rows = [{ label: `${LONG} ${LONG}`, cells: [counted(1), counted(2)] }];
  const high = specOf({ ...crossed, form: "heatMap", rows }, 720).height;
  const low = specOf({ ...crossed, form: "heatMap", rows: [{ ...rows[0]!, label: "Kort" }] }, 720).height;
  // Five lines of at most 30 characters at 20 px each, against a field of 44.
  expect(high - low).toBeGreaterThanOrEqual(5 * 20 - 44);
});
