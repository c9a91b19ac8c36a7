/** The way out. */
export const WHERE_DRAWN = "I JupyterLab (npx notat lab) tegnes den av Plotly selv.";

/** Why a figure of Plotly's can't be drawn without a browser: by its traces' types, in bokmål. Null when it can. */
export function whyNotDrawn(data: readonly { readonly type?: unknown }[]): string | null {
  const types = [...new Set(data.map(({ type }) => String(type ?? "scatter")))];
  const of = (kind: ReadonlySet<string>) => types.filter((type) => kind.has(type)).join(", ");
  const [space, map, gl] = [of(SPACE), of(MAPS), of(WEBGL)];
  if (space !== "")
    return `Den har tre dimensjoner (${space}), og dem tegner bare en nettleser med WebGL. ${WHERE_DRAWN}`;
  if (map !== "")
    return `Den er et kart (${map}), som henter grenser eller kartblad fra nettet. ${WHERE_DRAWN}`;
  if (gl !== "") return `Formen ${gl} tegner bare en nettleser med WebGL. ${WHERE_DRAWN}`;
  const unknown = types.filter((type) => !DRAWN.has(type));
  return unknown.length === 0 ? null : `Plotly har ingen form som heter ${unknown.join(", ")}.`;
}

/** The same drawing with SVG, where Plotly has a form with WebGL only for its speed. */
export function withoutWebGl<T extends { readonly type?: unknown }>(trace: T): T {
  const type = { scattergl: "scatter", scatterpolargl: "scatterpolar", heatmapgl: "heatmap" }[
    String(trace.type)
  ];
  return type === undefined ? trace : { ...trace, type };
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const SPACE = words("scatter3d surface mesh3d cone streamtube volume isosurface");
const MAPS = words(
  "scattergeo choropleth scattermap choroplethmap densitymap scattermapbox choroplethmapbox densitymapbox",
);
const WEBGL = words("splom parcoords");
/** Tried one by one in the test. */
const DRAWN = words(
  "scatter bar box violin histogram histogram2d histogram2dcontour heatmap contour pie sunburst treemap icicle funnel funnelarea waterfall sankey parcats table indicator ohlc candlestick quiver carpet scattercarpet contourcarpet scatterpolar barpolar scatterternary scattersmith image scattergl scatterpolargl heatmapgl",
);
