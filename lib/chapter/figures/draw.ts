import { createHash } from "node:crypto";
import { PALETTE } from "../../ground/page/palette.js";
import { cleanText } from "../../ground/text/escape.js";
import type { FigureOutput } from "../outputs.js";
import { plain } from "../prose/template.js";
import type { Spec } from "./forms/form.js";
import { specOf } from "./forms/forms.js";
import { measureSvg } from "./measureSvg.js";
import { plotlyWindow } from "./plotlyWindow.js";
import { textWidth } from "./textWidth.js";
import { COLOURS, FONT, ON_LIGHT, WIDTH } from "./theme.js";

export interface DrawOptions {
  /** In px; below 600 it is drawn for a small screen. Default: 720. */
  readonly width?: number;
  /** Stands in the drawing itself, which can be detached from its page: `Syntetiske data`. */
  readonly mark?: string | undefined;
}

/**
 * Draws a figure as SVG with Plotly, without a browser.
 * @returns The same bytes for the same figure. Named and described for screen readers by title and alt text.
 * @example await draw(figure, { width: 340, mark: "Syntetiske data" })
 */
export async function draw(figure: FigureOutput, { width = WIDTH, mark }: DrawOptions = {}): Promise<string> {
  const named = { id: figure.id, title: plain(figure.title), alt: plain(figure.alt), width };
  return drawSpec(specOf(figure.chart, width), mark === undefined ? named : { ...named, mark });
}

/** What a drawing is called, and how wide it is. */
export interface Naming {
  readonly id: string;
  readonly title: string;
  readonly alt: string;
  /** In px. */
  readonly width: number;
  readonly mark?: string;
}

/**
 * Draws anything of Plotly's as SVG.
 *
 * Colours and lines are attributes, never `style`, which a page's security policy would drop; each also has a class
 * (`c0` … for colours of the palette, `ink`, `grid`, `gap`) by which a page may recolour it. Ids are the figure's own.
 */
export async function drawSpec(given: Spec, naming: Naming): Promise<string> {
  // Labels come from answers: without characters that turn the direction of text or stand for nothing.
  const clean = <T>(value: T): T => JSON.parse(cleanText(JSON.stringify(value))) as T;
  const { document, Plotly, seed } = plotlyWindow();
  seed(`${naming.id} ${naming.width}`);
  // Plotly writes into what it is given: the copy is its own.
  const { data, layout, height } = clean(given);
  const size = { width: naming.width, height };
  const url = await Plotly.toImage(
    { data, layout: { ...layout, ...size }, config: { staticPlot: true } },
    { format: "svg", ...size },
  );
  const parsed = document.createElement("div");
  parsed.innerHTML = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const svg = parsed.querySelector("svg");
  if (!svg) throw new Error(`Plotly drew no SVG for the figure "${naming.id}".`);
  return finish(svg, clean(naming), height);
}

