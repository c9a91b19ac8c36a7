import { gzipSync } from "node:zlib";
import { nameOfColour } from "../../ground/page/palette.js";
import { cleanText } from "../../ground/text/escape.js";
import { type Chart, subtitleOf } from "./chart.js";
import { altOf, isLive, NARROW_WIDTH, specOf } from "./forms/forms.js";
import { choicesOf, viewsOf } from "./views.js";

/**
 * What a reader may choose, and what Plotly then draws in the browser, on a wide screen and on a narrow one, with colours
 * by their names; packed, since the views of a figure are much alike.
 * @returns In base64; null where there is nothing to choose.
 */
export function liveViews(chart: Chart): string | null {
  if (!isLive(chart)) return null;
  const views = viewsOf(chart).map(({ chosen, chart: view }) => ({
    chosen,
    about: subtitleOf(view),
    alt: altOf(view),
    wide: liveSpec(view, undefined),
    narrow: liveSpec(view, NARROW_WIDTH),
  }));
  const text = cleanText(JSON.stringify({ choices: choicesOf(chart), views }));
  const named = text.replace(/"(#[0-9a-f]{6})"/g, (own, hex: string) => {
    const name = nameOfColour(hex);
    return name === undefined ? own : `"var(--${name})"`;
  });
  return gzipSync(named, { level: 9 }).toString("base64");
}

function liveSpec(chart: Chart, width: number | undefined): object {
  const { data, layout, height } = specOf(chart, width);
  return { data, layout: { ...layout, height } };
}
