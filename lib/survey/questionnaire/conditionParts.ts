import { formatDate } from "../../ground/text/dates.js";
import { formatNumber } from "../../ground/text/format.js";
import { findItem } from "./findItem.js";
import type { Condition, Questionnaire } from "./types.js";
import { unitWords } from "./unitWords.js";

/** A condition that has no other in it. */
export type Atom = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

/**
 * What a condition looks at, in its order; recodes and what routes to an item are not followed.
 * @example atomsOf({ not: { item: "skate", is: ["ja"] } }) // [{ item: "skate", is: ["ja"] }]
 */
export function atomsOf(condition: Condition): Atom[] {
  if ("all" in condition) return condition.all.flatMap(atomsOf);
  if ("any" in condition) return condition.any.flatMap(atomsOf);
  if ("not" in condition) return atomsOf(condition.not);
  return [condition];
}

/** Keys of the items and recodes that a condition asks for, as often as it does. */
export function itemsOf(condition: Condition): string[] {
  return atomsOf(condition).flatMap((atom) => ("item" in atom ? [atom.item] : []));
}

/**
 * A condition in bokmål, to follow «de som».
 * @example conditionInWords(q.involverte.$.asked, questionnaire) // har svart «Ja» på spørsmål 11
 */
export function conditionInWords(condition: Condition, questionnaire: Questionnaire): string {
  const inside = (part: Condition): string => conditionInWords(part, questionnaire);
  if ("all" in condition) return condition.all.map(inside).join(" og ");
  if ("any" in condition) return condition.any.map(inside).join(" eller ");
  if ("not" in condition) return `ikke ${inside(condition.not)}`;
  const { one } = questionnaire.bodyUnit;
  if ("frame" in condition)
    return `hører til ${unitWords(questionnaire.bodyUnit).a} ${one} merket ${condition.frame} i utvalget`;
  if ("receivedAfter" in condition) return `svarte etter ${formatDate(condition.receivedAfter)}`;
  const item = findItem(questionnaire, condition.item);
  const where = `på spørsmål ${item?.number ?? condition.item}`;
  if ("is" in condition) {
    const labels = condition.is.map(
      (key) => item?.options.find((option) => option.key === key)?.label ?? key,
    );
    return `har svart ${labels.map((label) => `«${label}»`).join(" eller ")} ${where}`;
  }
  const limits = [
    condition.from === undefined ? [] : [`minst ${limitInWords(condition.from)}`],
    condition.below === undefined ? [] : [`under ${limitInWords(condition.below)}`],
  ].flat();
  if (item?.kind === "date") {
    const { from, below } = condition;
    const days = [
      from === undefined ? [] : [`tidligst i ${limitInWords(from)}`],
      below === undefined ? [] : [`før ${limitInWords(below)}`],
    ].flat();
    return `har svart en dato ${where}${days.length > 0 ? `, ${days.join(" og ")}` : ""}`;
  }
  const what = item?.kind === "number" ? "et tall" : "et beløp";
  const unit = item?.unit ?? (item?.kind === "number" ? "" : "kroner");
  return `har svart ${what} ${where}${limits.length > 0 ? `, ${limits.join(" og ")} ${unit}`.trimEnd() : ""}`;
}

function limitInWords(limit: number | string): string {
  if (typeof limit === "number") return formatNumber(limit, Number.isInteger(limit) ? 0 : 1);
  return /^\d{4}-\d{2}-\d{2}$/.test(limit) ? formatDate(limit) : limit;
}
