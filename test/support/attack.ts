import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { questionnaire } from "notat/dist/data/2019/questionnaire.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { rowsOf } from "notat/dist/lib/survey/answers/rowsOf.js";
import { openAnswers } from "notat/dist/lib/survey/answers/survey.js";
import type { QuestionnaireSpec } from "notat/dist/lib/survey/questionnaire/types.js";
import { afterAll, beforeAll } from "vitest";
import { Completions, type Sum } from "./completions.js";
import {
  numbersInClaims,
  numbersInTables,
  publish,
  publishControl,
  publishedAddresses,
  seenRows,
} from "./publishedFiles.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const spec = questionnaire.spec as QuestionnaireSpec;

/** Builds the newest edition before the tests of a group, and takes it away after them. */
export function builtEdition(): { readonly out: string } {
  const made = { out: "" };
  beforeAll(() => {
    made.out = mkdtempSync(join(tmpdir(), "notat data "));
    execFileSync(process.execPath, [join(root, "lib/bin/notat.js"), "build", "--out", made.out], {
      stdio: "pipe",
    });
  });
  afterAll(() => rmSync(made.out, { recursive: true, force: true }));
  return made;
}

/** Whether one answer of the one or two withheld tiltak of a place can be read off. */
export interface Question {
  /** `KLD kostnadsklasse.over100` */
  readonly name: string;
  readonly place: string;
  readonly item: string;
  /** How many of them have it. */
  readonly sum: Sum;
  readonly most: number;
}

/**
 * The publication of 2019 in the hands of an attacker who has all of its files.
 * @param out The folder that a build wrote.
 * @param isSeen What of the answers of public rows the attacker sees, when it is not what the files show: id and item.
 */
export async function attackOn(out: string, isSeen?: (id: string, key: string, isShown: boolean) => boolean) {
  const data = `${root}data/2019`;
  const truth = rowsOf(answersOf((await openAnswers(2019)).tiltak).all);
  const rows = seenRows(spec, { out, data, deadline: "2019-08-30" }, truth, isSeen);
  const completions = new Completions(spec, rows, { iot: { item: "teknologi", is: ["iot"] } });
  const claimed = numbersInClaims(spec, 2019, data, { "tiltak som har tatt i bruk IoT": "iot" });
  const tables = numbersInTables(spec, 2019, out, {
    brukergrupper: ["brukergrupper"],
    departement: ["departement"],
    effekter: ["effekter"],
    faser: ["faser"],
    "faser-finansiering": ["faser", "finansiering"],
    finansiering: ["finansiering"],
    innovasjon: ["innovasjon"],
    involverte: ["involverte"],
    kostnadsklasse: ["kostnadsklasse"],
    losninger: ["losninger"],
  });
  const items = Object.entries({ ...spec.items, ...spec.recodes }).filter(
    ([key, item]) =>
      key !== "departement" &&
      key !== "publiseres" &&
      !("kind" in item && ["agency", "text"].includes(item.kind)),
  );
  // How many answered each item stands in the table of coverage.
  const coverage = Object.entries(spec.items)
    .filter(([key, { kind }]) => ["single", "multiple", "amount"].includes(kind) && key !== "departement")
    .map(([key]) => `2019/alle/${key}/*/answered`);
  const addresses = [...publishedAddresses(2019, out, data), ...coverage];
  /** Numbers in tables that this reading of addresses and rules does not find. */
  const readOtherwise = [
    ...publish(completions, addresses, [...tables, ...claimed]),
    ...publishControl(completions, spec, out),
  ];

  const places = new Map<string, number[]>();
  for (const [at, { place, truth: own }] of rows.entries())
    if (own.get("publiseres") === "nei")
      for (const name of [place.departement!, place.virksomhet!])
        places.set(name, [...(places.get(name) ?? []), at]);
  const asked = new Set<string>();
  const all = [...rows.keys()];
  const questions = [...places].flatMap(([place, members]): Question[] => {
    // A body that is alone in its ministry is asked about once.
    if (members.length > 2 || asked.has(String(members))) return [];
    asked.add(String(members));
    return items.flatMap(([item, { options }]) =>
      [...Object.keys(options ?? {}), ...completions.classesOf(item)].flatMap((option): Question[] => {
        // What nobody or everybody has is told by the total itself: that is no difference.
        const have = completions.valueOf(completions.having(item, option, all));
        if (have === 0 || have === rows.length) return [];
        const sum = completions.having(item, option, members);
        return [{ name: `${place} ${item}.${option}`, place, item, sum, most: members.length }];
      }),
    );
  });
  /** The answers of public rows that the files do not show. */
  const keptBack = rows.flatMap(({ id, answers }) =>
    answers.get("publiseres") === "nei"
      ? []
      : items.flatMap(([key]) => (spec.items[key] && !answers.has(key) ? [{ id, key }] : [])),
  );
  return {
    completions,
    rows,
    questions,
    keptBack,
    readOtherwise,
    addresses: addresses.length,
    tables: tables.length,
  };
}

/**
 * Asks the solver.
 * @param first Whether one question that is told is enough.
 */
export function ask(
  python: string,
  completions: Completions,
  questions: readonly Question[],
  first = false,
): { readonly told: readonly string[]; readonly undecided: readonly string[] } {
  const { status, stdout, stderr } = spawnSync(python, [`${root}test/support/attack.py`], {
    input: JSON.stringify({
      ...completions.asProgram(),
      first,
      questions: questions.map(({ name, sum, most }) => ({
        name,
        n: sum.n,
        of: [...sum.of],
        was: completions.valueOf(sum),
        most,
      })),
    }),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
