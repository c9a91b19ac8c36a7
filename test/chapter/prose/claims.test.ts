import {
  about,
  at,
  atLeast,
  atMost,
  compare,
  complement,
  count,
  decrease,
  even,
  holds,
  increase,
  largest,
  majority,
  minority,
  more,
  notComparable,
  ordered,
  otherGround,
  q,
  s,
  share,
  similar,
  smallest,
  subset,
  tabulate,
} from "notat";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

/** 100 measures. Effects: kvalitet 64, effektivisering 60, sammenhengende 31, miljo 3. Financed: 72 of 100. */
function answers() {
  const { tiltak } = smallSurvey([
    ...times(30, { effekter: ["kvalitet", "effektivisering"], finansiering: "ja", virksomhet: "200000002" }),
    ...times(30, { effekter: ["kvalitet", "effektivisering"], finansiering: "ja" }),
    ...times(4, { effekter: ["kvalitet", "sammenhengende"], finansiering: "ja" }),
    ...times(8, { effekter: ["sammenhengende"], finansiering: "ja" }),
    ...times(19, { effekter: ["sammenhengende"], finansiering: "nei" }),
    ...times(3, { effekter: ["miljo"], finansiering: "nei" }),
    ...times(6, { effekter: ["andre"], finansiering: "delvis" }),
  ]);
  const effekter = tabulate(tiltak, q.effekter);
  return { tiltak, effekter, finansiering: tabulate(tiltak, q.finansiering) };
}
const { kvalitet, effektivisering, sammenhengende, miljo, andre } = q.effekter;

describe("a claim carries words of its own kind and direction", () => {
  const { effekter: e, finansiering: f } = answers();
  test.each([
    ["largest", () => largest(e, kvalitet)`den minste`, '"den minste" (order): it points down'],
    [
      "smallest",
      () => smallest(f, q.finansiering.delvis)`den største gruppen`,
      "it points up, and the predicate points down",
    ],
    ["largest", () => largest(e, kvalitet)`nest størst`, "the second of an order needs ordered(…)"],
    ["largest", () => largest(e, kvalitet)`en økning`, "a change needs increase or decrease"],
    ["majority", () => majority(e, kvalitet)`Nesten alle`, "it must be fra 90 til under 100 prosent"],
    ["majority", () => majority(e, kvalitet)`Samtlige`, "it must be fra 100 til og med 100 prosent"],
    ["majority", () => majority(e, kvalitet)`flest`, "it is no word of share"],
    ["minority", () => minority(e, sammenhengende)`De fleste`, "it must be over 50"],
    ["atMost", () => atMost(share(e, sammenhengende), 40)`Svært få`, "it must be under 5 prosent"],
    [
      "atLeast",
      () => atLeast(count(e, kvalitet), 60)`De fleste`,
      "it needs a share, and the value is a count",
    ],
    ["even", () => even([count(e, kvalitet), count(e, effektivisering)], 6)`flere`, "it points up"],
    [
      "about",
      () => about(share(e, kvalitet), share(e, effektivisering), 4)`like stor`,
      "unhedged likeness needs a limit of at most 1",
    ],
    [
      "holds",
      () => holds("over 40", [count(e, kvalitet)], (n) => n > 40)`størst`,
      "an order needs two values or more",
    ],
    [
      "holds",
      () => holds("over 40", [count(e, kvalitet)], (n) => n > 40)`nesten alle`,
      "a word of share needs a share",
    ],
    [
      "holds",
      () => holds("over 0,4", [share(e, kvalitet)], (n) => n > 0.4)`nesten alle`,
      "it must be fra 90",
    ],
    [
      "holds",
      () => holds("over 40", [count(e, kvalitet)], (n) => n > 40)`en tredobling`,
      "a change needs values of two years",
    ],
    [
      "ordered",
      () => ordered(e, effektivisering, sammenhengende)`flest`,
      "is not the most given answer of «Forventede effekter»: use largest",
    ],
    [
      "ordered",
      () => ordered(e, kvalitet, effektivisering)`færrest`,
      "is not the least given answer of «Forventede effekter»: use smallest",
    ],
  ])("%s() refuses others", (helper, run, message) => {
    expect(run).toThrow(`${helper}() must carry each word of its text`);
    expect(run).toThrow(message);
  });
  test.each([
    ["majority", () => majority(e, kvalitet)`Kommunene presser fram endringene`],
    ["minority", () => minority(e, miljo)`Miljøet er glemt`],
    ["holds", () => holds("under 0,05", [share(e, miljo)], (n) => n < 0.05)`Miljø er en vinner`],
  ])("%s() refuses free words, behind which no predicate stands", (helper, run) => {
    expect(run).toThrow(`${helper}() must hold a word of share, order or change that it carries, but «`);
  });
  test("and accepts its own", () => {
    largest(e, kvalitet)`Flest, størst, oftest, de vanligste`;
    smallest(f, q.finansiering.delvis)`færrest og minst`;
    ordered(e, kvalitet, effektivisering, sammenhengende)`den minste av dem`;
    majority(f, q.finansiering.ja)`De fleste, et klart flertall`;
    minority(e, sammenhengende)`Under halvparten`;
    atLeast(share(e, kvalitet), 60)`En stor andel`;
    about(share(e, kvalitet), share(e, effektivisering), 4)`omtrent like stor`;
  });
});

