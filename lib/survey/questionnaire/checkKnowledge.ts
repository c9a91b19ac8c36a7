import { nearest } from "../../ground/text/nearest.js";
import { checkCondition } from "./checkCondition.js";
import {
  type EditRule,
  type GroupRule,
  isNumeric,
  type Limit,
  MISSING,
  type Questionnaire,
  type Statement,
  type UnitSpec,
} from "./types.js";

/** Columns that the frame of every edition has. */
const FRAME_COLUMNS = [
  "organisasjonsnummer",
  "virksomhet",
  "kortnavn",
  "departement",
  "sendt",
  "purret",
  "svar",
  "svardato",
] as const;

/** What a column of the frame may be called. */
const COLUMN = /^[a-zæøå][a-zæøå0-9_]*$/;

/**
 * What is wrong with what an edition knows beside its items: roles, publishing, columns of the frame, edit rules, rules
 * of the log.
 * @returns One line per problem; none when all of it can be used.
 */
export function checkKnowledge(q: Questionnaire): string[] {
  return [
    ...checkRoles(q),
    ...checkFrame(q),
    ...q.rules.flatMap((rule) => checkRule(q, rule)),
    ...(q.spec.groupRules ?? []).flatMap((rule) => checkGroupRule(q, rule)),
    ...checkKeys(q),
  ];
}

/** When a body was asked and answered. */
const FRAME_TIMES: ReadonlySet<string> = new Set(["sendt", "purret", "svar", "svardato"]);

function checkRoles(q: Questionnaire): string[] {
  const bodies = Object.values(q.items).filter(({ kind }) => kind === "agency");
  const { ministry, name, weight, number, shortName } = q.spec.roles ?? {};
  const columns = new Set([
    ...Object.keys(q.items),
    ...Object.keys(q.recodes),
    ...q.frame.map(({ key }) => key),
  ]);
  const isColumn = (key: string): boolean =>
    COLUMN.test(key) && !key.includes("__") && !columns.has(key) && !FRAME_TIMES.has(key);
  return [
    ...(bodies.length <= 1 && (bodies.length === 1 || !q.framed)
      ? []
      : [
          q.framed
            ? `There must be one item of the kind "agency", but there are ${bodies.length}.`
            : `There must be at most one item of the kind "agency", but there are ${bodies.length}: make the others "single".`,
        ]),
    ...(ministry === undefined || q.ministry?.kind === "single"
      ? []
      : [`roles.ministry must be an item of the kind "single", but is "${ministry}".${near(q, ministry)}`]),
    ...(name === undefined || q.name?.kind === "text"
      ? []
      : [`roles.name must be an item of the kind "text", but is "${name}".${near(q, name)}`]),
    ...(weight === undefined || q.weight?.kind === "number"
      ? []
      : [`roles.weight must be an item of the kind "number", but is "${weight}".${near(q, weight)}`]),
    ...Object.entries({ number, shortName }).flatMap(([role, key]) =>
      key === undefined || key === null || (isColumn(key) && q.bodyKey !== q.shortName)
        ? []
        : [
            `roles.${role} must be a column of the frame that is none of an item and none of its own, in small letters, digits and single _, but is "${key}".`,
          ],
    ),
    ...(q.mayBePublished === null ? [] : checkCondition(q, q.mayBePublished, "mayBePublished")),
    ...checkUnit(q.spec.unit, "unit"),
    ...(q.spec.bodyUnit === undefined ? [] : checkUnit(q.spec.bodyUnit, "bodyUnit")),
    ...(q.spec.groupUnit === undefined ? [] : checkUnit(q.spec.groupUnit, "groupUnit")),
    ...checkMissing(q),
  ];
}

/** A questionnaire that is not written in TypeScript may leave out what the types ask for. */
function checkUnit(unit: UnitSpec | undefined, where: string): string[] {
  const forms = [unit?.one, unit?.many, unit?.all];
  const isWord = (form: unknown): boolean => typeof form === "string" && /^\p{L}[\p{L} -]*$/u.test(form);
  return forms.every(isWord) && (unit?.article === "ett" || unit?.article === "én")
    ? []
    : [
        `${where} must say what a row is, in words: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" } (or "én"), but is ${JSON.stringify(unit)}.`,
      ];
}

function checkMissing(q: Questionnaire): string[] {
  return Object.entries(q.spec.missing ?? {}).flatMap(([key, { label, texts }]) => [
    ...(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(key) && !(key in MISSING) && key !== "mangler"
      ? []
      : [
          `missing: "${key}" can't be a kind of missing: use small letters, digits and single _, and none of ${Object.keys(MISSING).join(", ")}, mangler.`,
        ]),
    ...(label.trim() === "" || texts.length === 0
      ? [`missing.${key} must have a label, and a text at least that stands in its cells.`]
      : []),
  ]);
}

function checkFrame(q: Questionnaire): string[] {
  const fixed = new Set<string>([...FRAME_COLUMNS, q.bodyKey, q.shortName]);
  const taken = new Set<string>([...fixed, ...Object.keys(q.items), ...Object.keys(q.recodes)]);
  return q.frame.flatMap(({ key, options }) => [
    ...(COLUMN.test(key) && !key.includes("__") && !taken.has(key)
      ? []
      : [
          `frame: "${key}" can't be a column of the frame: use small letters, digits and single _, no item's key, and none that every frame may have (${[...fixed].join(", ")}).`,
        ]),
    ...(options?.length === 0 ? [`frame: "${key}" must have an option, or no "options" at all.`] : []),
  ]);
}

