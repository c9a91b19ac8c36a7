import { readFileSync } from "node:fs";
import { table } from "arquero";
import fc from "fast-check";
import {
  about,
  addTo100,
  alt,
  amount,
  at,
  atLeast,
  bars,
  base,
  breakNote,
  compare,
  count,
  difference,
  except,
  type FigureOutput,
  figure,
  holds,
  increase,
  largest,
  lower,
  majority,
  mangler,
  more,
  note,
  onDisplay,
  oneDecimal,
  ordered,
  outOf,
  percent,
  phrase,
  prose,
  q,
  s,
  share,
  shareOutOf,
  smallest,
  subset,
  summarise,
  surveyOf,
  tabulate,
  title,
  year,
} from "notat";
import { tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { findUnchecked } from "notat/dist/lib/chapter/prose/findUnchecked.js";
import { formatNumber, formatPercent } from "notat/dist/lib/ground/text/format.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

const cases = JSON.parse(readFileSync(new URL("../../fixtures/number-format.json", import.meta.url), "utf8"));

/** 100 measures: 64 with kvalitet, 31 with sammenhengende, 3 with miljo, 5 unanswered. */
function effekter() {
  const { tiltak } = smallSurvey([
    ...times(30, { effekter: ["kvalitet"], virksomhet: "200000002" }),
    ...times(31, { effekter: ["kvalitet", "sammenhengende"] }),
    ...times(3, { effekter: ["kvalitet", "miljo"] }),
    ...times(31, { effekter: ["effektivisering"] }),
    ...times(5, {}),
  ]);
  return { tiltak, effekter: tabulate(tiltak, q.effekter) };
}

function shown(run: () => void): string {
  const texts: string[] = [];
  const off = onDisplay((data) => texts.push(String(data["text/plain"])));
  try {
    run();
  } finally {
    off();
  }
  return texts.join("\n");
}

describe("numbers", () => {
  test.each(cases.percent as { k: number; n: number; dp: number; expect: string }[])(
    "$k of $n is $expect",
    ({ k, n, dp, expect: text }) => {
      expect(formatPercent(k, n, dp).replaceAll("\u00a0", " ")).toBe(text.replaceAll("\u00a0", " "));
    },
  );
  test.each(cases.numbers as { in: number; expect: string }[])(
    "$in is written $expect",
    ({ in: value, expect: text }) => {
      expect(formatNumber(value, Number.isInteger(value) ? 0 : 1).replaceAll("\u00a0", " ")).toBe(
        text.replaceAll("\u00a0", " "),
      );
    },
  );
  test.each(cases.add_to_100 as { counts: number[]; largest_remainder: number[]; half_up: number[] }[])(
    "$counts add up to 100",
    ({ counts, largest_remainder, half_up }) => {
      expect(addTo100(counts)).toEqual(largest_remainder);
      const total = counts.reduce((a, b) => a + b, 0);
      expect(counts.map((n) => percent(n, total))).toEqual(half_up);
    },
  );
  test("percent(n, base) is within half a point of the exact share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (b, n) => {
        const error = percent(n, b) - (100 * n) / b;
        return error > -0.5 - 1e-9 && error <= 0.5 + 1e-9;
      }),
    );
  });
});

