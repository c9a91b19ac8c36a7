import { ContentError } from "../../ground/errors.js";
import { fold } from "../../ground/text/nearest.js";
import { slug } from "../../ground/text/slug.js";
import { checkCondition } from "./checkCondition.js";
import { checkKnowledge } from "./checkKnowledge.js";
import { checkRecode } from "./checkRecode.js";
import { CHECK_RULES } from "./checkRules.js";
import type {
  ComparabilitySpec,
  FrameColumn,
  FrameColumnSpec,
  ItemDefinition,
  Option,
  OptionSpec,
  Questionnaire,
  QuestionnaireSpec,
  RecodeSpec,
  Subset,
  UnitSpec,
} from "./types.js";
import { MISSING } from "./types.js";
import { unitKey } from "./unitWords.js";

/**
 * Reads a year's questionnaire as written and fills in every default, so that nothing after it asks
 * whether something is there.
 *
 * @returns Items in the order of the form, recodes, subsets. Options keep the order they are written in.
 * @throws One error that lists all that is wrong: doubled numbers or labels, conditions on items or options
 *  that do not exist, options on kinds that have none, keys that would break an address.
 * @example defineQuestionnaire({ year: 2019, items: { fase: { number: 10, kind: "single", … } }, recodes: {}, subsets: {} })
 */
export function defineQuestionnaire(spec: QuestionnaireSpec): Questionnaire {
  const own = Object.entries(spec.missing ?? {});
  const missing = { ...MISSING, ...Object.fromEntries(own.map(([key, { label }]) => [key, label])) };
  const asNew: ComparabilitySpec = { with: spec.year, status: "new", reason: "Nytt spørsmål." };
  const keys = Object.keys(spec.items);
  const items = mapValues(spec.items, (item, key): ItemDefinition => {
    return {
      key,
      year: spec.year,
      number: item.number ?? keys.indexOf(key) + 1,
      section: item.section ?? "",
      kind: item.kind,
      label: item.label,
      question: item.question ?? item.label,
      options: Object.entries(item.options ?? {}).map(([option, text]) => toOption(key, option, text)),
      max: item.kind === "multiple" ? (item.max ?? Number.POSITIVE_INFINITY) : 1,
      asked: item.asked ?? null,
      required: item.required ?? false,
      base: item.base ?? "asked",
      showMissing: item.showMissing ?? false,
      everyYear: item.everyYear ?? false,
      undecided: item.undecided ?? [],
      unit: item.unit ?? (item.kind === "amount" ? "kroner" : null),
      decimal: item.decimal ?? ",",
      column: item.column ?? key,
      missing,
      public: item.public ?? false,
      comparability: item.comparability ?? asNew,
      recode: null,
    };
  });
  const recodes = mapValues(spec.recodes ?? {}, (recode, key) => defineRecode(spec.year, items, key, recode));
  const subsets = mapValues(spec.subsets ?? {}, (subset, key): Subset => ({ key, ...subset }));
  const frame = Object.entries(spec.frame ?? {}).map(([key, column]) => toFrameColumn(key, column));
  const rules = spec.rules ?? [];
  const ofRules = rules.map(({ key, label, message }): [string, string] => [key, label ?? message]);
  const questionnaire: Questionnaire = {
    year: spec.year,
    items,
    recodes,
    subsets,
    unit: spec.unit,
    bodyUnit: spec.bodyUnit ?? BODY_UNIT,
    groupUnit: spec.groupUnit ?? null,
    missing,
    missingTexts: new Map(own.flatMap(([key, { texts }]) => texts.map((text) => [fold(text), key]))),
    body: Object.values(items).find(({ kind }) => kind === "agency") ?? null,
    ministry: items[spec.roles?.ministry ?? ""] ?? null,
    name: items[spec.roles?.name ?? ""] ?? null,
    weight: items[spec.roles?.weight ?? ""] ?? null,
    mayBePublished: spec.mayBePublished ?? null,
    framed: spec.frame !== undefined,
    ...bodyColumns(spec, items),
    frame,
    rules,
    logRules: { ...CHECK_RULES, ...Object.fromEntries(ofRules), ...spec.corrections },
    spec,
  };
  const problems = [...check(questionnaire), ...checkKnowledge(questionnaire)];
  if (problems.length > 0) {
    throw new ContentError(
      `The questionnaire of ${spec.year} can't be used:\n${problems.map((p) => `  ${p}`).join("\n")}`,
    );
  }
  for (const item of [...Object.values(items), ...Object.values(recodes)]) {
    ofQuestionnaire.add(item);
    for (const option of item.options) ofQuestionnaire.add(option);
  }
  for (const subset of Object.values(subsets)) ofQuestionnaire.add(subset);
  return questionnaire;
}

