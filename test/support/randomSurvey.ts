import * as aq from "arquero";
import { addRecodes } from "notat/dist/lib/survey/answers/addRecodes.js";
import { type Answers, register, wholeAnswers } from "notat/dist/lib/survey/answers/answers.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";

// Random questionnaires and answers, and a second way to count them that knows nothing of the library: an answer that
// is missing stands for every answer that may have been meant, and all of them are tried.

/** An answer as it came: a choice, ticks, an amount; `null` is blank, `undefined` not asked. */
export type Answer = string | readonly string[] | number | null | undefined;
export type Row = Readonly<Record<string, Answer>>;

interface RandomItem {
  readonly key: string;
  readonly kind: "single" | "multiple" | "amount";
  readonly options: readonly string[];
  readonly max: number;
  readonly base: "asked" | "answered";
  readonly showMissing: boolean;
  /** Asked when this item has one of these answers; everyone when null. */
  readonly asked: { readonly item: string; readonly is: readonly string[] } | null;
  readonly undecided: readonly string[];
}

export interface RandomSurvey {
  readonly items: readonly RandomItem[];
  readonly rows: readonly Row[];
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const LIMITS = [10, 50];

/** A survey of a few items of all kinds: `a` routes to `b`, `b` (when single) to `c`; the others are asked of all. */
export function randomSurvey(random: () => number, size: number): RandomSurvey {
  const chance = (p: number): boolean => random() < p;
  const upTo = (n: number): number => Math.floor(random() * n);
  const makeItem = (key: string, kind: RandomItem["kind"], asked: RandomItem["asked"]): RandomItem => {
    const options = kind === "amount" ? [] : ["p", "q", "r", "t"].slice(0, 2 + upTo(3));
    return {
      key,
      kind,
      options,
      max: kind === "multiple" && chance(0.5) ? 2 : Number.POSITIVE_INFINITY,
      base: chance(0.5) ? "asked" : "answered",
      showMissing: chance(0.3),
      asked,
      undecided: kind === "single" && options.length > 2 && chance(0.5) ? [options.at(-1) as string] : [],
    };
  };
  const a = makeItem("a", "single", null);
  const b = makeItem("b", chance(0.5) ? "single" : "multiple", chance(0.7) ? { item: "a", is: ["p"] } : null);
  const c = makeItem(
    "c",
    chance(0.5) ? "single" : "multiple",
    b.kind === "single" && chance(0.5) ? { item: "b", is: ["p"] } : null,
  );
  const items = [
    a,
    b,
    c,
    makeItem("d", "multiple", null),
    makeItem("e", "single", null),
    makeItem("f", "amount", null),
  ];
  const rows = Array.from({ length: size }, () => {
    const row: Record<string, Answer> = {};
    for (const item of items) {
      if (!isLedTo(item, row)) continue;
      row[item.key] = chance(0.25) ? null : pick(answersTo(item), random);
    }
    return row;
  });
  return { items, rows };
}

const pick = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;

/** Every answer that an item can be given, amounts by one on each side of the limits. */
function answersTo({ kind, options, max }: RandomItem): Answer[] {
  if (kind === "single") return [...options];
  if (kind === "amount") return [1, 10, 49, 50, 99];
  const sets = options.reduce<string[][]>(
    (all, option) => all.flatMap((set) => [set, [...set, option]]),
    [[]],
  );
  return sets.filter((set) => set.length > 0 && set.length <= max);
}

/** Whether a row as it came led to an item: a blank or another answer did not. */
function isLedTo({ asked }: RandomItem, row: Row): boolean {
  return asked === null || has(row[asked.item], asked.is);
}

/** Whether an answer has any of the options. */
export function has(answer: Answer, keys: readonly string[]): boolean {
  if (answer === null || answer === undefined || typeof answer === "number") return false;
  return (typeof answer === "string" ? [answer] : answer).some((key) => keys.includes(key));
}

/**
 * Everything that a row may have meant: one row for each set of answers that fits what came. Blank is any answer. Where
 * an undecided answer routed past an item, that item may have been asked.
 */
export function completions({ items }: RandomSurvey, row: Row): Row[] {
  let rows: Row[] = [{}];
  for (const item of items) {
    rows = rows.flatMap((made): Row[] => {
      const gate = item.asked ? items.find(({ key }) => key === item.asked?.item) : undefined;
      const open = gate ? has(made[gate.key], gate.undecided) : false;
      const led = isLedTo(item, made);
      if (!led && !open) return [{ ...made, [item.key]: undefined }];
      const came = row[item.key];
      const known = came !== null && came !== undefined;
      const given = known ? [came] : answersTo(item);
      return [...given, ...(open && !known ? [undefined] : [])].map((answer) => ({
        ...made,
        [item.key]: answer,
      }));
    });
  }
  return rows;
}

/** What every survey has, whatever is counted in it: who answered, for whom, of what, and whether it may be shown. */
const ROLES = {
  virksomhet: { kind: "agency", answer: "200000001" },
  departement: { kind: "single", options: { D: "Departementet" }, answer: "D" },
  navn: { kind: "text", answer: "Navn" },
  publiseres: { kind: "single", options: { ja: "Ja", nei: "Nei" }, answer: "ja" },
} as const;

/** The same survey as the library has it. */
export function toAnswers(survey: RandomSurvey, recodes: object = {}, subsets: object = {}): Answers {
  const { items, rows } = survey;
  const questionnaire = defineQuestionnaire({
    year: 2019,
    unit: { one: "tiltak", many: "tiltak", all: "tiltakene", article: "ett" },
    items: Object.fromEntries([
      ...Object.entries(ROLES).map(([key, { answer: _, ...role }], i) => [
        key,
        {
          number: 100 + i,
          section: "S",
          label: key,
          question: `${key}?`,
          ...role,
          required: true,
          public: true,
          comparability: { with: 2018, status: "same", reason: "Prøve." },
        },
      ]),
      ...items.map(({ key, kind, options, max, base, showMissing, asked, undecided }, i) => [
        key,
        {
          number: i + 1,
          section: "S",
          kind,
          label: key,
          question: `${key}?`,
          ...(kind === "amount"
            ? {}
            : { options: Object.fromEntries(options.map((option) => [option, option])) }),
          ...(Number.isFinite(max) ? { max } : {}),
          ...(asked ? { asked } : {}),
          base,
          showMissing,
          undecided,
          public: true,
          comparability: { with: 2018, status: "same", reason: "Prøve." },
        },
      ]),
    ]),
    recodes,
    subsets,
    roles: { ministry: "departement", name: "navn" },
    mayBePublished: { item: "publiseres", is: ["ja"] },
    frame: {},
    rules: [],
    corrections: {},
  } as never);
  const columns: Record<string, unknown[]> = {};
  for (const [key, { answer }] of Object.entries(ROLES)) {
    columns[key] = rows.map(() => answer);
    columns[`${key}__mangler`] = rows.map(() => null);
  }
  for (const { key, kind, options } of items) {
    const answers = rows.map((row) => row[key]);
    columns[`${key}__mangler`] = answers.map((answer) =>
      answer === undefined ? "ikke_spurt" : answer === null ? "ikke_svart" : null,
    );
    if (kind === "multiple")
      for (const option of options)
        columns[`${key}__${option}`] = answers.map((answer) => has(answer, [option]));
    else columns[key] = answers.map((answer) => answer ?? null);
  }
  const table = addRecodes(aq.table(columns as never), questionnaire);
  const frame = aq.from([{ organisasjonsnummer: "1", virksomhet: "En", svar: true }]);
  const answers = wholeAnswers({ year: 2019, questionnaire, frame, table });
  register(answers);
  return answers;
}
