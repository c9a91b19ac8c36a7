import * as aq from "arquero";
import { compare, lines, q, questionnaire, surveyOf, table, tabulate, title, trend } from "notat";
import { tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { countedRows } from "notat/dist/lib/chapter/tables/countedRows.js";
import { register, wholeAnswers } from "notat/dist/lib/survey/answers/answers.js";
import { addLoaded } from "notat/dist/lib/survey/answers/loaded.js";
import type { ItemDefinition, Questionnaire } from "notat/dist/lib/survey/questionnaire/types.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

const { tiltak } = smallSurvey([...times(3, { finansiering: "ja" }), { finansiering: "nei" }, {}]);
const finansiering = tabulate(tiltak, q.finansiering);

describe("trend(tabulation, …options)", () => {
  test("goes back to the year of which only numbers were published", () => {
    const { points, begins } = trend(finansiering, q.finansiering.ja);
    expect(points.map(({ year }) => year)).toEqual([2018, 2019]);
    // 232 of 412 in the note of 2018, 3 of 4 here.
    expect(points.map(({ values: [value] }) => [value?.measured.n, value?.measured.base])).toEqual([
      [232, 412],
      [3, 4],
    ]);
    expect(begins).toBe("Fra 2018 er bare tallene publisert.");
  });
  test("refuses what compare refuses", () => {
    expect(() => trend(tabulate(tiltak, q.innovasjon), q.innovasjon.stor)).toThrow(
      '"innovasjon" can\'t be compared with 2018: it is new',
    );
  });
  test("says of an item that has one edition that it has", () => {
    const own = surveyOf(aq.table({ tier: ["high", "low"] }), {
      year: 2031,
      unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
      items: { tier: { kind: "single", label: "Nivå", options: { high: "High", low: "Low" } } },
    });
    for (const compareWith of [trend, compare])
      expect(() => compareWith(tabulate(own.answers, own.q.tier), own.q.tier.high)).toThrow(
        '"tier" can\'t be compared: it has one edition, that of 2031 (Nytt spørsmål.), and names no earlier one',
      );
  });
  test("is drawn as lines and shown as a table, each number with its address", () => {
    const chart = lines(trend(finansiering, q.finansiering.ja));
    expect(tableOf(chart).rows.map(([year, n]) => [year, n])).toEqual([
      ["2018", 232],
      ["2019", 3],
    ]);
    const { rows, values } = countedRows(trend(finansiering, q.finansiering.ja));
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ["2018", 232, 56.3, 412],
      ["2019", 3, 75, 4],
    ]);
    expect(values.map(({ address }) => address)).toEqual([
      "2018/alle/finansiering/ja/share",
      "2019/alle/finansiering/ja/share",
    ]);
    expect(() =>
      table("utvikling", title`Finansiering`, trend(finansiering, q.finansiering.ja)),
    ).not.toThrow();
  });
});

describe("trend over three editions", () => {
  /** An edition of our own of 2018 with answers, whose questionnaire says how it stands to 2017. */
  function edition(year: number, status: ItemDefinition["comparability"]["status"], rows: number): void {
    const own = {
      ...q.finansiering.$,
      year,
      comparability: { with: year - 1, status, reason: `Grunn ${year}.` },
    };
    const made = {
      ...questionnaire,
      year,
      items: { ...questionnaire.items, finansiering: own },
    } as unknown as Questionnaire;
    const answers = Array.from({ length: rows }, (_, i) => (i === 0 ? "ja" : "nei"));
    const all = aq.table({
      virksomhet: answers.map(() => "200000001"),
      virksomhet__mangler: answers.map(() => null),
      finansiering: answers,
      finansiering__mangler: answers.map(() => null),
    } as never);
    const whole = wholeAnswers({
      year,
      questionnaire: made,
      frame: aq.from([{ organisasjonsnummer: "1" }]),
      table: all,
    });
    addLoaded(whole);
    register(whole);
  }
  test("goes on over a break that can be told, and tells it", () => {
    edition(2018, "wider", 4);
    edition(2017, "new", 10);
    const found = trend(finansiering, q.finansiering.ja, q.finansiering.nei);
    expect(found.points.map(({ year, values }) => [year, ...values.map(({ number }) => number)])).toEqual([
      [2017, 1 / 10, 9 / 10],
      [2018, 1 / 4, 3 / 4],
      [2019, 3 / 4, 1 / 4],
    ]);
    expect(found.begins).toBe("Kan ikke sammenliknes lenger tilbake: Grunn 2017.");
    const chart = lines(found);
    expect(chart.note).toContain("Brudd i 2018 mot 2017: Grunn 2018.");
    // From 2018 to 2019 it is wider too.
    expect(chart.rows.map(({ detail }) => detail)).toEqual([undefined, "brudd", "brudd"]);
    expect(chart.series).toEqual(["Ja", "Nei"]);
  });
  test("ends where the question is another one", () => {
    edition(2018, "broken", 4);
    const { points, begins } = trend(finansiering, q.finansiering.ja);
    expect(points.map(({ year }) => year)).toEqual([2018, 2019]);
    expect(begins).toBe("Kan ikke sammenliknes lenger tilbake: Grunn 2018.");
  });
});
