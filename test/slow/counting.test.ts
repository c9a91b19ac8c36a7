import { complement, crosstab, subset, tabulate } from "notat";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { rowsOf } from "notat/dist/lib/survey/answers/rowsOf.js";
import { truthOf } from "notat/dist/lib/survey/questionnaire/conditions.js";
import type { Condition } from "notat/dist/lib/survey/questionnaire/types.js";
import { measure } from "notat/dist/lib/transforms/measure.js";
import { expect, test } from "vitest";
import {
  type Answer,
  completions,
  has,
  LIMITS,
  type RandomSurvey,
  type Row,
  randomFrom,
  randomSurvey,
  toAnswers,
} from "../support/randomSurvey.js";

const SURVEYS = 250;
const RECODES = {
  klasse: {
    of: "f",
    label: "Klasse",
    question: "Klasse?",
    options: {
      lav: { label: "Lav", when: { item: "f", below: LIMITS[0] } },
      midt: { label: "Midt", when: { item: "f", from: LIMITS[0], below: LIMITS[1] } },
      hoy: { label: "Høy", when: { item: "f", from: LIMITS[1] } },
    },
    comparability: { with: 2018, status: "same", reason: "Prøve." },
  },
};
const CLASS = (amount: Answer): Answer =>
  typeof amount !== "number" ? amount : amount < 10 ? "lav" : amount < 50 ? "midt" : "hoy";

/** Every survey with its own generator, so that a failure names the seed that shows it again. */
function everySurvey(
  size: number,
  check: (survey: RandomSurvey, random: () => number, seed: number) => void,
): void {
  for (let seed = 1; seed <= SURVEYS; seed += 1) {
    const random = randomFrom(seed);
    check(randomSurvey(random, size), random, seed);
  }
}

const pick = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;

/** The answer to an item or to the recode. */
const answerOf = (row: Row, key: string): Answer => (key === "klasse" ? CLASS(row.f) : row[key]);
const COUNTED = ["a", "b", "c", "d", "e", "klasse"];

function optionsOf(survey: RandomSurvey, key: string): readonly string[] {
  return key === "klasse"
    ? ["lav", "midt", "hoy"]
    : (survey.items.find((item) => item.key === key)?.options ?? []);
}

function baseOf(survey: RandomSurvey, key: string): string {
  return survey.items.find((item) => item.key === (key === "klasse" ? "f" : key))?.base as string;
}

function randomPart(survey: RandomSurvey, key: string, random: () => number): "*" | string[] {
  const options = optionsOf(survey, key);
  const kinds: ("*" | string[])[] = [
    "*",
    [pick(options, random)],
    [pick(options, random)],
    options.filter(() => random() < 0.5),
    ["mangler"],
    ["ikke_svart", pick(options, random)],
    ["ikke_spurt"],
  ];
  const part = pick(kinds, random);
  return part.length === 0 ? "*" : part;
}

const missingKeys = (part: "*" | readonly string[]): string[] =>
  part === "*" ? [] : part.filter((key) => ["mangler", "ikke_svart", "ikke_spurt"].includes(key));

/** Whether a row as it came is in a part of a cell. */
function isIn(row: Row, key: string, part: "*" | readonly string[]): boolean {
  const answer = answerOf(row, key);
  if (part === "*") return true;
  if (answer === undefined) return part.includes("ikke_spurt");
  if (answer === null) return part.includes("mangler") || part.includes("ikke_svart");
  return has(answer, part);
}

function isOfBase(survey: RandomSurvey, row: Row, key: string, part: "*" | readonly string[]): boolean {
  const answer = answerOf(row, key);
  const missing = missingKeys(part);
  if (missing.includes("ikke_spurt")) return true;
  if (answer === undefined) return false;
  return answer !== null || missing.length > 0 || baseOf(survey, key) === "asked";
}

