import fc from "fast-check";
import { jsonPieces } from "notat/dist/lib/ground/files/jsonPieces.js";
import { expect, test } from "vitest";

test("jsonPieces(value) writes what JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(value));
    }),
  );
  const odd = {
    a: undefined,
    b: [undefined, Number.NaN],
    c: new Date(0),
    d: {},
    e: [],
    f: () => 1,
    g: new Map(),
  };
  expect([...jsonPieces(odd)].join("")).toBe(JSON.stringify(odd));
});

test("jsonPieces(value) never has the text of a long list as a whole", () => {
  const long = { list: Array.from({ length: 10_001 }, (_, i) => (i % 2 ? `é${i}` : null)), more: [1] };
  const pieces = [...jsonPieces(long)];
  expect(pieces.join("")).toBe(JSON.stringify(long));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(JSON.stringify(long).length / 4);
});
