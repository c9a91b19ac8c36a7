import { isKindOfMissing } from "./conditions.js";
import { findItem } from "./findItem.js";
import { type Condition, isNumeric, type Questionnaire } from "./types.js";

/**
 * What is wrong with a condition: items and options that the questionnaire does not have, limits of amounts that leave
 * nothing, and what is no condition at all.
 * @param where What the condition belongs to, before each problem.
 * @param bodies Keys of the frame's bodies, where there is a frame: what an agency item may be.
 * @returns One line per problem; none when it can be used.
 */
export function checkCondition(
  q: Questionnaire,
  condition: Condition,
  where: string,
  bodies: readonly string[] = [],
): string[] {
  if (typeof condition !== "object" || condition === null)
    return [
      `${where}: a condition must be made with has, allOf, anyOf and not, but is ${typeof condition === "function" ? "a function" : String(condition)}.`,
    ];
  for (const parts of [
    "all" in condition ? condition.all : null,
    "any" in condition ? condition.any : null,
  ]) {
    if (parts === null) continue;
    if (parts.length === 0) return [`${where}: "all" and "any" must have a condition at least.`];
    return parts.flatMap((c) => checkCondition(q, c, where, bodies));
  }
  if ("not" in condition) return checkCondition(q, condition.not, where, bodies);
  if ("frame" in condition) {
    const truths = q.frame.filter(({ options }) => options === null).map(({ key }) => key);
    return truths.includes(condition.frame)
      ? []
      : [
          `${where}: the frame has no column "${condition.frame}" of true and false. It has ${truths.join(", ") || "none"}.`,
        ];
  }
  if ("receivedAfter" in condition)
    return /^\d{4}-\d{2}-\d{2}$/.test(condition.receivedAfter)
      ? []
      : [`${where}: receivedAfter must be a day such as 2026-06-30, but is "${condition.receivedAfter}".`];
  if (!("item" in condition))
    return [
      `${where}: a condition must be made with has, allOf, anyOf and not, but is ${JSON.stringify(condition)}.`,
    ];
  const item = findItem(q, condition.item);
  if (!item) return [`${where}: there is no item "${condition.item}".`];
  if (!("is" in condition)) {
    if (!isNumeric(item.kind) && item.kind !== "date")
      return [`${where}: "${condition.item}" is no amount and can't be compared with one.`];
    const wrong = [condition.from, condition.below].filter((limit) =>
      item.kind === "date"
        ? limit !== undefined && !/^\d{4}(?:-\d{2}){0,2}$/.test(String(limit))
        : limit !== undefined && (typeof limit !== "number" || Number.isNaN(limit)),
    );
    if (wrong.length > 0)
      return [
        `${where}: a limit of "${condition.item}" must be ${item.kind === "date" ? 'a year, month or day such as "2026-06-30"' : "a number"}, but is ${JSON.stringify(wrong[0])}.`,
      ];
    const { from = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } =
      item.kind === "date" ? { from: condition.from ?? "", below: condition.below ?? "~" } : condition;
    return from < below
      ? []
      : [
          `${where}: an amount of "${condition.item}" must be from a limit and below a higher one, but is from ${from} and below ${below}.`,
        ];
  }
  if (condition.is.length === 0)
    return [`${where}: a condition on "${condition.item}" must name an option at least.`];
  if (item.kind === "date")
    return condition.is
      .filter((key) => !isKindOfMissing(item, key) && !/^\d{4}$/.test(key))
      .map(
        (key) => `${where}: "${condition.item}" is a date and asked for by its year, but "${key}" is none.`,
      );
  const known = item.kind === "agency" ? bodies : item.options.map((option) => option.key);
  return condition.is
    .filter((key) => !(key in item.missing) && key !== "mangler" && !known.includes(key))
    .map(
      (key) =>
        `${where}: "${condition.item}" has no option "${key}". It has ${known.slice(0, 20).join(", ")}.`,
    );
}