test("every cell has the count and the base of a recount, and no count is above its base", () => {
  let compared = 0;
  everySurvey(40, (survey, random, seed) => {
    const answers = toAnswers(survey, RECODES);
    for (let i = 0; i < 60; i += 1) {
      const keys = [pick(COUNTED, random), ...(random() < 0.5 ? [pick(COUNTED, random)] : [])];
      const cell = keys.map((key) => randomPart(survey, key, random));
      const inBase = survey.rows.filter((row) =>
        keys.every((key, j) => isOfBase(survey, row, key, cell[j] as string[])),
      );
      const inCell = (some: readonly number[]): number =>
        inBase.filter((row) => some.every((j) => isIn(row, keys[j] as string, cell[j] as string[]))).length;
      const all = [...keys.keys()];
      const expected = { n: inCell(all), base: inBase.length };
      const where = `seed ${seed}: ${keys.join("×")}/${cell.join("×")}`;
      expect(measure(answers, keys, cell, "count"), where).toMatchObject(expected);
      expect(measure(answers, keys, cell, "share"), where).toMatchObject(expected);
      expect(expected.n).toBeLessThanOrEqual(expected.base);
      expect(measure(answers, keys, cell, "asked").n, where).toBe(
        survey.rows.filter((row) => keys.every((key) => answerOf(row, key) !== undefined)).length,
      );
      expect(measure(answers, keys, cell, "answered").n, where).toBe(
        survey.rows.filter((row) => keys.every((key) => (answerOf(row, key) ?? null) !== null)).length,
      );
      if (keys.length > 1) {
        expect(measure(answers, keys, cell, "rowshare"), where).toMatchObject({
          n: expected.n,
          base: inCell([0]),
        });
        expect(measure(answers, keys, cell, "columnshare"), where).toMatchObject({
          n: expected.n,
          base: inCell([1]),
        });
      }
      compared += 4;
    }
  });
  expect(compared).toBeGreaterThan(SURVEYS * 200);
});

test("the parts of a single choice, with what is missing of those counted, add to the base, alone and crossed", () => {
  everySurvey(40, (survey, random, seed) => {
    const answers = toAnswers(survey, RECODES);
    for (const key of ["a", "e", "klasse"]) {
      const other = pick(COUNTED, random);
      const part = randomPart(survey, other, random);
      const parts = [...optionsOf(survey, key).map((option) => [option])];
      const sum = (wanted: readonly string[][]): number =>
        wanted.reduce((n, one) => n + measure(answers, [key, other], [one, part], "count").n, 0);
      const whole = measure(answers, [key, other], ["*", part], "count");
      const missing = baseOf(survey, key) === "asked" ? [["mangler"]] : [];
      expect(sum([...parts, ...missing]), `seed ${seed}: ${key}×${other}/${part}`).toBe(whole.n);
    }
  });
});

test("tabulations and crosstabs have the numbers of their addresses", () => {
  everySurvey(30, (survey, random, seed) => {
    const answers = toAnswers(survey, RECODES);
    const { items, recodes } = answers.questionnaire;
    const item = (key: string) => ({ $: (items[key] ?? recodes[key]) as never }) as never;
    for (const key of COUNTED) {
      const t = tabulate(answers.table, item(key));
      for (const cell of t.cells)
        expect(cell.n, `seed ${seed}: ${key}.${cell.key}`).toBe(
          measure(answers, [key], [[cell.key]], "count").n,
        );
      expect(t.base).toBe(measure(answers, [key], ["*"], "base").n);
      expect([t.asked, t.answered]).toEqual([
        measure(answers, [key], ["*"], "asked").n,
        measure(answers, [key], ["*"], "answered").n,
      ]);
    }
    const [rows, columns] = [pick(COUNTED, random), pick(COUNTED, random)];
    const c = crosstab(answers.table, item(rows), item(columns));
    const total = measure(answers, [rows, columns], ["*", "*"], "base").n;
    expect(c.base).toBe(total);
    c.n.forEach((row, i) => {
      row.forEach((n, j) => {
        expect(n).toBeLessThanOrEqual(Math.min(c.rowTotals[i] as number, c.columnTotals[j] as number));
      });
      // The row of an option is the tabulation of that option's measures.
      const ofOption = survey.rows.filter((r) => has(answerOf(r, rows), [c.rowOptions[i]?.key as string]));
      const alone = { ...survey, rows: ofOption };
      if (ofOption.length > 0)
        expect(c.rowTotals[i]).toBe(measure(toAnswers(alone, RECODES), [columns], ["*"], "base").n);
    });
  });
});

