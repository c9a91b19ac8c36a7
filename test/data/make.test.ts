import { describe, expect, test } from "vitest";
import { countFilled } from "../../data/2019/make/countFilled.js";
import { fitExpected } from "../../data/2019/make/fitExpected.js";
import { seeded } from "../../data/2019/make/random.js";
import { InfeasibleError, solveCounts } from "../../data/2019/make/solveCounts.js";
import type { Demand } from "../../data/2019/make/system.js";
import { cleanAnswers } from "../support/recount.js";

// A second, small survey: 2 × 3 cells, rows first. Margins 40/60 and 20/30/50.
const cells = [0, 1, 2, 3, 4, 5];
const total = (name: string, some: readonly number[], lo: number, hi = lo): Demand => ({
  name,
  terms: some.map((cell) => [cell, 1] as const),
  lo,
  hi,
});
const margins = [
  total("first row", [0, 1, 2], 40),
  total("second row", [3, 4, 5], 60),
  total("left", [0, 3], 20),
  total("middle", [1, 4], 30),
  total("right", [2, 5], 50),
];
const expected = cells.map(() => 1);
const sum = (counts: readonly number[], some: readonly number[]): number =>
  some.reduce((s, cell) => s + (counts[cell] as number), 0);

describe("fitExpected(system)", () => {
  test("gives the products of the margins when only margins are demanded", () => {
    const fitted = fitExpected({ expected, demands: margins });
    // 40·20/100, 40·30/100, 40·50/100, 60·20/100 …
    [8, 12, 20, 12, 18, 30].forEach((product, cell) => {
      expect(fitted[cell]).toBeCloseTo(product, 2);
    });
  });

  test("moves no more than a demand asks for", () => {
    const fitted = fitExpected({ expected, demands: [...margins, total("at least 10", [0], 10, 99)] });
    expect(fitted[0]).toBeCloseTo(10, 1);
    expect(sum(fitted, [0, 1, 2])).toBeCloseTo(40, 1);
  });
});

describe("solveCounts(system, purpose)", () => {
  test("gives whole numbers that meet every demand, near to independence", async () => {
    const counts = await solveCounts({ expected, demands: margins }, "small");
    for (const { terms, lo } of margins)
      expect(
        sum(
          counts,
          terms.map(([cell]) => cell),
        ),
      ).toBe(lo);
    [8, 12, 20, 12, 18, 30].forEach((product, cell) => {
      expect(Math.abs((counts[cell] as number) - product)).toBeLessThan(4 * Math.sqrt(product));
    });
  });

  test("meets a share that must round to a per cent, as a demand on whole numbers", async () => {
    // 2·100·n lies in [2·33 − 1, 2·33 + 1) · 40.
    const third = { name: "33 per cent", terms: [[0, 200]] as const, lo: 65 * 40, hi: 67 * 40 - 1 };
    const counts = await solveCounts({ expected, demands: [...margins, third] }, "small");
    expect(counts[0]).toBe(13);
  });

  test("gives the same counts for the same purpose, others for another", async () => {
    const system = { expected, demands: margins };
    const once = await solveCounts(system, "small");
    expect(await solveCounts(system, "small")).toEqual(once);
    expect(await solveCounts(system, "other")).not.toEqual(once);
  });

  test("leaves shut cells empty", async () => {
    const counts = await solveCounts({ expected: [0, 1, 1, 1, 1, 1], demands: margins }, "small");
    expect(counts[0]).toBe(0);
  });

  test("names the demands in conflict, and no others", async () => {
    const demands = [
      ...margins,
      total("more than the column holds", [0], 21, 40),
      total("harmless", [5], 1, 90),
    ];
    const failure = await solveCounts({ expected, demands }, "small").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InfeasibleError);
    expect((failure as InfeasibleError).conflict).toEqual(["left", "more than the column holds"]);
    expect((failure as Error).message).toBe(
      "No whole numbers can meet these demands together:\n  left\n  more than the column holds\nLeaving any one of them out would do.",
    );
  });

  test("finds the conflict that only whole numbers have: 50 per cent of 73", async () => {
    const half = { name: "50 per cent of 73", terms: [[0, 200]] as const, lo: 99 * 73, hi: 101 * 73 - 1 };
    const demands = [total("73 in all", [0, 1], 73), half];
    const failure = await solveCounts({ expected: [1, 1], demands }, "grim").catch((error: unknown) => error);
    expect((failure as InfeasibleError).conflict).toEqual(["50 per cent of 73"]);
  });
});

describe("seeded(purpose)", () => {
  test("runs the same for the same purpose, and spreads evenly", () => {
    const draws = (purpose: string): number[] => {
      const random = seeded(purpose);
      return Array.from({ length: 2000 }, () => random.between(1, 10));
    };
    expect(draws("a")).toEqual(draws("a"));
    expect(draws("a")).not.toEqual(draws("b"));
    const sixes = draws("a").filter((n) => n === 6).length;
    expect(sixes).toBeGreaterThan(150);
    expect(sixes).toBeLessThan(250);
  });
});

describe("the answers of 2019 look like a survey's", () => {
  const ticked = (row: Record<string, string>, item: string): string =>
    Object.keys(row)
      .filter(
        (header) => header.startsWith(`${item}__`) && !header.endsWith("__tekst") && row[header] === "1",
      )
      .join("|");
  const classOf = (kroner: string): string =>
    /^\d+$/.test(kroner)
      ? String([10e6, 50e6, 100e6, Infinity].findIndex((edge) => Number(kroner) < edge))
      : "";
  const rows = cleanAnswers().map((row) => ({
    ...row,
    kostnadsklasse: classOf(row.kostnadsramme as string),
    samarbeid: `${row.involverer} ${row.involverte}`,
    losninger: `${row.utvikle === "Ja"} ${row.gjenbruke === "Ja"}`,
    effekter: ticked(row, "effekter"),
    brukergrupper: ticked(row, "brukergrupper"),
    teknologi: ticked(row, "teknologi"),
  }));

  test.each([
    [["fase", "finansiering", "kostnadsklasse", "samarbeid", "losninger"]],
    [["effekter", "brukergrupper"]],
    [["effekter", "teknologi"]],
    [["departement", "fase", "kostnadsklasse"]],
    [["departement", "innovasjon", "brukergrupper"]],
    [["virksomhet", "effekter"]],
    [["fase", "innovasjon", "utvikle", "gjenbruke"]],
  ])("%s fills about as many cells as independence would", (items) => {
    const { filled, independent } = countFilled(rows, items);
    expect(filled / independent).toBeGreaterThan(0.8);
    expect(filled / independent).toBeLessThan(1.2);
  });

  test("countFilled(rows, items) counts by hand: two coins, four throws", () => {
    const throws = [
      { a: "k", b: "k" },
      { a: "k", b: "m" },
      { a: "m", b: "k" },
      { a: "m", b: "k" },
    ];
    // Margins ½·½ and ¾·¼: chances 3/8, 1/8, 3/8, 1/8.
    const independent = 2 * (1 - (5 / 8) ** 4) + 2 * (1 - (7 / 8) ** 4);
    expect(countFilled(throws, ["a", "b"])).toEqual({ items: ["a", "b"], cells: 4, filled: 3, independent });
  });
});
