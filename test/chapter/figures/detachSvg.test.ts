import { JSDOM } from "jsdom";
import { detachSvg } from "notat/dist/lib/chapter/figures/detachSvg.js";
import { expect, test } from "vitest";

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
