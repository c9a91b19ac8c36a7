import { allOf, anyOf, between, has, not, q, questionnaire } from "notat";
import { atomsOf, conditionInWords, itemsOf } from "notat/dist/lib/survey/questionnaire/conditionParts.js";
import { describe, expect, test } from "vitest";

const both = allOf(has(q.fase.ide), not(anyOf(has(q.ks.ja), { frame: "skate" })));

test("atomsOf(condition) is what it looks at, in its order", () => {
  expect(atomsOf(both)).toEqual([
    { item: "fase", is: ["ide"] },
    { item: "ks", is: ["ja"] },
    { frame: "skate" },
  ]);
});

test("itemsOf(condition) names items, and no columns of the frame or days", () => {
  expect(itemsOf(both)).toEqual(["fase", "ks"]);
  expect(itemsOf({ receivedAfter: "2019-08-30" })).toEqual([]);
});

describe("conditionInWords(condition, questionnaire) says in bokmål who is meant", () => {
  const words = (condition: Parameters<typeof conditionInWords>[0]) =>
    conditionInWords(condition, questionnaire);

  test.each([
    ["an answer", has(q.involverer.ja), "har svart «Ja» på spørsmål 11"],
    ["one of several", has(q.ks.ja, q.ks.nei), "har svart «Ja» eller «Nei» på spørsmål 13"],
    ["the opposite", not(has(q.involverer.ja)), "ikke har svart «Ja» på spørsmål 11"],
    ["a column of the frame", { frame: "skate" }, "hører til en virksomhet merket skate i utvalget"],
    ["a day", { receivedAfter: "2019-08-30" }, "svarte etter 30. august 2019"],
  ])("%s", (_, condition, expected) => {
    expect(words(condition)).toBe(expected);
  });

  test("both, and an amount with its limits", () => {
    const number = q.kostnadsramme.$.number;
    expect(
      words(allOf(has(q.involverer.ja), between(q.kostnadsramme, 1_000_000, 10_000_000))).replace(/\s/g, " "),
    ).toBe(
      `har svart «Ja» på spørsmål 11 og har svart et beløp på spørsmål ${number}, minst 1 000 000 og under 10 000 000 kroner`,
    );
  });
});
