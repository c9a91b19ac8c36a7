import fc from "fast-check";
import { printProblems } from "notat/dist/lib/survey/intake/printProblems.js";
import { printProblem, problem } from "notat/dist/lib/survey/intake/problem.js";
import { describe, expect, test } from "vitest";

const tick = (cell: string, option = "x") =>
  problem({
    kind: "ticks",
    sheet: "Svar",
    cell,
    item: 16,
    field: `effekter__${option}`,
    expected: "Et kryss er tallet 1.",
    came: "«x»",
    wayOut: `Skriv 1 om «${option}» gjelder.`,
  });
const column = problem({ kind: "column", sheet: "Svar", expected: "A.", came: "b", wayOut: "C." });
const log = problem({ kind: "corrections", line: 2, expected: "L.", came: "l", wayOut: "L." });

describe("printProblems(problems)", () => {
  test("groups cells with one cause, whatever the column, and names the first five", () => {
    const cells = Array.from({ length: 2419 }, (_, i) => tick(`S${i + 2}`, i % 2 ? "miljo" : "kvalitet"));
    expect(printProblems(cells).lines).toEqual([
      "arket Svar, spørsmål 16: Et kryss er tallet 1. Det kom: «x». Gjelder 2\u00a0419 celler: S2, S3, S4, S5, S6 …",
    ]);
  });

  test("keeps apart what came differently where that is the cause, and joins it where it is not", () => {
    const label = (cell: string, came: string, kind: "label" | "amount") =>
      problem({
        kind,
        sheet: "Svar",
        cell,
        item: 10,
        field: "fase",
        expected: "Ett av dem.",
        came,
        wayOut: "Velg.",
      });
    const given = (kind: "label" | "amount") =>
      ["«a»", "«b»", "«a»", "«c»", "«d»"].map((came, i) => label(`M${i}`, came, kind));
    expect(printProblems(given("label")).lines).toHaveLength(4);
    expect(printProblems(given("amount")).lines).toEqual([
      "arket Svar, spørsmål 10 (fase): Ett av dem. Det kom: «a»; «b»; «c» og annet. Velg. Gjelder 5 celler: M0, M1, M2, M3, M4.",
    ]);
  });

  test("says only what is wrong with the file and its columns, when anything is", () => {
    expect(printProblems([tick("S2"), column, log]).lines).toEqual(["arket Svar: A. Det kom: b. C."]);
  });

  test("puts what is wrong with the log last", () => {
    expect(printProblems([log, tick("S2")]).lines).toEqual([
      "Svar!S2, spørsmål 16 (effekter__x): Et kryss er tallet 1. Det kom: «x». Skriv 1 om «x» gjelder.",
      "corrections.csv linje 2: L. Det kom: l. L.",
    ]);
  });

  test("has at most twenty lines", () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => ({ ...tick(`S${i}`), expected: `Regel ${i}.` }));
    expect(printProblems(many(20)).lines).toHaveLength(20);
    const { lines, all } = printProblems(many(1000));
    expect(lines).toHaveLength(20);
    expect(all).toBe(1000);
    expect(lines[19]).toBe("… og 981 slag til.");
  });
});

describe("printProblem(problem)", () => {
  test("is one line on which everything shows, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (came, id) => {
        const line = printProblem({ ...tick("S2"), came, id, wayOut: came, expected: came });
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(printProblem({ ...tick("S2"), came: "«a\u001b[2J\r\nb\u202ec\td»" })).toContain(
      "«a⟨U+001B⟩[2J↵b⟨U+202E⟩c⇥d»",
    );
  });

  test("leaves out what is not public, and the hint that was made of it", () => {
    const secret = { ...tick("S2"), secret: true, came: "«Hemmelig»", hint: "Er det «Hemmelig»?" };
    expect(printProblem(secret)).toBe(
      "Svar!S2, spørsmål 16 (effekter__x): Et kryss er tallet 1. Det kom: noe som ikke er offentlig. Skriv 1 om «x» gjelder.",
    );
    expect(printProblem({ ...secret, secret: false })).toContain("«Hemmelig». Er det «Hemmelig»?");
    expect(printProblem({ ...secret, came: "en tom celle" })).toContain("Det kom: en tom celle.");
  });
});