/** A recode with every default filled in; what it leaves out it takes over from the item that it is made of. */
export function defineRecode(
  year: number,
  items: Questionnaire["items"],
  key: string,
  recode: RecodeSpec,
): ItemDefinition {
  const source = items[recode.of];
  return {
    key,
    year,
    number: source?.number ?? 0,
    section: source?.section ?? "",
    kind: "single",
    label: recode.label,
    question: recode.question,
    options: Object.entries(recode.options).map(([option, { label }]) => toOption(key, option, label)),
    max: 1,
    asked: source?.asked ?? null,
    required: false,
    base: recode.base ?? source?.base ?? "asked",
    showMissing: recode.showMissing ?? source?.showMissing ?? false,
    everyYear: false,
    undecided: [],
    unit: null,
    decimal: ",",
    column: key,
    missing: source?.missing ?? MISSING,
    public: source?.public ?? false,
    comparability: recode.comparability ?? { with: year, status: "new", reason: "Omkodet." },
    recode,
  };
}

const ofQuestionnaire = new WeakSet<object>();

/** Whether an item, option or subset is a questionnaire's own, and not an object that looks like one. */
export function isOfQuestionnaire(object: object): boolean {
  return ofQuestionnaire.has(object);
}

function toOption(item: string, key: string, spec: OptionSpec): Option {
  if (typeof spec === "string") {
    return { item, key, label: spec, aliases: [], specify: false, exclusive: false };
  }
  return {
    item,
    key,
    label: spec.label,
    aliases: spec.aliases ?? [],
    specify: spec.specify ?? false,
    exclusive: spec.exclusive ?? false,
    ...(spec.column === undefined ? {} : { column: spec.column }),
  };
}

function toFrameColumn(key: string, { label, options }: FrameColumnSpec): FrameColumn {
  if (!options) return { key, label, options: null };
  const complete = Object.entries(options).map(([option, text]) =>
    typeof text === "string"
      ? { key: option, label: text, invented: false }
      : { key: option, label: text.label, invented: text.invented ?? false },
  );
  return { key, label, options: complete };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  f: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value, key)]));
}

/** The number that bodies have unless a questionnaire says another. */
export const ORGANISATION_NUMBER = "organisasjonsnummer";

function bodyColumns(
  { frame, roles, bodyUnit = BODY_UNIT }: QuestionnaireSpec,
  items: Questionnaire["items"],
) {
  const numbered = frame !== undefined && roles?.number !== null;
  return {
    numbered,
    bodyKey: numbered ? (roles?.number ?? ORGANISATION_NUMBER) : "nokkel",
    bodyName: Object.values(items).find(({ kind }) => kind === "agency")?.key ?? slug(bodyUnit.one, "_"),
    shortName: roles?.shortName ?? "kortnavn",
  };
}

/** What a body is called where a questionnaire does not say. */
export const BODY_UNIT: UnitSpec = {
  one: "virksomhet",
  many: "virksomheter",
  all: "virksomhetene",
  article: "én",
};

