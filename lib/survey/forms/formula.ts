import { findItem } from "../questionnaire/findItem.js";
import {
  type Condition,
  type ItemDefinition,
  type Limit,
  MISSING,
  type Questionnaire,
  type Statement,
} from "../questionnaire/types.js";

/** Where the answers of a row stand: `cell("fase")` is `$M4`, `cell("effekter__kvalitet")` is `$S4`. */
export type CellOf = (field: string) => string;

/** A text as a formula has it. Excel takes at most 255 characters in one: a longer one is put together. */
export function quoteText(text: string): string {
  const parts = text.match(/[\s\S]{1,200}/g) ?? [""];
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join("&");
}

const and = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] as string) : `AND(${parts.join(",")})`;
const or = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] as string) : `OR(${parts.join(",")})`;

/** Whether an item is answered in the row. */
export function answered(item: ItemDefinition, cell: CellOf): string {
  if (item.kind !== "multiple") return `${cell(item.key)}<>""`;
  return or(item.options.map(({ key }) => `${cell(`${item.key}__${key}`)}<>""`));
}

/**
 * A condition of the questionnaire as a formula of a row.
 * @param ofBody What the frame says of the form's body: a column's name → true or false.
 */
export function conditionFormula(
  condition: Condition,
  questionnaire: Questionnaire,
  cell: CellOf,
  ofBody: (column: string) => boolean,
): string {
  const inner = (part: Condition): string => conditionFormula(part, questionnaire, cell, ofBody);
  if ("all" in condition) return and(condition.all.map(inner));
  if ("any" in condition) return or(condition.any.map(inner));
  if ("not" in condition) return `NOT(${inner(condition.not)})`;
  if ("frame" in condition) return ofBody(condition.frame) ? "TRUE" : "FALSE";
  // Who fills in a form has not sent it yet.
  if ("receivedAfter" in condition) return "FALSE";
  const item = findItem(questionnaire, condition.item) as ItemDefinition;
  if (item.recode) {
    const { options } = item.recode;
    if (!("is" in condition)) return "FALSE";
    return or(condition.is.map((key) => (options[key] ? inner(options[key].when) : "FALSE")));
  }
  if ("is" in condition) return or(condition.is.map((key) => optionFormula(item, key, cell)));
  const { from, below } = condition;
  if (typeof from === "string" || typeof below === "string") return dateFormula(cell(item.key), from, below);
  return and(rangeParts(cell(item.key), { from, below }, String));
}

/** Dates are written as text in the order of years, months and days. */
function dateFormula(at: string, from: unknown, below: unknown): string {
  return and([
    `${at}<>""`,
    ...(from === undefined ? [] : [`${at}>=${quoteText(String(from))}`]),
    ...(below === undefined ? [] : [`${at}<${quoteText(String(below))}`]),
  ]);
}

function optionFormula(item: ItemDefinition, key: string, cell: CellOf): string {
  const option = item.options.find((known) => known.key === key);
  if (option && item.kind === "multiple") return `${cell(`${item.key}__${key}`)}<>""`;
  if (option) return `${cell(item.key)}=${quoteText(option.label)}`;
  if (key === "ikke_svart") return `NOT(${answered(item, cell)})`;
  return key in MISSING && item.kind === "amount"
    ? `${cell(item.key)}=${quoteText(MISSING[key as keyof typeof MISSING])}`
    : "FALSE";
}

interface Range {
  readonly above?: Limit | undefined;
  readonly from?: Limit | undefined;
  readonly to?: Limit | undefined;
  readonly below?: Limit | undefined;
}

const OPERATORS = { above: ">", from: ">=", to: "<=", below: "<" } as const;

function rangeParts(at: string, range: Range, print: (limit: Limit) => string): string[] {
  return [
    `ISNUMBER(${at})`,
    ...Object.entries(OPERATORS).flatMap(([name, operator]) => {
      const limit = range[name as keyof Range];
      return limit === undefined ? [] : [`${at}${operator}${print(limit)}`];
    }),
  ];
}

/**
 * A statement of an edit rule as two formulas of a row: when it is known to hold, and when it is known not to. Neither
 * is true where an answer is missing.
 * @returns Null for what a formula can't say: a pattern of text.
 */
export function statementFormulas(
  statement: Statement,
  questionnaire: Questionnaire,
  cell: CellOf,
): { readonly holds: string; readonly fails: string } | null {
  if ("not" in statement) {
    const inner = statementFormulas(statement.not, questionnaire, cell);
    return inner && { holds: inner.fails, fails: inner.holds };
  }
  if ("all" in statement || "any" in statement) {
    const parts = "all" in statement ? statement.all : statement.any;
    const inner = parts.map((part) => statementFormulas(part, questionnaire, cell));
    if (inner.some((part) => part === null)) return null;
    const holds = inner.map((part) => (part as { holds: string }).holds);
    const fails = inner.map((part) => (part as { fails: string }).fails);
    return "all" in statement
      ? { holds: and(holds), fails: or(fails) }
      : { holds: or(holds), fails: and(fails) };
  }
  if ("matches" in statement) return null;
  const item = questionnaire.items[statement.item] as ItemDefinition;
  const at = cell(item.key);
  if ("is" in statement) {
    const holds = or(statement.is.map((key) => optionFormula(item, key, cell)));
    return { holds, fails: and([`${at}<>""`, `NOT(${holds})`]) };
  }
  const limits = [statement.above, statement.from, statement.to, statement.below].filter(
    (limit): limit is Limit => limit !== undefined,
  );
  // N makes 0 of text: a product of text is an error, also where AND has found another part false.
  const print = (limit: Limit): string =>
    typeof limit === "number"
      ? String(limit)
      : limit.times === undefined
        ? cell(limit.item)
        : `N(${cell(limit.item)})*${limit.times}`;
  // What is compared with must be there too.
  const known = limits.flatMap((limit) =>
    typeof limit === "number" ? [] : [`ISNUMBER(${cell(limit.item)})`],
  );
  const [isNumber = "", ...compared] = rangeParts(at, statement, print);
  const kept = [isNumber, ...known];
  return { holds: and([...kept, ...compared]), fails: and([...kept, `NOT(${and(compared)})`]) };
}
