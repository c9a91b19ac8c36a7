import { type ColumnTable, table } from "arquero";
import {
  amount,
  at,
  bars,
  between,
  bodies,
  ContentError,
  complement,
  count,
  crosstab,
  recode,
  share,
  size,
  subset,
  summarise,
  surveyOf,
  tabulate,
  threeWay,
} from "notat";
import { describe, expect, test } from "vitest";

const unit = { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" } as const;

/** Four projects, with what registers have: capitals, signs of currency, own words for what is not told. */
const projects = (): ColumnTable =>
  table({
    Agency: ["Skattekontoret", "Vegkontoret", "Skattekontoret", "Kartkontoret"],
    Tier: ["Tier 1", "Tier 2", "Tier 10", " tier 2"],
    Budget: ["$1,234.5", "NFP", "$12.0", ""],
    "End date": ["June 2026", "Ongoing", "Dec 2027", "2026"],
    "Uses: cloud": [1, 0, 1, 1],
    "Uses: mobile": ["0", "", "1", null],
  });

const asked = {
  year: 2031,
  unit,
  missing: {
    nfp: { label: "Ikke offentliggjort", texts: ["NFP"] },
    lopende: { label: "Løpende", texts: ["Ongoing"] },
  },
  items: {
    etat: { kind: "agency", label: "Etat", column: "Agency" },
    niva: { kind: "single", label: "Nivå", column: "Tier" },
    budsjett: { kind: "number", label: "Budsjett", column: "Budget", unit: "mill. dollar", decimal: "." },
    slutt: { kind: "date", label: "Slutt", column: "End date" },
    bruker: {
      kind: "multiple",
      label: "Bruker",
      options: {
        sky: { label: "Sky", column: "Uses: cloud" },
        mobil: { label: "Mobil", column: "Uses: mobile" },
      },
    },
  },
  subsets: { dyre: { label: "dyre prosjekter", when: { item: "budsjett", from: 100 } } },
} as const;

const refusal = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(ContentError);
    return (error as Error).message;
  }
  return "";
};

