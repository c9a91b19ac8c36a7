import { createServer } from "node:http";
import { JSDOM } from "jsdom";
import { plotlyWindow } from "notat/dist/lib/chapter/figures/plotlyWindow.js";
import { plotlyDrawer } from "notat/dist/lib/publish/report/drawPlotly.js";
import { whyNotDrawn } from "notat/dist/lib/publish/report/plotlyTypes.js";
import { afterAll, expect, test } from "vitest";

const drawer = plotlyDrawer();
afterAll(() => drawer.stop());

const svgOf = async (trace: object, layout: object = {}): Promise<string> => {
  const drawing = await drawer.draw({ data: [trace], layout: { height: 300, ...layout } }, "f");
  if (drawing === null || !("svg" in drawing)) throw new Error(drawing?.why ?? "no figure");
  return drawing.svg;
};

const TRACES: Record<string, object> = {
  scatter: { x: [1, 2, 3], y: [3, 1, 2] },
  bar: { x: ["a", "b"], y: [1, 2] },
  box: { y: [1, 2, 3, 9] },
  violin: { y: [1, 2, 3, 3, 4, 9] },
  histogram: { x: [1, 2, 2, 3] },
  histogram2d: { x: [1, 2, 2, 3], y: [1, 1, 2, 3] },
  histogram2dcontour: { x: [1, 2, 2, 3], y: [1, 1, 2, 3] },
  heatmap: {
    z: [
      [1, 2],
      [3, 4],
    ],
  },
  contour: {
    z: [
      [1, 2, 3],
      [3, 4, 5],
      [1, 9, 2],
    ],
  },
  pie: { values: [1, 2], labels: ["a", "b"] },
  sunburst: { labels: ["a", "b"], parents: ["", "a"], values: [2, 1] },
  treemap: { labels: ["a", "b"], parents: ["", "a"], values: [2, 1] },
  icicle: { labels: ["a", "b"], parents: ["", "a"], values: [2, 1] },
  funnel: { x: [3, 2], y: ["a", "b"] },
  funnelarea: { values: [3, 2], labels: ["a", "b"] },
  waterfall: { x: ["a", "b"], y: [1, -1] },
  sankey: { node: { label: ["a", "b"] }, link: { source: [0], target: [1], value: [3] } },
  parcats: { dimensions: [{ values: ["a", "b"] }, { values: ["c", "d"] }] },
  table: { header: { values: ["a"] }, cells: { values: [[1, 2]] } },
  indicator: { mode: "number+gauge", value: 5 },
  ohlc: { x: [1, 2], open: [1, 2], high: [3, 4], low: [0, 1], close: [2, 3] },
  candlestick: { x: [1, 2], open: [1, 2], high: [3, 4], low: [0, 1], close: [2, 3] },
  quiver: { x: [1, 2], y: [1, 2], u: [1, 0], v: [0, 1] },
  carpet: { a: [1, 1, 2, 2], b: [1, 2, 1, 2], x: [1, 2, 1, 2], y: [1, 1, 2, 2] },
  scatterpolar: { r: [1, 2, 3], theta: [0, 90, 180] },
  barpolar: { r: [1, 2, 3], theta: [0, 90, 180] },
  scatterternary: { a: [1, 2], b: [2, 1], c: [1, 1] },
  scattersmith: { real: [1, 2], imag: [0, 1] },
  image: {
    z: [
      [
        [255, 0, 0],
        [0, 255, 0],
      ],
    ],
  },
};
Object.assign(TRACES, {
  scattergl: TRACES.scatter,
  scatterpolargl: TRACES.scatterpolar,
  heatmapgl: TRACES.heatmap,
  scattercarpet: { ...TRACES.carpet, carpet: "c" },
  contourcarpet: { ...TRACES.carpet, carpet: "c" },
});