/** The smallest and largest share over everything that the missing answers may have been: by trying. */
function bruteBounds(outcomes: readonly (readonly ("in" | "off" | "out")[])[]): [number, number] | null {
  let states = new Set(["0/0"]);
  for (const row of outcomes) {
    const next = new Set<string>();
    for (const state of states) {
      const [n = 0, base = 0] = state.split("/").map(Number);
      for (const outcome of row)
        next.add(outcome === "out" ? state : `${n + Number(outcome === "in")}/${base + 1}`);
    }
    states = next;
  }
  const shares = [...states]
    .map((state) => state.split("/").map(Number) as [number, number])
    .filter(([, base]) => base > 0);
  if (shares.length < states.size && shares.length === 0) return null;
  const values = shares.map(([n, base]) => n / base);
  return [Math.min(...values), Math.max(...values)];
}

function outcomesOf(survey: RandomSurvey, keys: readonly string[], cell: readonly ("*" | string[])[]) {
  return survey.rows.map((row) => {
    const found = completions(survey, row).map((made): "in" | "off" | "out" => {
      if (keys.some((key) => answerOf(made, key) === undefined)) return "out";
      return keys.every((key, i) => cell[i] === "*" || has(answerOf(made, key), cell[i] as string[]))
        ? "in"
        : "off";
    });
    return [...new Set(found)];
  });
}

test("the bounds of a share hold whatever the missing answers are, and are sharp where answers do not hang together", () => {
  let sharp = 0;
  everySurvey(6, (survey, random, seed) => {
    const answers = toAnswers(survey, RECODES);
    for (let i = 0; i < 8; i += 1) {
      const keys = [pick(COUNTED, random), ...(random() < 0.6 ? [pick(COUNTED, random)] : [])];
      const cell = keys.map((key) => {
        const part = optionsOf(survey, key).filter(() => random() < 0.4);
        return part.length === 0 ? ("*" as const) : [...part];
      });
      const brute = bruteBounds(outcomesOf(survey, keys, cell));
      const least = measure(answers, keys, cell, "least").value;
      const most = measure(answers, keys, cell, "most").value;
      const where = `seed ${seed}: ${keys.join("×")}/${cell.join("×")}`;
      if (brute === null) {
        expect([least, most], where).toEqual([null, null]);
        continue;
      }
      if (least !== null) expect(least, where).toBeLessThanOrEqual(brute[0] + 1e-12);
      if (most !== null) expect(most, where).toBeGreaterThanOrEqual(brute[1] - 1e-12);
      // Items that route to each other hang together, and so does an item with itself and a net of all its options.
      const apart =
        new Set(keys).size === keys.length && keys.filter((key) => "abc".includes(key)).length < 2;
      const nets = cell.some(
        (part, j) => part !== "*" && part.length === optionsOf(survey, keys[j] as string).length,
      );
      if (!apart || nets || least === null || most === null) continue;
      expect([least, most], where).toEqual([expect.closeTo(brute[0], 10), expect.closeTo(brute[1], 10)]);
      sharp += 1;
    }
  });
  expect(sharp).toBeGreaterThan(SURVEYS);
});

test("blanking an answer never narrows a bound", () => {
  everySurvey(6, (survey, random, seed) => {
    const at = Math.floor(random() * survey.rows.length);
    const key = pick(survey.items, random).key;
    const row = survey.rows[at] as Row;
    if (row[key] === undefined || row[key] === null) return;
    const led = (name: string): boolean =>
      survey.items.some(({ key: k, asked }) => k === name && asked?.item === key);
    const blanked = Object.fromEntries(
      Object.entries(row).map(([name, answer]) => {
        if (name === key) return [name, null];
        return [
          name,
          led(name) ||
          (key === "a" &&
            survey.items.some(({ key: k, asked }) => k === name && asked?.item === "b") &&
            led("b"))
            ? undefined
            : answer,
        ];
      }),
    );
    const rows = survey.rows.map((other, i) => (i === at ? blanked : other));
    const [before, after] = [toAnswers(survey, RECODES), toAnswers({ ...survey, rows }, RECODES)];
    for (let i = 0; i < 10; i += 1) {
      const keys = [pick(COUNTED, random), ...(random() < 0.5 ? [pick(COUNTED, random)] : [])];
      const cell = keys.map((name) => [pick(optionsOf(survey, name), random)]);
      const where = `seed ${seed}: ${key} of row ${at}; ${keys.join("×")}/${cell.join("×")}`;
      const bound = (answers: typeof before, what: "least" | "most") =>
        measure(answers, keys, cell, what).value;
      expect(bound(after, "least") ?? 0, where).toBeLessThanOrEqual((bound(before, "least") ?? 1) + 1e-12);
      expect(bound(after, "most") ?? 1, where).toBeGreaterThanOrEqual((bound(before, "most") ?? 0) - 1e-12);
    }
  });
});

