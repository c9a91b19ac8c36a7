import { svgHref } from "notat/dist/lib/publish/report/svgHref.js";
import { expect, test } from "vitest";

test("svgHref(svg) gives back the same drawing, and no double quote stands in it", () => {
  const svg = `<svg viewBox="0 0 9 9"><text fill="#333" font-family='"Source Sans 3"'>«Økt» &amp; 50 % "her"\n#1</text></svg>`;
  const href = svgHref(svg);
  expect(href).not.toContain('"');
  // RFC 2397: what follows the comma is the text, coded by per cent signs.
  const read = decodeURIComponent(href.slice("data:image/svg+xml;charset=utf-8,".length));
  expect(read).toBe(svg.replace('viewBox="0 0 9 9"', "viewBox='0 0 9 9'"));
});
