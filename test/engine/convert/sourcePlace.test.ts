import { createRequire } from "node:module";
import { mendConverter } from "notat/dist/lib/engine/convert/convertCell.js";
import { sourcePlace } from "notat/dist/lib/engine/convert/sourcePlace.js";
import { afterAll, beforeAll, expect, test } from "vitest";

type Converter = import("tslab/dist/converter.js").Converter;
let converter: Converter;
beforeAll(() => {
  const { createConverter } = createRequire(import.meta.url)("tslab/dist/converter.js");
  converter = mendConverter(createConverter());
});
afterAll(() => converter.close());

/** Where the text HERE stands, from 1. */
function find(text: string, what: string) {
  const before = text.slice(0, text.indexOf(what)).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

test.each([
  ["after an interface", "interface A {\n  n: number;\n}\n\nconst a: A = { n: 1 };\nmark(a.n);"],
  [
    "after type arguments and an assertion",
    "const m = new Map<string, number>();\n(m as Map<string, number>).get('x');\nmark(m);",
  ],
  [
    "in a template and after a regular expression",
    "const r = /[\"'`{]/g;\nconst t = `a ${r.test('}') ? `b ${1}` : ''}\n c`;\nmark(t);",
  ],
  ["of a variable of an earlier cell", "const x: number =\n  1;\nmark({ before, x });"],
  [
    "in a class with parameter properties",
    "class P {\n  constructor(readonly a: number, private b?: string) {}\n  go(): void {\n    mark(this.a);\n  }\n}",
  ],
])("sourcePlace(source, output, place) finds the place %s", (_, source) => {
  const decls = "declare const before: number; declare function mark(x: unknown): void;";
  const { output, diagnostics } = converter.convert(decls, source);
  expect(diagnostics).toEqual([]);
  expect(sourcePlace(source, output!, find(output!, "mark("))).toEqual(find(source, "mark("));
});

test("a diagnostic's place is in what was written, not in what tslab was given", () => {
  const source = "const a = 1;\nconst o = { a, b: nothing };";
  const { diagnostics } = converter.convert("", source);
  expect(diagnostics[0]).toMatchObject({
    start: { line: 1, character: source.split("\n")[1]!.indexOf("nothing") },
  });
});

test("a name that tslab can't hand on is told of where it stands", () => {
  const { diagnostics } = converter.convert("", "const a = 1;\nlet b = 2, __t0 = a;");
  expect(diagnostics).toMatchObject([
    {
      messageText: `Later cells can't see a name that begins with two underscores: call "__t0" something else.`,
      start: { line: 1, character: 11 },
    },
  ]);
});
