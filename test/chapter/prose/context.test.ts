import {
  alt,
  at,
  atLeast,
  atMost,
  bars,
  barsOf,
  base,
  breakNote,
  compare,
  complement,
  count,
  difference,
  distinct,
  except,
  figure,
  has,
  holds,
  increase,
  largest,
  lowerBound,
  majority,
  mangler,
  more,
  net,
  not,
  notComparable,
  onDisplay,
  ordered,
  otherGround,
  phrase,
  prose,
  q,
  s,
  share,
  size,
  subset,
  tabulate,
  title,
  year,
} from "notat";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

/**
 * 100 measures of two bodies. Financed 72, not 20, no answer 8 (base 92: those who answered). Effects: kvalitet 64,
 * miljo 3 (base 100: those asked). Phase gjennomføring 60, no answer 40 (base 100).
 */
function answers() {
  const { tiltak } = smallSurvey([
    ...times(60, { finansiering: "ja", effekter: ["kvalitet"], fase: "gjennomforing" }),
    ...times(12, { finansiering: "ja", effekter: ["effektivisering"], virksomhet: "200000002" }),
    ...times(4, { finansiering: "nei", effekter: ["kvalitet"] }),
    ...times(16, { finansiering: "nei", effekter: ["effektivisering"] }),
    ...times(8, { effekter: ["miljo"].slice(0, 1) }),
  ]);
  return {
    tiltak,
    finansiering: tabulate(tiltak, q.finansiering),
    effekter: tabulate(tiltak, q.effekter),
    faser: tabulate(tiltak, q.faser),
  };
}
const { tiltak, finansiering, effekter, faser } = answers();
const financed = () => share(finansiering, q.finansiering.ja);
const quality = () => share(effekter, q.effekter.kvalitet);

function refused(cases: readonly (readonly [string, () => unknown, string])[]): void {
  test.each(cases)("%s", (_, run, message) => {
    expect(run).toThrow(message);
  });
}
function passes(cases: readonly (readonly [string, () => unknown])[]): void {
  test.each(cases)("%s passes", (_, run) => {
    expect(run).not.toThrow();
  });
}

describe("the base that the text says is the value's", () => {
  refused([
    [
      "a share of those who answered, of all",
      () => prose`${financed()} av de ${size(tiltak)} tiltakene er finansiert.`,
      "is a share of 92 tiltak som svarte (2019/alle/finansiering/ja/share), but the text says av 100",
    ],
    [
      "the same before the share",
      () => prose`Av de ${size(tiltak)} tiltakene er ${financed()} finansiert.`,
      "but the text says av 100",
    ],
    [
      "of all measures",
      () => prose`${financed()} av alle tiltak er finansiert.`,
      "but the text says av alle tiltak",
    ],
    [
      "of all reported",
      () => alt`${financed()} av innmeldte tiltak er finansiert.`,
      "but the text says av innmeldte tiltak",
    ],
    [
      "a share of those asked, of those who answered",
      () => prose`${share(faser, q.faser.gjennomforing)} av tiltakene som har svart, er i gjennomføring.`,
      "but the text says av tiltakene som har svar",
    ],
    [
      "a phrase as well",
      () => prose`${phrase(financed(), "flertallet")} av alle tiltak er finansiert.`,
      "but the text says av alle tiltak",
    ],
  ]);
  passes([
    [
      "its own base after it",
      () => prose`${financed()} av de ${base(finansiering)} tiltakene er finansiert.`,
    ],
    [
      "its own base before it",
      () => prose`Av de ${base(finansiering)} tiltakene med svar er ${financed()} finansiert.`,
    ],
    ["all, when all are counted", () => prose`${quality()} av alle tiltak gir økt kvalitet.`],
    [
      "bounds of all who were asked",
      () =>
        prose`${lowerBound(finansiering, q.finansiering.ja)} av alle ${size(tiltak)} tiltak er finansiert.`,
    ],
  ]);
});

describe("the unit that the text says is the value's", () => {
  refused([
    [
      "measures as bodies",
      () => prose`${size(tiltak)} virksomheter svarte.`,
      "«100» counts tiltak (2019/alle/virksomhet/*/base), but the text says virksomheter",
    ],
    [
      "a share of measures as one of bodies",
      () => prose`${quality()} av virksomhetene gir økt kvalitet.`,
      "counts tiltak",
    ],
    [
      "bodies as measures",
      () => prose`${at("virksomheter/effekter/kvalitet/count")} tiltak gir økt kvalitet.`,
      "counts virksomheter",
    ],
    [
      "bodies as ministries",
      () => prose`${distinct(tabulate(tiltak, q.virksomhet))} departementer er med.`,
      "counts virksomheter",
    ],
  ]);
  passes([
    ["measures with words between", () => prose`${size(tiltak)} store digitale tiltak er med.`],
    [
      "bodies that have measures",
      () =>
        prose`${at("virksomheter/effekter/kvalitet/count")} virksomheter har minst ett slikt tiltak for kvalitet.`,
    ],
  ]);
});

