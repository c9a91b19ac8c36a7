import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// The compiler that notebooks use: tslab's own TypeScript 5.0.4, in the folder of the chapters.
const require = createRequire(import.meta.url);
const { createConverter } = require("tslab/dist/converter.js") as typeof import("tslab/dist/converter.js");
const notebooks = fileURLToPath(new URL("../../../notebooks/2019", import.meta.url));

describe("in a notebook's cell, under tslab's own compiler", () => {
  const started = process.cwd();
  let converter: ReturnType<typeof createConverter>;
  beforeAll(() => {
    process.chdir(notebooks);
    converter = createConverter();
  });
  afterAll(() => {
    converter.close();
    process.chdir(started);
  });
  const head =
    'import { q, s, share, subset, survey, tabulate } from "notat";\nconst { tiltak } = await survey();\n';
  const errors = (source: string): string[] =>
    converter.convert("", head + source).diagnostics.map((d) => d.messageText);

  test("tabulate(tiltak, q.effekter) and its options type-check", () => {
    expect(
      errors("const e = tabulate(subset(tiltak, s.skate), q.effekter); share(e, q.effekter.kvalitet);"),
    ).toEqual([]);
  });
  test("an unknown item is a type error", () => {
    expect(errors("tabulate(tiltak, q.effect);")).toEqual([
      expect.stringContaining("Property 'effect' does not exist on type 'Items'"),
    ]);
  });
  test("an unknown option is a type error", () => {
    expect(errors("share(tabulate(tiltak, q.effekter), q.effekter.kvalite);")).toEqual([
      expect.stringContaining("Property 'kvalite' does not exist on type 'Effekter'"),
    ]);
  });
  test("an option of another item is a type error", () => {
    expect(errors("share(tabulate(tiltak, q.effekter), q.fase.ide);")[0]).toContain(
      "Argument of type 'Option<\"fase\">' is not assignable to parameter of type 'Option<never> | Option<\"effekter\">'",
    );
  });
  test("items and options complete by prefix", () => {
    const complete = (text: string): string[] =>
      converter.complete("", head + text, head.length + text.length).candidates;
    expect(complete("q.eff")[0]).toBe("effekter");
    expect(complete("q.effekter.sam")[0]).toBe("sammenhengende");
    expect(complete("s.sk")[0]).toBe("skate");
  });
  test("hovering shows the question, the answers and the base", () => {
    const source = `${head}q.effekter`;
    const info = converter.inspect("", source, source.length - 3);
    const text = (info.documentation ?? []).map((part) => part.text).join("");
    expect(text).toContain("16. Hvilke effekter ventes tiltaket å gi?");
    expect(text).toContain("Multiple response, at most 3. Base: those asked; per cent of cases.");
  });
});
