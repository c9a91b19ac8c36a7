import { JSDOM } from "jsdom";
import type { FigureOutput } from "notat";
import { bars, figure, onDisplay, q, tabulate, title } from "notat";
import { draw } from "notat/dist/lib/chapter/figures/draw.js";
import { textWidth } from "notat/dist/lib/chapter/figures/textWidth.js";
import { beforeAll, describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

let output: FigureOutput;
beforeAll(() => {
  const { tiltak } = smallSurvey([
    ...times(64, { effekter: ["kvalitet", "frigjore"] }),
    ...times(36, { effekter: ["miljo"] }),
  ]);
  const off = onDisplay((data) => {
    output = data["application/vnd.notat.figure+json"] as FigureOutput;
  });
  figure(bars(tabulate(tiltak, q.effekter)), title`Effekter <av> tiltakene`);
  off();
});

const parse = (svg: string): SVGElement =>
  new JSDOM(svg, { contentType: "image/svg+xml" }).window.document.documentElement as unknown as SVGElement;

describe("draw(figure)", () => {
  test.each([720, 340])("at %d px keeps every label whole and inside the drawing", async (width) => {
    const svg = parse(await draw(output, { width, mark: "Syntetiske data" }));
    expect(svg.getAttribute("width")).toBe(String(width));
    const text = svg.textContent ?? "";
    for (const word of ["driftsoptimalisering", "miljøbelastning", "64 %", "36 %", "Syntetiske data"])
      expect(text.replaceAll("\u00a0", " ")).toContain(word);
    for (const tick of svg.querySelectorAll(".ytick text")) {
      const size = Number(tick.getAttribute("font-size")?.replace("px", ""));
      const lines = [...tick.querySelectorAll("tspan")].map((t) => t.textContent ?? "");
      const widest = Math.max(
        ...(lines.length > 0 ? lines : [tick.textContent ?? ""]).map((line) => textWidth(line, size)),
      );
      // Labels end where the axis begins, so their start is that far to the left.
      expect(Number(tick.getAttribute("x")) - widest).toBeGreaterThanOrEqual(0);
    }
  });

  test("is named and described for screen readers, and safe against its own text", async () => {
    const svg = parse(await draw(output));
    const [title, desc] = (svg.getAttribute("aria-labelledby") ?? "")
      .split(" ")
      .map((id) => svg.querySelector(`[id="${id}"]`));
    expect(svg.getAttribute("role")).toBe("img");
    expect(title?.textContent).toBe("Effekter <av> tiltakene");
    expect(desc?.textContent).toContain("Økt kvalitet på virksomhetens tjenester 64");
  });

  test("carries no style attributes, scripts or addresses, so that a strict policy leaves it as it is", async () => {
    const svg = await draw(output, { mark: "Syntetiske data" });
    expect(svg).not.toMatch(/ style=|<script|href=|<style|http(?!:\/\/www\.w3\.org\/2000\/svg)/);
  });

  test("gives the same bytes every time, and ids that differ between drawings", async () => {
    const wide = await draw(output);
    expect(await draw(output)).toBe(wide);
    const ids = (svg: string): string[] => [...svg.matchAll(/ id="([^"]+)"/g)].map((m) => m[1] as string);
    const narrow = ids(await draw(output, { width: 340 }));
    expect(ids(wide).filter((id) => narrow.includes(id))).toEqual([]);
    expect(new Set(ids(wide)).size).toBe(ids(wide).length);
  });
});

test("textWidth(text, size) gives a character that the font lacks the width of a capital, so that nothing lies over it", () => {
  // Greek, Chinese and a symbol of which the latin file has no glyph.
  for (const unknown of ["Ω", "数", "⌘"]) {
    expect(textWidth(unknown, 10)).toBe(6);
    expect(textWidth(`a${unknown}b`, 10)).toBeCloseTo(textWidth("ab", 10) + 6);
  }
});
