import fc from "fast-check";
import { findDisclosures, protect } from "notat/dist/lib/publish/open/protect.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { describe, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const HOD = { departement: "HOD", virksomhet: "200000002" };
const survey = (rows: Parameters<typeof smallSurvey>[0]) => answersOf(smallSurvey(rows).tiltak);
const address = "2019/innbyggere/departement/HOD/count";
const open = { ...HOD, publiseres: "ja" };
const withheld = { ...HOD, publiseres: "nei" };

describe("findDisclosures(answers, addresses)", () => {
  test("finds the single withheld tiltak of a ministry whose answer a difference tells", () => {
    // Published: 2. Public rows: 1. So the withheld one has it.
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...open, brukergrupper: ["ansatte"] },
      { ...withheld, brukergrupper: ["innbyggere"] },
    ]);
    expect(findDisclosures(answers, [address])).toEqual([{ address, withheld: 1, known: 1 }]);
  });

  test("finds also that it has not", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...withheld, brukergrupper: ["ansatte"] },
    ]);
    expect(findDisclosures(answers, [address])).toEqual([{ address, withheld: 1, known: 0 }]);
  });

  test("lets three withheld tiltak of a ministry pass: they hide each other", () => {
    const answers = survey([{ ...open, brukergrupper: ["innbyggere"] }, withheld, withheld, withheld]);
    expect(findDisclosures(answers, [address])).toEqual([]);
  });

  test("lets a number of no place pass, and a ministry that withholds nothing", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { departement: "KMD", publiseres: "nei", brukergrupper: ["innbyggere"] },
    ]);
    expect(findDisclosures(answers, ["2019/alle/brukergrupper/innbyggere/count", address])).toEqual([]);
  });

  test("looks at crossings and bodies as well as at subsets", () => {
    const answers = survey([
      { ...open, utvikle: "ja" },
      { ...withheld, utvikle: "ja" },
    ]);
    expect(
      findDisclosures(answers, ["2019/alle/virksomhet×utvikle/200000002×ja/count"]).map((d) => d.known),
    ).toEqual([1]);
  });
});

describe("protect(answers, addresses)", () => {
  test("keeps back the answer of a public tiltak that is counted the other way, and no other", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...open, brukergrupper: ["ansatte"] },
      { ...withheld, brukergrupper: ["innbyggere"] },
    ]);
    const kept = protect(answers, [address]);
    expect([...kept]).toEqual([["t2", new Set(["brukergrupper"])]]);
    expect(findDisclosures(answers, [address], kept)).toEqual([]);
  });

  test("keeps back with an answer what is asked because of it", () => {
    const kommunal = "2019/kommunal/departement/HOD/count";
    const answers = survey([
      { ...open, involverer: "ja", involverte: "andre_nivaaer", ks: "ja" },
      { ...withheld, involverer: "ja", involverte: "annet" },
    ]);
    expect([...protect(answers, [kommunal])]).toEqual([["t1", new Set(["involverte", "ks"])]]);
  });

  test("says what to do when no public tiltak can cover", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...withheld, brukergrupper: ["innbyggere"] },
    ]);
    expect(() => protect(answers, [address])).toThrow(
      `${address} tells an answer of a withheld record, and no public record of the same place can cover it. Take the number out of the chapter, or count the place together with another.`,
    );
  });

  test("leaves two explanations for every number: some other answer of the withheld gives the same publication", () => {
    const groups = fc.subarray(["innbyggere", "ansatte", "kommuner"], { minLength: 1 });
    const row = fc.record({
      departement: fc.constantFrom("HOD", "KMD"),
      publiseres: fc.constantFrom("ja", "ja", "ja", "nei"),
      brukergrupper: groups,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 14 }), (rows) => {
        const answers = survey(rows);
        const published = ["HOD", "KMD"].map((m) => `2019/innbyggere/departement/${m}/count`);
        let kept: ReturnType<typeof protect>;
        try {
          kept = protect(answers, published);
        } catch {
          return;
        }
        // The attack, written out: for each ministry, try every way that what is not seen may have been.
        for (const ministry of ["HOD", "KMD"]) {
          const inPlace = rows
            .map((r, i) => ({ ...r, id: `t${i + 1}` }))
            .filter((r) => r.departement === ministry);
          const has = (r: (typeof inPlace)[number]) => r.brukergrupper.includes("innbyggere");
          const hidden = inPlace.filter((r) => r.publiseres === "nei");
          if (hidden.length === 0 || hidden.length > 2) continue;
          const masked = inPlace.filter((r) => r.publiseres === "ja" && kept.get(r.id)?.has("brukergrupper"));
          const seen = inPlace.filter((r) => r.publiseres === "ja" && !masked.includes(r) && has(r)).length;
          const total = inPlace.filter(has).length;
          const possible = new Set<number>();
          for (let x = 0; x <= hidden.length; x++)
            for (let y = 0; y <= masked.length; y++) if (seen + x + y === total) possible.add(x);
          expect(possible.size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
