import {
  allOf,
  anyOf,
  ContentError,
  complement,
  evaluate,
  has,
  not,
  q,
  s,
  size,
  subset,
  tabulate,
} from "notat";
import { rowsOf } from "notat/dist/lib/survey/answers/rowsOf.js";
import { truthOf } from "notat/dist/lib/survey/questionnaire/conditions.js";
import { questionnaire } from "notat/dist/lib/survey/questionnaire/current.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { describe, expect, test } from "vitest";
import { type Answers, smallSurvey, times } from "../../support/smallSurvey.js";

describe("truthOf(condition, row, questionnaire) has three values, as in SQL", () => {
  const truth = (answers: Answers, condition: Parameters<typeof truthOf>[0]) => {
    const { tiltak } = smallSurvey([answers]);
    return truthOf(condition, rowsOf(tiltak)[0] as never, questionnaire);
  };
  const utvikle = has(q.utvikle.ja);
  const gjenbruke = has(q.gjenbruke.ja);
  // The truth table of AND, OR and NOT over true, false and unknown.
  test.each([
    ["ja", "ja", true, true, false],
    ["ja", "nei", false, true, false],
    ["ja", "", "ikke_svart", true, false],
    ["nei", "ja", false, true, true],
    ["nei", "nei", false, false, true],
    ["nei", "", false, "ikke_svart", true],
    ["", "ja", "ikke_svart", true, "ikke_svart"],
    ["", "nei", false, "ikke_svart", "ikke_svart"],
    ["", "", "ikke_svart", "ikke_svart", "ikke_svart"],
  ])("of «%s» and «%s»: and %s, or %s, not the first %s", (first, second, and, or, negated) => {
    const answers = {
      ...(first === "" ? {} : { utvikle: first }),
      ...(second === "" ? {} : { gjenbruke: second }),
    };
    expect(truth(answers, allOf(utvikle, gjenbruke))).toBe(and);
    expect(truth(answers, anyOf(utvikle, gjenbruke))).toBe(or);
    expect(truth(answers, not(utvikle))).toBe(negated);
  });

  test("what a known answer routed past is a known no; past a blank or an open answer, nobody knows", () => {
    const whom = has(q.involverte.begge);
    expect(truth({ involverer: "nei" }, whom)).toBe(false);
    expect(truth({ involverer: "nei" }, not(whom))).toBe(true);
    expect(truth({}, not(whom))).toBe("ikke_svart");
    expect(truth({ involverer: "ikke_avklart" }, not(whom))).toBe("ikke_avklart");
    expect(truth({ involverer: "vet_ikke" }, whom)).toBe("ikke_avklart");
    // The answer itself is known: it is not «Ja».
    expect(truth({ involverer: "vet_ikke" }, has(q.involverer.ja))).toBe(false);
    // Item 13 is two steps away.
    expect(truth({ involverer: "vet_ikke" }, has(q.ks.ja))).toBe("ikke_avklart");
    expect(truth({ involverer: "ja", involverte: "annet" }, has(q.ks.ja))).toBe(false);
    expect(truth({ involverer: "ja" }, has(q.ks.ja))).toBe("ikke_svart");
  });

  test("an amount that is not given is in no class and outside none", () => {
    const under = { item: "kostnadsramme", below: 10_000_000 };
    expect(truth({ kostnadsramme: "ikke_avklart" }, under)).toBe("ikke_avklart");
    expect(truth({}, not(under))).toBe("ikke_svart");
    expect(truth({ kostnadsramme: 10_000_000 }, under)).toBe(false);
  });

  test("that an answer is missing is known", () => {
    expect(truth({}, { item: "utvikle", is: ["mangler"] })).toBe(true);
    expect(truth({}, not({ item: "utvikle", is: ["mangler"] }))).toBe(false);
    expect(truth({ kostnadsramme: "ikke_avklart" }, { item: "kostnadsramme", is: ["ikke_svart"] })).toBe(
      false,
    );
  });
});

describe("has(option, …)", () => {
  test("is a type error and an error at run time across items", () => {
    // @ts-expect-error: options of two items
    expect(() => has(q.utvikle.ja, q.gjenbruke.ja)).toThrow(
      "has() must have options of one item, but got utvikle.ja, gjenbruke.ja. Use anyOf(has(…), has(…))",
    );
  });
});

