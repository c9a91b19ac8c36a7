import * as aq from "arquero";
import { ContentError, complement, crosstab, evaluate, q, s, subset, tabulate, UsageError } from "notat";
import { chosenYear } from "notat/dist/lib/ground/project.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import { describe, expect, test, vi } from "vitest";
import { smallSurvey, times } from "../support/smallSurvey.js";

const cells = (t: { cells: readonly { key: string; n: number }[] }): Record<string, number> =>
  Object.fromEntries(t.cells.map(({ key, n }) => [key, n]));

describe("tabulate(table, item)", () => {
  test("counts single choice over those who answered when the item's base says so", () => {
    const { tiltak } = smallSurvey([...times(3, { finansiering: "ja" }), { finansiering: "nei" }, {}]);
    const t = tabulate(tiltak, q.finansiering);
    expect(t).toMatchObject({ asked: 5, answered: 4, base: 4, responses: 4 });
    expect(t.missing).toEqual({ ikke_svart: 1, ikke_spurt: 0, ikke_avklart: 0, ikke_relevant: 0 });
    expect(cells(t)).toEqual({ ja: 3, nei: 1, delvis: 0 });
  });

  test("counts a row with several ticks once in each cell, over those asked", () => {
    const { tiltak } = smallSurvey([{ effekter: ["kvalitet", "miljo"] }, { effekter: ["kvalitet"] }, {}]);
    const t = tabulate(tiltak, q.effekter);
    expect(t).toMatchObject({ asked: 3, answered: 2, base: 3, responses: 3 });
    expect(cells(t)).toMatchObject({ kvalitet: 2, miljo: 1, effektivisering: 0 });
  });

  test("leaves those whom routing did not lead there out of asked", () => {
    const { tiltak } = smallSurvey([
      { involverer: "ja", involverte: "begge" },
      { involverer: "ja" },
      { involverer: "nei" },
    ]);
    expect(tabulate(tiltak, q.involverte)).toMatchObject({
      asked: 2,
      answered: 1,
      base: 2,
      missing: { ikke_spurt: 1, ikke_svart: 1 },
    });
  });

  test("shows those without an answer as a row where the item says so", () => {
    const { tiltak } = smallSurvey([{ innovasjon: "noen" }, {}]);
    expect(cells(tabulate(tiltak, q.innovasjon))).toEqual({ liten: 0, noen: 1, stor: 0, mangler: 1 });
  });

  test("folds phases and cuts amounts into classes with the lower limit inside", () => {
    const { tiltak } = smallSurvey([
      { fase: "drift", kostnadsramme: 9_999_999 },
      { fase: "gjennomforing", kostnadsramme: 10_000_000 },
      { fase: "ide", kostnadsramme: 100_000_000 },
      { kostnadsramme: "ikke_avklart" },
    ]);
    expect(cells(tabulate(tiltak, q.faser))).toEqual({
      ide: 1,
      konsept: 0,
      planlegging: 0,
      gjennomforing: 2,
    });
    const cost = tabulate(tiltak, q.kostnadsklasse);
    expect(cells(cost)).toEqual({ under10: 1, fra10til50: 1, fra50til100: 0, over100: 1 });
    expect(cost).toMatchObject({ asked: 4, answered: 3, base: 3, missing: { ikke_avklart: 1 } });
  });

  test("agrees with questionr's multi.table on its own example", () => {
    // questionr 0.7: blue 4 of 6, red 3 of 6 (tests/testthat/test_multi.R, unweighted).
    const rows = [["blue"], ["blue"], ["blue"], ["blue", "red"], ["red"], ["red"]];
    const { tiltak } = smallSurvey(
      rows.map((row) => ({ brukergrupper: row.map((c) => (c === "blue" ? "innbyggere" : "ansatte")) })),
    );
    expect(cells(tabulate(tiltak, q.brukergrupper))).toMatchObject({ innbyggere: 4, ansatte: 3 });
  });

  test("refuses a table that an Arquero verb has made", () => {
    const { tiltak } = smallSurvey([{ fase: "ide" }, { fase: "drift" }]);
    expect(() =>
      tabulate(tiltak.filter(aq.escape((row: { fase: string }) => row.fase === "ide")), q.fase),
    ).toThrow("The table must know its questionnaire, but this one has lost it");
  });

  test("refuses amounts and free text, and names the classes", () => {
    const { tiltak } = smallSurvey([{ fase: "ide" }]);
    expect(() => tabulate(tiltak, q.kostnadsramme)).toThrow(
      "tabulate its classes instead (q.kostnadsklasse)",
    );
    expect(() => tabulate(tiltak, q.navn)).toThrow('"navn" is free text');
  });
});

