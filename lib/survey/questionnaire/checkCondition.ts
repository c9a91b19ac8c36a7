import { findItem } from "./findItem.js";
import { type Condition, MISSING, type Questionnaire } from "./types.js";

/** What is wrong with a condition, each with the place where it stands. */
export function checkCondition(q: Questionnaire, condition: Condition, where: string): string[] {
  if ("all" in condition) return condition.all.flatMap((c) => checkCondition(q, c, where));
  if ("any" in condition) return condition.any.flatMap((c) => checkCondition(q, c, where));
  if ("not" in condition) return checkCondition(q, condition.not, where);
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
      : [`${where}: receivedAfter must be a day such as 2019-08-30, but is "${condition.receivedAfter}".`];
  const item = findItem(q, condition.item);
  if (!item) return [`${where}: there is no item "${condition.item}".`];
  if (!("is" in condition)) {
    return item.kind === "amount"
      ? []
      : [`${where}: "${condition.item}" is no amount and can't be compared with one.`];
  }
  return condition.is
    .filter((key) => !(key in MISSING) && !item.options.some((option) => option.key === key))
    .map(
      (key) =>
        `${where}: "${condition.item}" has no option "${key}". It has ${item.options.map((o) => o.key).join(", ")}.`,
    );
}
