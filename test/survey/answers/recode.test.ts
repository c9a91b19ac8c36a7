import { table } from "arquero";
import { between, evaluate, has, q, recode, share, subset, surveyOf, tabulate } from "notat";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

const rows = [
  ...times(3, { kostnadsramme: 4_999_999, fase: "ide" }),
  { kostnadsramme: 5_000_000, fase: "drift" },
  { kostnadsramme: "ikke_avklart" },
  {},
];
const size = (table: ReturnType<typeof smallSurvey>["tiltak"]) =>
  recode(table, {
    key: "storrelse",
    label: "Størrelse",
    of: q.kostnadsramme,
    options: {
      liten: { label: "Under 5 mill.", when: between(q.kostnadsramme, 0, 5e6) },
      stor: { label: "5 mill. eller mer", when: between(q.kostnadsramme, 5e6) },
    },
  });

describe("recode(table, spec)", () => {
  test("makes an item that is tabulated, addressed and selected by as those of the questionnaire", () => {
    const { tiltak } = smallSurvey(rows);
    const storrelse = size(tiltak);
    const counted = tabulate(tiltak, storrelse);
    expect(counted.cells.map(({ key, n }) => [key, n])).toEqual([
      ["liten", 3],
      ["stor", 1],
    ]);
    // What it is made of decides the base and what is missing.
    expect(counted).toMatchObject({
      asked: 6,
      answered: 4,
      base: 4,
      missing: { ikke_avklart: 1, ikke_svart: 1 },
    });
    expect(share(counted, storrelse.liten).record).toMatchObject({
      address: "2019/alle/storrelse/liten/share",
      text: "75 prosent",
      counted: "Under 5 mill.",
    });
    expect(evaluate("2019/alle/storrelse×faser/stor×gjennomforing/count").n).toBe(1);
    const dear = subset(tiltak, { key: "dyre", label: "store tiltak", when: has(storrelse.stor) });
    expect(dear.numRows()).toBe(1);
    // Made once more, it is the same.
    expect(size(tiltak).$).toBe(storrelse.$);
  });
  test("knows its options by type", () => {
    const storrelse = size(smallSurvey(rows).tiltak);
    // @ts-expect-error: no such option
    expect(storrelse.enorm).toBeUndefined();
    // @ts-expect-error: an option of another item
    expect(() => share(tabulate(smallSurvey(rows).tiltak, q.fase), storrelse.stor)).toThrow("must belong to");
  });
  const made = (spec: object) => () =>
    recode(smallSurvey(rows).tiltak, {
      key: "prove",
      label: "Prøve",
      of: q.kostnadsramme,
      options: { a: { label: "A", when: between(q.kostnadsramme, 0, 5e6) } },
      ...spec,
    } as never);
  test.each([
    [
      "a hole",
      {},
      'The recode "prove" must give every answer one option, but kostnadsramme = 5000000 has none.',
    ],
    [
      "an overlap",
      {
        options: {
          a: { label: "A", when: between(q.kostnadsramme, 0) },
          b: { label: "B", when: between(q.kostnadsramme, 7) },
        },
      },
      'but kostnadsramme = 7 has both "a" and "b"',
    ],
    [
      "the questionnaire's key",
      { key: "fase" },
      `"fase" is the questionnaire's: give your own recode another key.`,
    ],
    ["a key that breaks addresses", { key: "a×b" }, `"a×b" can't be a key`],
    [
      "an item that is not the form's",
      { of: q.kostnadsklasse },
      `"prove" must be made of an item of the form`,
    ],
    [
      "an option that is not there",
      { options: { a: { label: "A", when: { item: "fase", is: ["ferdig"] } } } },
      'prove.a: "fase" has no option "ferdig"',
    ],
  ])("refuses %s", (_, spec, message) => {
    expect(made(spec)).toThrow(message);
  });
  test("refuses a key that stands for something else already", () => {
    const { tiltak } = smallSurvey(rows);
    size(tiltak);
    expect(() =>
      recode(tiltak, {
        key: "storrelse",
        label: "Størrelse",
        of: q.kostnadsramme,
        options: { alle: { label: "Alle", when: between(q.kostnadsramme, 0) } },
      }),
    ).toThrow('Two recodes must have two keys, but "storrelse" is made already, in another way.');
  });
});

test("numbers and dates are asked about from the smallest that was given, so that classes need not begin below it", () => {
  const made = (days: (number | null)[], dates: string[] = days.map(() => "2020")) =>
    surveyOf(table({ dager: days, dato: dates }), {
      year: 2039,
      unit: { one: "sak", many: "saker", all: "sakene", article: "én" },
      items: { dager: { kind: "number", label: "Dager" }, dato: { kind: "date", label: "Dato" } },
    });
  const classes = ({ answers, q }: ReturnType<typeof made>) =>
    tabulate(
      answers,
      recode(answers, {
        key: "klasse",
        label: "Klasse",
        of: q.dager,
        options: {
          kort: { label: "Under 3", when: between(q.dager, 0, 3) },
          lang: { label: "3 eller mer", when: between(q.dager, 3) },
        },
      }),
    ).cells.map(({ n }) => n);
  expect(classes(made([0, 1, 3, 7, null]))).toEqual([2, 2]);
  expect(() => classes(made([-2, 1, 3]))).toThrow(
    'must give every answer one option, but dager = -2 has none. Add it to an option, or say which option is "otherwise".',
  );
  const halves = ({ answers, q }: ReturnType<typeof made>) =>
    tabulate(
      answers,
      recode(answers, {
        key: "tid",
        label: "Tid",
        of: q.dato,
        options: {
          da: { label: "Før", when: between(q.dato, "2018", "2020") },
          na: { label: "Nå", when: between(q.dato, "2020") },
        },
      }),
    ).cells.map(({ n }) => n);
  expect(halves(made([1, 1, 1], ["2018-05-01", "2019", "2021"]))).toEqual([2, 1]);
  expect(() => halves(made([1, 1], ["2017-12-31", "2021"]))).toThrow("dato = 2017-12-31 has none");
});