test("words of degree must fit how far the numbers are apart", () => {
  const { effekter: e } = answers();
  expect(() => more(count(e, kvalitet), count(e, effektivisering))`langt flere`).toThrow(
    "needs one number to be at least 1.5 times the other, but it is 1.07 times",
  );
  expect(() => more(count(e, kvalitet), count(e, sammenhengende))`langt flere`).not.toThrow();
  expect(() => more(count(e, kvalitet), count(e, sammenhengende))`dobbelt så mange`).not.toThrow();
  expect(() => more(count(e, kvalitet), count(e, sammenhengende))`litt flere`).toThrow("1 to 1.2 times");
});

test("a quality must be of what the numbers count: «dyrere» of amounts", () => {
  const { effekter: e } = answers();
  expect(() => more(count(e, kvalitet), count(e, sammenhengende))`flere og dyrere`).toThrow(
    /"dyrere" \(order\): its numbers count .*, which tell nothing of it/,
  );
  expect(() => largest(e, kvalitet)`størst og eldst`).toThrow('"eldst" (order): its numbers count');
  expect(() => largest(e, kvalitet)`oftest bedre tjenester`).not.toThrow();
});

test("increase carries up, decrease carries down", () => {
  const { finansiering: f } = answers();
  const up = compare(f, q.finansiering.ja);
  expect(() => increase(up)`færre`).toThrow('"færre" (order): it points down, and the predicate points up');
  expect(() => increase(up)`uendret`).toThrow("it points same");
  expect(() => increase(up)`en økning`).not.toThrow();
  const down = compare(f, q.finansiering.ja, "count");
  expect(() => decrease(down)`flere`).toThrow("it points up, and the predicate points down");
  expect(() => decrease(down)`langt færre`).not.toThrow();
});

describe("what cannot fail is refused", () => {
  const { effekter: e, tiltak } = answers();
  test.each([
    ["always true", () => true],
    ["true of every count there is", (n: number) => n > 0],
    ["true of all but one number", (n: number) => n !== 7],
  ])("holds: %s", (_, predicate) => {
    expect(() => holds("alltid", [count(e, kvalitet)], predicate)).toThrow(
      'holds("alltid") must be able to fail, but it held for (nearly) all other numbers',
    );
  });
  test("holds: what fails for other numbers passes", () => {
    expect(() => holds("over en tredjedel", [share(e, kvalitet)], (n) => n > 1 / 3)).not.toThrow();
  });
  test("limits that every number keeps", () => {
    expect(() => atMost(share(e, miljo), 100)).toThrow("from 0 to below 100, but got 100");
    expect(() => atMost(count(e, miljo), 100)).toThrow("to below 100, but got 100");
    expect(() => atLeast(share(e, miljo), 0)).toThrow("from above 0 to 100, but got 0");
    expect(() => atMost(share(e, kvalitet), 60)`få`).toThrow("The data do not carry the claim «få»");
    expect(() => ordered(e, kvalitet)).toThrow("ordered() must have two options or more");
  });
  test("tolerances beyond the ceiling of their kind", () => {
    const skate = tabulate(subset(tiltak, s.skate), q.effekter);
    const others = tabulate(complement(subset(tiltak, s.skate)), q.effekter);
    expect(() => about(share(e, kvalitet), share(e, miljo), 25)).toThrow("must be at most 5 apart");
    expect(() => even([count(e, kvalitet), count(e, effektivisering)], 7)).toThrow("must be at most 6 apart");
    expect(() => similar(skate, others, 100)).toThrow("must be at most 5 apart");
    expect(() => similar(skate, e, 5)).toThrow(
      'must compare groups that do not overlap, but "skate" and "alle" do',
    );
  });
});

test("ties do not fall", () => {
  const { tiltak } = smallSurvey([
    { effekter: ["kvalitet"] },
    { effekter: ["miljo"] },
    { effekter: ["kvalitet", "miljo"] },
  ]);
  const e = tabulate(tiltak, q.effekter);
  expect(() => ordered(e, kvalitet, miljo)`i fallende orden`).toThrow("do not carry");
  expect(() => ordered(e, kvalitet, andre)`i fallende orden`).not.toThrow();
});

test("the two sides of «enn» stand as the numbers do", () => {
  const { effekter: e } = answers();
  const reversed = () =>
    more(
      count(e, kvalitet),
      count(e, miljo),
    )`flere har redusert miljøbelastning enn økt kvalitet på tjenester`;
  expect(reversed).toThrow("it names them the other way round");
  expect(
    () => more(count(e, kvalitet), count(e, miljo))`flere har økt kvalitet enn redusert miljøbelastning`,
  ).not.toThrow();
  expect(
    () => more(count(e, kvalitet), count(e, miljo))`færre har redusert miljøbelastning enn økt kvalitet`,
  ).not.toThrow();
});

test("a claim's record has its predicate and the next number in bokmål", () => {
  const { effekter: e } = answers();
  const [part] = largest(e, kvalitet)`flest`.parts;
  expect(part).toMatchObject({
    claim: {
      predicate: "«Økt kvalitet på virksomhetens tjenester» er størst av svarene på «Forventede effekter»",
      numbers: "64, nest størst 60 (Effektivisering)",
    },
  });
});

test("what keeps two years apart says so, and why", () => {
  expect(() => notComparable(q.effekter)`Tallene er fine`).toThrow(
    "must say that the numbers are not of the same thing",
  );
  expect(notComparable(q.effekter)`Tallene kan ikke sammenliknes`.parts).toMatchObject([
    {
      claim: {
        sets: "apart",
        predicate: "«Forventede effekter» er ikke det samme som i 2018: kan ikke sammenliknes",
      },
    },
  ]);
  expect(() => otherGround("kort")).toThrow("must say what differs");
  expect(otherGround("utvalget var et annet")`men utvalget var et annet`.parts).toHaveLength(1);
  expect(() => at("2018/alle/finansiering/ja/share")).not.toThrow();
});
