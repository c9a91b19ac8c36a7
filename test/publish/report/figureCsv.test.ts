import { bars, barsByYear, q, tabulate } from "notat";
import { subtitleOf } from "notat/dist/lib/chapter/figures/chart.js";
import { figureCsv } from "notat/dist/lib/publish/report/figureCsv.js";
import { expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

const origin = { title: "Figur 1. Prøve", mark: "Syntetiske data", source: "Notat 2019:1" };
const text = (words: string) => [{ kind: "label" as const, text: words }];

test("figureCsv(figure) has the names of its columns on the first line, and base, mark and source in columns", () => {
  const { tiltak } = smallSurvey([...times(3, { finansiering: "ja" }), ...times(1, { finansiering: "nei" })]);
  const chart = bars(tabulate(tiltak, q.finansiering));
  const figure = {
    id: "f",
    title: [],
    subtitle: text(subtitleOf(chart)),
    alt: [],
    note: text("Merk dette."),
    chart,
  };
  const [head, first] = figureCsv(figure, origin).split("\r\n");
  expect(head).toBe(
    "\ufeffSvar;Antall;Grunnlag;Andel i prosent;Bare i syntetiske data;Adresse;Figur;Om tallene;Merknad;Kilde",
  );
  // 3 of 4; a share that is published.
  expect(first).toBe(
    "Ja;3;4;75;nei;2019/alle/finansiering/ja/share;Figur 1. Prøve;Spørsmål 7. Er gjennomføringen av tiltaket finansiert? Prosent av 4 tiltak som svarte.;Merk dette. Syntetiske data;Notat 2019:1",
  );
});

test("figureCsv(figure) names the series of each number, and says why there is none", () => {
  const { tiltak } = smallSurvey(times(2, { fase: "planlegging" }));
  const chart = barsByYear(tabulate(tiltak, q.faser), 2018);
  const figure = { id: "f", title: [], subtitle: [], alt: [], note: [], chart };
  const lines = figureCsv(figure, origin)
    .split("\r\n")
    .map((line) => line.split(";"));
  expect(lines[0]!.slice(0, 5)).toEqual(["\ufeffSvar", "År", "Antall", "Grunnlag", "Andel i prosent"]);
  expect(lines[1]!.slice(0, 5)).toEqual(["Idé", "2018", "28", "412", "6,8"]);
  expect(lines[5]!.slice(0, 6)).toEqual(["Planlegging", "2018", "ikke publisert", "", "", ""]);
  // Planning alone was never published.
  expect(lines[6]!.slice(0, 6)).toEqual(["Planlegging", "2019", "2", "2", "100", "ja"]);
});
