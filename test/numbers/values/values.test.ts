import {
  at,
  bars,
  bodies,
  complement,
  count,
  crosstab,
  difference,
  evaluate,
  even,
  inWords,
  largestIn,
  lowerBound,
  onDisplay,
  oneDecimal,
  phrase,
  prose,
  q,
  s,
  share,
  similar,
  size,
  subset,
  summary,
  survey,
  tabulate,
  upperBound,
} from "notat";
import { tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

/** 20 measures: 6 under 10 million, 4 above, 10 unanswered. */
const kostnad = () =>
  smallSurvey([
    ...times(6, { kostnadsramme: 1_000_000, virksomhet: "200000002" }),
    ...times(4, { kostnadsramme: 20_000_000 }),
    ...times(10, {}),
  ]);

describe("bounds of what missing answers can hide", () => {
  test("lowerBound and upperBound are shares of all who were asked", () => {
    const k = tabulate(kostnad().tiltak, q.kostnadsklasse);
    expect(String(share(k, q.kostnadsklasse.under10))).toBe("60 prosent"); // 6 of 10 who answered
    expect(String(lowerBound(k, q.kostnadsklasse.under10))).toBe("30 prosent"); // 6 of 20
    expect(String(upperBound(k, q.kostnadsklasse.under10))).toBe("80 prosent"); // (6 + 10) of 20
    expect(lowerBound(k, q.kostnadsklasse.under10).record).toMatchObject({
      address: "2019/alle/kostnadsklasse/under10/least",
      n: 6,
      base: 20,
      baseText: "20 tiltak som fikk spørsmålet",
    });
    expect(lowerBound(k, q.kostnadsklasse.under10).isShare).toBe(true);
  });
});

describe("inWords(value)", () => {
  test("prints counts up to twelve as words", () => {
    const { tiltak } = kostnad();
    const k = tabulate(tiltak, q.kostnadsklasse);
    expect(String(inWords(at("alle/kostnadsklasse/under10/count")))).toBe("seks");
    expect(() => inWords(share(k, q.kostnadsklasse.under10))).toThrow("must have a count from 0 to 12");
    expect(() => inWords(size(tiltak))).toThrow("is 20: print the number");
  });
});

describe("difference(a, b)", () => {
  test("of shares is percentage points, which are no share", () => {
    const { tiltak } = smallSurvey([
      ...times(6, { finansiering: "ja" }),
      ...times(5, { finansiering: "nei" }),
    ]);
    const f = tabulate(tiltak, q.finansiering);
    // 6/11 − 5/11 = 9.09…
    const d = difference(share(f, q.finansiering.nei), share(f, q.finansiering.ja));
    expect(d.kind).toBe("difference-of-shares");
    expect(d.isShare).toBe(false);
    expect(d.number).toBeCloseTo(100 / 11);
    expect(String(d)).toBe("9 prosentpoeng");
    expect(String(oneDecimal(d))).toBe("9,1 prosentpoeng");
    expect(() => phrase(d)).toThrow("A phrase must be of a share");
    expect(() => inWords(d)).toThrow("must have a count");
    expect(() => difference(d, d)).toThrow("two shares or two counts");
    const counts = difference(count(f, q.finansiering.nei), count(f, q.finansiering.ja));
    expect(counts.kind).toBe("difference-of-counts");
    expect(counts.number).toBe(1);
    expect(String(inWords(counts))).toBe("ett");
    expect(() => oneDecimal(counts)).toThrow("must have a share");
  });
});

describe("at(address, print)", () => {
  test("takes only a printer that fits the measure", () => {
    kostnad();
    expect(String(at("alle/kostnadsklasse/under10/share", "outOf"))).toBe("6 av 10");
    expect(() => at("alle/kostnadsklasse/under10/rank", "outOf")).toThrow('must be printed by "rank"');
    expect(() => at("alle/kostnadsklasse/*/base", "share")).toThrow('must be printed by "count"');
    expect(() => at("alle/kostnadsklasse/under10/count", "share")).toThrow('must be printed by "count"');
    expect(() => at("alle/kostnadsklasse/under10/share", "count")).toThrow(
      'must be printed by "share" or "outOf" or "shareOutOf"',
    );
  });
});

describe("a year without answers", () => {
  test("has its words from the edition that compares with it, and says who its base is", () => {
    kostnad();
    const { record } = at("2018/alle/kostnadsklasse/over100/share");
    expect(record.baseText).toBe("395 tiltak som svarte");
    expect(record.counted).toBe("100 mill. kroner eller mer");
    expect(record.questions[0]).toMatch(/^\d+\. .*\(ordlyd fra 2019\)$/);
    expect(at("2018/alle/kostnadsklasse/mangler/share").record.baseText).toBe(
      "412 tiltak som fikk spørsmålet",
    );
  });
});

describe("the synthetic mark", () => {
  test("spares the published per cent, not the count behind it", async () => {
    await survey();
    expect(at("alle/teknologi/sky/share").record.synthetic).toBe(false);
    expect(at("alle/teknologi/sky/share", "outOf").record.synthetic).toBe(true);
    expect(at("alle/teknologi/sky/count").record.synthetic).toBe(true);
    expect(oneDecimal(at("alle/teknologi/sky/share")).record.synthetic).toBe(true);
  });
});

describe("addresses", () => {
  test("without a year are of the year that the note is made for", () => {
    kostnad();
    expect(at("alle/kostnadsklasse/under10/count").address).toBe("2019/alle/kostnadsklasse/under10/count");
  });
  test("of the form count items, options, named options and ticks", () => {
    kostnad();
    expect(evaluate("2019/skjema/*/*/items").n).toBe(22);
    expect(evaluate("2019/skjema/effekter/*/options").n).toBe(11);
    expect(evaluate("2019/skjema/effekter/*/named").n).toBe(10);
    expect(evaluate("2019/skjema/effekter/*/max").n).toBe(3);
    expect(() => evaluate("2019/skjema/teknologi/*/max")).toThrow("has items, options, named and max");
    expect(() => evaluate("2019/skjema/effekt/*/max")).toThrow('has no item "effekt"');
    expect(at("skjema/effekter/*/max").record).toMatchObject({
      synthetic: false,
      base: null,
      baseText: "spørreskjemaet for 2019",
    });
    expect(() => evaluate("2019/alle/effekter/*/max")).toThrow('goes with the subset "skjema"');
  });
  test("of the frame count bodies, whether they answered or not", () => {
    kostnad();
    // Three bodies: KMD, HOD, HOD; the first is in Skate; the third did not answer.
    expect(evaluate("2019/utvalg/departement/*/distinct").n).toBe(2);
    expect(evaluate("2019/utvalg/departement/HOD/count").n).toBe(2);
    expect(evaluate("2019/utvalg/departement×svar/HOD×ja/share")).toMatchObject({ n: 1, base: 2 });
    expect(evaluate("2019/utvalg/virksomhet×skate/200000001|200000003×ja/share")).toMatchObject({
      n: 1,
      base: 2,
    });
    expect(evaluate("2019/virksomheter/svar/ja/share")).toMatchObject({ n: 2, base: 3 });
    expect(() => evaluate("2019/utvalg/farge/*/distinct")).toThrow('no column "farge"');
  });
  test("of a subset keep to it", () => {
    const { tiltak } = kostnad();
    expect(String(size(subset(tiltak, s.skate)))).toBe("14");
  });
});

describe("claims about whole tabulations", () => {
  const rows = [
    ...times(5, { virksomhet: "200000001", utvikle: "ja", finansiering: "ja" }),
    ...times(4, { virksomhet: "200000002", utvikle: "ja", finansiering: "nei" }),
  ];
  test("largestIn(crosstab, column, …rows) looks at every other row", () => {
    const { tiltak } = smallSurvey(rows);
    const table = crosstab(tiltak, q.virksomhet, q.utvikle);
    const [first, second] = bodies(tiltak, "Prøveetaten", "Eksempeldirektoratet");
    expect(() => largestIn(table, q.utvikle.ja, first)`flest`).not.toThrow();
    expect(() => largestIn(table, q.utvikle.ja, second as typeof first)`flest`).toThrow(
      /It needs: Eksempeldirektoratet har hver for seg flere enn alle andre med «Ja» på «Utvikler for flere»\n.*men størst er 5/,
    );
  });
  test("similar(a, b, points) looks at every option but those left out", () => {
    const { tiltak } = smallSurvey(rows);
    const skate = tabulate(subset(tiltak, s.skate), q.finansiering);
    const ovrige = tabulate(complement(subset(tiltak, s.skate)), q.finansiering);
    // Ja: 5 of 5 and 0 of 4, 100 points apart. Delvis: none in either.
    expect(() => similar(skate, ovrige, 5)`små forskjeller`).toThrow(
      "høyst 5 prosentpoeng fra hverandre for hvert svar på «Finansiering»",
    );
    expect(
      () => similar(skate, ovrige, 5, q.finansiering.ja, q.finansiering.nei)`små forskjeller`,
    ).not.toThrow();
  });
  test("even(values, spread) looks at the largest and the smallest", () => {
    const f = tabulate(smallSurvey(rows).tiltak, q.finansiering);
    expect(() => even([count(f, q.finansiering.ja), count(f, q.finansiering.nei)], 1)`jevnt`).not.toThrow();
    expect(() => even([count(f, q.finansiering.ja), count(f, q.finansiering.delvis)], 4)`jevnt`).toThrow(
      "numbers that are called alike must be at most 1 apart",
    );
  });
});

describe("sentences", () => {
  const shown = (run: () => void): string => {
    let text = "";
    const off = onDisplay((data) => {
      text = String(data["text/plain"]);
    });
    run();
    off();
    return text;
  };
  test("begin with a capital when a phrase or a number in words begins them", () => {
    const f = tabulate(smallSurvey([...times(3, { finansiering: "ja" }), {}]).tiltak, q.finansiering);
    const ja = q.finansiering.ja;
    expect(
      shown(
        () =>
          prose`${inWords(count(f, ja))} tiltak. ${phrase(f, ja, "flertallet")}, og ${phrase(f, ja, "flertallet")}.`,
      ),
    ).toBe("Tre tiltak. Flertallet, og flertallet.");
  });
  test("of the summary must rest on published figures", () => {
    const f = tabulate(smallSurvey([...times(3, { budsjett: 1 }), {}]).tiltak, q.involverer);
    expect(() => summary`${count(f, q.involverer.vet_ikke)} tiltak`).toThrow(
      "A summary must rest on published figures, but 2019/alle/involverer/vet_ikke/count",
    );
  });
});

test("bars(…, { missing: true }) shows missing answers without a share", () => {
  const k = tabulate(kostnad().tiltak, q.kostnadsklasse);
  expect(tableOf(bars(k, { show: "count", missing: true })).rows).toEqual([
    ["Under 10 mill. kroner", 6, 60],
    ["10–50 mill. kroner", 4, 40],
    ["50–100 mill. kroner", 0, 0],
    ["100 mill. kroner eller mer", 0, 0],
    ["Ikke svart", 10, "ikke i grunnlaget"],
  ]);
  expect(() => bars(k, { missing: true })).toThrow("can only have a bar among counts");
});
