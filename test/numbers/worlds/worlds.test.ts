import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import {
  at,
  compare,
  difference,
  evaluate,
  inWords,
  q,
  s,
  share,
  size,
  subset,
  survey,
  tabulate,
} from "notat";
import { parseAddress, printAddress } from "notat/dist/lib/numbers/address/parseAddress.js";
import { isWorld, WORLDS, worldOf } from "notat/dist/lib/numbers/worlds/worlds.js";
import { questionnaire } from "notat/dist/lib/survey/questionnaire/current.js";
import { beforeAll, describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

/** 6 measures of a body in Skate, of which 2 involve municipalities; 1 of a body that is not. */
const small = () =>
  smallSurvey([
    ...times(2, { virksomhet: "200000001", kommuner: "ja", finansiering: "ja" }),
    ...times(4, { virksomhet: "200000001", finansiering: "nei" }),
    { virksomhet: "200000002", finansiering: "ja" },
  ]);

describe("an explanation names the rows of its own address", () => {
  test.each([
    ["alle/finansiering/ja/count", "alle tiltak", "7 tiltak som svarte"],
    ["skate/finansiering/ja/count", "tiltak fra Skate-virksomhetene", "6 tiltak som svarte"],
    [
      "ikke-skate/finansiering/ja/count",
      "øvrige tiltak (ikke tiltak fra Skate-virksomhetene)",
      "1 tiltak som svarte",
    ],
    ["virksomheter/svar/ja/share", "alle virksomheter", "3 virksomheter som fikk spørsmålet"],
    ["virksomheter/finansiering/ja/count", "alle virksomheter", "2 virksomheter som svarte"],
    ["utvalg/departement/HOD/count", "alle virksomheter i utvalget", "3 virksomheter i utvalget"],
    ["skjema/effekter/*/max", "spørreskjemaet", "spørreskjemaet for 2019"],
  ])("%s: %s", (address, filter, baseText) => {
    small();
    const { record } = at(address);
    expect(record.filter).toBe(filter);
    // A base that all were asked, or that answered, by the item's rule.
    expect(record.baseText.replace("fikk spørsmålet", "svarte")).toBe(
      baseText.replace("fikk spørsmålet", "svarte"),
    );
  });
  test("however it was fetched", () => {
    const { tiltak, virksomheter } = small();
    const skate = tabulate(subset(tiltak, s.skate), q.finansiering);
    expect(share(skate, q.finansiering.ja).record).toEqual(at("skate/finansiering/ja/share").record);
    expect(size(virksomheter).record).toEqual(at("virksomheter/svar/*/base").record);
  });
  test("also in a year that has no answers here", () => {
    small();
    expect(at("2018/virksomheter/svar/*/base").record.filter).toBe("alle virksomheter");
    expect(at("2018/alle/finansiering/ja/count").record.filter).toBe("alle tiltak");
  });
});

describe("an explanation says what is counted where no option is named", () => {
  test.each([
    ["alle/finansiering/*/base", "alle svar"],
    ["alle/finansiering/*/distinct", "ulike svar"],
    ["alle/finansiering/ja/count", "Ja"],
    ["virksomheter/svar/*/base", "alle virksomheter"],
    ["utvalg/departement/*/distinct", "ulike verdier i utvalget"],
    ["skjema/*/*/items", "spørsmål"],
    ["skjema/effekter/*/max", "svar som kan velges"],
    ["logg/regel/*/base", "rettelser"],
    ["logg/regel/*/distinct", "tiltak med rettelser"],
  ])("%s: %s", (address, counted) => {
    small();
    expect(at(address).record.counted).toBe(counted);
  });
});

describe("a difference says of both numbers what the other does not have", () => {
  test("the rows", () => {
    small();
    const apart = difference(at("skate/finansiering/ja/count"), at("alle/finansiering/ja/count"));
    const base = at("alle/finansiering/ja/count").record.baseText;
    expect(apart.record.filter).toBe("tiltak fra Skate-virksomhetene mot alle tiltak");
    expect(apart.record.baseText).toContain(`mot 3 (${base}, alle tiltak)`);
  });
  test("the year", () => {
    const { tiltak } = small();
    const { now, then } = compare(tabulate(tiltak, q.finansiering), q.finansiering.ja, "count");
    const apart = difference(now, then);
    expect(apart.record.filter).toBe("alle tiltak");
    // 232 of 412 were published of 2018.
    expect(apart.record.baseText).toMatch(
      /^3 \(7 tiltak som .*, 2019\) mot 232 \(412 tiltak som .*, 2018\)$/,
    );
    expect(apart.number).toBe(229);
    // Only a comparison knows whether the question is the same.
    expect(() => difference(at("alle/finansiering/ja/count"), at("2018/alle/finansiering/ja/count"))).toThrow(
      "A difference between 2019 and 2018 must be of compare(tabulation, option)",
    );
  });
});

describe("a subset of the authors' own", () => {
  const own = (key: string) => () => {
    const { tiltak } = small();
    const part = subset(tiltak, {
      key,
      label: "tiltak med penger",
      when: { item: "finansiering", is: ["ja"] },
    });
    return share(tabulate(part, q.finansiering), q.finansiering.ja);
  };
  test("keeps its label", () => {
    expect(own("penger")().record).toMatchObject({
      address: "2019/penger/finansiering/ja/share",
      filter: "tiltak med penger",
    });
  });
  test.each(WORLDS.map(({ keyIn }) => keyIn(2019)))(
    'can\'t be called "%s", which means another number',
    (key) => {
      expect(own(key)).toThrow(`"${key}" can't be a selection's key, which stands in addresses`);
    },
  );
  test.each(["a/b", "a×b", "a|b", "*", "med mellomrom"])(
    'can\'t be called "%s", which no address can carry',
    (key) => {
      expect(own(key)).toThrow("use letters, digits, - and _");
    },
  );
});

describe("worldOf(address)", () => {
  test("is the answers for all that names no other world", () => {
    const of = (subset: string) => ({ year: 2019, subset });
    expect(worldOf(of("skate+over100"))).toBe(worldOf(of("alle")));
    expect(new Set(WORLDS.map(({ keyIn }) => worldOf(of(keyIn(2019))))).size).toBe(6);
    expect(isWorld(of("skate"))).toBe(false);
  });
  test("says what its measures are, and where one that it has not belongs", () => {
    small();
    expect(() => evaluate("2019/logg/regel/*/rank")).toThrow(
      'There is no "rank" in logg, only count, share, base, distinct: it goes with the subset "alle".',
    );
  });
});

describe("one of what is counted", () => {
  beforeAll(async () => {
    await survey();
  });
  test("is én virksomhet, ett tiltak", () => {
    small();
    expect(String(inWords(at("utvalg/departement/KMD/count")))).toBe("én");
    expect(String(inWords(at("virksomheter/finansiering/nei/count")))).toBe("én");
    expect(String(inWords(at("ikke-skate/finansiering/ja/count")))).toBe("ett");
  });
});

describe("where the base of a share stands", () => {
  beforeAll(async () => {
    await survey();
  });
  test.each([
    // By the item's rule; of a crossing and of missing answers, those asked.
    ["2019/alle/effekter/kvalitet/share", "2019/alle/effekter/*/asked"],
    ["2019/skate/finansiering/ja/share", "2019/skate/finansiering/*/answered"],
    ["2019/alle/finansiering/mangler/share", "2019/alle/finansiering/*/asked"],
    // Bodies are counted among those that answered; by the frame's own columns, among all.
    ["2019/virksomheter/effekter/miljo/share", "2019/virksomheter/svar/ja/count"],
    ["2019/virksomheter/skate/ja/share", "2019/virksomheter/svar/*/base"],
    ["2019/utvalg/departement/HOD/share", "2019/virksomheter/svar/*/base"],
    ["2019/utvalg/departement×svar/HOD×ja/share", "2019/utvalg/departement/HOD/count"],
  ])("of %s: at %s", (text, base) => {
    const address = parseAddress(text);
    const at = worldOf(address).baseOf(address, questionnaire);
    expect(at && printAddress(at)).toBe(base);
    expect(evaluate(base).n).toBe(evaluate(text).base);
  });
  test("which has no publication where the form and the log count", () => {
    for (const text of ["2019/skjema/effekter/*/max", "2019/logg/regel/*/base"])
      expect(worldOf(parseAddress(text)).baseOf(parseAddress(text), questionnaire)).toBeNull();
  });
});

describe("the log", () => {
  test("counts its rows, and the records that they touch", async () => {
    await survey();
    const rows = (
      parse(readFileSync(new URL("../../../data/2019/corrections.csv", import.meta.url)), {
        columns: true,
      }) as Record<"id" | "before" | "after", string>[]
    ).filter(({ before, after }) => before !== after);
    const records = new Set(rows.map(({ id }) => id)).size;
    expect(records).toBeLessThan(rows.length);
    expect(evaluate("2019/logg/regel/*/base").n).toBe(rows.length);
    expect(evaluate("2019/logg/regel/*/distinct")).toMatchObject({ n: records, base: rows.length });
    expect(() => evaluate("2019/logg/regel/finnesikke/count")).toThrow('has no rule "finnesikke"');
    expect(() => evaluate("2019/logg/felt/*/count")).toThrow('The log is counted by "regel"');
  });
});
