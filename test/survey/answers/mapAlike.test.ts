import { table } from "arquero";
import { complement, recode, subset, surveyOf, tabulate } from "notat";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { columnsOf, mapAlike } from "notat/dist/lib/survey/answers/mapAlike.js";
import { truthOf } from "notat/dist/lib/survey/questionnaire/conditions.js";
import { describe, expect, test } from "vitest";

// Those who know (`ja`) are asked how; of those who are not sure nobody knows whether they would have been.
const spec = {
  year: 2038,
  unit: { one: "svar", many: "svar", all: "svarene", article: "ett" },
  items: {
    vet: {
      kind: "single",
      label: "Vet",
      options: { ja: "Ja", nei: "Nei", usikker: "Usikker" },
      undecided: ["usikker"],
    },
    hvordan: {
      kind: "single",
      label: "Hvordan",
      options: { lest: "Lest", hort: "Hørt" },
      asked: { item: "vet", is: ["ja"] },
    },
  },
} as const;
const lest = { key: "lest", label: "svar fra lesere", when: { item: "hvordan", is: ["lest"] } } as const;

describe("rows that give a condition's item the same are told apart by what led to it", () => {
  test.each([
    ["first those who do not know", ["nei", "usikker", "ja", "ja"]],
    ["first those who are not sure", ["usikker", "nei", "ja", "ja"]],
  ])("%s", (_, vet) => {
    const { answers, q } = surveyOf(table({ vet, hvordan: [null, null, "Lest", "Hørt"] }), spec);
    const part = subset(answers, lest);
    const { rows, unsure } = answersOf(part);
    expect([[...rows], [...unsure]]).toEqual([[2], [vet.indexOf("usikker")]]);
    expect([...answersOf(complement(part)).rows]).toEqual([vet.indexOf("nei"), 3]);
    const made = recode(answers, {
      key: "leser",
      label: "Leser",
      of: q.vet,
      options: { ja: { label: "Ja", when: lest.when } },
      otherwise: "ja",
    });
    expect(tabulate(answers, made).answered).toBe(3);
  });
});

test("a thing is made once for rows that are alike, and each row has its place", () => {
  const { answers, questionnaire } = surveyOf(
    table({ vet: ["ja", "nei", "ja", "ja"], hvordan: ["Lest", null, "Hørt", "Lest"] }),
    spec,
  ) as never as { answers: never; questionnaire: never };
  let times = 0;
  const { made, place } = mapAlike(columnsOf(answersOf(answers).all), [lest.when], questionnaire, (row) => {
    times += 1;
    return truthOf(lest.when, row, questionnaire);
  });
  expect([times, Array.from(place, (at) => made[at])]).toEqual([3, [true, false, false, true]]);
});
