import { numberAt } from "notat/dist/lib/numbers/address/evaluate.js";
import {
  type Address,
  type Place,
  parsePlace,
  printAddress,
} from "notat/dist/lib/numbers/address/parseAddress.js";
import { checkArithmetic } from "notat/dist/lib/numbers/published/checkArithmetic.js";
import { judge } from "notat/dist/lib/numbers/published/judge.js";
import { publicationOf } from "notat/dist/lib/numbers/published/publication.js";
import { type PublishedFigure, readPublished } from "notat/dist/lib/numbers/published/readPublished.js";
import { countStatuses, reconcile } from "notat/dist/lib/numbers/published/reconcile.js";
import { survey } from "notat/dist/lib/survey/answers/survey.js";
import { beforeAll, describe, expect, test } from "vitest";
import { type Cells, cleanAnswers, correctionsLog, rawAnswers, recount } from "../../support/recount.js";

// Figures of the note that its own other numbers contradict, found by reading it.
const CONTRADICTED = [
  "sum-collab-order",
  "sum-cost-same-as-2018",
  "s21-questions",
  "s313-seamless-as-2018",
  "s32-heading-half-small",
  "s32-initiatives-stated-base",
  "s32-cost-same-as-2018",
  "s333-innov-high-small",
  "s333-almost-all-develop-reuse",
  "s341-cross-mostly-small",
  "s341-cross-cost-as-all",
  "s344-municipal-seamless",
  "s345-both-gt-state-only",
  "s35-unfinanced-30",
  "s35-beneficiaries",
  "s35-collab-order",
];