describe("values", () => {
  test("print in Norwegian, with their base", () => {
    const { effekter: e } = effekter();
    expect(String(share(e, q.effekter.kvalitet))).toBe("64 prosent");
    expect(String(count(e, q.effekter.kvalitet))).toBe("64");
    expect(String(outOf(e, q.effekter.kvalitet))).toBe("64 av 100");
    expect(String(shareOutOf(e, q.effekter.kvalitet))).toBe("64 prosent (64 av 100)");
    expect(String(oneDecimal(share(e, q.effekter.kvalitet)))).toBe("64,0 prosent");
    expect(String(base(e))).toBe("100");
    expect(String(share(e, mangler))).toBe("5 prosent");
  });
  test("count a net of options once per measure", () => {
    const { effekter: e } = effekter();
    expect(count(e, q.effekter.kvalitet, q.effekter.sammenhengende).number).toBe(64);
  });
  test("say where they come from", () => {
    const { tiltak } = effekter();
    const value = share(tabulate(subset(tiltak, s.skate), q.effekter), q.effekter.sammenhengende);
    expect(value.record).toMatchObject({
      address: "2019/skate/effekter/sammenhengende/share",
      n: 31,
      base: 70,
      baseText: "70 tiltak som fikk spørsmålet",
      questions: ["16. Hvilke effekter ventes tiltaket å gi?"],
      counted: "Sammenhengende tjenester til sluttbrukere (innbyggere, næringsliv)",
      filter: "tiltak fra Skate-virksomhetene",
    });
  });
  test("differ in percentage points between shares and as counts between counts", () => {
    const { effekter: e } = effekter();
    expect(String(difference(share(e, q.effekter.kvalitet), share(e, q.effekter.sammenhengende)))).toBe(
      "33 prosentpoeng",
    );
    expect(String(difference(count(e, q.effekter.miljo), count(e, q.effekter.kvalitet)))).toBe("61");
    expect(() => difference(share(e, q.effekter.miljo), count(e, q.effekter.miljo))).toThrow(
      "must be between two shares or two counts",
    );
  });
  test("refuse an option of another item and an empty base", () => {
    const { effekter: e } = effekter();
    // @ts-expect-error an option of another item is a type error too
    expect(() => share(e, q.brukergrupper.ansatte)).toThrow(
      'The option must belong to "effekter", but "ansatte" belongs to "brukergrupper".',
    );
    expect(() => at("2019/alle/involverte/begge/share")).toThrow(
      "Nobody is counted in the base of 2019/alle/involverte/begge/share",
    );
  });
});

describe("share phrases", () => {
  test.each([
    [50, "halvparten"],
    [53, "litt over halvparten"],
    [64, "godt over halvparten"],
    [31, "i underkant av en tredjedel"],
    [33, "en tredjedel"],
    [17, "omtrent en sjettedel"],
    [3, "svært få"],
    [95, "nesten alle"],
  ])("%d per cent is «%s»", (n, text) => {
    const { tiltak } = smallSurvey([
      ...times(n, { finansiering: "ja" }),
      ...times(100 - n, { finansiering: "nei" }),
    ]);
    expect(phrase(tabulate(tiltak, q.finansiering), q.finansiering.ja).parts).toMatchObject([{ text }]);
  });
  test("a phrase asked for is refused when it does not hold, with the interval and one that does", () => {
    const { effekter: e } = effekter();
    expect(() => phrase(e, q.effekter.kvalitet, "halvparten")).toThrow(
      "«halvparten» must be fra 45 til og med 55 prosent, but 2019/alle/effekter/kvalitet/share is 64 per cent (64 of 100). «godt over halvparten» holds.",
    );
  });
  test("limits belong to the interval or not, by exact fractions", () => {
    const { tiltak } = smallSurvey([
      ...times(1, { finansiering: "ja" }),
      ...times(9, { finansiering: "nei" }),
    ]);
    const ten = tabulate(tiltak, q.finansiering);
    expect(() => phrase(ten, q.finansiering.ja, "få")).toThrow("«få» must be under 10 prosent");
    expect(phrase(ten, q.finansiering.nei, "nesten alle").parts).toMatchObject([{ text: "nesten alle" }]);
    expect(() => phrase(ten, q.finansiering.ja)).toThrow("No phrase holds");
  });
});

