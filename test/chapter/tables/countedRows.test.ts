import {
  amount,
  count,
  crosstab,
  evaluate,
  mangler,
  more,
  onDisplay,
  prose,
  q,
  summarise,
  table,
  tabulate,
  title,
} from "notat";
import { formatAmount } from "notat/dist/lib/ground/text/format.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

interface Shown {
  columns: { label: string }[];
  rows: (string | number | null)[][];
  values: { address: string }[];
}

function shown(...parts: Parameters<typeof table>): Shown {
  let output: Shown | undefined;
  const off = onDisplay((data) => {
    output = (data["application/vnd.notat.table+json"] as Shown | undefined) ?? output;
  });
  table(...parts);
  off();
  return output as Shown;
}

const small = () =>
  smallSurvey([
    ...times(2, { fase: "ide", finansiering: "ja", kostnadsramme: 2_000_000, publiseres: "ja" }),
    { fase: "ide", finansiering: "nei", kostnadsramme: 9_000_000, publiseres: "ja" },
    { fase: "drift", finansiering: "ja", kostnadsramme: 5_000_000_000, publiseres: "nei" },
    { fase: "drift" },
    { finansiering: "ja", kostnadsramme: "ikke_avklart" },
  ]).tiltak;

describe("table(id, title, tabulation)", () => {
  test("has counts, per cent of the base, missing answers and the base, each count with its address", () => {
    const { columns, rows, values } = shown(
      "finansiering",
      title`Finansiering`,
      tabulate(small(), q.finansiering),
    );
    expect(columns.map(({ label }) => label)).toEqual(["Finansiering", "Antall", "Andel"]);
    expect(rows).toEqual([
      ["Ja", 4, 80],
      ["Nei", 1, 20],
      ["Delvis", 0, 0],
      // Left out of this item's base.
      ["Ikke svart", 1, null],
      ["I alt som svarte", 5, 100],
    ]);
    for (const { address } of values) expect(() => evaluate(address)).not.toThrow();
    expect(values[0]?.address).toBe("2019/alle/finansiering/ja/count");
  });
  test("counts missing answers into the base where the item does", () => {
    const { rows } = shown("fase", title`Fase`, tabulate(small(), q.faser));
    expect(rows.slice(-3)).toEqual([
      ["Gjennomføring", 2, 33.3],
      ["Ikke svart", 1, 16.7],
      ["I alt som fikk spørsmålet", 6, 100],
    ]);
  });
});

describe("table(id, title, crosstab, { per })", () => {
  const cross = () => crosstab(small(), q.faser, q.finansiering);
  test("has counts whose rows and columns add to the base", () => {
    const { rows, columns } = shown("kryss", title`Fase og finansiering`, cross());
    expect(columns.map(({ label }) => label)).toEqual([
      "Prosjektfase",
      "Ja",
      "Nei",
      "Delvis",
      "I alt, antall",
    ]);
    expect(rows).toEqual([
      ["Idé", 2, 1, 0, 3],
      ["Konsept", 0, 0, 0, 0],
      ["Planlegging", 0, 0, 0, 0],
      ["Gjennomføring", 1, 0, 0, 1],
      ["Ikke svart", 1, 0, 0, 1],
      ["I alt", 4, 1, 0, 5],
    ]);
  });
  test.each([
    ["row", ["Idé", 66.7, 33.3, 0, 3], ["I alt", 80, 20, 0, 5]],
    ["column", ["Idé", 50, 100, null, 3], ["I alt, antall", 4, 1, 0, 5]],
    ["total", ["Idé", 40, 20, 0, 3], ["I alt", 80, 20, 0, 5]],
  ] as const)("per %s", (per, first, last) => {
    const { rows } = shown("kryss", title`Fase og finansiering`, cross(), { per });
    expect(rows[0]).toEqual(first);
    expect(rows.at(-1)).toEqual(last);
  });
});

describe("amounts", () => {
  const summary = () => summarise(small(), q.kostnadsramme, { by: q.faser });
  test("table(id, title, summary) has what is counted, held back and missing beside the amounts", () => {
    const { columns, rows } = shown("ramme", title`Ramme`, summary());
    expect(columns.map(({ label }) => label).slice(0, 6)).toEqual([
      "Prosjektfase",
      "Antall",
      "Ikke publisert",
      "Uten beløp",
      "Sum (kroner)",
      "Gjennomsnitt (kroner)",
    ]);
    expect(rows[0]).toEqual(["Idé", 3, 0, 0, 13e6, 4_333_333, 2e6, 2e6, 5.5e6, 2e6, 9e6]);
    expect(rows[1]).toEqual(["Gjennomføring", 0, 1, 1, null, null, null, null, null, null, null]);
    expect(rows.at(-1)?.slice(0, 5)).toEqual(["I alt", 3, 1, 2, 13e6]);
  });
  test("stand in a sentence and in a claim, with their base", () => {
    const median = amount(summary(), "median", q.faser.ide);
    expect(String(median)).toBe("2 mill. kroner");
    expect(median.record).toMatchObject({
      address: "2019/alle/faser×kostnadsramme/ide×*/median",
      n: 2_000_000,
      base: null,
      baseText: "3 tiltak som oppga beløp og kan publiseres",
      counted: "medianen av beløpene: Idé",
      synthetic: true,
    });
    const highest = amount(summary(), "highest");
    expect(
      () => prose`En ramme på ${highest} er ${more(highest, median)`større`} enn ${median}.`,
    ).not.toThrow();
    expect(() => prose`${more(median, amount(summary(), "highest"))`Det koster mer`}.`).toThrow(
      "do not carry the claim",
    );
    expect(() => prose`${more(median, count(tabulate(small(), q.faser), q.faser.ide))`flere`}`).toThrow(
      "Only two numbers of a kind can be compared",
    );
  });
  test("of rows that may not be published stand nowhere", () => {
    const all = summarise(small(), q.kostnadsramme, { withheld: "included" });
    expect(all.total.highest).toBe(5e9);
    expect(() => amount(all, "highest")).toThrow("its numbers can't stand in a text");
    expect(() => shown("ramme", title`Ramme`, all)).toThrow("can't be a table of the note");
  });
  test("are asked for by options of what divides them", () => {
    expect(() => amount(summarise(small(), q.kostnadsramme), "sum", q.faser.ide as never)).toThrow(
      "nothing: give { by: q.… }",
    );
    expect(() => amount(summary(), "sum", q.fase.ide as never)).toThrow('"faser"');
    expect(() => amount(summary(), "sum", q.faser.konsept)).toThrow("so there is no number to print");
    expect(() => amount(summary(), "sum", mangler)).toThrow("Nobody is counted in the base");
  });
  test.each([
    [0, "0 kroner"],
    [450_000, "450 000 kroner"],
    [999_949, "999 949 kroner"],
    [999_950, "1 mill. kroner"],
    [7_850_000, "7,9 mill. kroner"],
    [7_849_999, "7,8 mill. kroner"],
    [10_000_000, "10 mill. kroner"],
    [999_949_999, "999,9 mill. kroner"],
    [999_950_000, "1 mrd. kroner"],
    [2_712_000_000, "2,7 mrd. kroner"],
    [-7_850_000, "−7,8 mill. kroner"],
  ])("formatAmount(%d) is %s", (value, text) => {
    expect(formatAmount(value, "kroner").replaceAll("\u00a0", " ")).toBe(text);
  });
  test("plain numbers are not scaled", () => {
    expect(formatAmount(12.25, null)).toBe("12,3");
    expect(formatAmount(3, null)).toBe("3");
  });
});