describe("recodes", () => {
  const recoded = (key: "tverrgaende" | "losninger" | "deling", rows: readonly Answers[]) => {
    const { cells, missing } = tabulate(smallSurvey(rows).tiltak, q[key]);
    return { ...Object.fromEntries(cells.map(({ key, n }) => [key, n])), ...missing };
  };
  test("keep what is unknown as a kind of missing", () => {
    const rows = [
      ...times(3, { involverer: "ja", involverte: "begge" }),
      ...times(5, { involverer: "nei" }),
      ...times(2, { involverer: "ja", involverte: "annet" }),
      ...times(7, { involverer: "vet_ikke" }),
      ...times(1, { involverer: "ja" }),
      ...times(4, {}),
    ];
    expect(recoded("tverrgaende", rows)).toMatchObject({ ja: 3, nei: 7, ikke_avklart: 7, ikke_svart: 5 });
  });
  test("give an option where the answers that are there decide it", () => {
    const rows = [
      { utvikle: "ja" },
      { utvikle: "nei" },
      { gjenbruke: "ja" },
      { utvikle: "ja", gjenbruke: "nei" },
    ];
    expect(recoded("deling", rows)).toMatchObject({ ja: 3, nei: 0, ikke_svart: 1 });
    expect(recoded("losninger", rows)).toMatchObject({ begge: 0, bare_utvikle: 1, ikke_svart: 3 });
  });

  const { spec } = questionnaire;
  const withRecode = (recode: object) => () =>
    defineQuestionnaire({
      ...spec,
      recodes: { prove: { ...spec.recodes?.kostnadsklasse, ...recode } },
      subsets: {},
    } as never);
  const amount = (from: number | undefined, below: number | undefined) => ({
    label: `${from}–${below}`,
    when: { item: "kostnadsramme", from, below },
  });
  test.each([
    [
      "a class of amounts left out",
      { options: { a: amount(undefined, 10), b: amount(50, undefined) } },
      'The recode "prove" must give every answer one option, but kostnadsramme = 10 has none.',
    ],
    [
      "classes that overlap",
      { options: { a: amount(undefined, 11), b: amount(10, undefined) } },
      'but kostnadsramme = 10 has both "a" and "b"',
    ],
    [
      "an option of single choice left out",
      {
        of: "finansiering",
        options: { a: { label: "A", when: { item: "finansiering", is: ["ja", "nei"] } } },
      },
      "but finansiering = delvis has none",
    ],
    [
      "ticks that may stand together",
      {
        of: "teknologi",
        options: {
          a: { label: "A", when: { item: "teknologi", is: ["sky"] } },
          b: { label: "B", when: { item: "teknologi", is: ["ki"] } },
        },
        otherwise: "b",
      },
      'but teknologi = ki, teknologi = sky has both "a" and "b"',
    ],
    [
      "a class that is empty",
      { options: { a: amount(10, 10) } },
      'an amount of "kostnadsramme" must be from a limit and below a higher one, but is from 10 and below 10',
    ],
    [
      "an option that is not there",
      { of: "finansiering", options: { a: { label: "A", when: { item: "finansiering", is: ["kanskje"] } } } },
      '"finansiering" has no option "kanskje". It has ja, nei, delvis.',
    ],
  ])("are refused with %s", (_, recode, message) => {
    expect(withRecode(recode)).toThrow(message);
  });
  test("may leave the rest to otherwise", () => {
    const options = { a: amount(undefined, 10), b: amount(50, 60) };
    expect(withRecode({ options, otherwise: "b" })).not.toThrow();
  });
});

describe("subsets", () => {
  const rows = [
    ...times(3, { kostnadsramme: 200_000_000 }),
    ...times(2, { kostnadsramme: 1_000_000 }),
    ...times(4, {}),
  ];
  test("and their complements leave out what is unknown, and say how many that is", () => {
    const { tiltak } = smallSurvey(rows);
    const dear = subset(tiltak, s.over100);
    const rest = complement(dear);
    expect([dear.numRows(), rest.numRows()]).toEqual([3, 2]);
    expect(evaluate("2019/over100/virksomhet/*/unknown")).toMatchObject({ n: 4, base: 9 });
    expect(evaluate("2019/ikke-over100/virksomhet/*/unknown").n).toBe(4);
    expect(evaluate("2019/alle/virksomhet/*/unknown").n).toBe(0);
    // Of what is certainly outside one part nothing is unknown any more.
    expect(evaluate("2019/ikke-over100+skate/virksomhet/*/unknown").n).toBe(4);
  });
  const cloud = { key: "sky", label: "tiltak i skyen", when: has(q.teknologi.sky) };
  test("of one's own work at addresses, with named ones, and have complements", () => {
    const { tiltak } = smallSurvey([
      { teknologi: ["sky"], fase: "ide" },
      { teknologi: ["ki"], fase: "ide" },
      { fase: "drift" },
    ]);
    const own = subset(tiltak, cloud);
    expect(evaluate("2019/sky/fase/ide/count").n).toBe(1);
    expect(evaluate("2019/ikke-sky/fase/ide/count").n).toBe(1);
    expect(evaluate("2019/skate+sky/fase/*/base").n).toBe(1);
    expect(evaluate("2019/skate+ikke-sky/fase/*/base").n).toBe(1);
    expect(String(size(complement(own)))).toBe("1");
    // The same selection once more is the same.
    expect(() => subset(tiltak, cloud)).not.toThrow();
  });
  test.each([
    [
      "with the key of another",
      { ...cloud, label: "tiltak med KI", when: has(q.teknologi.ki) },
      'Two selections must have two keys, but "sky" is «tiltak i skyen» already and can\'t be «tiltak med KI» too.',
    ],
    [
      "on an option that is not there",
      { key: "prove", label: "prøve", when: { item: "fase", is: ["ferdig"] } },
      'prove: "fase" has no option "ferdig". It has ide, konsept, planlegging, gjennomforing, drift.',
    ],
    [
      "on a body that is not in the frame",
      { key: "prove", label: "prøve", when: { item: "virksomhet", is: ["1"] } },
      '"virksomhet" has no option "1". It has 200000001, 200000002, 200000003.',
    ],
    [
      "made by a function",
      { key: "prove", label: "prøve", when: (() => true) as never },
      "a condition must be made with has, allOf, anyOf and not, but is a function",
    ],
    ["with a key that breaks addresses", { ...cloud, key: "a/b" }, "\"a/b\" can't be a selection's key"],
    ["with a reserved key", { ...cloud, key: "alle" }, "\"alle\" can't be a selection's key"],
    ["without a label", { ...cloud, key: "prove", label: "" }, '"prove" must have a label'],
  ])("%s are refused", (_, selection, message) => {
    const { tiltak } = smallSurvey([{ teknologi: ["sky", "ki"], fase: "ide" }]);
    subset(tiltak, cloud);
    expect(() => subset(tiltak, selection)).toThrow(message);
    expect(() => subset(tiltak, selection)).toThrow(ContentError);
  });
});
