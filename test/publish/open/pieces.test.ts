import { openGate } from "notat/dist/lib/publish/open/openGate.js";
import { piecesOf } from "notat/dist/lib/publish/open/pieces.js";
import type { Secret } from "notat/dist/lib/publish/open/secrets.js";
import { expect, test } from "vitest";
import { forgetLeaks } from "../../support/forgetLeaks.js";

const line = (i: number): string =>
  `<p id="t${i}">Avsnitt ${(i * 7919) % 100_003} om blå fjell og hvite vidder.</p>`;
const page = (lines: number): string => Array.from({ length: lines }, (_, i) => line(i)).join("\n");
const LONG = page(4600);

/** Where the pieces of a page end within it, those beside them left out. */
function cutsOf(text: string): number[] {
  const pieces = piecesOf(text);
  return pieces.slice(1).map((piece) => text.indexOf(piece));
}

test("a short page is one piece, a long one several, which together hold all of it", () => {
  expect(piecesOf(page(100))).toEqual([page(100)]);
  const pieces = piecesOf(LONG);
  expect(pieces.length).toBeGreaterThan(2);
  let end = 0;
  for (const piece of pieces) {
    const at = LONG.indexOf(piece);
    expect(at).toBeLessThanOrEqual(Math.max(0, end - 8000));
    end = at + piece.length;
  }
  expect(end).toBe(LONG.length);
});

test("a paragraph more leaves the pieces that stand before and behind it as they are", () => {
  const at = LONG.indexOf("\n", 120_000);
  const pieces = new Set(piecesOf(LONG));
  const changed = piecesOf(`${LONG.slice(0, at)}\n<p>Et avsnitt til, med noen ord</p>${LONG.slice(at)}`);
  expect(changed.filter((piece) => !pieces.has(piece)).length).toBeLessThanOrEqual(2);
});

test("a secret is found wherever in a long page it stands, also letter by letter in tags and across a cut", async () => {
  const secret: Secret = { text: "Kanari «blå» & gul-17", place: "t2, kommentar", number: false };
  const amount: Secret = { text: "8123456", place: "t2, kostnadsramme", number: true };
  const spelt = [..."Kanari blå & gul 17"].map(
    (letter) => `<span class="bokstav farge-${letter.charCodeAt(0)}">\n${letter}</span>`,
  );
  const places = [
    0,
    ...cutsOf(LONG)
      .slice(0, 2)
      .flatMap((cut) => [cut + 4080, cut + 4100]),
  ].map((at) => LONG.indexOf("\n", at));
  for (const [n, text] of [secret.text, spelt.join(""), "8 123\n456"].entries())
    for (const at of places) {
      forgetLeaks();
      const gate = openGate("prøve/biter", [secret, amount]);
      gate.look([{ path: "notat.html", content: `${LONG.slice(0, at)} ${text} ${LONG.slice(at)}` }]);
      expect(await gate.leaks(), `${at}`).toEqual([
        { artefact: "notat.html", place: n === 2 ? amount.place : secret.place },
      ]);
    }
  forgetLeaks();
});

test("a number that a cut has made of another is none", async () => {
  const amount: Secret = { text: "812345", place: "t2, budsjett", number: true };
  const text = LONG.replaceAll(/\n/g, "\n<b>8 123 456</b>\n");
  forgetLeaks();
  const gate = openGate("prøve/biter", [amount]);
  gate.look([{ path: "notat.html", content: text }]);
  expect(await gate.leaks()).toEqual([]);
  forgetLeaks();
});