describe("a table of one's own is a survey", () => {
  test("in five lines, and its options are those that are found, in order", () => {
    const { answers, q } = surveyOf(projects(), asked);
    expect(tabulate(answers, q.niva).cells.map(({ key, label, n }) => [key, label, n])).toEqual([
      ["tier_1", "Tier 1", 1],
      ["tier_2", "Tier 2", 2],
      ["tier_10", "Tier 10", 1],
    ]);
    expect(share(tabulate(answers, q.niva), q.niva.tier_2 as never).record.text).toBe("50 prosent");
  });

  test("dates are counted by their year, compared as far as they are known, and never guessed", () => {
    const { answers, q } = surveyOf(projects(), asked);
    const years = tabulate(answers, q.slutt);
    expect(years.cells.map(({ key, n }) => [key, n])).toEqual([
      ["2026", 2],
      ["2027", 1],
    ]);
    expect(years.missing.lopende).toBe(1);
    expect(at("2031/alle/slutt/2026/count").number).toBe(2);
    // June 2026 is not before June; of "2026" nobody knows; what goes on has no end.
    const after = subset(answers, { key: "etter", label: "sene", when: between(q.slutt, "2026-06", "2027") });
    expect(after.numRows()).toBe(1);
    expect(complement(after).numRows()).toBe(1);
  });

  test("numbers are summed up in their unit, own kinds of missing beside", () => {
    const { answers, q } = surveyOf(projects(), asked);
    const { total } = summarise(answers, q.budsjett);
    expect(total).toMatchObject({ n: 2, sum: 1246.5, mean: 623.25, median: 623.25, asked: 4 });
    expect(total.missing).toMatchObject({ nfp: 1, ikke_svart: 1, lopende: 0 });
    const median = amount(summarise(answers, q.budsjett), "median").record;
    expect(median).toMatchObject({ text: "623,3 mill. dollar", baseText: "2 prosjekter som oppga tall" });
    expect(at("2031/alle/budsjett/nfp/count").number).toBe(1);
    expect(tabulate(answers, recodeOf(answers, q.budsjett)).cells.map(({ n }) => n)).toEqual([1, 1]);
  });

  test("bodies are those that the answers name, and there is no frame to ask", () => {
    const { answers, bodies: table, q } = surveyOf(projects(), asked);
    expect(size(table).number).toBe(3);
    expect(count(tabulate(answers, q.etat), ...bodies(answers, "Skattekontoret")).number).toBe(2);
    expect(at("2031/virksomheter/bruker/sky/count").record).toMatchObject({
      n: 2,
      filter: "alle virksomheter",
    });
    expect(refusal(() => at("2031/utvalg/svar/ja/count"))).toBe(
      "There is no frame in 2031, so nobody is known to have been asked who is not in the answers (2031/utvalg/svar/ja/count). Count those who are: virksomheter instead of utvalg.",
    );
  });

  test("with a frame, whoever is not in the answers has not answered", () => {
    const frame = table({
      virksomhet: ["Skattekontoret", "Vegkontoret", "Kartkontoret", "Stille etat"],
      stor: ["ja", "nei", "ja", "ja"],
    });
    const { answers, q } = surveyOf(
      projects(),
      { ...asked, year: 2032, frame: { stor: { label: "Stor etat" } }, subsets: {} },
      { frame },
    );
    expect(at("2032/utvalg/svar/ja/share").record.text).toBe("75 prosent");
    expect(subset(answers, { key: "store", label: "store", when: { frame: "stor" } }).numRows()).toBe(3);
    expect(tabulate(answers, q.etat).cells).toHaveLength(4);
  });

  test("figures, subsets and explanations speak of what its rows are, and nothing of it is made up", () => {
    const { answers, q, s } = surveyOf(projects(), asked);
    const chart = bars(tabulate(answers, q.bruker), { show: "count" });
    expect(chart).toMatchObject({ axis: "Antall prosjekter", of: "4 prosjekter" });
    const dear = subset(answers, s.dyre);
    expect(size(dear).record).toMatchObject({ n: 1, filter: "dyre prosjekter", synthetic: false });
    expect(crosstab(answers, q.niva, q.bruker).n).toEqual([
      [1, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(
      refusal(() => subset(answers, { key: "ingen", label: "ingen", when: { item: "budsjett", from: 1e9 } })),
    ).toBe('No prosjekt is left in "ingen" (alle → ingen).');
  });

  test("ticks may stand in one column, as lists or as texts with semicolons", () => {
    const spec = {
      year: 2031,
      unit,
      items: { bruk: { kind: "multiple", label: "Bruk", options: { a: "Alfa", b: "Beta" } } },
    } as const;
    const texts = surveyOf(table({ bruk: ["Alfa; beta", "Beta", ""] }), spec);
    const lists = surveyOf(table({ bruk: [["Alfa", "Beta"], ["b"], []] }), spec);
    for (const { answers, q } of [texts, lists]) {
      const { cells, missing, base } = tabulate(answers, q.bruk);
      expect([cells.map(({ n }) => n), missing.ikke_svart, base]).toEqual([[1, 2], 1, 3]);
    }
  });

  test("routing is settled as in any survey", () => {
    const spec = {
      year: 2031,
      unit,
      items: {
        ja: { kind: "single", label: "Ja", options: { ja: "Ja", nei: "Nei" } },
        mer: { kind: "number", label: "Mer", asked: { item: "ja", is: ["ja"] } },
      },
    } as const;
    const { answers, q } = surveyOf(table({ ja: ["Ja", "Nei", "Ja"], mer: [3, null, null] }), spec);
    expect(summarise(answers, q.mer).total).toMatchObject({ asked: 2, n: 1 });
    expect(refusal(() => surveyOf(table({ ja: ["Nei"], mer: [3] }), spec))).toContain(
      '"mer" is asked of those who har svart «Ja» på spørsmål 1, but row 1 has an answer and was not asked.',
    );
  });
});

test("nobody need have answered anything", () => {
  const items = {
    a: { kind: "single", label: "A" },
    d: { kind: "date", label: "D" },
    m: { kind: "multiple", label: "M", options: { x: "X" } },
    t: { kind: "number", label: "T" },
  } as const;
  for (const rows of [[], [null, null]]) {
    const own = surveyOf(table({ a: rows, d: rows, m: rows, t: rows }), { year: 2031, unit, items });
    const { answers, q } = own;
    expect(tabulate(answers, q.a)).toMatchObject({ asked: rows.length, answered: 0, cells: [] });
    expect(tabulate(answers, q.d).cells).toEqual([]);
    expect(tabulate(answers, q.m).cells.map(({ n }) => n)).toEqual([0]);
    expect(summarise(answers, q.t, { by: q.a }).total).toMatchObject({ n: 0, sum: null, median: null });
    expect(crosstab(answers, q.a, q.m)).toMatchObject({ n: [], base: rows.length });
    expect(threeWay(answers, q.a, q.m, q.d).layers).toEqual([]);
    expect(bars(tabulate(answers, q.a), { show: "count" }).rows).toEqual([]);
  }
});

function recodeOf(answers: ColumnTable, item: Parameters<typeof recode>[1]["of"]) {
  return recode(answers, {
    key: "klasse",
    label: "Klasse",
    of: item,
    options: {
      lav: { label: "Lavt", when: between(item, -1e9, 100) },
      hoy: { label: "Høyt", when: between(item, 100) },
    },
    otherwise: "lav",
  });
}

describe("what does not fit is told all at once, with its way out", () => {
  test("columns, labels, numbers, dates and ticks", () => {
    const wrong = table({
      Agency: ["A"],
      Tier: ["Tier 1"],
      Budget: ["1.234,5"],
      "End date": ["03/04/2026"],
      "Uses: cloud": ["kanskje"],
    });
    const options = { en: "Tier 2", to: "Tier 3" };
    const message = refusal(() =>
      surveyOf(wrong, {
        ...asked,
        items: { ...asked.items, niva: { kind: "single", label: "Nivå", column: "Tier", options } },
      }),
    );
    expect(message.split("\n").map((line) => line.trim())).toEqual([
      "The table can't be used as the questionnaire has it:",
      '"niva" (column "Tier") must be one of "Tier 2", "Tier 3", but row 1 has "Tier 1". Is it "Tier 2"?',
      '"budsjett" (column "Budget") must be a number (decimals after "."), but row 1 has "1.234,5".',
      '"slutt" (column "End date") must be a day, month or year (2026-06-30, "June 2026", 2026), but row 1 has "03/04/2026".',
      '"bruker" (column "Uses: cloud") must be 1 where "Sky" is ticked, 0 or empty where not, but row 1 has "kanskje".',
      '"bruker.mobil" ("Mobil") must have a column "Uses: mobile", but the table has none. It has Agency, Tier, Budget, End date, Uses: cloud.',
    ]);
  });

  test("a column that is not there, with the one that was meant", () => {
    const message = refusal(() =>
      surveyOf(projects(), {
        year: 2031,
        unit,
        items: { niva: { kind: "single", label: "Nivå", column: "Tiers" } },
      }),
    );
    expect(message).toContain(
      '"niva" must have a column "Tiers", but the table has none. Is it "Tier"? Say so with column: "Tier".',
    );
  });

  test("what other programs write for nothing, with how to say so", () => {
    const items = {
      tall: { kind: "number", label: "Tall" },
      bruk: { kind: "multiple", label: "Bruk", options: { a: "Alfa" } },
    } as const;
    const rows = table({ tall: ["1", "NA", "NA"], bruk__a: ["TRUE", "FALSE", "NA"] });
    expect(refusal(() => surveyOf(rows, { year: 2031, unit, items }))).toContain(
      '"tall" (column "tall") must be a number (decimals after ","), but 2 rows (first row 2) have "NA". If it stands for no answer, say so: missing: { na: { label: "Ikke oppgitt", texts: ["NA"] } }.',
    );
    const missing = { na: { label: "Ikke oppgitt", texts: ["NA"] } } as const;
    const { answers, q } = surveyOf(rows, { year: 2031, unit, missing, items });
    expect(summarise(answers, q.tall).total.missing).toMatchObject({ na: 2, ikke_svart: 0 });
    expect(tabulate(answers, q.bruk)).toMatchObject({ answered: 1, missing: { na: 1, ikke_svart: 1 } });
  });

  test("a key that addresses can't have, with the way out", () => {
    const items = { "End date": { kind: "date", label: "Slutt" } } as const;
    expect(refusal(() => surveyOf(projects(), { year: 2031, unit, items }))).toContain(
      'Its column may have any name: column: "…".',
    );
  });

  test("a frame that is promised and not given; no unit; no table", () => {
    expect(refusal(() => surveyOf(projects(), { ...asked, frame: {} }))).toBe(
      'A questionnaire with "frame" must come with one: surveyOf(table, questionnaire, { frame: bodies }). Where nobody was asked who is not in the table, leave "frame" out.',
    );
    expect(refusal(() => surveyOf(projects(), { ...asked, unit: undefined } as never))).toContain(
      'unit must say what a row is, in words: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" } (or "én"), but is undefined.',
    );
    const { questionnaire } = surveyOf(projects(), asked);
    expect(refusal(() => surveyOf(projects(), questionnaire as never))).toBe(
      "surveyOf() must have the questionnaire as it is written, { year, unit, items }, but this one has been read already: give it what was given to surveyOf() or defineQuestionnaire().",
    );
    expect(refusal(() => surveyOf([] as never, asked))).toBe(
      "surveyOf() must have an Arquero table: make one with from(objects) or await loadCSV(path) of arquero.",
    );
  });
});

test("an amount is in kroner where its unit is not said, in text as in figures", () => {
  const { answers, q } = surveyOf(table({ belop: ["650000", "700000", "12000000"] }), {
    year: 2031,
    unit: { one: "søknad", many: "søknader", all: "søknadene", article: "én" },
    items: { belop: { kind: "amount", label: "Beløp", public: true } },
  });
  const texts = [
    amount(summarise(answers, q.belop), "median"),
    amount(summarise(answers, q.belop), "highest"),
  ];
  expect(texts.map(({ record }) => record.text.replaceAll("\u00a0", " "))).toEqual([
    "700 000 kroner",
    "12 mill. kroner",
  ]);
});

describe("the words of a survey", () => {
  const agencies = { one: "etat", many: "etater", all: "etatene", article: "én" } as const;
  test("name its bodies in addresses, and no other survey's do", () => {
    surveyOf(projects(), { ...asked, year: 2034, bodyUnit: agencies });
    expect(at("2034/etater/niva/tier_2/count").record).toMatchObject({
      n: 2,
      filter: "alle etater",
      baseText: "3 etater som svarte",
    });
    expect(refusal(() => at("2034/virksomheter/niva/tier_2/count"))).toContain('no subset "virksomheter"');
  });
  test("let answers be answered, and not answer", () => {
    const answers = { one: "svar", many: "svar", all: "svarene", article: "ett" } as const;
    const own = surveyOf(table({ fase: ["Idé", "Drift", ""] }), {
      year: 2035,
      unit: answers,
      items: { fase: { kind: "single", label: "Fase", base: "answered" } },
    });
    expect(share(tabulate(own.answers, own.q.fase), own.q.fase.drift as never).record.baseText).toBe(
      "2 svar der spørsmålet er besvart",
    );
    expect(bars(tabulate(own.answers, own.q.fase)).of).toBe("2 svar der spørsmålet er besvart");
  });
});
