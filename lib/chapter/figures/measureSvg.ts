import { textWidth } from "./textWidth.js";

/** A box in the units of the element's own coordinates. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const NOTHING: Box = { x: 0, y: 0, width: 0, height: 0 };
// Of Source Sans 3: how far text reaches above and below its baseline, in em.
const ASCENT = 0.95;
const DESCENT = 0.3;

/**
 * What a browser's getBBox would say of text, shapes and groups, as far as Plotly draws them: `text-anchor`, lines as
 * `tspan`, `translate`. Paths are measured by their end points.
 */
export function measureSvg(element: Element): Box {
  switch (element.tagName.toLowerCase()) {
    case "text":
      return textBox(element);
    case "tspan":
      return lineBox(element, size(element), number(element.getAttribute("y")));
    case "rect":
    case "image":
      return {
        x: number(element.getAttribute("x")),
        y: number(element.getAttribute("y")),
        width: number(element.getAttribute("width")),
        height: number(element.getAttribute("height")),
      };
    case "path":
      return around(pointsOf(element.getAttribute("d") ?? ""));
    case "defs":
    case "clippath":
    case "title":
    case "desc":
      return NOTHING;
    default:
      return union(
        [...element.children].map((child) => {
          const box = measureSvg(child);
          const [dx, dy] = translation(child);
          return { ...box, x: box.x + dx, y: box.y + dy };
        }),
      );
  }
}

function textBox(text: Element): Box {
  const y = number(text.getAttribute("y"));
  const lines = [...text.children].filter((child) => child.classList.contains("line"));
  if (lines.length === 0) return lineBox(text, size(text), y);
  return union(lines.map((line) => lineBox(line, size(text), y + em(line.getAttribute("dy"), size(text)))));
}

function lineBox(line: Element, fontSize: number, baseline: number): Box {
  const content = line.textContent ?? "";
  if (content === "" || content === "\u200b") return { ...NOTHING, y: baseline };
  const width = textWidth(content, fontSize, weight(line));
  const x = number(line.getAttribute("x") ?? line.parentElement?.getAttribute("x"));
  const start = { middle: x - width / 2, end: x - width }[property(line, "text-anchor") ?? ""] ?? x;
  return { x: start, y: baseline - ASCENT * fontSize, width, height: (ASCENT + DESCENT) * fontSize };
}

const size = (element: Element): number => number(property(element, "font-size")) || 12;
const weight = (element: Element): 400 | 600 =>
  /bold|[6-9]00/.test(property(element, "font-weight") ?? "") ? 600 : 400;

/** An inherited property, from the `style` or the attribute of the element or what is around it. */
function property(element: Element | null, name: string): string | null {
  for (let at = element; at; at = at.parentElement) {
    const found = (at as SVGElement).style?.getPropertyValue(name) || at.getAttribute(name);
    if (found) return found;
  }
  return null;
}

function translation(element: Element): [number, number] {
  const found = /translate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+))?/.exec(element.getAttribute("transform") ?? "");
  return [number(found?.[1]), number(found?.[2])];
}

/** End points of M, L, H, V and Z, absolute or relative. */
/** The end points of a path's parts. */
export function pointsOf(d: string): [number, number][] {
  const found: [number, number][] = [];
  let x = 0;
  let y = 0;
  for (const [, command = "", rest = ""] of d.matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = (rest.match(/-?\d*\.?\d+(?:e-?\d+)?/gi) ?? []).map(Number);
    const relative = command === command.toLowerCase();
    const step = { H: 1, V: 1, A: 7, C: 6, Q: 4, S: 4 }[command.toUpperCase()] ?? 2;
    for (let i = 0; i + step <= numbers.length; i += step) {
      const dx = command.toUpperCase() === "V" ? (relative ? 0 : x) : numbers[i + Math.max(0, step - 2)]!;
      const dy = command.toUpperCase() === "H" ? (relative ? 0 : y) : numbers[i + step - 1]!;
      x = relative ? x + dx : dx;
      y = relative ? y + dy : dy;
      found.push([x, y]);
    }
  }
  return found;
}

function around(list: readonly [number, number][]): Box {
  if (list.length === 0) return NOTHING;
  // Not Math.min(...list): a line of many points would be too long a list of arguments.
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of list) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function union(boxes: readonly Box[]): Box {
  return around(
    boxes
      .filter(({ width, height }) => width > 0 || height > 0)
      .flatMap(({ x, y, width, height }): [number, number][] => [
        [x, y],
        [x + width, y + height],
      ]),
  );
}

function em(dy: string | null, fontSize: number): number {
  return dy?.endsWith("em") ? Number.parseFloat(dy) * fontSize : number(dy);
}

function number(text: string | null | undefined): number {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) ? value : 0;
}
