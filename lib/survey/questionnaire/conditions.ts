import { ContentError } from "../../ground/errors.js";
import { findItem } from "./findItem.js";
import { type Condition, type ItemDefinition, MISSING, type Option, type Questionnaire } from "./types.js";

/** Reads one row of the survey: a column's name → its value there. */
export type Row = (column: string) => unknown;

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
export function missingOf(row: Row, item: string): string | null {
  return (row(fieldOf(item, "mangler")) as string | null | undefined) ?? null;
}

/**
 * Whether a row has an option of an item, or a kind of missing. `mangler` is every kind of missing among those asked.
 */
export function hasOption(row: Row, item: ItemDefinition, key: string): boolean {
  if (item.options.some((option) => option.key === key)) {
    return item.kind === "multiple" ? row(fieldOf(item.key, key)) === true : row(item.key) === key;
  }
  if (key === "mangler") {
    const missing = missingOf(row, item.key);
    return missing !== null && missing !== "ikke_spurt";
  }
  if (key in MISSING) return missingOf(row, item.key) === key;
  return item.kind === "agency" && row(item.key) === key;
}

/** Whether a condition holds in a row. An amount that is missing is in no class. */
export function holds(condition: Condition, row: Row, questionnaire: Questionnaire): boolean {
  if ("all" in condition) return condition.all.every((c) => holds(c, row, questionnaire));
  if ("any" in condition) return condition.any.some((c) => holds(c, row, questionnaire));
  if ("not" in condition) return !holds(condition.not, row, questionnaire);
  if ("frame" in condition) return row(condition.frame) === true;
  if ("receivedAfter" in condition) return String(row("mottatt")) > condition.receivedAfter;
  const item = findItem(questionnaire, condition.item);
  if (!item)
    throw new ContentError(
      `A condition asks for "${condition.item}", which the questionnaire of ${questionnaire.year} does not have.`,
    );
  if ("is" in condition) return condition.is.some((key) => hasOption(row, item, key));
  const amount = row(condition.item);
  if (typeof amount !== "number") return false;
  return amount >= (condition.from ?? 0) && amount < (condition.below ?? Number.POSITIVE_INFINITY);
}

/** Rows that have any of the options, which must be of one item. @example subset(tiltak, { key: "sky", label: "tiltak i skyen", when: has(q.teknologi.sky) }) */
export function has<Key extends string>(first: Option<Key>, ...more: Option<Key>[]): Condition {
  return { item: first.item, is: [first, ...more].map((option) => option.key) };
}

/** Rows where every condition holds. */
export function allOf(...conditions: Condition[]): Condition {
  return { all: conditions };
}

/** Rows where some condition holds. */
export function anyOf(...conditions: Condition[]): Condition {
  return { any: conditions };
}

/** Rows where the condition does not hold. */
export function not(condition: Condition): Condition {
  return { not: condition };
}