describe("subset(table, selection)", () => {
  const rows = [
    { virksomhet: "200000001", involverer: "ja", involverte: "begge", effekter: ["kvalitet"] },
    { virksomhet: "200000002", involverer: "ja", involverte: "egen_sektor", effekter: ["miljo"] },
    { virksomhet: "200000002", involverer: "nei", effekter: ["kvalitet"] },
  ];

  test("keeps the rows where the condition holds, and joins selections by and", () => {
    const { tiltak } = smallSurvey(rows);
    expect(tabulate(subset(tiltak, s.tverrgaende), q.effekter).base).toBe(1);
    const both = tabulate(subset(subset(tiltak, s.tverrgaende), s.skate), q.effekter);
    expect(both.answers).toMatchObject({
      key: "tverrgaende+skate",
      label: "tverrgående tiltak og tiltak fra Skate-virksomhetene",
    });
  });

  test("complement(subset) holds the rest, so that the two add up to all", () => {
    const { tiltak } = smallSurvey(rows);
    const rest = tabulate(complement(subset(tiltak, s.skate)), q.effekter);
    expect(rest.base).toBe(2);
    expect(rest.answers.key).toBe("ikke-skate");
  });

  test("refuses a selection that leaves nothing, and one that takes a named key", () => {
    const { tiltak } = smallSurvey(rows);
    expect(() => subset(tiltak, s.over100)).toThrow(
      'No tiltak is left in "tiltak på 100 mill. kroner eller mer"',
    );
    expect(() =>
      subset(tiltak, { key: "skate", label: "noe annet", when: { item: "fase", is: ["ide"] } }),
    ).toThrow('"skate" is a named subset of the questionnaire (s.skate)');
  });
});

