import { ContentError } from "notat";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import type { EditRule, QuestionnaireSpec } from "notat/dist/lib/survey/questionnaire/types.js";
import { describe, expect, test } from "vitest";

const { spec } = loadQuestionnaire(2019);

function refusal(changes: Partial<QuestionnaireSpec>): string[] {
  try {
    defineQuestionnaire({ ...spec, ...changes });
  } catch (error) {
    expect(error).toBeInstanceOf(ContentError);
    const [head, ...problems] = (error as Error).message.split("\n");
    expect(head).toBe("The questionnaire of 2019 can't be used:");
    return problems.map((problem) => problem.trim());
  }
  return [];
}

const rule: EditRule = {
  key: "ny_regel",
  severity: "error",
  confirmable: false,
  items: ["budsjett", "kostnadsramme"],
  must: { item: "budsjett", to: { item: "kostnadsramme" } },
  message: "Budsjettet kan ikke være større enn rammen.",
  came: "{budsjett} av {kostnadsramme}",
  wayOut: "Rett beløpet.",
};
const ruled = (changes: Partial<EditRule>): string[] => refusal({ rules: [{ ...rule, ...changes }] });

test("a rule that can be used is taken, and a row of the log may name it", () => {
  expect(ruled({})).toEqual([]);
  expect(defineQuestionnaire({ ...spec, rules: [rule] }).logRules).toMatchObject({
    ny_regel: "Budsjettet kan ikke være større enn rammen.",
    dobbeltregistrering: "Dobbeltregistrering",
  });
});

describe("an edit rule is refused", () => {
  test.each<[string, Partial<EditRule>, string[]]>([
    [
      "on a misspelt item, the nearest suggested",
      { items: ["budsjet"], must: { item: "budsjet", from: 0 }, came: "{budsjet}" },
      [
        'rules.ny_regel: there is no item "budsjet". Is it "budsjett"?',
        'rules.ny_regel: there is no item "budsjet". Is it "budsjett"?',
      ],
    ],
    [
      "on a multiple-response item",
      { items: ["effekter"], must: { item: "effekter", is: ["kvalitet"] }, came: "noe" },
      [
        'rules.ny_regel: "effekter" is multiple response; a rule must be about items with one answer.',
        'rules.ny_regel: "effekter" is multiple response; a rule must be about items with one answer.',
      ],
    ],
    [
      "on a recode, which bodies do not answer",
      { items: ["faser"], must: { item: "faser", is: ["ide"] }, came: "noe" },
      [
        'rules.ny_regel: there is no item "faser". Is it "fase"?',
        'rules.ny_regel: there is no item "faser". Is it "fase"?',
      ],
    ],
    [
      "on an option that is none",
      { items: ["fase"], must: { not: { item: "fase", is: ["idee", "ikke_svart"] } }, came: "{fase}" },
      [
        'rules.ny_regel: "fase" has no option "idee". It has ide, konsept, planlegging, gjennomforing, drift.',
      ],
    ],
    [
      "that compares what is no amount",
      { items: ["fase"], must: { item: "fase", from: 3 }, came: "{fase}" },
      ['rules.ny_regel: "fase" is no amount and can\'t be compared with one.'],
    ],
    [
      "that compares an amount with what is none",
      { items: ["budsjett", "navn"], must: { item: "budsjett", to: { item: "navn" } }, came: "{navn}" },
      ['rules.ny_regel: "navn" is no amount and can\'t be compared with one.'],
    ],
    [
      "with a limit that is no number",
      { must: { item: "budsjett", to: { item: "kostnadsramme", times: 0 } } },
      ['rules.ny_regel: "times" must be a number above 0, but is 0.'],
    ],
    [
      "that says nothing of its item",
      { must: { item: "budsjett" } },
      ['rules.ny_regel: a statement on "budsjett" must say something of it.'],
    ],
    [
      "that looks for text where there is none",
      { must: { item: "budsjett", matches: "x" } },
      ['rules.ny_regel: "matches" is for text, but "budsjett" is none.'],
    ],
    [
      "with a pattern that is none",
      { items: ["kommentar"], must: { item: "kommentar", matches: "(" }, came: "{kommentar}" },
      [
        'rules.ny_regel: "matches" must be a regular expression, but Invalid regular expression: /(/iu: Unterminated group.',
      ],
    ],
    [
      "that looks at an item which it does not name",
      { items: ["budsjett"], came: "{budsjett}" },
      ['rules.ny_regel: "kostnadsramme" must stand among its items, but they are budsjett.'],
    ],
    [
      "whose text asks for another item",
      { wayOut: "Se på {fase}." },
      ["rules.ny_regel: the text has {fase}, which is none of its items."],
    ],
    ["without words", { message: " " }, ["rules.ny_regel: message and wayOut must say something."]],
    [
      "with a key that is none",
      { key: "Ny regel" },
      ["rules: \"Ny regel\" can't be a rule's key: use small letters, digits and _."],
    ],
  ])("%s", (_, changes, problems) => {
    expect(ruled(changes)).toEqual(problems);
  });
  test("whose key stands twice", () => {
    expect(refusal({ rules: [rule, rule] })).toEqual([
      'rules: each must have a key of its own, but "ny_regel" stands twice.',
    ]);
  });
});

describe("what else an edition knows is refused", () => {
  test.each<[string, Partial<QuestionnaireSpec>, string]>([
    [
      "a ministry item that is none",
      { roles: { ministry: "departementet", name: "navn" } },
      'roles.ministry must be an item of the kind "single", but is "departementet". Is it "departement"?',
    ],
    [
      "a name that is no text",
      { roles: { ministry: "departement", name: "fase" } },
      'roles.name must be an item of the kind "text", but is "fase".',
    ],
    [
      "publishing by an option that is none",
      { mayBePublished: { item: "publiseres", is: ["jo"] } },
      'mayBePublished: "publiseres" has no option "jo". It has ja, nei.',
    ],
    [
      "a subset by a column that the frame has not",
      { subsets: { stat: { label: "tiltak fra staten", when: { frame: "stat" } } } },
      'subsets.stat: the frame has no column "stat" of true and false. It has skate, bruttobudsjettert.',
    ],
    [
      "a subset by a column of options",
      { subsets: { stat: { label: "tiltak fra staten", when: { frame: "opphav" } } } },
      'subsets.stat: the frame has no column "opphav" of true and false. It has skate, bruttobudsjettert.',
    ],
  ])("%s", (_, changes, problem) => {
    expect(refusal(changes)).toContain(problem);
  });
  test("a column of the frame that is an item, or has no options", () => {
    const frame = { ...spec.frame, navn: { label: "Navn" }, opphav: { label: "Opphav", options: {} } };
    expect(refusal({ frame })).toEqual([
      'frame: "opphav" must have an option, or no "options" at all.',
      "frame: \"navn\" can't be a column of the frame: use small letters, digits and single _, no item's key, and none that every frame may have (organisasjonsnummer, virksomhet, kortnavn, departement, sendt, purret, svar, svardato).",
    ]);
  });
});