describe("reconcile(evaluate) on the answers of 2019", () => {
  beforeAll(async () => {
    await survey();
  });

  test("gives each of the note's 220 figures a status, and none differs", () => {
    const rows = reconcile(numberAt, 2019).filter(({ source }) => source.startsWith("Difi-notat"));
    expect(rows.length).toBe(220);
    expect(rows.filter(({ status }) => status === "differs")).toEqual([]);
    expect(rows.filter(({ status }) => status === "cannot-be-met").map(({ id }) => id)).toEqual(CONTRADICTED);
    expect(countStatuses(rows)).toEqual({
      meets: 189,
      differs: 0,
      "cannot-be-met": 16,
      "cannot-be-checked": 6,
      "not-from-survey": 9,
    });
  });

  test("says of everything that is not met why, and gives the computed number of everything that is tried", () => {
    for (const row of reconcile(numberAt, 2019)) {
      if (row.status !== "meets") expect(row.explanation, row.id).not.toBe("");
      if (row.status === "meets" || row.status === "cannot-be-met") expect(row.computed, row.id).not.toBe("");
    }
  });

  test("shows the impossible by arithmetic that is true, and by data that do not meet the figure", () => {
    for (const figure of readPublished(2019).filter(({ status }) => status === "arithmetic")) {
      const statements = checkArithmetic(figure.arithmetic);
      expect(statements.length, figure.id).toBeGreaterThan(0);
      expect(
        statements.filter(({ holds }) => !holds),
        figure.id,
      ).toEqual([]);
      const item = { key: "innbyggere", label: "Innbyggere" };
      expect(judge(figure, numberAt, () => [item]).holds, figure.id).toBe(false);
    }
  });

  test("publicationOf(value) says where a number as printed is published, or what it follows from", () => {
    expect(said("2019/alle/effekter/kvalitet/share", 0)).toContain(
      "64 prosent (Difi-notat 2019:10, kapittel 3.1.1, figur 2; digdir.no): stemmer.",
    );
    expect(said("2019/alle/effekter/kvalitet/count")).toContain("276 tiltak (digdir.no): stemmer.");
    expect(said("2019/alle/deling/nei|mangler/count")).toEqual([
      "Følger av publiserte tall: 432 − (192 + 179 − 96) = 157.",
    ]);
    expect(said("2018/alle/finansiering/ja/share")).toContain(
      "232 tiltak (Difi-notat 2019:10, kapittel 3.2.1): stemmer.",
    );
    expect(said("2018/alle/kostnadsklasse/mangler/count")).toContain("Følger av publiserte tall: 412 − 395.");
    expect(said("2019/alle/finansiering/*/asked").join(" ")).toContain("432 tiltak");
    // What is not in a subset is all less those who are.
    expect(said("2019/ikke-kommunal/virksomhet/*/base").join(" ")).toMatch(/432 tiltak.*73 tiltak/);
    // A per cent behind a count, and nothing.
    expect(said("2019/alle/teknologi/sky/count")).toEqual([
      "«ca. en tredel», lest som 29–38 prosent (Difi-notat 2019:10, sammendraget og kapittel 3.5): stemmer.",
      "35 prosent (Difi-notat 2019:10, kapittel 3.3.1): stemmer.",
      "Sky er den vanligste teknologien («av flest tiltak») (Difi-notat 2019:10, kapittel 3.3.1): stemmer.",
      "Tallet selv er ikke publisert. Det følger av syntetiske data.",
    ]);
    expect(said("2019/alle/fase/drift/count")).toEqual([
      "Tallet er ikke publisert. Det følger av syntetiske data.",
    ]);
  });

  test("publicationOf(value) quotes what was published in words, with how it is read, and gives no reading for print", () => {
    // The note says «mange virksomheter»: 30 per cent is ours.
    expect(said("2019/virksomheter/teknologi/sky/share", 0)).toContain(
      "«mange virksomheter», lest som minst 30 prosent (Difi-notat 2019:10, kapittel 3.3.3): stemmer.",
    );
    // It never printed 15.
    expect(said("2019/utvalg/departement/*/distinct")[0]).toMatch(
      /^«Alle sektorer», lest som 15 departementer \(/,
    );
  });

  test("publicationOf(value) has also what the number contradicts, and why", () => {
    expect(said("2019/alle/deling/ja/share", 0).at(-1)).toMatch(
      /^«nesten alle innmeldte tiltak», lest som minst 90 prosent \(Difi-notat 2019:10, kapittel 3\.3\.3\): kan ikke stemme\. 275 av 432/,
    );
    expect(said("2019/skjema/*/*/items").at(-1)).toMatch(/^20 spørsmål .*: kan ikke stemme\./);
    expect(said("2019/kommunal/effekter/sammenhengende/share", 0)).toEqual([
      "De 73 venter oftere sammenhengende tjenester enn de øvrige («i større grad») (Difi-notat 2019:10, kapittel 3.4.4): stemmer.",
      "50 prosent (Difi-notat 2019:10, kapittel 3.4.4): kan ikke stemme. Ingen heltallsandel av 73 blir 50 prosent.",
      "Tallet selv er ikke publisert. Det følger av syntetiske data.",
    ]);
  });

  test("publicationOf(bound) does not explain what all could be by what those who answered are", () => {
    expect(said("2019/alle/kostnadsklasse/under10/least", 0)).toEqual([
      "Tallet er ikke publisert. Det følger av syntetiske data.",
    ]);
  });
});

function said(address: string, decimals?: number): readonly string[] {
  return publicationOf(decimals === undefined ? { address } : { address, decimals }).lines;
}

describe("reconcile(evaluate) after one answer has changed", () => {
  const corrected = new Set(correctionsLog().map(({ id }) => id));
  const changed = (find: (row: Cells) => boolean, change: (row: Cells) => void): string[] => {
    const raw = rawAnswers();
    const row = raw.find((row) => !corrected.has(row.id as string) && find(row));
    if (!row) throw new Error("There must be such a row that no correction touches.");
    change(row);
    const counts = recount(cleanAnswers(raw));
    return reconcile((address) => counts(printAddress(address)), 2019)
      .filter(({ status }) => status === "differs")
      .map(({ id }) => id);
  };
  const small = (row: Cells): boolean =>
    /^\d+$/.test(row.kostnadsramme as string) && Number(row.kostnadsramme) < 10e6;

  test("names exactly the figures that moved when a financed measure in implementation becomes unfinanced", () => {
    const moved = changed(
      (row) =>
        row.fase === "Gjennomføring" && row.finansiering === "Ja" && small(row) && row.involverer === "Nei",
      (row) => {
        row.finansiering = "Nei";
      },
    );
    // 301 → 300 (72 per cent still: 300/418 = 71.8), 61 → 62, 219 → 218, 48 → 49, of them under 50 mill. 33 → 34, 74 → 75.
    expect(moved).toEqual([
      "s321-fin-yes",
      "s321-fin-no",
      "s322-impl-financed",
      "s322-impl-unfinanced",
      "s322-impl-unfinanced-under50",
      "s322-planimpl-unfinanced",
    ]);
  });

  test("names exactly the figures that moved when a measure loses one effect", () => {
    const moved = changed(
      (row) =>
        row.effekter__kvalitet === "1" && row.effekter__effektivisering === "1" && row.involverer === "Nei",
      (row) => {
        row.effekter__kvalitet = "";
      },
    );
    // 276 → 275, which is 63.7 per cent: 64 still.
    expect(moved).toEqual(["web19-effect-quality"]);
  });

  test("names nothing when a text changes", () => {
    expect(
      changed(
        () => true,
        (row) => {
          row.navn = "Et annet navn";
        },
      ),
    ).toEqual([]);
  });
});

describe("checkArithmetic(statements)", () => {
  test("knows which per cents a base can have (GRIM)", () => {
    expect(
      checkArithmetic("fits(50, 73) = 0; least(56, 317) = 176; most(56, 317) = 179; fits(56, 317) = 4"),
    ).toEqual([
      { text: "fits(50, 73) = 0", holds: true },
      { text: "least(56, 317) = 176", holds: true },
      { text: "most(56, 317) = 179", holds: true },
      { text: "fits(56, 317) = 4", holds: true },
    ]);
  });

  test("says which statement is not true", () => {
    expect(checkArithmetic("192 + 179 - 96 = 275; 275 > 432").map(({ holds }) => holds)).toEqual([
      true,
      false,
    ]);
    expect(
      checkArithmetic("2 * (3 + 4) / 7 = 2; round(0.5) = 1; round(percent(57, 200)) = 29").map(
        ({ holds }) => holds,
      ),
    ).toEqual([true, true, true]);
  });

  test("refuses what it can't read, with the place", () => {
    expect(() => checkArithmetic("40 av 73 = 3")).toThrow(/"40 av 73 = 3" can't be read at av/);
    expect(() => checkArithmetic("1 + = 2")).toThrow(/can't be read at =/);
    expect(() => checkArithmetic("1 + 1")).toThrow(/can't be read at its end/);
  });
});

describe("judge(figure, numberAt, optionsOf)", () => {
  const numbers: Record<string, [n: number, base: number]> = { a: [57, 200], b: [58, 200], c: [10, 200] };
  const at = (key: string, measure: string): Place => parsePlace(`2019/alle/fase/${key}/${measure}`);
  const evaluateHere = ({ cell: [part = []], statistic }: Address) => {
    const [n, base] = numbers[part[0] as string] as [number, number];
    return { n, base, value: statistic === "share" ? n / base : n };
  };
  const options = Object.keys(numbers).map((key) => ({ key, label: key }));
  const holds = (figure: Partial<PublishedFigure>): boolean =>
    judge(
      {
        addresses: [],
        than: [],
        value: null,
        lo: null,
        hi: null,
        decimals: 0,
        tolerance: 0,
        ...figure,
      } as PublishedFigure,
      evaluateHere,
      () => options,
    ).holds;

  test("rounds half up on whole numbers: 57 of 200 is 29 per cent", () => {
    expect(holds({ operator: "rounds", addresses: [at("a", "share")], value: 29 })).toBe(true);
    expect(holds({ operator: "rounds", addresses: [at("a", "share")], value: 28 })).toBe(false);
    expect(holds({ operator: "rounds", addresses: [at("a", "share")], value: 28.5, decimals: 1 })).toBe(true);
  });

  test("takes both ends of within, for shares and for counts", () => {
    expect(holds({ operator: "within", addresses: [at("a", "share")], lo: 28.5, hi: 30 })).toBe(true);
    expect(holds({ operator: "within", addresses: [at("a", "share")], lo: 28.51, hi: 30 })).toBe(false);
    expect(
      holds({ operator: "within", addresses: [at("a", "count"), at("c", "count")], lo: 10, hi: 57 }),
    ).toBe(true);
  });

  test("asks strictly more of greater, top and ordered", () => {
    expect(holds({ operator: "greater", addresses: [at("b", "share")], than: [at("a", "share")] })).toBe(
      true,
    );
    expect(holds({ operator: "greater", addresses: [at("a", "share")], than: [at("a", "share")] })).toBe(
      false,
    );
    expect(holds({ operator: "top", addresses: [at("a", "count"), at("b", "count")] })).toBe(true);
    expect(holds({ operator: "largest", addresses: [at("a", "count")] })).toBe(false);
    expect(holds({ operator: "ordered", addresses: [at("b", "count"), at("a", "count")] })).toBe(true);
    expect(holds({ operator: "ordered", addresses: [at("a", "count"), at("b", "count")] })).toBe(false);
  });

  test("counts about in percentage points for shares and in units for counts", () => {
    expect(
      holds({ operator: "about", addresses: [at("a", "share")], than: [at("b", "share")], tolerance: 0.5 }),
    ).toBe(true);
    expect(
      holds({
        operator: "about",
        addresses: [at("a", "count"), at("b", "count"), at("c", "count")],
        tolerance: 47,
      }),
    ).toBe(false);
    expect(
      holds({
        operator: "equals",
        addresses: [parsePlace("2019/alle/fase/b/count − 2019/alle/fase/c/count")],
        value: 48,
      }),
    ).toBe(true);
  });
});