function randomCondition(survey: RandomSurvey, random: () => number, depth: number): Condition {
  const roll = random();
  if (depth > 0 && roll < 0.25)
    return { all: [randomCondition(survey, random, depth - 1), randomCondition(survey, random, depth - 1)] };
  if (depth > 0 && roll < 0.5)
    return { any: [randomCondition(survey, random, depth - 1), randomCondition(survey, random, depth - 1)] };
  if (depth > 0 && roll < 0.65) return { not: randomCondition(survey, random, depth - 1) };
  if (roll < 0.75) return { item: "f", from: pick(LIMITS, random) };
  const key = pick(["a", "b", "c", "d", "e"], random);
  return { item: key, is: [pick(optionsOf(survey, key), random)] };
}

/** A condition in a row that lacks nothing. */
function holdsIn(condition: Condition, row: Row): boolean {
  if ("all" in condition) return condition.all.every((c) => holdsIn(c, row));
  if ("any" in condition) return condition.any.some((c) => holdsIn(c, row));
  if ("not" in condition) return !holdsIn(condition.not, row);
  if ("is" in condition) return has(row[condition.item], condition.is);
  if (!("item" in condition)) throw new Error("not made here");
  const amount = row[condition.item];
  return (
    typeof amount === "number" &&
    amount >= Number(condition.from ?? 0) &&
    amount < Number(condition.below ?? 1e9)
  );
}

const leaves = (condition: Condition): number =>
  "all" in condition
    ? condition.all.reduce((n, c) => n + leaves(c), 0)
    : "any" in condition
      ? condition.any.reduce((n, c) => n + leaves(c), 0)
      : "not" in condition
        ? leaves(condition.not)
        : 1;

test("what is known of a condition holds in everything that may have been answered; subset, rest and unknown make all", () => {
  let unknown = 0;
  everySurvey(8, (survey, random, seed) => {
    const answers = toAnswers(survey, RECODES);
    const readers = rowsOf(answers.table);
    for (let i = 0; i < 10; i += 1) {
      const condition = randomCondition(survey, random, 2);
      const where = `seed ${seed}: ${JSON.stringify(condition)}`;
      const counts = { yes: 0, no: 0, open: 0 };
      survey.rows.forEach((row, j) => {
        const truth = truthOf(condition, readers[j] as never, answers.questionnaire);
        const possible = new Set(completions(survey, row).map((made) => holdsIn(condition, made)));
        if (typeof truth === "boolean") expect([...possible], where).toEqual([truth]);
        // One question at a time is decided exactly: unknown means that both are possible.
        else if (leaves(condition) === 1) expect(possible.size, where).toBe(2);
        if (truth === true) counts.yes += 1;
        else if (truth === false) counts.no += 1;
        else counts.open += 1;
      });
      unknown += counts.open;
      if (counts.yes === 0) continue;
      const made = subset(answers.table, { key: `u${seed}-${i}`, label: "utvalget", when: condition });
      expect([made.numRows(), answersOf(made).unsure.length], where).toEqual([counts.yes, counts.open]);
      if (counts.no === 0) continue;
      const rest = complement(made);
      expect([rest.numRows(), answersOf(rest).unsure.length], where).toEqual([counts.no, counts.open]);
    }
  });
  expect(unknown).toBeGreaterThan(SURVEYS);
});

test("the order of the rows changes no number", () => {
  everySurvey(25, (survey, random) => {
    const shuffled = survey.rows.map((row) => [random(), row] as const).sort(([a], [b]) => a - b);
    const [one, two] = [
      toAnswers(survey, RECODES),
      toAnswers({ ...survey, rows: shuffled.map(([, row]) => row) }, RECODES),
    ];
    for (const what of ["count", "least", "most", "rank", "distinct"] as const) {
      const key = pick(COUNTED, random);
      const cell = [[pick(optionsOf(survey, key), random)]];
      expect(measure(two, [key], cell, what)).toEqual(measure(one, [key], cell, what));
    }
  });
});