describe("running text", () => {
  test.each([
    ["12 tiltak", "12", "number"],
    ["Hele 44 av dem", "44", "number"],
    ["64 prosent", "64", "number"],
    ["tre av tiltakene", "tre", "number word"],
    ["Halvparten av tiltakene", "Halvparten", "share"],
    ["en tredjedel av tiltakene", "en tredjedel", "share"],
    ["Nesten alle tiltak", "Nesten alle", "share"],
    ["De fleste tiltakene", "De fleste", "share"],
    ["flertallet av tiltakene", "flertallet", "share"],
    ["Det gjelder få tiltak", "få", "share"],
    ["Mange av virksomhetene svarte", "Mange", "share"],
    ["Ingen tiltak er uten base", "Ingen", "share"],
    ["hvert tredje tiltak", "hvert tredje", "share"],
    ["12,5 prosent", "12,5", "number"],
    ["1 234 kroner", "1 234", "number"],
    ["om lag 70 %", "70 %", "number"],
    ["Sekstifire tiltak", "Sekstifire", "number word"],
    ["hundreogtolv tiltak", "hundreogtolv", "number word"],
    ["De\nfleste tiltak", "De fleste", "share"],
    ["flere\u00a0enn andre", "flere enn", "order"],
    ["Halv\u00adparten", "Halvparten", "share"],
    ["samtlige tiltak", "samtlige", "share"],
    ["annethvert tiltak", "annethvert", "share"],
    ["½ av tiltakene", "1⁄2", "number"],
    ["`64 prosent`", "64", "number"],
    ["[@64 prosent]", "64", "number"],
    ["nr. 432 tiltak", "432", "number"],
    ["2000 svar", "2000", "number"],
    ["1999 av svarene", "1999", "number"],
    ["64. mars", "64", "number"],
    ["Antallet er fordoblet", "fordoblet", "change"],
    ["Flest tiltak gjelder kvalitet", "Flest", "order"],
    ["Kvalitet er størst", "størst", "order"],
    ["flere enn i fjor", "flere enn", "order"],
    ["Det er en økning", "økning", "change"],
    ["Andelen har falt", "falt", "change"],
  ])("«%s» is refused for «%s» (%s)", (sentence, word, kind) => {
    expect(findUnchecked(sentence)).toContainEqual({ text: word, kind });
  });

  test.each([
    "I 2019 ble undersøkelsen gjentatt.",
    "Strategien gjelder 2019–2025.",
    "Fristen var 30. august, klokka 12.",
    "Se kapittel 5 i strategien og side 24.",
    "Unntaket følger av § 24 i loven.",
    "Se [strategien](https://www.regjeringen.no/id2653874/).",
    "Merknad[^1] og [@figur:effekter].",
    "### Effekter {#effekter-3}",
    "Skjemaene er forskjellige. En av grunnene kan være frister.",
    "Figuren viser hvor mange tiltak som er meldt inn.",
    "Virksomheten har minst ett tiltak.",
    "Virksomheter med minst ett tiltak av dette slaget er regnet med.",
    "Virksomhetene vil få bedre oversikt over alle opplysninger.",
  ])("«%s» passes", (sentence) => {
    expect(findUnchecked(sentence)).toEqual([]);
  });

  test("names that hold such words pass when the edition lists them", () => {
    expect(findUnchecked("Halve Norge er et program.", ["Halve Norge"])).toEqual([]);
    expect(findUnchecked("Halve Norge er et program.")).not.toEqual([]);
  });

  const places: [string, (strings: TemplateStringsArray) => unknown][] = [
    ["prose", (strings) => prose(strings)],
    ["title", (strings) => title(strings)],
    ["alt", (strings) => alt(strings)],
    ["note", (strings) => note(strings)],
  ];
  test.each(places)(
    "%s`…` refuses digits, number words and words of share, order and change, all at once",
    (where, template) => {
      const call = () =>
        template(
          Object.assign(["De fleste av 432 tiltak, flere enn tre, viser økning."], {
            raw: [],
          }) as unknown as TemplateStringsArray,
        );
      for (const word of ["De fleste", "432", "flere enn", "tre", "økning"])
        expect(call).toThrow(`${where}: "${word}"`);
    },
  );
  test("prose`…` refuses them in a heading too", () => {
    expect(() => prose`### Halvparten involverer andre`).toThrow(
      '"Halvparten" (share) must come from the data',
    );
  });
  test("a heading may be broken in the source and is one line in the note", () => {
    const text = shown(
      () => prose`### En overskrift som kan
        gå over ${q.effekter} og
        ${q.fase} videre {#lang}

        Teksten
        begynner her.`,
    );
    expect(text).toBe(
      "### En overskrift som kan gå over Forventede effekter og Prosjektfase videre {#lang}\n\nTeksten\nbegynner her.",
    );
  });
  test("bare numbers and strings can't be put in", () => {
    // @ts-expect-error a number is no value
    expect(() => prose`${64} av tiltakene`).toThrow(
      "must be a value, a phrase, a claim or a label, but number 1 is the number 64",
    );
    // @ts-expect-error a string is no value
    expect(() => prose`${"64 prosent"} av tiltakene`).toThrow('is the string "64 prosent"');
  });
  test("values, labels and exceptions make up a paragraph", () => {
    const { effekter: e } = effekter();
    const text = shown(
      () =>
        prose`${share(e, q.effekter.kvalitet)} av ${base(e)} tiltak har effekten «${lower(q.effekter.kvalitet)}», og ${except("to", "gjelder spørsmålets form")} ting.`,
    );
    expect(text).toBe(
      "64 prosent av 100 tiltak har effekten «økt kvalitet på virksomhetens tjenester», og to ting.",
    );
  });
  test("a label that an author makes is checked like any text", () => {
    expect(
      () => prose`${{ key: "x", label: "64 prosent av tiltakene", when: { item: "fase", is: ["ide"] } }}`,
    ).toThrow('label: "64" (number)');
  });
  test("an exception must have a reason and be needed", () => {
    expect(() => except("to", "fordi")).toThrow("must have a reason that a reviewer can judge");
    expect(() => except("noen", "et ord som er tillatt")).toThrow("every word of it is allowed");
  });
});