describe("a word before a number must not change it", () => {
  refused([
    [
      "over",
      () => prose`Over ${size(tiltak)} tiltak er med.`,
      "«over» must not stand before «100», which is the number itself",
    ],
    ["om lag", () => prose`Her er om lag ${size(tiltak)} tiltak.`, "«om lag» must not stand before"],
    [
      "nesten, before a phrase",
      () => prose`Nesten ${phrase(financed(), "flertallet")} av tiltakene er finansiert.`,
      "«nesten» must not stand before «flertallet»",
    ],
    ["hele", () => prose`Det er hele ${size(tiltak)} tiltak.`, "«hele» must not stand before"],
    [
      "bare, of more than half",
      () => prose`Bare ${quality()} gir økt kvalitet.`,
      "«bare» must not stand before",
    ],
    [
      "alle de",
      () => prose`Alle de ${size(tiltak)} tiltakene er finansiert.`,
      "«Alle de» before «100» says that none is left out",
    ],
    ["a minus", () => prose`Endringen er −${quality()}.`, "must stand without a sign before it"],
    [
      "another number",
      () => prose`${size(tiltak)}${count(faser, q.faser.gjennomforing)} tiltak er i gjennomføring.`,
      "must have a space or a sign on both sides",
    ],
    ["a letter", () => prose`Se x${size(tiltak)} tiltak.`, "must have a space or a sign on both sides"],
  ]);
  passes([
    [
      "inntil, before the form's own limit",
      () => prose`De kunne krysse av for inntil ${at("skjema/effekter/*/max")}.`,
    ],
    [
      "bare, of less than half",
      () => prose`Bare ${share(effekter, q.effekter.miljo)} gir redusert miljøbelastning.`,
    ],
    ["a dash between two numbers", () => prose`Mellom ${size(tiltak)}–${size(tiltak)} tiltak er med.`],
  ]);
  test("a bound that a claim asserts holds for the exact share, not only as it is rounded", () => {
    const { tiltak: few } = smallSurvey([
      ...times(37, { finansiering: "ja" }),
      ...times(395, { finansiering: "nei" }),
    ]);
    const f = tabulate(few, q.finansiering);
    // 37 of 432 is 8.56 per cent.
    expect(
      () =>
        prose`Det er ${atLeast(share(f, q.finansiering.ja), 8)`minst`} ${share(f, q.finansiering.ja)} finansierte.`,
    ).toThrow("«minst 9 prosent» must hold for the exact share, which is 37 of 432");
  });
});

describe("the year that the text says is the value's", () => {
  const before = () => at("2018/alle/finansiering/ja/share");
  const c = compare(finansiering, q.finansiering.ja);
  refused([
    [
      "an earlier number as this year's",
      () => prose`I 2019 er ${before()} av tiltakene finansiert.`,
      "is of 2018, but the text says 2019. Write the year as ${year(…)}",
    ],
    [
      "this year's as an earlier one",
      () => prose`I 2018 var ${financed()} finansiert.`,
      "is of 2019, but the text says 2018",
    ],
    [
      "the year after it",
      () => prose`Det er ${financed()} i 2018 som er finansiert.`,
      "is of 2019, but the text says 2018",
    ],
    [
      "an earlier number without its year",
      () => prose`Andelen er ${before()}.`,
      "is of 2018, and its sentence must say so",
    ],
    [
      "two years side by side",
      () => prose`I ${year(c)} var ${before()} finansiert, og nå er ${financed()} finansiert.`,
      "Numbers of 2018 and 2019 stand in one paragraph, so it must compare them",
    ],
    [
      "a difference of two years",
      () => prose`Det er ${difference(c.now, c.then)} fra ${year(c)}.`,
      "Numbers of 2018 and 2019 stand in one paragraph",
    ],
  ]);
  passes([
    [
      "each with its year",
      () =>
        prose`Andelen ${increase(c)`gikk opp`} fra ${c.then} i ${year(c)} til ${c.now} i ${year(tiltak)}. ${breakNote(c)}`,
    ],
    [
      "two years with words that keep them apart",
      () =>
        prose`Her er ${financed()} finansiert. I ${year(c)} var ${before()} finansiert, ${notComparable(q.finansiering)`men tallene er ikke sammenliknbare`}.`,
    ],
    [
      "and with another ground",
      () =>
        prose`Her er ${size(tiltak)} tiltak, og i ${year(c)} var det ${at("2018/alle/virksomhet/*/base")} tiltak, ${otherGround("utvalget var et annet")`men utvalget var et annet`}.`,
    ],
  ]);
  test("year(of) is the year of measures, tabulations, values and comparisons", () => {
    const text: string[] = [];
    const off = onDisplay((data) => text.push(String(data["text/plain"])));
    prose`${year(tiltak)} ${year(effekter)} ${year(before())} ${year(c)}`;
    off();
    expect(text).toEqual(["2019 2019 2018 2018"]);
  });
});