function checkKeys(q: Questionnaire): string[] {
  const seen = new Set<string>();
  return [...q.rules, ...(q.spec.groupRules ?? [])].flatMap(({ key }) => {
    const doubled = seen.has(key);
    seen.add(key);
    if (doubled) return [`rules: each must have a key of its own, but "${key}" stands twice.`];
    return /^[a-z][a-z0-9_]*$/.test(key)
      ? []
      : [`rules: "${key}" can't be a rule's key: use small letters, digits and _.`];
  });
}

function checkRule(q: Questionnaire, rule: EditRule): string[] {
  const where = `rules.${rule.key}`;
  const said = [rule.message, rule.came ?? "", rule.wayOut].join(" ");
  const named = [...said.matchAll(/\{([^{}]*)\}/g)].map(([, item = ""]) => item);
  const used = new Set([...itemsOf(rule.must), ...(rule.when ? itemsOf(rule.when) : [])]);
  return [
    ...rule.items.flatMap((item) => checkItem(q, item, where)),
    ...[...used]
      .filter((item) => !rule.items.includes(item))
      .map(
        (item) => `${where}: "${item}" must stand among its items, but they are ${rule.items.join(", ")}.`,
      ),
    ...named
      .filter((item) => !rule.items.includes(item))
      .map((item) => `${where}: the text has {${item}}, which is none of its items.`),
    ...(rule.message.trim() === "" || rule.wayOut.trim() === ""
      ? [`${where}: message and wayOut must say something.`]
      : []),
    ...(rule.when ? checkStatement(q, rule.when, where) : []),
    ...checkStatement(q, rule.must, where),
  ];
}

function checkGroupRule(q: Questionnaire, { key, must, message, wayOut }: GroupRule): string[] {
  const where = `rules.${key}`;
  const about = "sum" in must ? null : "count" in must ? must.count : must.share;
  const { above, from, to, below } = must;
  return [
    ...("sum" in must && q.items[must.sum]?.kind !== "amount"
      ? [
          `${where}: a sum must be of an item of the kind "amount", but is of "${must.sum}".${near(q, must.sum)}`,
        ]
      : []),
    ...(about === null || about === "all" ? [] : checkStatement(q, about, where)),
    ...([above, from, to, below].every((limit) => limit === undefined)
      ? [`${where}: must needs a limit: above, from, to or below.`]
      : []),
    ...(message.trim() === "" || wayOut.trim() === ""
      ? [`${where}: message and wayOut must say something.`]
      : []),
  ];
}

function checkItem(q: Questionnaire, key: string, where: string): string[] {
  const item = q.items[key];
  if (!item) return [`${where}: there is no item "${key}".${near(q, key)}`];
  if (item.kind === "multiple")
    return [`${where}: "${key}" is multiple response; a rule must be about items with one answer.`];
  return [];
}

function near(q: Questionnaire, key: string): string {
  const found = nearest(key, Object.keys(q.items));
  return found !== null && found !== key ? ` Is it "${found}"?` : "";
}

function checkStatement(q: Questionnaire, statement: Statement, where: string): string[] {
  if ("all" in statement) return statement.all.flatMap((part) => checkStatement(q, part, where));
  if ("any" in statement) return statement.any.flatMap((part) => checkStatement(q, part, where));
  if ("not" in statement) return checkStatement(q, statement.not, where);
  const item = q.items[statement.item];
  if (!item || item.kind === "multiple") return checkItem(q, statement.item, where);
  if ("is" in statement) {
    const known = item.options.map(({ key }) => key);
    return statement.is
      .filter((key) => !(key in q.missing) && !known.includes(key))
      .map((key) => `${where}: "${item.key}" has no option "${key}". It has ${known.join(", ") || "none"}.`);
  }
  if ("matches" in statement) return checkPattern(statement.matches, item.kind === "text", item.key, where);
  const limits = [statement.above, statement.from, statement.to, statement.below].filter(
    (limit) => limit !== undefined,
  );
  if (limits.length === 0) return [`${where}: a statement on "${item.key}" must say something of it.`];
  if (!isNumeric(item.kind)) return [`${where}: "${item.key}" is no amount and can't be compared with one.`];
  return limits.flatMap((limit) => checkLimit(q, limit, where));
}

function checkLimit(q: Questionnaire, limit: Limit, where: string): string[] {
  if (typeof limit === "number")
    return Number.isFinite(limit) ? [] : [`${where}: a limit must be a number, but is ${limit}.`];
  const { item, times = 1 } = limit;
  if (!Number.isFinite(times) || times <= 0)
    return [`${where}: "times" must be a number above 0, but is ${times}.`];
  if (q.items[item] === undefined) return checkItem(q, item, where);
  return isNumeric(q.items[item].kind)
    ? []
    : [`${where}: "${item}" is no amount and can't be compared with one.`];
}

function checkPattern(pattern: string, isText: boolean, item: string, where: string): string[] {
  if (!isText) return [`${where}: "matches" is for text, but "${item}" is none.`];
  try {
    new RegExp(pattern, "iu");
    return [];
  } catch (error) {
    return [`${where}: "matches" must be a regular expression, but ${(error as Error).message}.`];
  }
}

/** Keys of the items that a statement is about. */
export function itemsOf(statement: Statement): string[] {
  if ("all" in statement) return statement.all.flatMap(itemsOf);
  if ("any" in statement) return statement.any.flatMap(itemsOf);
  if ("not" in statement) return itemsOf(statement.not);
  const limits =
    "is" in statement || "matches" in statement
      ? []
      : [statement.above, statement.from, statement.to, statement.below];
  return [statement.item, ...limits.flatMap((limit) => (typeof limit === "object" ? [limit.item] : []))];
}