// Axes and titles are there without any mark: what a mark adds is a colour of its own, a picture, or a text.
test.each(Object.keys(TRACES).filter((type) => !/carpet/.test(type)))(
  "a figure of the form %s has marks",
  { timeout: 60_000 },
  async (type) => {
    const seen = async (trace: object) => {
      const { document } = new JSDOM(`<body>${await svgOf(trace)}`).window;
      const all = [...document.querySelectorAll("svg *")];
      const colours = all.flatMap((e) => [e.getAttribute("fill"), e.getAttribute("stroke")]);
      const texts = all.filter((e) => e.tagName === "text").map((e) => e.textContent);
      return new Set([...colours, ...texts, document.querySelector("svg image") && "picture"]);
    };
    // A form that can't even be drawn without data has no sign of its own to leave out.
    const empty = await seen({ type }).catch(() => new Set<unknown>());
    expect([...(await seen({ type, ...TRACES[type] }))].filter((sign) => !empty.has(sign))).not.toEqual([]);
  },
);

test("a heat map is drawn as a picture in the figure, field by field", async () => {
  // A scale from black to white, one field of each: PNG of 2 × 1 pixels or drawn larger.
  const svg = await svgOf({
    type: "heatmap",
    z: [[0, 1]],
    colorscale: [
      [0, "#000"],
      [1, "#fff"],
    ],
    showscale: false,
  });
  expect(svg).toMatch(/<image [^>]*href="data:image\/png;base64,iVBORw0KGgo/);
});

test.each([
  ["scatter3d", "Den har tre dimensjoner (scatter3d), og dem tegner bare en nettleser med WebGL."],
  ["scattergeo", "Den er et kart (scattergeo), som henter grenser eller kartblad fra nettet."],
  ["splom", "Formen splom tegner bare en nettleser med WebGL."],
])("a figure of the form %s is not drawn, and says why and where it is", async (type, why) => {
  expect(await drawer.draw({ data: [{ type: "bar" }, { type }], layout: {} }, "f")).toEqual({
    why: `${why} I JupyterLab (npx notat lab) tegnes den av Plotly selv.`,
  });
});

test("every form of Plotly's full bundle is drawn here, or refused with a reason that names it", () => {
  const { Plotly } = plotlyWindow() as unknown as {
    Plotly: { PlotSchema: { get(): { traces: Readonly<Record<string, object>> } } };
  };
  const forms = Object.keys(Plotly.PlotSchema.get().traces);
  expect(forms.length).toBeGreaterThan(40);
  for (const type of forms.filter((form) => !(form in TRACES)))
    expect(whyNotDrawn([{ type }]), type).toMatch(new RegExp(`^(?!Plotly har ingen form).*\\b${type}\\b`));
  for (const type of Object.keys(TRACES)) expect(whyNotDrawn([{ type }]), type).toBeNull();
});

test("a form that Plotly does not have is told, and what is no figure is none", async () => {
  expect(await drawer.draw({ data: [{ type: "søyle" }] }, "f")).toEqual({
    why: "Plotly har ingen form som heter søyle.",
  });
  expect(await drawer.draw({ data: "ingen" }, "f")).toBeNull();
  expect(await drawer.draw(null, "f")).toBeNull();
});

test("a figure that takes too long is stopped, and the next is drawn", { timeout: 60_000 }, async () => {
  const impatient = plotlyDrawer(3);
  // A density of 300 000 values at ten million places.
  const y = Array.from({ length: 3e5 }, (_, i) => i % 977);
  const violin = { type: "violin", y, span: [0, 1000], spanmode: "manual", bandwidth: 1e-4 };
  expect(await impatient.draw({ data: [violin] }, "f")).toEqual({
    why: "Den var ikke ferdig tegnet etter 3 sekunder. I JupyterLab (npx notat lab) tegnes den av Plotly selv.",
  });
  const next = plotlyDrawer();
  expect(await next.draw({ data: [{ y: [1, 2] }] }, "f")).toHaveProperty("svg");
  next.stop();
  impatient.stop();
});

test("nothing that is drawn reaches the network", { timeout: 60_000 }, async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const source = `http://127.0.0.1:${port}/x.png`;
  await drawer.draw(
    {
      data: [
        { type: "image", source },
        { x: [1], y: [1], text: [`<a href="${source}">x</a>`], mode: "text" },
      ],
      layout: { images: [{ source, x: 0, y: 1, sizex: 1, sizey: 1 }] },
    },
    "f",
  );
  server.close();
  expect(asked).toBe(0);
});