describe("the answer that the text speaks of is the one that is counted", () => {
  refused([
    [
      "another option",
      () => prose`${quality()} av tiltakene gjelder miljø.`,
      "counts «Økt kvalitet på virksomhetens tjenester» (2019/alle/effekter/kvalitet/share), but the text speaks of «Redusert miljøbelastning»",
    ],
    [
      "another question",
      () => prose`${quality()} av tiltakene bruker skytjenester.`,
      "of «Forventede effekter» (2019/alle/effekter/kvalitet/share), but the text speaks of «Skytjenester»",
    ],
    [
      "another option in a claim's own words",
      () => prose`${largest(effekter, q.effekter.kvalitet)`Flest tiltak skal redusere miljøbelastningen`}.`,
      "but the text speaks of «Redusert miljøbelastning»",
    ],
    [
      "a clause of its own beside a number",
      () => prose`Her er ${size(tiltak)} tiltak, og etatene sover i timen.`,
      "must hold a number or a claim, but none stands in «etatene sover i timen»",
    ],
    [
      "another option's label",
      () =>
        prose`${q.departement.KUD} har ${count(tabulate(tiltak, q.departement), q.departement.HOD)} tiltak.`,
      "but the text speaks of «Kulturdepartementet»",
    ],
    [
      "a yes that is denied",
      () => prose`${financed()} av tiltakene mangler finansiering.`,
      "counts «Ja» of «Finansiering» (2019/alle/finansiering/ja/share), but the text denies it",
    ],
    [
      "a no that is not named",
      () => prose`${share(finansiering, q.finansiering.nei)} av tiltakene er finansiert.`,
      "counts «Nei» of «Finansiering» (2019/alle/finansiering/nei/share), and its sentence must say so",
    ],
    [
      "missing answers that are not named",
      () => prose`${count(finansiering, mangler)} tiltak bryter med reglene.`,
      "with missing answers among them, and its sentence must name them",
    ],
    [
      "plans that were not asked for",
      () => prose`${quality()} av tiltakene planlegger økt kvalitet.`,
      "its question asks nothing about plans",
    ],
  ]);
  passes([
    [
      "both options, both counted",
      () =>
        prose`${quality()} gir økt kvalitet, og ${share(effekter, q.effekter.miljo)} gir redusert miljøbelastning.`,
    ],
    [
      "a no that is named",
      () => prose`${share(finansiering, q.finansiering.nei)} av tiltakene er ikke finansiert.`,
    ],
  ]);
});

describe("what a comparison is about comes first", () => {
  const skate = tabulate(subset(tiltak, s.skate), q.effekter);
  const others = tabulate(complement(subset(tiltak, s.skate)), q.effekter);
  const [a, b] = [share(skate, q.effekter.kvalitet), share(others, q.effekter.kvalitet)];
  refused([
    [
      "the smaller number first",
      () => prose`Skate har ${more(a, b)`oftere`} økt kvalitet (${b} mot ${a}).`,
      "«oftere» is about",
    ],
    [
      "down, the greater number first",
      () => prose`De andre har ${more(a, b)`sjeldnere`} økt kvalitet (${a} mot ${b}).`,
      "«sjeldnere» is about",
    ],
    [
      "neither number",
      () => alt`Skate har ${more(a, b)`oftere`} økt kvalitet`,
      "must print both numbers, or name both sides",
    ],
  ]);
  passes([
    ["the greater number first", () => prose`Skate har ${more(a, b)`oftere`} økt kvalitet (${a} mot ${b}).`],
    [
      "down, the smaller number first",
      () => prose`De andre har ${more(a, b)`sjeldnere`} økt kvalitet (${b} mot ${a}).`,
    ],
    [
      "the subject in the sentence before",
      () =>
        prose`Av Skates tiltak gir ${a} økt kvalitet. Det er ${more(a, b)`en større andel enn`} blant de andre (${b}).`,
    ],
  ]);
});

