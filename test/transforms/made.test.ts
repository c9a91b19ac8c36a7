import {
  bars,
  count,
  crosstab,
  dots,
  figure,
  heatMap,
  largest,
  net,
  q,
  share,
  summarise,
  table,
  tabulate,
  threeWay,
  title,
  top,
} from "notat";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../support/smallSurvey.js";

const { tiltak } = smallSurvey([
  ...times(6, {
    finansiering: "ja",
    effekter: ["kvalitet"],
    fase: "gjennomforing",
    kostnadsramme: 5_000_000,
  }),
  ...times(3, { finansiering: "nei", effekter: ["miljo"], fase: "ide" }),
]);
const effekter = tabulate(tiltak, q.effekter);
const kryss = crosstab(tiltak, q.faser, q.finansiering);
const heading = title`Ventede effekter`;

describe("what the library counted can't be changed by hand before it is shown", () => {
  test.each<[string, () => unknown]>([
    ["a row left out of a tabulation", () => bars({ ...effekter, cells: effekter.cells.slice(1) })],
    [
      "a row of a tabulation with another name",
      () => bars({ ...effekter, cells: effekter.cells.map((cell) => ({ ...cell, label: "Vellykket" })) }),
    ],
    ["a tabulation with another base", () => share({ ...effekter, base: 6 }, q.effekter.kvalitet)],
    ["a number of it in a sentence", () => count({ ...effekter, asked: 6 }, q.effekter.kvalitet)],
    [
      "the largest taken away, so that another is the largest",
      () =>
        largest(
          { ...effekter, cells: effekter.cells.filter(({ key }) => key !== "kvalitet") },
          q.effekter.miljo,
        )`flest`,
    ],
    ["a net of a changed one", () => net({ ...effekter }, "Begge", q.effekter.kvalitet, q.effekter.miljo)],
    ["the top of a changed one", () => top({ ...effekter }, 2)],
    ["groups side by side", () => dots([effekter, { ...effekter }])],
    ["a table of a changed one", () => table("t", heading, { ...effekter })],
    ["a row left out of a crosstab", () => heatMap({ ...kryss, rowOptions: kryss.rowOptions.slice(1) })],
    ["a table of a changed crosstab", () => table("t", heading, { ...kryss })],
    [
      "a layer left out",
      () => {
        const three = threeWay(tiltak, q.innovasjon, q.faser, q.finansiering);
        table("t", heading, { ...three, layers: three.layers.slice(1) });
      },
    ],
    ["a table of a changed summary", () => table("t", heading, { ...summarise(tiltak, q.kostnadsramme) })],
  ])("%s", (_, run) => {
    expect(run).toThrow(
      /^The (?:tabulation|crosstab|summary|three-way table) .* must be as .* made it, but is a copy that was changed by hand/,
    );
  });

  test("the message names the way out", () => {
    expect(() => bars({ ...effekter })).toThrow(
      'The tabulation of "effekter" must be as tabulate(), net() or top() made it, but is a copy that was changed by hand: what it shows would no longer be what was counted. Choose rows with subset(), count answers together with net(), and leave the rest to top().',
    );
  });

  const chart = bars(effekter);
  const [first, ...others] = chart.rows;
  test.each<[string, () => unknown]>([
    ["a bar left out", () => ({ ...chart, rows: others })],
    ["a bar with another name", () => ({ ...chart, rows: [{ ...first!, label: "Alt går bra" }, ...others] })],
    ["another base in the subtitle", () => ({ ...chart, of: "alle tiltak i staten" })],
    ["another note", () => ({ ...chart, note: "Alle svarte." })],
    ["a star taken away", () => ({ ...chart, rows: chart.rows.map((row) => ({ ...row, tone: 0 })) })],
  ])("a chart with %s is refused", (_, changed) => {
    expect(() => figure(changed() as typeof chart, heading)).toThrow(
      /^The chart of "effekter" must be as bars\(\), dots\(\) or their like made it, but is a copy that was changed by hand/,
    );
  });

  test.each<[string, () => unknown]>([
    ["a bar's name", () => Object.assign(chart.rows[0] as object, { label: "Alt går bra" })],
    ["a bar", () => (chart.rows as unknown[]).pop()],
    ["a count", () => Object.assign(effekter.cells[0] as object, { n: 9 })],
    ["a crosstab's row", () => (kryss.rowOptions as unknown[]).pop()],
  ])("%s can't be changed in place", (_, change) => {
    expect(change).toThrow(TypeError);
  });
});
