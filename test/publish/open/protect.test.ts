import fc from "fast-check";
import { findDisclosures } from "notat/dist/lib/publish/open/findDisclosures.js";
import { protect } from "notat/dist/lib/publish/open/protect.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { describe, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const HOD = { departement: "HOD", virksomhet: "200000002" };
const survey = (rows: Parameters<typeof smallSurvey>[0]) => answersOf(smallSurvey(rows).tiltak);
const address = "2019/innbyggere/departement/HOD/count";
const open = { ...HOD, publiseres: "ja" };
const withheld = { ...HOD, publiseres: "nei" };

const publication = (...addresses: string[]) => ({ addresses, selections: {} });
const told = (answers: ReturnType<typeof survey>, ...addresses: string[]) =>
  findDisclosures(answers, publication(...addresses)).map(
    ({ place, item, option, known }) =>
      `${place ?? "alle"}: ${[item, option].filter(Boolean).join(".")} = ${known}`,
  );
/** Withheld tiltak of other ministries, so that what is told of one is told by its place. */
const elsewhere = [
  { departement: "KMD", publiseres: "nei", brukergrupper: ["ansatte"], utvikle: "nei" },
  { departement: "KMD", publiseres: "nei", brukergrupper: ["innbyggere"], utvikle: "ja" },
  { departement: "KMD", publiseres: "nei", brukergrupper: ["innbyggere"], utvikle: "ja" },
];

