import { describe, expect, test } from "vitest";
import { ask, attackOn, builtEdition } from "../support/attack.js";

// A Python with ortools (PyPI); CI has one.
const python = process.env.PYTHON;
if (python === undefined && process.env.CI === "true")
  throw new Error("PYTHON must name a Python with ortools.");

// The five ministries that have a single withheld tiltak, and what the tiltak of all of them have answered alike.
const SINGLE = ["KLD", "KMD", "BFD", "KD", "LMD"];
const ALIKE = ["kostnadsklasse", "ks", "teknologi"];

describe.skipIf(python === undefined)(
  "the published files, attacked with a reading of them and a solver that are not the library's",
  () => {
    const edition = builtEdition();

    test.each([
      [
        true,
        SINGLE.flatMap((place) => [
          `${place} kostnadsklasse.fra50til100`,
          `${place} kostnadsklasse.over100`,
          `${place} ks.ikke_relevant`,
          `${place} teknologi.ki`,
          // How many budgets break the rule about thousands stands in the methods chapter.
          `${place} budsjett.>=1000`,
        ]),
      ],
      [false, []],
    ])("with what is kept back seen: %s, they tell of single withheld tiltak: %j", async (unmasked, told) => {
      const { completions, questions, readOtherwise, addresses, tables } = await attackOn(
        edition.out,
        (_, __, isShown) => unmasked || isShown,
      );
      expect(readOtherwise).toEqual([]);
      expect(addresses).toBeGreaterThan(300);
      expect(tables).toBeGreaterThan(60);
      const some = questions.filter(
        ({ name, place, item }) =>
          SINGLE.includes(place) && (ALIKE.includes(item) || name.endsWith(" budsjett.>=1000")),
      );
      const found = ask(python!, completions, some);
      expect(found.undecided).toEqual([]);
      expect(found.told.toSorted()).toEqual(expect.arrayContaining([...told].sort()));
      if (!unmasked) expect(found.told).toEqual([]);
    });
  },
);