test("an exception is not for words about the answers", () => {
  expect(() => prose`${except("Halvparten", "jeg mener det virkelig")} av tiltakene er små.`).toThrow(
    "«Halvparten» is about the answers, so it cannot be excepted",
  );
});

test("a selection's own label is text like any other", () => {
  const own = subset(tiltak, {
    key: "egne",
    label: "nesten alle tiltak som teller",
    when: { item: "finansiering", is: ["ja"] },
  });
  expect(() => prose`${size(own)} tiltak er med.`).toThrow('label of a selection: "nesten alle" (share)');
  expect(() => figure(bars(tabulate(own, q.effekter)), title`Effekter`)).toThrow(
    'label of a selection: "nesten alle"',
  );
});

test("labels of bars are text, and speak of what is counted", () => {
  const draw = (label: string, value = quality()) => barsOf("egne", [{ label, value }], [q.effekter]);
  expect(() => draw("Nesten alle tiltak")).toThrow('label «Nesten alle tiltak»: "Nesten alle" (share)');
  expect(() => draw("Redusert miljøbelastning")).toThrow("but the text speaks of «Redusert miljøbelastning»");
  expect(() => draw("Bedre kvalitet")).not.toThrow();
});

test("a claim keeps its whole sentence", () => {
  const parts =
    title`Her er ${size(tiltak)} tiltak. Av dem skal ${largest(effekter, q.effekter.kvalitet)`flest`} gi økt kvalitet`
      .parts;
  expect(parts).toContainEqual(
    expect.objectContaining({
      claim: expect.objectContaining({ text: "flest", sentence: "Av dem skal flest gi økt kvalitet" }),
    }),
  );
  expect(() => holds("over seksti", [size(tiltak)], (n) => n > 60)).not.toThrow();
});

describe("a claim's sentence says of the greater what its predicate says", () => {
  const { kvalitet, effektivisering, miljo } = q.effekter;
  const falling = [kvalitet, effektivisering, miljo] as const;
  const [a, b] = [count(effekter, kvalitet), count(effekter, effektivisering)];
  const over = "«Økt kvalitet på virksomhetens tjenester» above";
  refused([
    [
      "the last of an order",
      () => prose`${ordered(effekter, ...falling)`Flest tiltak gjelder miljøbelastning`}.`,
      over,
    ],
    [
      "the last of an order, after the claim",
      () => prose`${ordered(effekter, ...falling)`Flest`} tiltak gjelder miljøbelastning, fulgt av kvalitet.`,
      over,
    ],
    [
      "the wrong side of «enn»",
      () =>
        prose`${holds("a > b", [a, b], (x, y) => x > y)`Færre tiltak gjelder kvalitet enn effektivisering`}.`,
      over,
    ],
    [
      "the less of several",
      () => prose`${holds("a > b", [a, b], (x, y) => x > y)`Effektivisering er viktigere enn kvalitet`}.`,
      "says «viktigere» of «Effektivisering»",
    ],
    [
      "bodies for tiltak",
      () => prose`${majority(effekter, kvalitet)`De fleste virksomhetene`} venter økt kvalitet.`,
      "is of tiltak",
    ],
    [
      "a verb after a colon",
      () => prose`${share(effekter, kvalitet)} av tiltakene skal gi økt kvalitet: svikter.`,
      "«svikter»",
    ],
  ]);
  passes([
    ["the first of an order", () => prose`${ordered(effekter, ...falling)`Flest tiltak gjelder kvalitet`}.`],
    [
      "the right side of «enn»",
      () =>
        prose`${holds("a > b", [a, b], (x, y) => x > y)`Flere tiltak gjelder kvalitet enn effektivisering`}.`,
    ],
    [
      "the first of an order, before the claim",
      () => prose`Kvalitet er ${ordered(effekter, ...falling)`oftest`} krysset av.`,
    ],
  ]);
});

describe("a number of some of the tiltak says of which", () => {
  const phase = tabulate(subset(tiltak, s.gjennomforing), q.finansiering);
  refused([
    [
      "in prose",
      () => prose`${share(phase, q.finansiering.ja)} av tiltakene har finansiering.`,
      "counts only tiltak i gjennomføringsfasen",
    ],
    [
      "in a claim",
      () => prose`${majority(phase, q.finansiering.ja)`De fleste tiltakene har finansiering`}.`,
      "counts only",
    ],
  ]);
  passes([
    [
      "in its sentence",
      () => prose`I gjennomføringsfasen har ${share(phase, q.finansiering.ja)} av tiltakene finansiering.`,
    ],
    [
      "in the sentence before",
      () =>
        prose`Noen tall for gjennomføringsfasen: ${share(phase, q.finansiering.ja)} av tiltakene har finansiering.`,
    ],
  ]);
});