describe("findDisclosures(answers, publication)", () => {
  test("finds the single withheld tiltak of a ministry whose answer a difference tells", () => {
    // Published: 2. Public rows: 1. So the withheld one has it.
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...open, brukergrupper: ["ansatte"] },
      { ...withheld, brukergrupper: ["innbyggere"] },
      ...elsewhere,
    ]);
    expect(told(answers, address)).toEqual(["HOD: brukergrupper = 1"]);
  });

  test("finds also that it has not", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...withheld, brukergrupper: ["ansatte"] },
      ...elsewhere,
    ]);
    expect(told(answers, address)).toEqual(["HOD: brukergrupper = 0"]);
  });

  test("lets three withheld tiltak of a ministry pass: they hide each other", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...withheld, brukergrupper: ["innbyggere"] },
      withheld,
      withheld,
    ]);
    expect(told(answers, address)).toEqual([]);
  });

  test("finds that none, or all, of three withheld tiltak of a ministry are counted: that tells it of each body", () => {
    const bodies = ["200000001", "200000002", "200000003"];
    const found = (groups: readonly string[]) =>
      told(
        survey([
          { ...open, brukergrupper: ["innbyggere"] },
          { ...open, brukergrupper: ["ansatte"] },
          ...bodies.map((virksomhet, i) => ({ ...withheld, virksomhet, brukergrupper: [groups[i]!] })),
          ...elsewhere,
        ]),
        address,
      );
    expect(found(["ansatte", "ansatte", "ansatte"])).toEqual(["HOD: brukergrupper = 0"]);
    expect(found(["innbyggere", "innbyggere", "innbyggere"])).toEqual(["HOD: brukergrupper = 3"]);
    expect(found(["innbyggere", "ansatte", "ansatte"])).toEqual([]);
  });

  test("lets a total pass that several withheld tiltak share, and a ministry that withholds nothing", () => {
    const answers = survey([{ ...open, brukergrupper: ["innbyggere"] }, ...elsewhere]);
    expect(told(answers, "2019/alle/brukergrupper/innbyggere/count", address)).toEqual([]);
  });

  test("looks at crossings and bodies as well as at subsets", () => {
    const answers = survey([{ ...open, utvikle: "ja" }, { ...withheld, utvikle: "ja" }, ...elsewhere]);
    expect(told(answers, "2019/alle/virksomhet×utvikle/200000002×ja/count")).toEqual([
      "200000002: utvikle = 1",
    ]);
  });

  test("finds what a total without a place tells of every withheld tiltak: that none has the option", () => {
    // Published: 1 with KI. Public rows: 1. So no withheld one has, wherever it is placed.
    const answers = survey([
      { ...open, teknologi: ["ki"] },
      { ...withheld, teknologi: ["sky"] },
      ...elsewhere.map((row) => ({ ...row, teknologi: ["robot"] })),
    ]);
    expect(told(answers, "2019/alle/teknologi/ki/share")).toEqual(["alle: teknologi.ki = 0"]);
  });

  test("finds every counted answer of the only withheld tiltak there is", () => {
    const answers = survey([
      { ...open, utvikle: "ja", teknologi: ["ki"] },
      { ...open, utvikle: "nei", teknologi: ["sky"] },
      { ...withheld, utvikle: "ja", teknologi: ["sky"] },
    ]);
    expect(told(answers, "2019/alle/utvikle/ja/count", "2019/alle/teknologi/ki/count")).toEqual([
      "alle: utvikle.ja = 1",
      "alle: utvikle.nei = 0",
      "alle: teknologi.ki = 0",
      "alle: deling.ja = 1",
    ]);
  });

  test.each([
    // Published: 1 body with KI. Public rows: 1, of 200000002. So the withheld tiltak of 200000003 is of another kind.
    ["robot", ["200000003: teknologi = 0"]],
    // Published: 2. Public rows: 1. The only other body that withholds something is the second.
    ["ki", ["200000003: teknologi = 1"]],
  ])("finds what a number of bodies tells of a body that shows none: it has %s", (technology, expected) => {
    const other = { departement: "UD", virksomhet: "200000003" };
    const answers = survey([
      { ...open, teknologi: ["ki"] },
      { ...withheld, teknologi: ["ki"] },
      { ...other, publiseres: "ja", teknologi: ["sky"] },
      { ...other, publiseres: "nei", teknologi: [technology] },
    ]);
    const number = "2019/virksomheter/teknologi/ki/count";
    expect(told(answers, number)).toEqual(expected);
    expect(told(answers, "2019/virksomheter/svar/ja/count")).toEqual([]);
  });

  test("lets a number of bodies pass where one of several that withhold something is the one that does not show", () => {
    const answers = survey([
      { ...open, teknologi: ["ki"] },
      { departement: "UD", virksomhet: "200000003", publiseres: "nei", teknologi: ["robot"] },
      { departement: "KMD", virksomhet: "200000001", publiseres: "nei", teknologi: ["ki"] },
    ]);
    expect(told(answers, "2019/virksomheter/teknologi/ki/count")).toEqual([]);
  });

  test("finds what the outcome of an edit rule tells of amounts, which have no options: none is in thousands", () => {
    // Published: 1 budget breaks the rule. Public rows: 1. So no withheld one does.
    const number = "2019/kontroll/regel×utfall/budsjett_tusen×brutt/count";
    const rows = [
      { ...open, budsjett: 50_000 },
      { ...open, budsjett: 2_000_000 },
      { ...withheld, budsjett: 3_000_000 },
      ...elsewhere.map((row) => ({ ...row, budsjett: 4_000_000 })),
    ];
    expect(told(survey(rows), number)).toEqual(["alle: budsjett = 0"]);
    expect([...protect(survey(rows), publication(number))]).toEqual([["t1", new Set(["budsjett"])]]);
    expect(told(survey([...rows, { ...withheld, budsjett: 20_000 }]), number)).toEqual([]);
    expect(told(survey(rows), "2019/kontroll/regel×utfall/budsjett_hoyt×brutt/count")).toEqual([]);
  });

  test("finds what a selection of dear tiltak tells: none of the withheld is one", () => {
    const answers = survey([
      { ...open, kostnadsramme: 300_000_000 },
      { ...withheld, kostnadsramme: 150_000_000 },
      ...elsewhere.map((row) => ({ ...row, kostnadsramme: 120_000_000 })),
    ]);
    const dear = { item: "kostnadsramme", from: 200_000_000 };
    const found = findDisclosures(answers, {
      addresses: ["2019/dyre/virksomhet/*/base"],
      selections: { dyre: dear },
    });
    expect(found.map(({ place, item, known }) => [place, item, known])).toEqual([[null, "kostnadsramme", 0]]);
  });

  test("says nothing of what all tell by themselves: an option that nobody has", () => {
    const answers = survey([
      { ...open, teknologi: ["sky"] },
      { ...withheld, teknologi: ["sky"] },
      ...elsewhere,
    ]);
    expect(told(answers, "2019/alle/teknologi/iot/count")).toEqual([]);
  });
});

