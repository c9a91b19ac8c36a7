import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import loadHighs from "highs";
import { questionnaire } from "notat/dist/data/2019/questionnaire.js";
import { protect } from "notat/dist/lib/publish/open/protect.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { rowsOf } from "notat/dist/lib/survey/answers/rowsOf.js";
import { openAnswers } from "notat/dist/lib/survey/answers/survey.js";
import type { QuestionnaireSpec } from "notat/dist/lib/survey/questionnaire/types.js";
import { beforeAll, describe, expect, test } from "vitest";
import { Completions, type SeenRow } from "../support/completions.js";

// Of tiltak and their answers alone: how many bodies have such a tiltak is left out.

const spec = questionnaire.spec as QuestionnaireSpec;
const data = new URL("../../data/2019/", import.meta.url);
const csv = (path: string): Record<string, string>[] =>
  parse(readFileSync(new URL(path, data)), { columns: true });
const selections = { iot: { item: "teknologi", is: ["iot"] } };
/** Address → count and base, as the note has them. */
const printed = new Map(
  readFileSync(new URL("accepted/values.tsv", data), "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"))
    .filter(([address = "", n]) => address.startsWith("2019/") && !address.includes(" − ") && n !== "")
    .map(([address = "", n, base]) => [address, [Number(n), base ? Number(base) : null]] as const),
);
const addresses = [
  ...new Set([
    ...printed.keys(),
    ...csv("reference/figures.csv").flatMap(({ address, than }) => `${address}; ${than}`.split(/; | − /)),
  ]),
].filter((address) => address.startsWith("2019/"));

type Answer = string | number | ReadonlySet<string>;
type Row = (column: string) => unknown;
const asked = Object.entries(spec.items).filter(
  ([key, { kind }]) => ["single", "multiple", "amount"].includes(kind) && key !== "departement",
);

function answersIn(row: Row): Map<string, Answer> {
  return new Map(
    asked.map(([key, { kind, options }]): [string, Answer] => {
      const missing = row(`${key}__mangler`);
      if (typeof missing === "string") return [key, missing];
      if (kind !== "multiple") return [key, row(key) as string | number];
      return [key, new Set(Object.keys(options ?? {}).filter((option) => row(`${key}__${option}`) === true))];
    }),
  );
}

/** What an attacker sees: public rows less what is kept back, where withheld ones are placed, every published number. */
async function attack(isProtected: boolean) {
  const answers = answersOf((await openAnswers(2019)).tiltak);
  const kept = isProtected ? protect(answers, { addresses, selections }) : new Map<string, Set<string>>();
  const bodies = new Map(csv("frame.csv").map((body) => [body.organisasjonsnummer, body]));
  const rows = rowsOf(answers.all).map((row): SeenRow => {
    const truth = answersIn(row);
    const body = bodies.get(String(row("virksomhet")))!;
    const hidden = kept.get(String(row("id")));
    const isOpen = truth.get("publiseres") === "ja";
    return {
      place: { virksomhet: String(row("virksomhet")), departement: String(row("departement")) },
      frame: { skate: body.skate === "true", bruttobudsjettert: body.bruttobudsjettert === "true" },
      late: String(row("mottatt")) > "2019-08-30",
      answers: new Map([...truth].filter(([key]) => key === "publiseres" || (isOpen && !hidden?.has(key)))),
      truth,
    };
  });
  const completions = new Completions(spec, rows, selections);
  const counted = new Map(addresses.map((address) => [address, completions.at(address)]));
  for (const [address, at] of counted) {
    if (!at || address.startsWith("2019/virksomheter/") || address.endsWith("/distinct")) continue;
    completions.publish(at.n);
    if (at.base) completions.publish(at.base);
  }
  const withheld = [...rows.keys()].filter((at) => rows[at]!.truth.get("publiseres") === "nei");
  const inMinistry = (ministry: string) => withheld.filter((at) => rows[at]!.place.departement === ministry);
  return { completions, counted, inMinistry };
}

// Three of the five ministries that have a single withheld tiltak.
const MINISTRIES = ["KLD", "BFD", "LMD"];
const COSTS = new Set([
  "fase",
  "finansiering",
  "kostnadsramme",
  "budsjett",
  "effekter",
  "involverer",
  "involverte",
  "ks",
]);

describe("the published numbers, attacked with a reading of addresses and a solver that are not the library's", () => {
  let highs: Awaited<ReturnType<typeof loadHighs.default>>;
  beforeAll(async () => {
    highs = await (loadHighs as unknown as typeof loadHighs.default)();
  });

  test("are read as the note has them: every count and every base", async () => {
    const { completions, counted } = await attack(false);
    const others = [...printed].flatMap(([address, [n, base]]) => {
      const at = counted.get(address);
      if (!at || /\/(?:least|most)$/.test(address)) return [];
      const own = [completions.valueOf(at.n), at.base && completions.valueOf(at.base)];
      return own[0] === n && (base === null || own[1] === null || own[1] === base)
        ? []
        : [[address, n, base, ...own]];
    });
    expect(others).toEqual([]);
    expect(printed.size).toBeGreaterThan(300);
  });

  test.each([
    [false, 0],
    [true, 1],
  ])(
    "with answers kept back: %s, the single withheld tiltak of a ministry may cost 100 mill. kroner: %i",
    async (isProtected, most) => {
      const { completions, inMinistry } = await attack(isProtected);
      for (const ministry of MINISTRIES) {
        const dear = completions.having("kostnadsklasse", "over100", inMinistry(ministry));
        expect(completions.most(highs, dear, [], isProtected ? COSTS : undefined).most, ministry).toBe(most);
      }
    },
  );
});
