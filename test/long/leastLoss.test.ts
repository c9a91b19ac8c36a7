import { describe, expect, test } from "vitest";
import { ask, attackOn, builtEdition } from "../support/attack.js";
import type { Answer } from "../support/completions.js";

// A Python with ortools (PyPI).
const python = process.env.PYTHON;

type Row = Awaited<ReturnType<typeof attackOn>>["rows"][number];
const has = (row: Row, key: string, option: string): boolean => {
  const answer: Answer | undefined = row.truth.get(key);
  return answer instanceof Set && answer.has(option);
};
const isFrom = (row: Row, key: string, from: number, below: number): boolean => {
  const answer = row.truth.get(key);
  return typeof answer === "number" && answer >= from && answer < below;
};
const isDear = (row: Row): boolean => isFrom(row, "kostnadsramme", 100e6, Number.POSITIVE_INFINITY);
const isOf = (row: Row, ministry: string): boolean => row.place.departement === ministry;

/**
 * What is told, of which item, and of which public rows the answers to it tell it: whatever else of the public rows is kept
 * back, as long as these are shown. No answer stands in two of them.
 */
const BLOCKS: readonly (readonly [told: string, item: string, isIn: (row: Row) => boolean])[] = [
  ["ASD kostnadsklasse.over100", "kostnadsramme", (row) => isDear(row) && isOf(row, "ASD")],
  // A body under FIN, whose three withheld tiltak are all told by the number of dear tiltak under FIN.
  ["257785297 kostnadsklasse.over100", "kostnadsramme", (row) => isDear(row) && isOf(row, "FIN")],
  [
    "LMD kostnadsklasse.over100",
    "kostnadsramme",
    (row) => isDear(row) && !isOf(row, "ASD") && !isOf(row, "FIN"),
  ],
  ["LMD kostnadsklasse.fra50til100", "kostnadsramme", (row) => isFrom(row, "kostnadsramme", 50e6, 100e6)],
  ["LMD effekter.miljo", "effekter", (row) => has(row, "effekter", "miljo")],
  [
    "LMD effekter.andre",
    "effekter",
    (row) => has(row, "effekter", "andre") && !has(row, "effekter", "miljo"),
  ],
  ["LMD teknologi.ki", "teknologi", (row) => has(row, "teknologi", "ki")],
  ["LMD budsjett.>=1000", "budsjett", (row) => isFrom(row, "budsjett", 1000, 100_000)],
  ["KD brukergrupper.innbyggere", "brukergrupper", (row) => isOf(row, "KD")],
  ...["KMD", "KD"].flatMap((ministry) =>
    ["involverte", "ks"].map(
      (item) => [`${ministry} kommunalt.ja`, item, (row: Row) => isOf(row, ministry)] as const,
    ),
  ),
];
const TEXTS = ["navn", "hovedleveranse", "sokeord"];

describe.skipIf(python === undefined)("as few answers as can be are kept back", () => {
  const edition = builtEdition();

  test("one answer for each block of answers of which one at least must be kept back, and no more", async () => {
    const { rows, keptBack } = await attackOn(edition.out);
    const isPublic = (row: Row): boolean => row.answers.get("publiseres") === "ja";
    const blocks = BLOCKS.map(([, item, isIn]) =>
      rows.filter((row) => isPublic(row) && isIn(row)).map(({ id }) => `${id} ${item}`),
    );
    expect(new Set(blocks.flat()).size).toBe(blocks.flat().length);
    const kept = keptBack.map(({ id, key }) => `${id} ${key}`);
    expect(blocks.map((block) => block.filter((cell) => kept.includes(cell)).length)).toEqual(
      BLOCKS.map(() => 1),
    );
    expect(kept.length).toBe(BLOCKS.length);
  });

  test.each(BLOCKS)(
    "%s is told while all answers to %s of its block are shown, and no other answer is",
    {
      timeout: 1_200_000,
    },
    async (told, item, isIn) => {
      const { rows } = await attackOn(edition.out);
      const shown = new Set(rows.filter(isIn).map(({ id }) => id));
      const { completions, questions, readOtherwise } = await attackOn(
        edition.out,
        (id, key) => TEXTS.includes(key) || (key === item && shown.has(id)),
      );
      expect(readOtherwise).toEqual([]);
      const some = questions.filter(({ name }) => name === told);
      expect(some.length).toBe(1);
      expect(ask(python!, completions, some)).toMatchObject({ told: [told], undecided: [] });
    },
  );
});