/** Words that an address keeps for itself. */
const RESERVED = new Set(["alle", "svar", "mangler", ...Object.keys(MISSING)]);

/** What can be counted beside answers and bodies: words of this software's own, which stand in addresses for the subset. */
export const WORLDS = ["utvalg", "skjema", "logg", "kontroll"] as const;

function check(q: Questionnaire): string[] {
  const problems: string[] = [];
  const numbers = new Map<number, string>();
  for (const item of Object.values(q.items)) {
    const earlier = numbers.get(item.number);
    if (earlier)
      problems.push(
        `Items must have numbers of their own, but "${earlier}" and "${item.key}" are both ${item.number}.`,
      );
    numbers.set(item.number, item.key);
    const choice = item.kind === "single" || item.kind === "multiple";
    // Options that are found in a table may be none: nobody has answered yet.
    if (choice && item.options.length === 0 && q.spec.items[item.key]?.options === undefined)
      problems.push(`"${item.key}" is ${item.kind} and must have options.`);
    if (!choice && item.options.length > 0)
      problems.push(`"${item.key}" is ${item.kind} and can't have options.`);
    for (const key of item.undecided) {
      if (!item.options.some((option) => option.key === key))
        problems.push(`"${item.key}.undecided": there is no option "${key}".`);
    }
    if (item.asked) problems.push(...checkCondition(q, item.asked, `${item.key}.asked`));
  }
  for (const item of [...Object.values(q.items), ...Object.values(q.recodes)]) {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(item.key) || item.key.includes("__") || RESERVED.has(item.key)) {
      problems.push(
        `"${item.key}" can't be an item's key: use letters, digits and single _, and none of ${[...RESERVED].join(", ")}. Its column may have any name: column: "…".`,
      );
    }
    const texts = new Map<string, string>();
    for (const option of item.options) {
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(option.key) || option.key.includes("__") || option.key in MISSING) {
        // ikke_relevant is both an option of some items and a kind of missing of amounts: only amounts have the latter.
        if (option.key !== "ikke_relevant" && option.key !== "ikke_avklart") {
          problems.push(
            `"${item.key}.${option.key}" can't be an option's key: use letters, digits and single _.`,
          );
        }
      }
      for (const text of [option.label, ...option.aliases]) {
        const folded = text.toLowerCase();
        const earlier = texts.get(folded);
        if (earlier)
          problems.push(
            `"${item.key}": the text "${text}" stands for both "${earlier}" and "${option.key}".`,
          );
        texts.set(folded, option.key);
      }
    }
  }
  for (const [key, recode] of Object.entries(q.recodes)) {
    const spec = recode.recode as RecodeSpec;
    if (q.items[key]) problems.push(`"${key}" is both an item and a recode.`);
    if (!q.items[spec.of]) problems.push(`The recode "${key}" is made of "${spec.of}", which is no item.`);
    for (const [option, { when }] of Object.entries(spec.options)) {
      problems.push(...checkCondition(q, when, `${key}.${option}`));
    }
    if (spec.otherwise && !spec.options[spec.otherwise]) {
      problems.push(`The recode "${key}" falls back on "${spec.otherwise}", which is none of its options.`);
    }
    // What is tried must be sound, or the message would be about the trying.
    if (problems.length === 0) problems.push(...checkRecode(q, key, spec));
  }
  for (const subset of Object.values(q.subsets)) {
    problems.push(...checkCondition(q, subset.when, `subsets.${subset.key}`));
    const worlds: readonly string[] = WORLDS;
    if (
      RESERVED.has(subset.key) ||
      worlds.includes(subset.key) ||
      subset.key === unitKey(q.bodyUnit) ||
      subset.key.startsWith("ikke-")
    )
      problems.push(
        `"${subset.key}" can't be a subset's key: addresses have it for something else (${["alle", ...WORLDS, unitKey(q.bodyUnit)].join(", ")}, or "ikke-" in front).`,
      );
  }
  return problems;
}