describe("crosstab(table, rows, columns)", () => {
  test("has the bases of its items: asked both, and answered the one whose shares are of those who answered", () => {
    const { tiltak } = smallSurvey([
      ...times(2, { fase: "ide", finansiering: "ja" }),
      { fase: "ide", finansiering: "nei" },
      { fase: "drift", finansiering: "ja" },
      { fase: "drift" },
      { finansiering: "ja" },
    ]);
    const t = crosstab(tiltak, q.faser, q.finansiering);
    expect(t.n).toEqual([
      [2, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]);
    // One answered financing without a phase: in its column and in the base, in no row.
    expect(t.rowTotals).toEqual([3, 0, 0, 1]);
    expect(t.columnTotals).toEqual([4, 1, 0]);
    expect(t).toMatchObject({ asked: 6, answered: 4, base: 5 });
  });
});

describe("evaluate(address)", () => {
  const rows = [
    ...times(2, { virksomhet: "200000001", fase: "drift", finansiering: "ja", teknologi: ["sky"] }),
    { virksomhet: "200000002", fase: "ide", finansiering: "nei", teknologi: ["sky", "ki"] },
    { virksomhet: "200000002", fase: "ide" },
  ];
  test.each([
    ["2019/alle/finansiering/ja/count", 2],
    ["2019/alle/finansiering/ja/share", 2 / 3],
    ["2019/alle/finansiering/*/base", 3],
    ["2019/alle/finansiering/*/asked", 4],
    ["2019/alle/finansiering/mangler/share", 1 / 4],
    ["2019/alle/finansiering/nei|delvis/count", 1],
    ["2019/alle/faser×finansiering/gjennomforing×ja/count", 2],
    // The base of financing, alone and crossed: the three that answered it.
    ["2019/alle/faser×finansiering/gjennomforing×ja/share", 2 / 3],
    ["2019/alle/faser×finansiering/*×ja/share", 2 / 3],
    ["2019/alle/faser×finansiering/ide×nei/rowshare", 1],
    ["2019/alle/faser×finansiering/ide×nei/columnshare", 1],
    ["2019/skate/finansiering/ja/count", 2],
    ["2019/ikke-skate/finansiering/nei/count", 1],
    ["2019/alle/teknologi/sky|ki/count", 3],
    ["2019/alle/teknologi/ki/rank", 2],
    ["2019/alle/finansiering/*/distinct", 2],
    ["2019/virksomheter/svar/ja/count", 2],
    ["2019/virksomheter/svar/*/base", 3],
    ["2019/virksomheter/teknologi/ki/share", 1 / 2],
    ["2019/alle/virksomhet/200000002/count", 2],
  ])("%s is %d", (address, expected) => {
    smallSurvey(rows);
    expect(evaluate(address).value).toBeCloseTo(expected, 12);
  });

  test.each([
    ["2019/alle/finansiering/ja", "must read year/subset/items/cell/statistic"],
    ["2019/alle/finansiering/ja/variance", 'has the statistic "variance"'],
    ["2019/alle/finanser/ja/count", 'has no item "finanser"'],
    [
      "2019/alle/finansiering/kanskje/count",
      '"finansiering" has no option "kanskje" in 2019. It has ja, nei, delvis.',
    ],
    ["2019/store/finansiering/ja/count", 'has no subset "store"'],
    ["1999/alle/finansiering/ja/count", "There are no numbers for 1999"],
  ])("%s is refused", (address, message) => {
    smallSurvey(rows);
    expect(() => evaluate(address)).toThrow(message);
  });
});

describe("measures that an address may ask for", () => {
  test("of bodies count who was asked, who answered and how many answers were given", () => {
    smallSurvey([
      { virksomhet: "200000001", teknologi: ["sky"] },
      { virksomhet: "200000002", teknologi: ["sky", "ki"] },
    ]);
    // Three bodies, of which two answered.
    expect(evaluate("2019/virksomheter/svar/*/asked").value).toBe(3);
    expect(evaluate("2019/virksomheter/svar/*/answered").value).toBe(2);
    expect(evaluate("2019/utvalg/departement/*/answered").value).toBe(2);
    expect(evaluate("2019/virksomheter/teknologi/*/asked").value).toBe(3);
    expect(evaluate("2019/virksomheter/teknologi/*/answered").value).toBe(2);
    expect(evaluate("2019/virksomheter/teknologi/*/distinct").value).toBe(2);
    expect(evaluate("2019/virksomheter/svar/*/distinct").value).toBe(2);
  });
  test.each([
    [
      "2019/virksomheter/teknologi/sky/least",
      /no "least" in virksomheter, only count, share, base, asked, answered, distinct/,
    ],
    [
      "2019/virksomheter/svar/ja/rank",
      /no "rank" in virksomheter, only count, share, base, asked, answered, distinct/,
    ],
    ["2019/utvalg/departement/HOD/most", /no "most" in utvalg/],
    ["2019/virksomheter/teknologi/*/options", /goes with the subset "skjema"/],
    ["2019/alle/effekter/*/options", /goes with the subset "skjema"/],
    ["2019/alle/effekter/*/max", /goes with the subset "skjema"/],
    ["2019/alle/effekter/*/highest", /"highest" is of amounts: the last item must be one/],
    // The missing would be counted twice.
    ["2019/alle/finansiering/ja|mangler/most", /its cell must hold answers only, but it has mangler/],
    ["2019/alle/finansiering/ikke_svart/least", /its cell must hold answers only, but it has ikke_svart/],
  ])("%s is refused", (address, message) => {
    smallSurvey([{ finansiering: "ja" }]);
    expect(() => evaluate(address)).toThrow(message);
    expect(() => evaluate(address)).toThrow(ContentError);
  });
  test.each([
    ["a malformed address", () => evaluate("2019/alle/effekter")],
    ["an unknown item", () => evaluate("2019/alle/effekt/kvalitet/count")],
    ["an unknown option", () => evaluate("2019/alle/effekter/kvalitett/count")],
    ["a frame column that is not there", () => evaluate("2019/utvalg/farge/*/count")],
    ["a key that the questionnaire has not", () => (q as unknown as Record<string, unknown>).effekt],
    ["free text", () => tabulate(smallSurvey([{}]).tiltak, q.navn)],
    ["an empty subset", () => subset(smallSurvey([{}]).tiltak, s.over100)],
    ["a table that has lost its questionnaire", () => tabulate(aq.table({ a: [1] }), q.effekter)],
    ["a complement of no subset", () => complement(smallSurvey([{}]).tiltak)],
    ["a year without a questionnaire", () => loadQuestionnaire(1999)],
  ])("%s is the author's mistake, not the program's", (_, mistake) => {
    smallSurvey([{}]);
    expect(mistake).toThrow(ContentError);
  });
  test("a year that is not there is a mistake of use", () => {
    vi.stubEnv("NOTAT_YEAR", "1999");
    expect(chosenYear).toThrow(UsageError);
    vi.unstubAllEnvs();
  });
});
