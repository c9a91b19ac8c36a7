import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { JSDOM, VirtualConsole } from "jsdom";
import { createCanvas } from "./canvas.js";
import { measureSvg, pointsOf } from "./measureSvg.js";

export interface Plotly {
  /** Draws in an element of its own, which it takes away. */
  toImage(
    figure: { data: unknown; layout: unknown; config: unknown },
    options: { format: "svg"; width: number; height: number },
  ): Promise<string>;
}

export interface PlotlyWindow {
  readonly document: Document;
  readonly Plotly: Plotly;
  /** Starts the random numbers anew: Plotly's ids come from them. */
  seed(text: string): void;
}

let opened: PlotlyWindow | undefined;

/**
 * A jsdom window with Plotly in it, made once for the process (0.8 s).
 * jsdom has no layout: text is measured with the font itself, see measureSvg.
 */
export function plotlyWindow(): PlotlyWindow {
  opened ??= open();
  return opened;
}

function open(): PlotlyWindow {
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    pretendToBeVisual: true,
    // Plotly asks for a canvas, which jsdom lacks and says so at length; it draws as SVG without one.
    virtualConsole: new VirtualConsole(),
  });
  const sized = { x: 0, y: 0, left: 0, top: 0, right: 720, bottom: 400, width: 720, height: 400 };
  Object.assign(window, {
    TextDecoder,
    TextEncoder,
    matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {} }),
    ResizeObserver: class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  });
  window.URL.createObjectURL = () => "blob:";
  const element = window.Element.prototype as unknown as Record<string, unknown>;
  element.getBoundingClientRect = function (this: Element) {
    return this instanceof window.SVGElement ? { ...sized, ...rectOf(measureSvg(this)) } : sized;
  };
  const svg = window.SVGElement.prototype as unknown as Record<string, unknown>;
  svg.getBBox = function (this: Element) {
    return measureSvg(this);
  };
  svg.getComputedTextLength = function (this: Element) {
    return measureSvg(this).width;
  };
  // Curves are measured along their points, which is near enough for where a label stands on one.
  svg.getTotalLength = function (this: Element) {
    return lengthsOf(this).at(-1)?.at ?? 0;
  };
  svg.getPointAtLength = function (this: Element, length: number) {
    const points = lengthsOf(this);
    const next = points.findIndex(({ at }) => at >= length);
    const [from, to] = [points[Math.max(0, next - 1)], points[next] ?? points.at(-1)];
    if (!from || !to) return { x: 0, y: 0 };
    const part = to.at > from.at ? (length - from.at) / (to.at - from.at) : 0;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  };
  const canvases = new WeakMap<object, ReturnType<typeof createCanvas>>();
  const canvasOf = (element: HTMLCanvasElement) => {
    const canvas = canvases.get(element) ?? createCanvas(element.width, element.height);
    canvases.set(element, canvas);
    return canvas;
  };
  Object.assign(window.HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement, kind: string) {
      return kind === "2d" ? canvasOf(this).context : null;
    },
    toDataURL(this: HTMLCanvasElement) {
      return canvasOf(this).toDataURL();
    },
  });
  // Nothing that is drawn may reach the network.
  for (const name of ["XMLHttpRequest", "WebSocket", "EventSource", "fetch"])
    Object.defineProperty(window, name, { value: undefined });
  svg.getScreenCTM = () => ({
    a: 1,
    b: 0,
    c: 0,
    d: 1,
    e: 0,
    f: 0,
    inverse: () => ({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }),
  });
  const path = createRequire(import.meta.url).resolve("plotly.js-dist-min");
  window.eval(readFileSync(path, "utf8"));
  let state = 0;
  (window.eval("Math") as Math).random = () => {
    // mulberry32: any fixed sequence will do.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    document: window.document,
    Plotly: (window as unknown as { Plotly: Plotly }).Plotly,
    seed: (text) => {
      state = [...text].reduce((sum, c) => (Math.imul(sum, 31) + c.codePointAt(0)!) | 0, 7);
    },
  };
}

/** The points of a path, each with how far along it is. */
function lengthsOf(path: Element): { readonly x: number; readonly y: number; readonly at: number }[] {
  let at = 0;
  const points = pointsOf(path.getAttribute("d") ?? "");
  return points.map(([x, y], i) => {
    const [px, py] = points[i - 1] ?? [x, y];
    at += Math.hypot(x - px, y - py);
    return { x, y, at };
  });
}

function rectOf({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { x, y, left: x, top: y, right: x + width, bottom: y + height, width, height };
}
