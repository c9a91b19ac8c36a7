import { ContentError } from "../../ground/errors.js";
import { findItem } from "./findItem.js";
import type { Condition, Given, Item, ItemDefinition, Missing, Option, Questionnaire } from "./types.js";

/** Reads one row of the survey: a column's name → its value there. */
export type RowReader = (column: string) => unknown;

const fields = new Map<string, Map<string, string>>();

/** The column `item__part`. Kept: a string that is put together anew in each row costs more than the row's value. */
function fieldOf(item: string, part: string): string {
  let ofItem = fields.get(item);
  if (!ofItem) {
    ofItem = new Map();
    fields.set(item, ofItem);
  }
  let field = ofItem.get(part);
  if (!field) {
    field = `${item}__${part}`;
    ofItem.set(part, field);
  }
  return field;
}

/** The kind of missing of an item in a row, or null when it is answered. */
export function missingOf(row: RowReader, item: string): Missing | null {
  return (row(fieldOf(item, "mangler")) as Missing | null | undefined) ?? null;
}

/** Whether a key of a cell or a condition is a kind of missing (`mangler`: any among those asked), and no option. */
export function isKindOfMissing(item: ItemDefinition, key: string): boolean {
  return (key === "mangler" || key in item.missing) && !item.options.some((option) => option.key === key);
}

/**
 * Whether a row has an option of an item, or a kind of missing. `mangler` is every kind of missing among those asked.
 */
export function hasOption(row: RowReader, item: ItemDefinition, key: string): boolean {
  if (item.options.some((option) => option.key === key)) {
    return item.kind === "multiple" ? row(fieldOf(item.key, key)) === true : row(item.key) === key;
  }
  if (key === "mangler") {
    const missing = missingOf(row, item.key);
    return missing !== null && missing !== "ikke_spurt";
  }
  if (key in item.missing) return missingOf(row, item.key) === key;
  if (item.kind === "date") return String(row(item.key) ?? "").slice(0, 4) === key;
  return item.kind === "agency" && row(item.key) === key;
}

/** Whether something holds; or, where an answer that decides it is missing, which kind of missing that is. */
export type Truth = boolean | Missing;

/**
 * Whether a condition holds in a row, in three values, as in SQL and R: what a missing answer decides is unknown, and
 * stays a kind of missing. "Not" of what is unknown is unknown.
 *
 * An item that was not asked is not blank: when the answer that routed past it is known, its answer is a known no. It
 * is unknown when that answer is missing, and (as `ikke_avklart`) when it is one of the item's `undecided` options.
 * That somebody was asked and is missing is known: `mangler` and its kinds are never unknown.
 * @throws {ContentError} When the condition asks for an item that the questionnaire does not have.
 * @example truthOf(not(has(q.utvikle.ja)), row, questionnaire) // "ikke_svart" where utvikle was left blank
 */
export function truthOf(condition: Condition, row: RowReader, questionnaire: Questionnaire): Truth {
  return evaluate(condition, row, questionnaire, false);
}

/** Whether a condition is known to hold in a row. */
export function holds(condition: Condition, row: RowReader, questionnaire: Questionnaire): boolean {
  return truthOf(condition, row, questionnaire) === true;
}

/**
 * @param routing Whether it asks what an answer led to: then an undecided answer decides nothing.
 */
function evaluate(
  condition: Condition,
  row: RowReader,
  questionnaire: Questionnaire,
  routing: boolean,
): Truth {
  if ("all" in condition) return every(condition.all.map((c) => evaluate(c, row, questionnaire, routing)));
  if ("any" in condition)
    return negate(every(condition.any.map((c) => negate(evaluate(c, row, questionnaire, routing)))));
  if ("not" in condition) return negate(evaluate(condition.not, row, questionnaire, routing));
  if ("frame" in condition) {
    const value = row(condition.frame);
    return typeof value === "boolean" ? value : "ikke_svart";
  }
  if ("receivedAfter" in condition) return String(row("mottatt")) > condition.receivedAfter;
  const item = findItem(questionnaire, condition.item);
  if (!item)
    throw new ContentError(
      `A condition asks for "${condition.item}", which the questionnaire of ${questionnaire.year} does not have.`,
    );
  if ("is" in condition) {
    if (condition.is.some((key) => hasOption(row, item, key))) return true;
    const missing = missingOf(row, item.key);
    if (missing === null)
      return routing && item.undecided.some((key) => hasOption(row, item, key)) ? "ikke_avklart" : false;
    // A row that is missing in one way is known not to be missing in another.
    if (condition.is.every((key) => isKindOfMissing(item, key))) return false;
    return unanswered(item, missing, row, questionnaire);
  }
  const given = row(condition.item);
  if (missingOf(row, item.key) !== null || given === null || given === undefined)
    return unanswered(item, missingOf(row, item.key) ?? "ikke_svart", row, questionnaire);
  const { from, below } = condition;
  return every([
    from === undefined || reaches(given, from),
    below === undefined || negate(reaches(given, below)),
  ]);
}

