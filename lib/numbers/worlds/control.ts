import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import type { Answers } from "../../survey/answers/answers.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { allRules } from "../../survey/questionnaire/allRules.js";
import type { UnitSpec } from "../../survey/questionnaire/types.js";
import {
  type CellSummary,
  type RuleSummary,
  summariseCells,
  summariseRules,
} from "../../survey/received/summary.js";
import type { CellParts, Measured } from "../../transforms/measured.js";
import { type Address, printAddress } from "../address/parseAddress.js";
import { unitsOf } from "./units.js";
import type { World } from "./world.js";

/** What an edit rule can come to, each time that it is tried; one of them every time. */
const OUTCOMES: Readonly<Record<string, (rule: RuleSummary) => number>> = {
  holder: ({ holds }) => holds,
  brutt: ({ broken, confirmed }) => broken - confirmed,
  bekreftet: ({ confirmed }) => confirmed,
  uavgjort: ({ undecided }) => undecided,
};
const OUTCOME_LABELS: Readonly<Record<string, string>> = {
  holder: "Regelen holder",
  brutt: "Regelen er brutt",
  bekreftet: "Regelen er brutt, og svaret er bekreftet",
  uavgjort: "Kan ikke avgjøres",
};

/** What can have become of an answer that was asked for; one of them each. */
const CELLS: Readonly<Record<string, readonly [keyof CellSummary, string]>> = {
  uendret: ["kept", "Som det kom"],
  rettet: ["changed", "Rettet"],
  fylt_inn: ["filled", "Fylt inn"],
  tatt_ut: ["removed", "Tatt ut"],
  mangler: ["missing", "Mangler fortsatt"],
};

/**
 * The control of the answers, after the log: what each edit rule came to (`regel`, crossed with `utfall`), and what
 * became of the cells that were asked for (`celle`). A rule is tried on each row, or on each body, by its level; the base
 * is how often, or all cells.
 * @example evaluate("2019/kontroll/regel×utfall/budsjett_tusen×uavgjort/count").n // 155
 * @example evaluate("2019/kontroll/celle/rettet/count").base // 8520
 */
export const control: World = {
  keyIn: () => "kontroll",
  statistics: ["count", "share", "base", "distinct"],
  evaluate(address, whole) {
    const { cells, rules } = summaryOf(whole);
    const { items, cell, statistic } = address;
    const refuse = (what: string): never => {
      throw new ContentError(`${what} (${printAddress(address)}).`);
    };
    const named = (part: CellParts[number] | undefined, known: readonly string[], what: string): string[] => {
      if (part === undefined || part === "*") return [...known];
      const unknown = part.find((key) => !known.includes(key));
      if (unknown !== undefined)
        refuse(`The control of ${address.year} has no ${what} "${unknown}". It has ${known.join(", ")}`);
      return [...part];
    };
    const asked = items.join("×");
    if (asked === "celle") {
      if (statistic === "distinct") refuse("Cells are counted, and are no kinds of anything");
      const count = (keys: readonly string[]): number =>
        keys.reduce((sum, key) => sum + cells[(CELLS[key] as (typeof CELLS)[string])[0]], 0);
      const base = count(Object.keys(CELLS));
      return measured(
        statistic === "base" ? base : count(named(cell[0], Object.keys(CELLS), "kind of cell")),
        base,
        statistic,
      );
    }
    if (asked !== "regel" && asked !== "regel×utfall")
      refuse(`The control is counted by "regel", "regel×utfall" or "celle"`);
    const keys = named(
      cell[0],
      rules.map(({ rule }) => rule),
      "rule",
    );
    const outcomes = named(cell[1], Object.keys(OUTCOMES), "outcome");
    const of = rules.filter(({ rule }) => keys.includes(rule));
    const count = (outcome: string): number =>
      of.reduce((sum, rule) => sum + (OUTCOMES[outcome] as (rule: RuleSummary) => number)(rule), 0);
    const total = (some: readonly string[]): number => some.reduce((sum, outcome) => sum + count(outcome), 0);
    const base = total(Object.keys(OUTCOMES));
    if (statistic === "distinct") return measured(of.length, rules.length, statistic);
    return measured(statistic === "base" ? base : total(outcomes), base, statistic);
  },
  question: (item) =>
    ({
      regel: "Reglene som svarene er prøvd mot",
      utfall: "Utfallet av regelen",
      celle: "Svarene som ble bedt om",
    })[item],
  option: (item, key, year) =>
    item === "celle" ? CELLS[key]?.[1] : item === "utfall" ? OUTCOME_LABELS[key] : ruleLabels(year).get(key),
  all: ({ statistic, items }) =>
    items[0] === "celle"
      ? "svar som ble bedt om"
      : statistic === "distinct"
        ? "regler"
        : "prøvinger av regler",
  base({ year, items, cell }, { base }) {
    if (items[0] === "celle") return `${formatNumber(base)} svar som ble bedt om`;
    const unit = triedOn(year, cell[0]);
    return unit
      ? `${formatNumber(base)} ${unit.many} som regelen er prøvd på`
      : `${formatNumber(base)} prøvinger`;
  },
  filter: ({ items }) =>
    items[0] === "celle" ? "alle svar, etter rettelsene" : "alle regler, etter rettelsene",
  one: () => "én",
  hasBase: true,
  countsUnits: false,
  needsPublication: true,
  baseOf: () => null,
  follows: () => null,
};

function measured(n: number, base: number, statistic: Address["statistic"]): Measured {
  const value = statistic === "share" ? (base === 0 ? null : n / base) : n;
  return { n, base, rule: "asked", value };
}

const summaries = new WeakMap<
  object,
  { readonly cells: CellSummary; readonly rules: readonly RuleSummary[] }
>();

/** What the rules and the cells of all answers came to, counted once. */
function summaryOf({ all, year, questionnaire }: Answers) {
  const known = summaries.get(all);
  if (known) return known;
  const rows = all.objects() as Parameters<typeof summariseRules>[0];
  const { log } = openEdition(year);
  const made = {
    cells: summariseCells(rows, questionnaire, log),
    rules: summariseRules(rows, questionnaire, log),
  };
  summaries.set(all, made);
  return made;
}

function ruleLabels(year: number): Map<string, string> {
  const { questionnaire } = loadedAnswers(year) ?? {};
  return new Map(questionnaire ? allRules(questionnaire).map(({ key, label }) => [key, label]) : []);
}

/** What some rules are tried on; null when they are tried on different things. */
function triedOn(year: number, part: CellParts[number] | undefined): UnitSpec | null {
  const { questionnaire } = loadedAnswers(year) ?? {};
  if (!questionnaire || part === undefined) return null;
  const levels = allRules(questionnaire)
    .filter(({ key }) => part === "*" || part.includes(key))
    .map(({ level }) => level === "row");
  const { unit, bodyUnit } = unitsOf(year);
  return levels.every((row) => row) ? unit : levels.every((row) => !row) ? bodyUnit : null;
}

/** What can have become of a cell, in the order of a table, each with what it is called. */
export const CELL_KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries(CELLS).map(([key, [, label]]) => [key, label]),
);

/** What a rule can come to, in the order of a table. */
export const RULE_OUTCOMES: readonly string[] = Object.keys(OUTCOMES);
