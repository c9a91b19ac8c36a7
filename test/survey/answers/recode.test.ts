import { between, evaluate, has, q, recode, share, subset, tabulate } from "notat";
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