describe("claims", () => {
  test("hold, and print their words", () => {
    const { effekter: e } = effekter();
    const { kvalitet, sammenhengende, miljo, effektivisering } = q.effekter;
    const text = shown(
      () =>
        prose`${largest(e, kvalitet)`Flest`}, ${majority(e, kvalitet)`flertallet`}, ${more(share(e, kvalitet), share(e, miljo))`flere har økt kvalitet enn redusert miljøbelastning`}, ${atLeast(count(e, kvalitet), 60)`godt`}, ${about(share(e, sammenhengende), share(e, effektivisering), 1)`omtrent like mange`}, ${ordered(e, kvalitet, sammenhengende, miljo)`i fallende orden`}`,
    );
    expect(text).toBe(
      "Flest, flertallet, flere har økt kvalitet enn redusert miljøbelastning, godt, omtrent like mange, i fallende orden",
    );
  });
  test("that the data do not carry fail with the sentence, the predicate and the numbers", () => {
    const { effekter: e } = effekter();
    expect(() => largest(e, q.effekter.miljo)`Flest tiltak skal redusere miljøbelastningen`).toThrow(
      /The data do not carry the claim «Flest tiltak skal redusere miljøbelastningen».\n {2}It needs: «Redusert miljøbelastning» er størst av svarene på «Forventede effekter»\n {2}The numbers: 3\*?, men størst er 64\*? \(Økt kvalitet på virksomhetens tjenester\) \(2019\/alle\/effekter\/miljo\/count: Redusert miljøbelastning 3, n=3, base 100\)/,
    );
    expect(() => majority(e, q.effekter.miljo)`flertallet`).toThrow("do not carry");
    expect(() => more(count(e, q.effekter.miljo), count(e, q.effekter.kvalitet))`flere`).toThrow(
      "do not carry",
    );
    expect(() => holds("n is even", [count(e, q.effekter.miljo)], (n) => n % 2 === 0)`partall`).toThrow(
      "It needs: n is even",
    );
  });
  test("ties are not the largest", () => {
    const { effekter: e } = effekter();
    expect(() => largest(e, q.effekter.sammenhengende)`flest`).toThrow("do not carry");
    const { tiltak } = smallSurvey([{ finansiering: "ja" }, { finansiering: "nei" }]);
    expect(() => largest(tabulate(tiltak, q.finansiering), q.finansiering.ja)`flest`).toThrow("do not carry");
    expect(() => majority(tabulate(tiltak, q.finansiering), q.finansiering.ja)`flertall`).toThrow(
      "do not carry",
    );
    expect(() => smallest(tabulate(tiltak, q.finansiering), q.finansiering.ja)`færrest`).toThrow(
      "do not carry",
    );
  });
  test("carry only the words that their predicate can", () => {
    const { effekter: e } = effekter();
    expect(() => more(count(e, q.effekter.kvalitet), count(e, q.effekter.miljo))`nitti prosent`).toThrow(
      '"nitti" (number word)',
    );
    expect(() => largest(e, q.effekter.kvalitet)`De fleste`).toThrow(
      '"De fleste" (share): a share needs majority, minority, atLeast, atMost or a phrase',
    );
    expect(() => majority(e, q.effekter.kvalitet)`De fleste`).not.toThrow();
  });
  test("that nothing can refute are refused", () => {
    const { effekter: e } = effekter();
    expect(() => holds("alltid", [], () => true)`flest`).toThrow("must look at one value at least");
    expect(() => about(share(e, q.effekter.kvalitet), share(e, q.effekter.miljo), 100)).toThrow(
      "must be at most 5 apart (percentage points of shares, a tenth of the greatest count), but the limit is 100",
    );
    const { tiltak } = smallSurvey([{ finansiering: "ja" }]);
    const all = tabulate(tiltak, q.finansiering);
    expect(() => largest(all, q.finansiering.ja, q.finansiering.nei, q.finansiering.delvis)).toThrow(
      "must leave some option",
    );
  });
  test("compare two years only through compare()", () => {
    const { tiltak } = smallSurvey([
      { finansiering: "ja", effekter: ["sammenhengende"] },
      { finansiering: "nei" },
    ]);
    const e = tabulate(tiltak, q.effekter);
    expect(
      () =>
        more(
          share(e, q.effekter.sammenhengende),
          at("2018/alle/effekter/sammenhengende/share"),
        )`flere enn i 2018`,
    ).toThrow("Numbers of 2019 and 2018 can only be compared through compare(tabulation, option)");
    expect(() => compare(e, q.effekter.sammenhengende)).toThrow(
      '"effekter" can\'t be compared with 2018: it is broken',
    );
  });
  test("across a break stand with its note, in the same paragraph, and not in a title", () => {
    const { tiltak } = smallSurvey([...times(9, { finansiering: "ja" }), { finansiering: "nei" }]);
    const c = compare(tabulate(tiltak, q.finansiering), q.finansiering.ja);
    const bare =
      "a comparison across a break must say so, but «flere enn i 2018» (finansiering mot 2018) stands without it";
    expect(() => prose`Det er ${increase(c)`flere enn i 2018`}.`).toThrow(bare);
    expect(() => prose`Det er ${increase(c)`flere enn i 2018`}.\n\n${breakNote(c)}`).toThrow(bare);
    expect(() => title`Det er ${increase(c)`flere enn i 2018`}`).toThrow(bare);
    expect(shown(() => prose`Det er ${increase(c)`flere enn i 2018`}. ${breakNote(c)}`)).toContain(
      "Brudd mot 2018: Spørsmålet er det samme",
    );
    expect(
      shown(
        () =>
          prose`### ${increase(c)`Flere enn i 2018`}\n\nAndelen var ${c.then} i ${year(c)}. ${breakNote(c, "kapittel:sammenlikning")}`,
      ),
    ).toContain("Tallene er ikke helt sammenliknbare med 2018, se [@kapittel:sammenlikning].");
  });
  test("take digits from values only", () => {
    const { effekter: e } = effekter();
    expect(() => largest(e, q.effekter.kvalitet)`Flest (64 tiltak)`).toThrow(
      '"64" (number): put in a value or a phrase',
    );
    // A year is no number of the survey.
    expect(() => largest(e, q.effekter.kvalitet)`Flest, også i 2018`).not.toThrow();
  });
});

