import type { Condition, Questionnaire } from "notat";
import { atomsOf } from "notat/dist/lib/survey/questionnaire/conditionParts.js";

/** An answer as the generator holds it: an option's key, the keys that are ticked, true/false of the frame, or none. */
export type Answer = string | readonly string[] | boolean | null;

/**
 * What is known of a measure so far: items, recodes and columns of the frame by their keys.
 * Of a kind of missing only "not answered" is told; who was not asked follows from routing.
 */
export type Facts = Readonly<Record<string, Answer>>;

/** Whether the answer to an item is one of the options; `mangler` and `ikke_svart` are no answer though asked. */
export function has(facts: Facts, item: string, options: readonly string[], q: Questionnaire): boolean {
  const answer = answerOf(facts, item, q);
  return options.some((option) => {
    if (Array.isArray(answer))
      return option === "mangler" || option === "ikke_svart" ? answer.length === 0 : answer.includes(option);
    if (option === "mangler" || option === "ikke_svart") return answer === null && isAsked(facts, item, q);
    return answer === option;
  });
}

/** Whether routing leads to an item. */
export function isAsked(facts: Facts, item: string, q: Questionnaire): boolean {
  const asked = (q.items[item] ?? q.recodes[item])?.asked;
  return !asked || holds(facts, asked, q);
}

/** Whether an item is answered. */
export function isAnswered(facts: Facts, item: string, q: Questionnaire): boolean {
  const answer = answerOf(facts, item, q);
  return answer !== null && !(Array.isArray(answer) && answer.length === 0);
}

/** Whether a condition holds; what it asks for must be known. */
export function holds(facts: Facts, condition: Condition, q: Questionnaire): boolean {
  if ("all" in condition) return condition.all.every((c) => holds(facts, c, q));
  if ("any" in condition) return condition.any.some((c) => holds(facts, c, q));
  if ("not" in condition) return !holds(facts, condition.not, q);
  if ("frame" in condition) return facts[condition.frame] === true;
  if ("is" in condition) return has(facts, condition.item, condition.is, q);
  throw new Error(
    `The generator knows classes of amounts and no dates, so it can't tell ${JSON.stringify(condition)}.`,
  );
}

/** The items and columns of the frame that must be known before a condition can be told. */
export function needs(condition: Condition, q: Questionnaire): string[] {
  return atomsOf(condition).flatMap((atom) => {
    if ("frame" in atom) return [atom.frame];
    return "item" in atom ? needsOf(atom.item, q) : [];
  });
}

/** What must be known before an item or recode can be told: itself, or for a recode what it is made of. */
export function needsOf(item: string, q: Questionnaire): string[] {
  if (item === "kostnadsramme" || item === "kostnadsklasse") return ["kostnadsklasse"];
  if (item === "fase" || item === "faser") return ["faser"];
  const recode = q.recodes[item]?.recode;
  if (!recode) return [item];
  return Object.values(recode.options).flatMap(({ when }) => needs(when, q));
}

function answerOf(facts: Facts, item: string, q: Questionnaire): Answer {
  // The generator holds the amount by its class and the phase by the note's four until the rows are written.
  const key = item === "kostnadsramme" ? "kostnadsklasse" : item;
  if (key in facts) return facts[key]!;
  const recode = q.recodes[key]?.recode;
  if (!recode) throw new Error(`"${item}" is not known yet; known are ${Object.keys(facts).join(", ")}.`);
  return Object.entries(recode.options).find(([, { when }]) => holds(facts, when, q))?.[0] ?? null;
}