describe("protect(answers, publication)", () => {
  test("keeps back the answer of a public tiltak that is counted the other way, and no other", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...open, brukergrupper: ["ansatte"] },
      { ...withheld, brukergrupper: ["innbyggere"] },
      ...elsewhere,
    ]);
    const kept = protect(answers, publication(address));
    expect([...kept]).toEqual([["t2", new Set(["brukergrupper"])]]);
    expect(findDisclosures(answers, publication(address), kept)).toEqual([]);
  });

  test("takes one public tiltak for two totals that it covers both", () => {
    const rows = [
      { ...open, teknologi: ["iot"] },
      { ...open, teknologi: ["ki"] },
      { ...open, teknologi: ["ki", "iot"] },
      { ...withheld, teknologi: ["sky"] },
      ...elsewhere.map((row) => ({ ...row, teknologi: ["robot"] })),
    ];
    const both = publication("2019/alle/teknologi/ki/count", "2019/alle/teknologi/iot/count");
    expect([...protect(survey(rows), both)]).toEqual([["t3", new Set(["teknologi"])]]);
  });

  test("hides what no withheld tiltak has answered behind a public one of which no number of its own place tells", () => {
    // Published: 2 with KI, 1 of them of HOD. If that one is hidden, either it or HOD's withheld tiltak has KI, and KMD's
    // withheld one is known to have none.
    const rows = [
      { ...open, teknologi: ["ki"] },
      { publiseres: "ja", departement: "UD", virksomhet: "200000003", teknologi: ["ki"] },
      { ...withheld, teknologi: ["sky"] },
      { departement: "KMD", publiseres: "nei", teknologi: ["robot"] },
    ];
    const both = publication("2019/alle/teknologi/ki/count", "2019/alle/teknologi×departement/ki×HOD/count");
    const answers = survey(rows);
    expect(
      findDisclosures(answers, both, new Map([["t1", new Set(["teknologi"])]])).map(({ place }) => place),
    ).toEqual([null]);
    expect([...protect(answers, both).keys()]).toContain("t2");
  });

  test("keeps back no amount whose other answers tell its class: a budget is never above the total", () => {
    const rows = [
      { ...open, kostnadsramme: 200_000_000, budsjett: 60_000_000 },
      { ...open, kostnadsramme: 200_000_000, budsjett: 1_000_000 },
      { ...withheld, kostnadsramme: 5_000_000, budsjett: 1_000_000 },
      ...elsewhere.map((row) => ({ ...row, kostnadsramme: 5_000_000, budsjett: 1_000_000 })),
    ];
    const total = publication("2019/alle/kostnadsklasse/over100/count");
    expect([...protect(survey(rows), total)]).toEqual([["t2", new Set(["kostnadsramme"])]]);
  });

  test("keeps back more of a tiltak when a crossing would tell", () => {
    // 1 public tiltak with KI, and it is financed: with KI alone unknown, the crossing says that a financed one has it.
    const rows = [
      { ...open, teknologi: ["ki"], finansiering: "ja" },
      { ...withheld, teknologi: ["sky"], finansiering: "nei" },
      ...elsewhere.map((row) => ({ ...row, teknologi: ["robot"], finansiering: "nei" })),
    ];
    const crossed = publication("2019/alle/teknologi×finansiering/ki×ja/count");
    expect([...protect(survey(rows), crossed)]).toEqual([["t1", new Set(["teknologi", "finansiering"])]]);
  });

  test("keeps back nothing that could be shown: each answer shown again would tell", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"], utvikle: "ja", finansiering: "nei" },
      { ...open, brukergrupper: ["ansatte"], utvikle: "nei", finansiering: "ja" },
      { ...withheld, brukergrupper: ["innbyggere"], utvikle: "nei", finansiering: "ja" },
      ...elsewhere,
    ]);
    const all = publication(
      address,
      "2019/alle/departement×utvikle/HOD×ja/count",
      "2019/alle/brukergrupper×finansiering/ansatte×ja/count",
    );
    const kept = protect(answers, all);
    expect(findDisclosures(answers, all, kept)).toEqual([]);
    for (const [id, keys] of kept)
      for (const key of keys) {
        const shown = new Map(kept).set(id, new Set([...keys].filter((other) => other !== key)));
        expect(findDisclosures(answers, all, shown), `${id} ${key}`).not.toEqual([]);
      }
    expect(kept.size).toBeGreaterThan(0);
  });

  test("keeps back with an answer what is asked because of it", () => {
    const kommunal = "2019/kommunal/departement/HOD/count";
    const answers = survey([
      { ...open, involverer: "ja", involverte: "andre_nivaaer", ks: "ja" },
      { ...withheld, involverer: "ja", involverte: "annet" },
      ...elsewhere.map((row) => ({ ...row, involverer: "ja", involverte: "begge", ks: "ja" })),
    ]);
    expect([...protect(answers, publication(kommunal))]).toEqual([["t1", new Set(["involverte", "ks"])]]);
  });

  test("says what to do when no public tiltak can cover", () => {
    const answers = survey([
      { ...open, brukergrupper: ["innbyggere"] },
      { ...withheld, brukergrupper: ["innbyggere"] },
      ...elsewhere,
    ]);
    expect(() => protect(answers, publication(address))).toThrow(
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
          kept = protect(answers, publication(...published));
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
