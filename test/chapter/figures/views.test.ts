import { bars, complement, crosstab, dots, q, s, stackedBars, subset, tabulate } from "notat";
import { arrange, subtitleOf, tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { altOf, specOf } from "notat/dist/lib/chapter/figures/forms/forms.js";
import { choicesOf, viewsOf } from "notat/dist/lib/chapter/figures/views.js";
import { beforeAll, describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

type Tiltak = ReturnType<typeof smallSurvey>["tiltak"];

// Skate has 10 measures, the others 5; the bodies are those of smallSurvey.
const OTHERS = { virksomhet: "200000002" };
let tiltak: Tiltak;
beforeAll(() => {
  ({ tiltak } = smallSurvey([
    ...times(2, { effekter: ["kvalitet"], finansiering: "ja", fase: "ide" }),
    ...times(8, { effekter: ["miljo"], finansiering: "nei", fase: "drift" }),
    ...times(4, { ...OTHERS, effekter: ["kvalitet"], finansiering: "delvis", fase: "drift" }),
    ...times(1, { ...OTHERS, effekter: ["effektivisering"], fase: "drift" }),
  ]));
});
const labels = (chart: Parameters<typeof arrange>[0]) =>
  arrange(chart)
    .rows.slice(0, 3)
    .map(({ label }) => label);

describe("viewsOf(chart)", () => {
  test("has every combination of count or share, order, and all or parts, the figure's own first", () => {
    const chart = bars(tabulate(tiltak, q.effekter), { split: subset(tiltak, s.skate) });
    expect(choicesOf(chart).map(({ name, options }) => [name, options.map(({ key }) => key)])).toEqual([
      ["vis", ["andel", "antall"]],
      ["rekkefolge", ["storst", "skjema"]],
      ["rader", ["alle", "delt"]],
    ]);
    const views = viewsOf(chart);
    expect(views).toHaveLength(8);
    expect(views[0]!.chosen).toEqual({ vis: "andel", rekkefolge: "storst", rader: "alle" });
    const view = (chosen: object) =>
      views.find((v) => JSON.stringify(v.chosen) === JSON.stringify(chosen))!.chart;
    // 8 miljo, 6 kvalitet, 1 effektivisering; the form has kvalitet first.
    expect(labels(view({ vis: "andel", rekkefolge: "storst", rader: "alle" }))[0]).toBe(
      "Redusert miljøbelastning",
    );
    expect(labels(view({ vis: "andel", rekkefolge: "skjema", rader: "alle" }))[0]).toMatch(/^Økt kvalitet/);
    const split = view({ vis: "antall", rekkefolge: "storst", rader: "delt" });
    expect(labels(split)[0]).toBe("Redusert miljøbelastning");
    expect(subtitleOf(split)).toMatch(/Antall av 10 tiltak fra Skate-virksomhetene og 5 øvrige tiltak\.$/);
    const kvalitet = tableOf(split).rows.find(([label]) => String(label).startsWith("Økt kvalitet"));
    // 2 of 10, 4 of 5.
    expect(kvalitet!.slice(1)).toEqual([2, 4, 20, 80]);
  });

  test("draws and describes each of them, for both screens", () => {
    const charts = [
      bars(tabulate(tiltak, q.effekter), { split: subset(tiltak, s.skate) }),
      stackedBars(crosstab(tiltak, q.faser, q.finansiering)),
    ];
    for (const { chart } of charts.flatMap(viewsOf)) {
      for (const width of [720, 340]) expect(specOf(chart, width).data.length).toBeGreaterThan(0);
      expect(altOf(chart).length).toBeGreaterThan(40);
    }
  });
});

describe("bars(tabulation, options)", () => {
  test("puts options in another order, and refuses one that lacks an option", () => {
    const finansiering = tabulate(tiltak, q.finansiering);
    const { ja, delvis, nei } = q.finansiering;
    expect(labels(bars(finansiering, { order: [ja, delvis, nei] }))).toEqual(["Ja", "Delvis", "Nei"]);
    expect(() => bars(finansiering, { order: [ja, delvis] })).toThrow(
      '"order" must have every option of "finansiering" once: "Ja", "Nei", "Delvis", but has "Ja", "Delvis".',
    );
  });

  test("tells a ministry of whose bodies none has answered from one without measures", () => {
    const rows = tableOf(bars(tabulate(tiltak, q.departement), { show: "count" })).rows;
    expect(bars(tabulate(tiltak, q.departement)).note).toBe(
      "Der ingen virksomhet svarte, er antallet tiltak ikke kjent.",
    );
    // HOD has a body that answered; smallSurvey asks no body of FIN.
    expect(rows.find(([label]) => label === "Finansdepartementet")?.[1]).toBe("ingen virksomhet er spurt");
    expect(rows.find(([label]) => label === "Helse- og omsorgsdepartementet")?.[1]).not.toBe(
      "ingen virksomhet svarte",
    );
  });

  test("names what its marked bars are", () => {
    const chart = bars(tabulate(tiltak, q.finansiering), {
      mark: [q.finansiering.ja],
      markAs: s.tverrgaende,
    });
    expect(chart.tones).toEqual(["Tverrgående tiltak", "Øvrige tiltak"]);
    expect(altOf(chart)).toContain("Ja 14\u00a0% (tverrgående tiltak)");
  });
});

describe("dots(groups)", () => {
  test("has a dot for each group's share of its own base", () => {
    const skate = subset(tiltak, s.skate);
    const chart = dots([tabulate(skate, q.effekter), tabulate(complement(skate), q.effekter)]);
    expect(specOf(chart).data.map((trace) => (trace as { name: string }).name)).toEqual([
      "Tiltak fra Skate-virksomhetene",
      "Øvrige tiltak (ikke tiltak fra Skate-virksomhetene)",
    ]);
  });
  test("refuses one group, and groups of two items", () => {
    const effekter = tabulate(tiltak, q.effekter);
    expect(() => dots([effekter])).toThrow(
      "dots() must have two tabulations or more of one item, but has 1.",
    );
    expect(() => dots([effekter, tabulate(tiltak, q.finansiering) as never])).toThrow(
      "but has 2 of effekter and finansiering.",
    );
  });
});