/**
 * Whether an answer is at a limit or beyond it. Dates may be days, months or years: where a month holds a limit in its
 * midst, nobody knows.
 */
function reaches(given: unknown, limit: number | string): Truth {
  if (typeof given === "number" && typeof limit === "number") return given >= limit;
  const [date, day] = [String(given), String(limit)];
  const first = day.replace(/(?<=^\d{4}-\d{2})-01$/, "").replace(/(?<=^\d{4})-01$/, "");
  if (date.length < first.length && first.startsWith(date)) return "ikke_avklart";
  return date >= first;
}

/** What a missing answer says of a condition on the item: nothing, unless the row is known to have been led past it. */
function unanswered(
  item: ItemDefinition,
  missing: Missing,
  row: RowReader,
  questionnaire: Questionnaire,
): Truth {
  if (missing !== "ikke_spurt" || item.asked === null) return missing;
  const asked = evaluate(item.asked, row, questionnaire, true);
  return asked === true ? "ikke_svart" : asked;
}

/**
 * Whether routing leads to an item in a row: unknown when an answer that decides it is missing or undecided.
 * @example isAsked(row, q.involverte.$, questionnaire) // "ikke_svart" where involverer was left blank
 */
export function isAsked(row: RowReader, item: ItemDefinition, questionnaire: Questionnaire): Truth {
  if (missingOf(row, item.key) !== "ikke_spurt") return true;
  return item.asked === null ? false : evaluate(item.asked, row, questionnaire, true);
}

function negate(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  // One blank among what is unknown makes it blank: the other kinds say more than is known.
  if (truths.includes("ikke_svart")) return "ikke_svart";
  return truths.find((truth) => truth !== true) ?? true;
}

/**
 * Rows that have any of the options, which must be of one item.
 * @throws {ContentError} When they are of several items: use `anyOf(has(…), has(…))`.
 * @example subset(tiltak, { key: "sky", label: "tiltak i skyen", when: has(q.teknologi.sky) })
 */
export function has<Key extends string>(first: Option<Key>, ...more: Option<Given<Key>>[]): Condition {
  const options: readonly Option[] = [first, ...more];
  const items = [...new Set(options.map(({ item }) => item))];
  if (items.length > 1 || items[0] === "") {
    throw new ContentError(
      `has() must have options of one item, but got ${options.map(({ item, key }) => `${item || "no item"}.${key}`).join(", ")}. ` +
        `Use anyOf(has(…), has(…)) for rows with any of them, allOf(has(…), has(…)) for rows with all.`,
    );
  }
  return { item: first.item, is: options.map((option) => option.key) };
}

/**
 * Rows whose amount, number or date is at least `from` and below `below`.
 * @param from A number, or for dates a day, month or year: `"2026-06"`.
 * @param below Without it there is no upper limit.
 * @example subset(tiltak, { key: "midt", label: "tiltak med ramme fra 10 til 50 mill. kroner", when: between(q.kostnadsramme, 10e6, 50e6) })
 */
export function between<Limit extends number | string>(item: Item, from: Limit, below?: Limit): Condition {
  const bounded = below !== undefined && below !== Number.POSITIVE_INFINITY;
  return { item: item.$.key, from, ...(bounded ? { below } : {}) };
}

/**
 * Rows where every condition holds.
 * @example subset(tiltak, { key: "begge", label: "tiltak som gjør begge deler", when: allOf(has(q.utvikle.ja), has(q.gjenbruke.ja)) })
 */
export function allOf(...conditions: Condition[]): Condition {
  return { all: conditions };
}

/**
 * Rows where some condition holds.
 * @example subset(tiltak, { key: "felles", label: "tiltak for flere", when: anyOf(has(q.utvikle.ja), has(q.gjenbruke.ja)) })
 */
export function anyOf(...conditions: Condition[]): Condition {
  return { any: conditions };
}

/**
 * Rows where the condition is known not to hold. Where it is unknown, so is this.
 * @example subset(tiltak, { key: "uten_sky", label: "tiltak utenfor skyen", when: not(has(q.teknologi.sky)) })
 */
export function not(condition: Condition): Condition {
  return { not: condition };
}