function finish(svg: SVGElement, { id, title, alt, width, mark }: Naming, height: number): string {
  const { document } = plotlyWindow();
  const prefix = `f${createHash("sha256").update(`${id} ${width}`).digest("hex").slice(0, 8)}`;
  const NS = "http://www.w3.org/2000/svg";
  for (const element of [svg, ...svg.querySelectorAll("*")]) {
    const style = element.getAttribute("style") ?? "";
    for (const declaration of style.split(";")) {
      const [name = "", value = ""] = declaration.split(/:(.*)/s).map((part) => part.trim());
      // font-family comes from the page; the rest are properties of HTML or of live figures.
      if (
        /^(fill|stroke|opacity|font-size|font-weight|text-anchor|stop-|clip|image-rendering)/.test(name) &&
        value !== ""
      )
        element.setAttribute(name, value);
    }
    element.removeAttribute("style");
    for (const name of ["fill", "stroke"]) recolour(element, name);
    for (const attribute of [...element.attributes]) {
      if (
        attribute.name.startsWith("data-") ||
        /^(tabindex|pointer-events|xmlns:.*|main-.*)$/.test(attribute.name)
      )
        element.removeAttribute(attribute.name);
      // Pictures that Plotly has drawn itself. Written as SVG 2 has it, which needs no other namespace.
      if (attribute.name === "xlink:href" && attribute.value.startsWith("data:image/png;base64,"))
        element.setAttribute("href", attribute.value);
      if (attribute.name.startsWith("xlink:")) element.removeAttribute(attribute.name);
      if (attribute.value.includes("url("))
        element.setAttribute(
          attribute.name,
          attribute.value.replace(/url\(['"]?[^#'")]*#([^'")]+)['"]?\)/g, `url(#${prefix}-$1)`),
        );
    }
    if (element.id !== "") element.id = `${prefix}-${element.id}`;
    if (
      element.tagName.toLowerCase() === "rect" &&
      element.getAttribute("fill-opacity") === "0" &&
      !element.closest("defs")
    )
      element.remove();
  }
  trim(svg);
  fixWidths(svg);
  const extra = mark ? 22 : 0;
  svg.setAttribute("xmlns", NS);
  svg.setAttribute("viewBox", `0 0 ${width} ${height + extra}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height + extra));
  svg.setAttribute("font-family", FONT.family);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${prefix}-title ${prefix}-desc`);
  svg.removeAttribute("class");
  if (mark) {
    const text = document.createElementNS(NS, "text");
    text.setAttribute("x", String(width - 4 - Math.ceil(textWidth(mark, 12))));
    text.setAttribute("y", String(height + 15));
    text.setAttribute("font-size", "12");
    text.setAttribute("class", "ink soft");
    text.setAttribute("fill", COLOURS.soft);
    text.textContent = cleanText(mark);
    svg.append(text);
  }
  for (const [tag, content] of [
    ["desc", alt],
    ["title", title],
  ] as const) {
    const element = document.createElementNS(NS, tag);
    element.id = `${prefix}-${tag}`;
    element.textContent = content.replace(/\s+/g, " ");
    svg.prepend(element);
  }
  // As XML: outerHTML would write &nbsp;, which a file of its own may not hold.
  const { XMLSerializer } = document.defaultView as unknown as {
    XMLSerializer: new () => { serializeToString(node: Node): string };
  };
  return new XMLSerializer().serializeToString(svg);
}

/** Holds every line of text to the width it was measured with, so that it is not cut where the font is another. */
function fixWidths(svg: SVGElement): void {
  for (const line of svg.querySelectorAll("text, tspan")) {
    if (line.children.length > 0 || (line.textContent ?? "").trim() === "") continue;
    line.setAttribute("textLength", measureSvg(line).width.toFixed(1));
    line.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
}

const DEFAULTS: Readonly<Record<string, string>> = {
  opacity: "1",
  "fill-opacity": "1",
  "stroke-opacity": "1",
  "stroke-width": "0px",
  "font-weight": "normal",
  transform: "translate(0,0)",
};

/** Classes by which the page recolours and the tests find things; Plotly's others serve its own script. */
const KEPT_CLASS = /^((line-)?c\d|ink|soft|grid|field|gap|on-dark|on-light|point|[xy]tick)$/;

/** Takes out what draws nothing (a good half of what Plotly writes) and decimals that no eye sees. */
function trim(svg: SVGElement): void {
  for (const element of [...svg.querySelectorAll("*")].reverse()) {
    const tag = element.tagName.toLowerCase();
    for (const { name, value } of [...element.attributes]) {
      if (DEFAULTS[name] === value || (name === "class" && value === "")) element.removeAttribute(name);
      else if (/^(d|x|y|x1|x2|y1|y2|width|height|transform)$/.test(name))
        element.setAttribute(
          name,
          value.replace(/\d+\.\d{3,}/g, (n) => String(Number(Number(n).toFixed(2)))),
        );
    }
    const kept = [...element.classList].filter((name) => KEPT_CLASS.test(name)).join(" ");
    if (kept === "") element.removeAttribute("class");
    else element.setAttribute("class", kept);
    if (element.getAttribute("stroke-opacity") === "0" || !element.hasAttribute("stroke"))
      for (const name of ["stroke", "stroke-opacity", "stroke-width"]) element.removeAttribute(name);
    if ((tag === "g" || tag === "defs" || tag === "text") && element.childNodes.length === 0)
      element.remove();
    if (tag === "clippath" || tag === "clipPath") {
      if (
        ![...svg.querySelectorAll("[clip-path]")].some(
          (e) => e.getAttribute("clip-path") === `url(#${element.id})`,
        )
      )
        element.remove();
    }
  }
}

const SERIES_COLOURS = Object.entries(PALETTE).filter(([name]) => /^c\d$/.test(name));

/** Gives a palette colour its class; text and lines of Plotly's own grey become ink and grid. */
function recolour(element: Element, name: string): void {
  const value = element.getAttribute(name);
  if (!value || value === "none") return;
  const hex = toHex(value);
  element.setAttribute(name, hex);
  const own = SERIES_COLOURS.find(([, { light }]) => light === hex)?.[0];
  if (own) element.classList.add(name === "fill" ? own : `line-${own}`);
  else if (name === "fill" && element.closest("text")) {
    if (hex === COLOURS.paper) element.classList.add("on-dark");
    else if (hex === ON_LIGHT) element.classList.add("on-light");
    else {
      element.setAttribute("fill", COLOURS.ink);
      element.classList.add("ink");
    }
  } else if (name === "fill" && hex === COLOURS.grid) element.classList.add("field");
  else if (name === "stroke" && (hex === COLOURS.grid || hex === COLOURS.axis)) element.classList.add("grid");
  else if (name === "stroke" && hex === COLOURS.paper) element.classList.add("gap");
}

function toHex(colour: string): string {
  const match = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)/.exec(colour);
  if (!match) return colour.toLowerCase();
  return `#${match
    .slice(1, 4)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("")}`;
}
