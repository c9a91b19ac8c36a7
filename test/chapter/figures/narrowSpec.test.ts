import { JSDOM } from "jsdom";
import type { FigureOutput } from "notat";
import { detachSvg } from "notat/dist/lib/chapter/figures/detachSvg.js";
import { narrowSpec } from "notat/dist/lib/chapter/figures/narrowSpec.js";
import { textWidth } from "notat/dist/lib/chapter/figures/textWidth.js";
import { expect, test } from "vitest";

const bar = (name: string, x: (number | null)[]): object => ({
  type: "bar",
  orientation: "h",
  name,
  x,
  y: ["Idé", "Sammenhengende tjenester til sluttbrukere<br>(innbyggere, næringsliv)"],
  text: x.map((n) => (n === null ? "" : String(n))),
  textposition: "inside",
  hovertemplate: `%{y}, ${name}: %{x}`,
  marker: { color: "#1b4b7a" },
});

const figure: FigureOutput = {
  id: "prove",
  title: [],
  subtitle: [],
  alt: [],
  note: [],
  plotly: {
    data: [bar("Ja", [18, 219]), bar("Nei", [10, null])],
    layout: { barmode: "stack", showlegend: true },
  },
  height: 300,
  table: { id: "prove", columns: [], rows: [] },
  values: [],
  synthetic: false,
};

type Drawn = {
  y: number[];
  text: string[];
  textposition: string;
  hovertemplate: string[];
  customdata: string[];
};

test("narrowSpec(figure) stands stacked parts below each other, under a label that has room for all its lines", () => {
  const { data, layout, height } = narrowSpec(figure, 340);
  const [yes, no] = data as Drawn[];
  // A label of one line (18 px + 2), two bars of 20 px and a gap of 12; then a label of two lines and one bar.
  expect(yes!.y).toEqual([30, 72 + 38 + 10]);
  expect(no!.y).toEqual([50]);
  expect(no!.text).toEqual(["10"]);
  expect(yes!.textposition).toBe("outside");
  const labels = (layout as { annotations: { text: string; y: number }[] }).annotations;
  expect(labels.map(({ y }) => y)).toEqual([0, 72]);
  for (const line of labels.flatMap(({ text }) => text.split("<br>")))
    expect(textWidth(line, 14)).toBeLessThan(340);
  expect(height).toBeGreaterThan(72 + 38 + 20);
});

test("narrowSpec(figure) names a bar by its label when the reader points at it", () => {
  const [yes] = narrowSpec(figure).data as Drawn[];
  expect(yes!.hovertemplate[1]).toBe("%{customdata}, Ja: %{x}");
  expect(yes!.customdata[1]).toBe("Sammenhengende tjenester til sluttbrukere (innbyggere, næringsliv)");
});

test("narrowSpec(figure) leaves other kinds of figures as they are", () => {
  const lines = { ...figure, plotly: { data: [{ type: "scatter", x: [1], y: [2] }], layout: { a: 1 } } };
  expect(narrowSpec(lines)).toEqual({ data: lines.plotly.data, layout: { a: 1 }, height: 300 });
});

test("detachSvg(svg, caption) carries title, base, note and source with the drawing, wrapped and whole", () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 300 100"><title id="t">T</title><path d="M0,0"/></svg>';
  const title = "Figur 1. Godt over halvparten av tiltakene skal gi <bedre> tjenester & effektivisering";
  const detached = detachSvg(svg, {
    title,
    subtitle: "Av 432 tiltak",
    note: "",
    source: "Kilde: Prøve. Syntetiske data.",
  });
  const root = new JSDOM(detached, { contentType: "image/svg+xml" }).window.document.documentElement;
  const lines = [...root.querySelectorAll("text")].map((line) => line.textContent ?? "");
  expect(lines.length).toBeGreaterThan(4);
  expect(lines.join(" ")).toBe(`${title} Av 432 tiltak Kilde: Prøve. Syntetiske data.`);
  for (const line of root.querySelectorAll("text"))
    expect(Number(line.getAttribute("textLength"))).toBeLessThanOrEqual(284);
  const height = Number(root.getAttribute("height"));
  expect(root.getAttribute("viewBox")).toBe(`0 0 300 ${height}`);
  expect(Number([...root.querySelectorAll("text")].at(-1)!.getAttribute("y"))).toBeLessThan(height);
});
