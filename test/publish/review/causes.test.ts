import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { table } from "arquero";
import type { AcceptedState } from "notat/dist/lib/publish/review/acceptedState.js";
import { answerFacts, type Hiding, hidingIn } from "notat/dist/lib/publish/review/answerFacts.js";
import { findCauses, findHidden, followRenames } from "notat/dist/lib/publish/review/findCauses.js";
import { makeKey, readKey } from "notat/dist/lib/publish/review/secretKey.js";
import type { LoadedSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { loadSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { beforeAll, describe, expect, test } from "vitest";

const edition = openEdition(2019);
const path = join(mkdtempSync(join(tmpdir(), "notat-")), "raw", "nokkel.txt");
makeKey(path);
const digest = readKey(path);
let survey: LoadedSurvey;

/** The answers with some of one record's changed. */
function withAnswers(id: string, change: Readonly<Record<string, unknown>>): LoadedSurvey {
  const columns = Object.fromEntries(
    survey.tiltak.columnNames().map((name) => {
      const values = [...survey.tiltak.array(name)];
      const at = [...survey.tiltak.array("id")].indexOf(id);
      if (name in change) values[at] = change[name];
      return [name, values];
    }),
  );
  return { ...survey, tiltak: table(columns) };
}

/** What is hidden of public records: what the questionnaire says, and what is kept back. */
const hiding = (
  kept = new Map<string, Set<string>>(),
  isPublic: Hiding["isPublic"] = (item) => item.public,
): Hiding => ({ isPublic, keptBack: kept });

const causes = (
  before: LoadedSurvey,
  after: LoadedSurvey,
  kept = new Map<string, Set<string>>(),
): string[] => {
  const nothing = { inputs: new Map(), statements: new Map() };
  const facts = (of: LoadedSurvey) => ({ ...nothing, answers: answerFacts(of, hiding(kept), digest) });
  return findCauses(facts(before), facts(after), edition, new Map()).map(
    ({ what, from, to, places }) =>
      `${what}: ${from} → ${to}${places.map((place) => ` (${place})`).join("")}`,
  );
};
const inputCauses = (
  before: [string, string][],
  after: [string, string][],
  cells = new Map<string, number>(),
) => {
  const of = (inputs: [string, string][]) => ({
    answers: new Map(),
    statements: new Map(),
    inputs: new Map(inputs),
  });
  return findCauses(of(before), of(after), edition, cells).map(({ what, from, to }) => [what, from, to]);
};

beforeAll(async () => {
  survey = await loadSurvey(edition);
});

describe("findCauses(accepted, current, edition, cells), of answers", () => {
  test("tells of an amount as short as tells it apart, with the rule of the log", () => {
    const of = (amount: number) => withAnswers("2019-007", { kostnadsramme: amount });
    const place = "(corrections.csv, linje 2, regel belop_i_tusen)";
    expect(causes(of(12e6), of(120e6))).toEqual([`2019-007, kostnadsramme: 12 → 120 mill. kroner ${place}`]);
    expect(causes(of(12_010_000), of(12_020_000))).toEqual([
      `2019-007, kostnadsramme: 12 010 000 → 12 020 000 kroner ${place}`.replaceAll(
        /(?<=\d) (?=\d{3})/g,
        "\u00a0",
      ),
    ]);
    expect(causes(of(900_000), of(9e9))).toEqual([
      `2019-007, kostnadsramme: 900\u00a0000 kroner → 9 mrd. kroner ${place}`,
    ]);
  });

  test("tells of options by their labels, and of what is missing by its kind", () => {
    const after = withAnswers("2019-003", {
      fase: "ide",
      effekter__beslutningsstotte: false,
      kostnadsramme: null,
      kostnadsramme__mangler: "ikke_svart",
    });
    expect(causes(withAnswers("2019-003", { kostnadsramme: 5e6 }), after)).toEqual([
      "2019-003, effekter: Økt kvalitet på virksomhetens tjenester; Bedre beslutningsstøtte → Økt kvalitet på virksomhetens tjenester",
      "2019-003, fase: Konsept → Idé",
      "2019-003, kostnadsramme: 5 mill. kroner → (ikke svart)",
    ]);
  });

  test("tells of a row of the log about what is hidden only where no answer that it changed is told of", () => {
    const log = (value: string) => new Map([["data/2019/corrections.csv\t\t(ikke offentlig)", value]]);
    const facts = (of: LoadedSurvey, inputs: Map<string, string>) => ({
      answers: answerFacts(of, hiding(), digest),
      statements: new Map(),
      inputs,
    });
    const told = (after: LoadedSurvey) =>
      findCauses(facts(survey, log("før")), facts(after, log("nå")), edition, new Map()).map(
        ({ what }) => what,
      );
    expect(told(withAnswers("2019-037", { fase: "ide" }))).toEqual([
      "2019-037, et tiltak som er unntatt offentlighet",
    ]);
    expect(told(survey)).toEqual(["data/2019/corrections.csv, (ikke offentlig)"]);
  });

  test("tells of what is not public only that it is another, and of no answer of a withheld tiltak", () => {
    expect(causes(survey, withAnswers("2019-003", { kontakt: "ny@etat.example" }))).toEqual([
      "2019-003, noe som ikke er offentlig:  → ",
    ]);
    expect(causes(survey, withAnswers("2019-037", { fase: "ide" }))).toEqual([
      "2019-037, et tiltak som er unntatt offentlighet:  → ",
    ]);
    const kept = new Map([["2019-003", new Set(["fase"])]]);
    expect(causes(survey, withAnswers("2019-003", { fase: "ide" }), kept)).toEqual([
      "2019-003, noe som ikke er offentlig:  → ",
    ]);
    const facts = answerFacts(survey, hiding(kept), digest);
    expect(facts.get("2019-003\tfase")).toBe("(skjermet)");
    expect([...facts].filter(([key]) => key.startsWith("2019-037\t"))).toHaveLength(1);
    const written = [...facts].join("\n");
    for (const [name, secrets] of [
      ["kontakt", 60],
      ["kommentar", 10],
    ] as const) {
      const texts = [...new Set(survey.tiltak.array(name) as string[])].filter(Boolean);
      expect(texts.length).toBeGreaterThan(secrets);
      expect(texts.filter((text) => written.includes(text))).toEqual([]);
    }
  });

  test("an answer that somebody changes, and that is kept back by the same change, is what was changed; what it is now, is not told", () => {
    const nothing = { inputs: new Map(), statements: new Map() };
    const state = (of: LoadedSurvey, kept?: Map<string, Set<string>>) => ({
      ...nothing,
      answers: answerFacts(of, hiding(kept), digest),
    });
    const kept = new Map([["2019-003", new Set(["fase"])]]);
    const isKept = (id: string, item: string) => kept.get(id)?.has(item) === true;
    const told = (accepted: LoadedSurvey, now: LoadedSurvey, was?: Map<string, Set<string>>, is = kept) => {
      const before = state(accepted, was);
      const comparable = state(now, was);
      const found = findCauses(before, comparable, edition, new Map(), is === kept ? isKept : undefined);
      const effects = findHidden(comparable.answers, state(now, is).answers, found, edition);
      return [...found, ...effects].map(({ cause, what, from, to }) => [cause, what, from, to]);
    };
    const changed = withAnswers("2019-003", { fase: "ide" });
    expect(told(survey, changed)).toEqual([[true, "2019-003, fase", "Konsept", "(skjermet)"]]);
    expect(told(survey, survey)).toEqual([[false, "2019-003, fase", "(vist)", "(skjermet)"]]);
    expect(told(survey, survey, kept, new Map())).toEqual([
      [false, "2019-003, fase", "(skjermet)", "Konsept"],
    ]);
    expect(told(survey, changed, kept)).toEqual([[true, "2019-003, noe som ikke er offentlig", "", ""]]);
  });

  test("the answers to an item that is not public any more are told of at once, and what was changed among them without what it is", () => {
    const spec: [string, string][] = ["fase", "navn", "budsjett"].flatMap((key) => [
      [`data/2019/questionnaire.ts\t\titems.${key}.kind`, "single"],
      [`data/2019/questionnaire.ts\t\titems.${key}.public`, "true"],
    ]);
    const accepted = {
      answers: answerFacts(survey, hiding(), digest),
      inputs: new Map(spec),
      statements: new Map(),
    };
    const { items } = edition.questionnaire;
    const questionnaire = {
      ...edition.questionnaire,
      items: { ...items, fase: { ...items.fase, public: false } },
    } as typeof edition.questionnaire;
    const now = { ...withAnswers("2019-003", { fase: "ide" }), questionnaire };
    const comparable = {
      ...accepted,
      answers: answerFacts(now, hidingIn(accepted, questionnaire), digest),
    };
    const own = { questionnaire, log: edition.log, frame: edition.frame };
    const found = findCauses(accepted, comparable, own, new Map());
    expect(found.map(({ what, from, to }) => [what, from, to])).toEqual([
      ["2019-003, fase", "Konsept", "(ikke offentlig)"],
    ]);
    const current = answerFacts(now, hiding(), digest);
    expect(
      findHidden(comparable.answers, current, found, own).map(({ what, from, to }) => [what, from, to]),
    ).toEqual([["Svarene på «Prosjektfase» (fase)", "offentlige", "ikke offentlige"]]);
  });

  test("what is not public is the same in a form with its columns in another order, and with more to tick", () => {
    const columns = survey.tiltak.columnNames();
    const other = survey.tiltak
      .select(...columns.toReversed())
      .derive({ effekter__tillit: () => false, effekter__tillit__tekst: () => null }, { drop: false });
    expect([...answerFacts({ ...survey, tiltak: other }, hiding(), digest)].sort()).toEqual(
      [...answerFacts(survey, hiding(), digest)].sort(),
    );
  });

  test("a row of the log about what is hidden now is told of without its answer, and not at all when a tiltak is withheld", () => {
    const row = (value: string) =>
      new Map([["data/2019/corrections.csv\t2019-017, fase\tregel fase_utenfor_listen", value]]);
    const state = (of: LoadedSurvey, inputs: Map<string, string>) => ({
      answers: answerFacts(of, hiding(), digest),
      statements: new Map(),
      inputs,
    });
    const told = (now: LoadedSurvey, hides: (id: string) => boolean) =>
      findCauses(state(survey, row("før")), state(now, row("nå")), edition, new Map(), hides).map(
        ({ what }) => what,
      );
    expect(told(survey, () => true)).toEqual(["data/2019/corrections.csv, (ikke offentlig)"]);
    expect(told(survey, () => false)).toEqual([
      "data/2019/corrections.csv, 2019-017, fase, regel fase_utenfor_listen",
    ]);
    expect(told(withAnswers("2019-017", { publiseres: "nei" }), () => true)).toEqual(["2019-017"]);
  });

  test("shows where the lines of an answer break", () => {
    const of = (hovedleveranse: string) => withAnswers("2019-003", { hovedleveranse });
    expect(causes(of("En linje."), of("En linje.\nTo linjer, og en \\skråstrek."))).toEqual([
      "2019-003, hovedleveranse: En linje. → En linje. ¶ To linjer, og en \\skråstrek.",
    ]);
  });

  test("names bodies, and a correction that was taken out; of a box to tick as of its item", () => {
    const skatt = "Skattedirektoratet (Skatteetaten)";
    const [from, to] = ["986252932", "974761076"].map((virksomhet) =>
      withAnswers("2019-003", { virksomhet }),
    );
    expect(causes(from as LoadedSurvey, to as LoadedSurvey)).toEqual([
      `2019-003, virksomhet: Direktoratet for økonomistyring (DFØ) → ${skatt}`,
    ]);
    const log = new Map([
      ["data/2019/corrections.csv\t2019-003, effekter__miljo\tregel kryss_som_tekst", "før"],
    ]);
    const facts = (of: LoadedSurvey, inputs: Map<string, string>) => ({
      answers: answerFacts(of, hiding(), digest),
      statements: new Map(),
      inputs,
    });
    const found = findCauses(
      facts(withAnswers("2019-003", { effekter__miljo: true }), log),
      facts(survey, new Map()),
      edition,
      new Map(),
    );
    expect(found.map(({ what, places }) => [what, places])).toEqual([
      ["2019-003, effekter", ["rettelsen i corrections.csv etter regel kryss_som_tekst er borte"]],
    ]);
  });

  test("answers that can't be read since their question is another follow from that, and others stand for themselves", () => {
    const spec = (label: string) =>
      new Map([["data/2019/questionnaire.ts\t\titems.fase.options.konsept", label]]);
    const facts = (of: LoadedSurvey, inputs = new Map<string, string>()) => ({
      answers: answerFacts(of, hiding(), digest),
      statements: new Map(),
      inputs,
    });
    const unread = withAnswers("2019-003", { fase: null, involverte: null });
    const told = (before: Map<string, string>, after: Map<string, string>) =>
      findCauses(facts(survey, before), facts(unread, after), edition, new Map())
        .filter(({ cause }) => cause)
        .map(({ what, from, to }) => [what, from, to]);
    const sector = "Virksomheter i både andre statlige sektorer og forvaltningsnivåer";
    const other = ["2019-003, involverte", sector, "(kan ikke leses)"];
    expect(told(spec("Konsept"), spec("Konseptfase"))).toEqual([
      other,
      ["data/2019/questionnaire.ts, items.fase.options.konsept", "Konsept", "Konseptfase"],
    ]);
    expect(told(spec("Konsept"), spec("Konsept"))).toEqual([
      ["2019-003, fase", "Konsept", "(kan ikke leses)"],
      other,
    ]);
  });

  test("answers that are asked of others since the routing is another follow from that, each by itself", () => {
    const asked = (is: string) => new Map([["data/2019/questionnaire.ts\t\titems.ks.asked.is", is]]);
    const facts = (of: LoadedSurvey, inputs: Map<string, string>) => ({
      answers: answerFacts(of, hiding(), digest),
      statements: new Map(),
      inputs,
    });
    const now = withAnswers("2019-003", { ks: null, ks__mangler: "ikke_spurt", fase: "ide" });
    const told = (before: string, after: string) =>
      findCauses(facts(survey, asked(before)), facts(now, asked(after)), edition, new Map()).map(
        ({ cause, what, from, to }) => [cause, what, from, to],
      );
    expect(told("begge", "andre_nivaaer")).toEqual([
      [true, "2019-003, fase", "Konsept", "Idé"],
      [false, "2019-003, ks", "Ja", "(ikke spurt)"],
      [true, "data/2019/questionnaire.ts, items.ks.asked.is", "begge", "andre_nivaaer"],
    ]);
    expect(told("begge", "begge")[1]).toEqual([true, "2019-003, ks", "Ja", "(ikke spurt)"]);
  });

  test("what a tiltak was called that is gone is told, but not where that may not be shown; its row in the log not besides", () => {
    const without = {
      ...survey,
      tiltak: survey.tiltak.filter((d: { id: string }) => d.id !== "2019-003").reify(),
    };
    const row = new Map([["data/2019/corrections.csv\t2019-003, utgår\tregel dobbeltregistrering", "nå"]]);
    const facts = (of: LoadedSurvey, inputs = new Map<string, string>()) => ({
      answers: answerFacts(of, hiding(), digest),
      statements: new Map(),
      inputs,
    });
    expect(
      findCauses(facts(survey), facts(without, row), edition, new Map(), () => true).map(
        ({ what, from, to }) => [what, from, to],
      ),
    ).toEqual([["2019-003", "", null]]);
  });

  test("what the frame says of a body moves nothing of its tiltak", () => {
    const { skate } = survey.tiltak.objects()[0] as { skate: boolean };
    const other = withAnswers("2019-001", { skate: !skate });
    expect([...answerFacts(other, hiding(), digest)]).toEqual([...answerFacts(survey, hiding(), digest)]);
  });

  test("a tiltak that becomes withheld, is new, or is gone is one change", () => {
    expect(causes(survey, withAnswers("2019-003", { publiseres: "nei" }))).toEqual([
      "2019-003: offentlig → unntatt offentlighet",
    ]);
    const without = {
      ...survey,
      tiltak: survey.tiltak.filter((d: { id: string }) => d.id !== "2019-003").reify(),
    };
    expect(causes(without, survey)).toEqual([expect.stringMatching(/^2019-003: null → «.+»$/)]);
    expect(causes(survey, without)).toEqual([expect.stringMatching(/^2019-003: «.+» → null$/)]);
  });

  test("with another key every digest is another, and none without", () => {
    const other = join(mkdtempSync(join(tmpdir(), "notat-")), "nokkel.txt");
    makeKey(other);
    const of = (key: typeof digest) => answerFacts(survey, hiding(), key).get("2019-003\t(ikke offentlig)");
    expect(of(digest)).toMatch(/^[0-9a-f]{24}$/);
    expect(of(readKey(other))).not.toBe(of(digest));
    expect(of(null)).toBe("");
    const before = readFileSync(other, "utf8");
    makeKey(other);
    expect(readFileSync(other, "utf8")).toBe(before);
    writeFileSync(other, "hemmelig\n");
    expect(() => readKey(other)).toThrow("must be a key of 64 hexadecimal digits, but is not");
  });
});

describe("findCauses(accepted, current, edition, cells), of the other files", () => {
  const row = (id: string, value: string): [string, string][] => [
    [`data/2019/reference/figures.csv\t${id}\tvalue`, value],
    [`data/2019/reference/figures.csv\t${id}\tclaim`, "påstanden"],
  ];
  const chapter = (name: string, ...cells: string[]): [string, string][] => [
    [`notebooks/2019/${name}.ipynb\t\trekkefølgen av cellene`, cells.join()],
    ...cells.map((cell): [string, string] => [`notebooks/2019/${name}.ipynb\t${cell}\tcelle`, `h${cell}`]),
  ];

  test("names file, row and field, and a row that came or went once", () => {
    expect(inputCauses(row("a", "1"), row("a", "2"))).toEqual([
      ["data/2019/reference/figures.csv, a, value", "1", "2"],
    ]);
    expect(inputCauses(row("a", "1"), [...row("a", "1"), ...row("b", "2")])).toEqual([
      ["data/2019/reference/figures.csv, b", null, "claim påstanden; value 2"],
    ]);
  });

  test("has a row that came or went whole, and yes and no in words", () => {
    const long =
      "en påstand som er så lang at den ikke får plass på én linje i terminalen, og som likevel skal kunne leses";
    const added: [string, string][] = [
      ["data/2019/reference/figures.csv\tb\tclaim", long],
      ["data/2019/reference/figures.csv\tb\tvalue", "2"],
    ];
    expect(inputCauses([], added)).toEqual([
      ["data/2019/reference/figures.csv, b", null, `claim ${long}; value 2`],
    ]);
    const skate = (value: string): [string, string][] => [["data/2019/frame.csv\t223569595\tskate", value]];
    expect(inputCauses(skate("false"), skate("true"))).toEqual([
      ["data/2019/frame.csv, 223569595, skate", "nei", "ja"],
    ]);
  });

  test("a claim in a cell that nobody touched follows from something else, though its chapter was edited", () => {
    const state = (cell: string, numbers: string) =>
      ({
        answers: new Map(),
        inputs: new Map([
          ["notebooks/2019/1.ipynb\ta\tcelle", cell],
          ["notebooks/2019/1.ipynb\tb\tcelle", "hb"],
        ]),
        statements: new Map([["1\tclaim\tflest", `størst\t${numbers}\tFlest er …`]]),
      }) as unknown as AcceptedState;
    const cells = new Map([
      ["notebooks/2019/1.ipynb\ta", 1],
      ["notebooks/2019/1.ipynb\tb", 2],
    ]);
    const told = (cell: number) =>
      findCauses(
        state("ha", "7"),
        state("annet", "8"),
        edition,
        cells,
        undefined,
        new Map([["1\tclaim\tflest", cell]]),
      ).map(({ what }) => what);
    expect(told(2)).toEqual(["notebooks/2019/1.ipynb, celle 1"]);
    expect(told(1)).toEqual(["Påstand «flest», tall (1)", "notebooks/2019/1.ipynb, celle 1"]);
  });

  test("tells of another order only where nothing came or went", () => {
    const frame = (order: string, ...more: [string, string][]): [string, string][] => [
      ["data/2019/frame.csv\t\trekkefølgen", order],
      ["data/2019/frame.csv\t223569595\tkortnavn", "Moseverket"],
      ...more,
    ];
    expect(inputCauses(frame("a"), frame("b"))).toEqual([["data/2019/frame.csv, rekkefølgen", "", ""]]);
    const other: [string, string] = ["data/2019/frame.csv\t212971367\tkortnavn", "Snøfallsdirektoratet"];
    expect(inputCauses(frame("a"), frame("b", other)).map(([what]) => what)).toEqual([
      "data/2019/frame.csv, 212971367, kortnavn",
    ]);
  });

  test("a chapter that gets its first metadata is not new", () => {
    const before = chapter("1", "a", "b");
    expect(inputCauses(before, [...before, ["notebooks/2019/1.ipynb\t\tmetadata", "m"]])).toEqual([
      ["notebooks/2019/1.ipynb, metadata", null, ""],
    ]);
  });

  test("two chapters that change names are told of as that", () => {
    const one = chapter("1", "a", "b", "c");
    const two = chapter("2", "x", "y", "z");
    const swapped = [...chapter("2", "a", "b", "c"), ...chapter("1", "x", "y", "z")];
    const name = (n: number) => `notebooks/2019/${n}.ipynb`;
    expect(inputCauses([...one, ...two], swapped)).toEqual([
      ["Kapittel med nytt filnavn", name(1), name(2)],
      ["Kapittel med nytt filnavn", name(2), name(1)],
    ]);
  });

  test("names cells that changed, came, or only stand in another order", () => {
    const cells = new Map([["notebooks/2019/1.ipynb\tb", 2]]);
    const changed = chapter("1", "a", "b").map(([key, value]): [string, string] => [
      key,
      value === "hb" ? "annet" : value,
    ]);
    expect(inputCauses(chapter("1", "a", "b"), changed, cells)).toEqual([
      ["notebooks/2019/1.ipynb, celle 2", "", ""],
    ]);
    expect(inputCauses(chapter("1", "a"), chapter("1", "a", "b"), cells)).toEqual([
      ["notebooks/2019/1.ipynb, celle 2", null, ""],
    ]);
    expect(inputCauses(chapter("1", "a", "b"), chapter("1", "b", "a"))).toEqual([
      ["notebooks/2019/1.ipynb, rekkefølgen av cellene", "", ""],
    ]);
  });

  test("knows a chapter that has another name, and one that is new", () => {
    const before = chapter("1-om", "a", "b", "c");
    expect(inputCauses(before, chapter("1-innledning", "a", "b", "c"))).toEqual([
      ["Kapittel med nytt filnavn", "notebooks/2019/1-om.ipynb", "notebooks/2019/1-innledning.ipynb"],
    ]);
    expect(inputCauses(before, [...before, ...chapter("2", "x", "y")])).toEqual([
      ["notebooks/2019/2.ipynb, kapittelet", null, ""],
    ]);
  });

  test("the claims of a chapter that has another name, came or went are no changes of their own", () => {
    const claims = (name: string, limit = 8) =>
      new Map([[`${name}\tclaim\tsmå forskjeller`, `høyst ${limit} prosentpoeng\t7,0\tDet er …`]]);
    const state = (inputs: [string, string][], statements: Map<string, string>) =>
      ({ answers: new Map(), inputs: new Map(inputs), statements }) as unknown as AcceptedState;
    const told = (before: AcceptedState, after: AcceptedState) =>
      findCauses(followRenames(before, after), after, edition, new Map()).map(({ what }) => what);
    const before = state(chapter("1-om", "a", "b", "c"), claims("1-om"));
    const renamed = chapter("1-innledning", "a", "b", "c");
    expect(told(before, state(renamed, claims("1-innledning")))).toEqual(["Kapittel med nytt filnavn"]);
    const edited = renamed.map(([key, value]): [string, string] => [key, value === "hc" ? "annet" : value]);
    expect(told(before, state(edited, claims("1-innledning", 80)))).toEqual([
      "Påstand «små forskjeller», vilkår (1-innledning)",
      "Kapittel med nytt filnavn",
      "notebooks/2019/1-innledning.ipynb, cellen «c»",
    ]);
    expect(told(before, state([], new Map()))).toEqual(["notebooks/2019/1-om.ipynb, kapittelet"]);
    expect(told(state([], new Map()), before)).toEqual(["notebooks/2019/1-om.ipynb, kapittelet"]);
  });
});