describe("a label of the author's own speaks of what its number counts", () => {
  const sized = (key: string, label: string, when: ReturnType<typeof has>) => () =>
    prose`Her er ${size(subset(tiltak, { key, label, when }))} tiltak.`;
  refused([
    [
      "a selection of another answer",
      sized("l1", "miljøtiltak", has(q.effekter.kvalitet)),
      "label of a selection «miljøtiltak»",
    ],
    [
      "a selection that judges",
      sized("l2", "vellykkede tiltak", has(q.effekter.kvalitet)),
      "speaks of «vellykkede»",
    ],
    [
      "a selection that does not say «not»",
      sized("l3", "tiltak for kvalitet", not(has(q.effekter.kvalitet))),
      "does not deny it",
    ],
    [
      "several answers together under a name that none of them has",
      () => bars(net(faser, "Fullført", q.faser.ide, q.faser.konsept)),
      "the label must say so with a word of it",
    ],
    [
      "a bar that judges",
      () =>
        figure(
          barsOf("l4", [{ label: "Vellykkede", value: count(effekter, q.effekter.kvalitet) }], [q.effekter]),
          title`Effekter`,
        ),
      "the label must say so with a word of it",
    ],
  ]);
  passes([
    ["a selection of its answer", sized("l5", "tiltak for kvalitet", has(q.effekter.kvalitet))],
    [
      "several answers together by place",
      () => bars(net(faser, "Før gjennomføring", q.faser.ide, q.faser.konsept)),
    ],
    [
      "several answers together in their words",
      () => bars(net(faser, "Idé eller konsept", q.faser.ide, q.faser.konsept)),
    ],
  ]);
});

describe("what is expected, denied, placed or named must be so", () => {
  const notFinanced = () => share(finansiering, q.finansiering.nei);
  refused([
    [
      "an expected effect that is said to have come",
      () => prose`${quality()} av tiltakene har levert bedre kvalitet.`,
      "counts what is expected («16. Hvilke effekter ventes tiltaket å gi?»), but the text says that it has come",
    ],
    [
      "an answer that is named in a denial",
      () => prose`${quality()} av tiltakene skal ikke gi bedre kvalitet.`,
      "but the text denies it. Count the others.",
    ],
    [
      "the second of an order, placed first",
      () =>
        prose`${ordered(effekter, q.effekter.kvalitet, q.effekter.effektivisering)`Effektivisering kommer først`}.`,
      "says «først» of «Effektivisering», but its predicate",
    ],
    [
      "a no that a predicate puts below the yes, as what most do",
      () =>
        prose`${holds("nei er færre enn ja", [notFinanced(), financed()], (a, b) => a < b)`De fleste er uten penger`}.`,
      "says «De fleste» of «Nei», but its predicate",
    ],
    [
      "the most common of another question's answers",
      () => prose`${largest(faser, q.faser.gjennomforing)`Den vanligste effekten`} er gjennomføring.`,
      "speaks of «Forventede effekter»",
    ],
    [
      "one answer's number, asserted of another that has only common words",
      () => prose`${atMost(share(effekter, q.effekter.miljo), 10)`Få`} tiltak skal gi bedre tjenester.`,
      "counts «Redusert miljøbelastning» (2019/alle/effekter/miljo/share), but the text speaks of",
    ],
    [
      "a yes in a title that does not say to what",
      () => title`${financed()} av tiltakene gir bedre tjenester`,
      "and the title must speak of it",
    ],
    [
      "a bar of tiltak that succeed",
      () =>
        figure(
          barsOf(
            "l6",
            [{ label: "Tiltak som lykkes", value: count(effekter, q.effekter.kvalitet) }],
            [q.effekter],
          ),
          title`Effekter`,
        ),
      "the label must say so with a word of it",
    ],
  ]);
  passes([
    ["an effect that is meant to come", () => prose`${quality()} av tiltakene skal gi bedre kvalitet.`],
    [
      "the first of an order, placed first",
      () =>
        prose`${ordered(effekter, q.effekter.kvalitet, q.effekter.effektivisering)`Kvalitet kommer først`}.`,
    ],
    [
      "a yes that a predicate puts above the no",
      () =>
        prose`${holds("ja er flere enn nei", [financed(), notFinanced()], (a, b) => a > b)`De fleste`} er finansiert.`,
    ],
  ]);
});
