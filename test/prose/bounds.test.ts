import { at, evaluate, inWords, lowerBound, q, s, share, size, subset, tabulate, upperBound } from "notat";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../support/smallSurvey.js";

/** 20 measures: 6 under 10 million, 4 above, 10 unanswered. */
const kostnad = () =>
  smallSurvey([
    ...times(6, { kostnadsramme: 1_000_000, virksomhet: "200000002" }),
    ...times(4, { kostnadsramme: 20_000_000 }),
    ...times(10, {}),
  ]);

describe("bounds of what missing answers can hide", () => {
  test("lowerBound and upperBound are shares of all who were asked", () => {
    const k = tabulate(kostnad().tiltak, q.kostnadsklasse);
    expect(String(share(k, q.kostnadsklasse.under10))).toBe("60 prosent"); // 6 of 10 who answered
    expect(String(lowerBound(k, q.kostnadsklasse.under10))).toBe("30 prosent"); // 6 of 20
    expect(String(upperBound(k, q.kostnadsklasse.under10))).toBe("80 prosent"); // (6 + 10) of 20
    expect(lowerBound(k, q.kostnadsklasse.under10).record).toMatchObject({
      address: "2019/alle/kostnadsklasse/under10/least",
      n: 6,
      base: 20,
      baseText: "20 tiltak som fikk spørsmålet",
    });
    expect(lowerBound(k, q.kostnadsklasse.under10).isShare).toBe(true);
  });
});

describe("inWords(value)", () => {
  test("prints counts up to twelve as words", () => {
    const { tiltak } = kostnad();
    const k = tabulate(tiltak, q.kostnadsklasse);
    expect(String(inWords(at("alle/kostnadsklasse/under10/count")))).toBe("seks");
    expect(() => inWords(share(k, q.kostnadsklasse.under10))).toThrow("must have a count from 0 to 12");
    expect(() => inWords(size(tiltak))).toThrow("is 20: print the number");
  });
});

describe("addresses", () => {
  test("without a year are of the year that the note is made for", () => {
    kostnad();
    expect(at("alle/kostnadsklasse/under10/count").address).toBe("2019/alle/kostnadsklasse/under10/count");
  });
  test("of the form count items, options, named options and ticks", () => {
    kostnad();
    expect(evaluate("2019/skjema/*/*/items").n).toBe(22);
    expect(evaluate("2019/skjema/effekter/*/options").n).toBe(11);
    expect(evaluate("2019/skjema/effekter/*/named").n).toBe(10);
    expect(evaluate("2019/skjema/effekter/*/max").n).toBe(3);
    expect(() => evaluate("2019/skjema/teknologi/*/max")).toThrow("has items, options, named and max");
    expect(() => evaluate("2019/skjema/effekt/*/max")).toThrow('has no item "effekt"');
    expect(at("skjema/effekter/*/max").record).toMatchObject({
      synthetic: false,
      base: null,
      baseText: "spørreskjemaet for 2019",
    });
    expect(() => evaluate("2019/alle/effekter/*/max")).toThrow('goes with the subset "skjema"');
  });
  test("of the frame count bodies, whether they answered or not", () => {
    kostnad();
    // Three bodies: KMD, HOD, HOD; the first is in Skate; the third did not answer.
    expect(evaluate("2019/utvalg/departement/*/distinct").n).toBe(2);
    expect(evaluate("2019/utvalg/departement/HOD/count").n).toBe(2);
    expect(evaluate("2019/utvalg/departement×svar/HOD×ja/share")).toMatchObject({ n: 1, base: 2 });
    expect(evaluate("2019/utvalg/virksomhet×skate/200000001|200000003×ja/share")).toMatchObject({
      n: 1,
      base: 2,
    });
    expect(evaluate("2019/virksomheter/svar/ja/share")).toMatchObject({ n: 2, base: 3 });
    expect(() => evaluate("2019/utvalg/farge/*/distinct")).toThrow('no column "farge"');
  });
  test("of a subset keep to it", () => {
    const { tiltak } = kostnad();
    expect(String(size(subset(tiltak, s.skate)))).toBe("14");
  });
});
