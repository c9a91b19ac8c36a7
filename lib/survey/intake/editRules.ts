import { formatNumber } from "../../ground/text/format.js";
import type { EditRule, Limit, Questionnaire, Statement } from "../questionnaire/types.js";
import type { Complaint } from "./parseCell.js";
import { quote } from "./problem.js";
import type { FieldValue } from "./row.js";

/** The answers to one tiltak, by the columns of the clean table. */
type Given = Readonly<Record<string, FieldValue>>;

/** What a rule comes to in a row: it holds, it is broken, or nobody can tell since an answer is missing. */
export type Outcome = "holds" | "broken" | "undecided";

/**
 * What an edit rule comes to for the answers to one tiltak.
 * @example outcomeOf(budsjettOverRamme, { budsjett: 3, kostnadsramme: null }) // "undecided"
 */
export function outcomeOf(rule: EditRule, values: Given): Outcome {
  const applies = rule.when === undefined ? true : judge(rule.when, values);
  const holds = applies === false ? true : judge(rule.must, values);
  if (holds === true) return "holds";
  return holds === false && applies === true ? "broken" : "undecided";
}

/** Whether a statement holds; null when what is not answered leaves it open (Kleene's three values). */
export function judge(statement: Statement, values: Given): boolean | null {
  if ("all" in statement) return every(statement.all.map((part) => judge(part, values)));
  if ("any" in statement) return negate(every(statement.any.map((part) => negate(judge(part, values)))));
  if ("not" in statement) return negate(judge(statement.not, values));
  const value = values[statement.item] ?? null;
  if ("is" in statement) {
    const missing = values[`${statement.item}__mangler`];
    if (typeof missing === "string" && statement.is.includes(missing)) return true;
    return value === null ? null : statement.is.includes(String(value));
  }
  if (value === null) return null;
  if ("matches" in statement) return new RegExp(statement.matches, "iu").test(String(value));
  const { above, from, to, below } = statement;
  const compare = (limit: Limit | undefined, holds: (limit: number) => boolean): boolean | null => {
    if (limit === undefined) return true;
    const number = limitOf(limit, values);
    return number === null ? null : holds(number);
  };
  const number = Number(value);
  return every([
    compare(above, (limit) => number > limit),
    compare(from, (limit) => number >= limit),
    compare(to, (limit) => number <= limit),
    compare(below, (limit) => number < limit),
  ]);
}

function limitOf(limit: Limit, values: Given): number | null {
  if (typeof limit === "number") return limit;
  const value = values[limit.item] ?? null;
  return value === null ? null : Number(value) * (limit.times ?? 1);
}

function every(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function negate(held: boolean | null): boolean | null {
  return held === null ? null : !held;
}

/** The edit rules that the answers to one tiltak break, each as what its body is asked. */
export function checkRules(
  values: Given,
  questionnaire: Questionnaire,
): (Complaint & { field: string; related: readonly string[] })[] {
  return questionnaire.rules
    .filter((rule) => outcomeOf(rule, values) === "broken")
    .map((rule) => {
      const [field, ...related] = rule.items;
      const { key, confirmable, message, wayOut, came = `{${field}}` } = rule;
      return {
        kind: "rule" as const,
        rule: key,
        severity:
          rule.severity === "error" || rule.severity === "critical"
            ? ("fails" as const)
            : ("listed" as const),
        confirmable,
        field,
        related,
        came: fill(came, values, questionnaire),
        expected: fill(message, values, questionnaire),
        wayOut: fill(wayOut, values, questionnaire),
      };
    });
}

/** A rule's text with the answers in their places. */
function fill(text: string, values: Given, { items }: Questionnaire): string {
  return text.replace(/\{([^{}]*)\}/g, (_, key: string) => {
    const item = items[key];
    const value = values[key] ?? null;
    if (typeof value === "number") return `${formatNumber(value)} kroner`;
    return quote(item?.options.find((option) => option.key === value)?.label ?? String(value ?? ""));
  });
}