test("figure(bars(tabulation), title) shows title, subtitle with base, alt and data table", () => {
  const { effekter: e } = effekter();
  let output: Record<string, unknown> = {};
  const off = onDisplay((data) => {
    output = data["application/vnd.notat.figure+json"] as Record<string, unknown>;
  });
  figure(bars(e), title`Forventede effekter`);
  off();
  expect(output).toMatchObject({
    id: "effekter",
    subtitle: [
      {
        text: "Spørsmål 16. Hvilke effekter ventes tiltaket å gi? Prosent av 100 tiltak som fikk spørsmålet.",
      },
    ],
    note: [
      {
        text: "Flere svar mulig (inntil 3), så andelene summerer seg til mer enn 100 prosent. Svar mangler for 5 av 100. De er med i grunnlaget.",
      },
    ],
  });
  expect(tableOf((output as unknown as FigureOutput).chart).rows.slice(0, 2)).toEqual([
    ["Økt kvalitet på virksomhetens tjenester", 64, 64],
    ["Effektivisering", 31, 31],
  ]);
});

test("what a statistic of amounts is called may stand in a sentence of its numbers, and in no other", () => {
  const own = surveyOf(table({ alder: [20, 30, 70] }), {
    year: 2019,
    unit: { one: "person", many: "personer", all: "personene", article: "én" },
    items: { alder: { kind: "number", label: "Alder", unit: "år" } },
  });
  const alder = summarise(own.answers, own.q.alder);
  expect(() => prose`Medianen for alder er ${amount(alder, "median")}.`).not.toThrow();
  expect(() => prose`Gjennomsnittet for alder er ${amount(alder, "mean")}.`).not.toThrow();
  expect(() => prose`Medianen for alder er ${amount(alder, "mean")}.`).toThrow('"Medianen" (share)');
  expect(() => prose`I snitt er alderen ${amount(alder, "median")}.`).toThrow('"I snitt" (share)');
  expect(
    () => prose`Medianen for alder er ${amount(alder, "median")}, mot ${amount(alder, "highest")}.`,
  ).toThrow('"Medianen" (share)');
  expect(() => prose`Alderen er ${amount(alder, "median")}. Gjennomsnittet er lavere.`).toThrow(
    '"Gjennomsnittet" (share)',
  );
});
