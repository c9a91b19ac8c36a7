import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { checkCondition } from "../questionnaire/checkCondition.js";
import { type Row, type Truth, truthOf } from "../questionnaire/conditions.js";
import type { Subset } from "../questionnaire/types.js";
import { rowsOf } from "./rowsOf.js";
import { register, type Selection, type Universe, universeOf, wholeUniverse } from "./universe.js";

/**
 * The measures that a selection holds for, as a table that still knows its questionnaire.
 *
 * Measures whose missing answers leave it open whether they belong are left out of it, and of its complement too:
 * `unknown(table)` says how many they are.
 *
 * @param table The measures, or a subset of them. Selections of a subset are joined by "and".
 * @param selection A named subset (`s.skate`), or one of your own with a key, a label that can follow a number
 *  (`tiltak i skyen`), and a condition made with `has`, `allOf`, `anyOf` and `not`. From then on addresses know it
 *  by its key: `at("sky/effekter/kvalitet/share")`.
 * @throws When the table is not the survey's, when the condition asks for what the questionnaire does not have, when
 *  a selection of your own takes the key of another, or when nothing is left.
 * @example subset(tiltak, s.kommunal)
 */
export function subset(table: ColumnTable, selection: Selection): ColumnTable {
  const universe = universeOf(table);
  learn(universe, selection);
  return register(narrow(universe, selection, false));
}

/**
 * The measures of the same survey that are known not to be in a subset: for comparing a part with the rest rather than
 * with all. The two add up to all but those of which it is unknown: `unknown(table)`.
 * @param table A table made by one `subset`.
 * @throws When the table is not a subset, or is a subset of a subset.
 * @example complement(subset(tiltak, s.skate)) // the measures of the other bodies
 */
export function complement(table: ColumnTable): ColumnTable {
  const universe = universeOf(table);
  const selection = findSubset(universe, universe.key);
  if (!selection) {
    throw new ContentError(
      `complement() must have one subset, but this table is "${universe.key}". Use complement(subset(tiltak, s.${Object.keys(universe.questionnaire.subsets)[0]})).`,
    );
  }
  return register(narrow(wholeOf(universe), selection, true));
}

/**
 * The subset that an address names: keys joined by +, `ikke-` before one for its complement.
 * @throws When the survey knows no subset of that name, or nothing is left.
 */
export function subsetAt(universe: Universe, key: string): Universe {
  const whole = wholeOf(universe);
  return key.split("+").reduce((narrowed, part) => {
    const name = part.replace(/^ikke-/, "");
    const selection = findSubset(universe, name);
    if (selection) return narrow(narrowed, selection, name !== part);
    const known = [...Object.keys(universe.questionnaire.subsets), ...(own.get(universe.all)?.keys() ?? [])];
    throw new ContentError(
      `The questionnaire of ${universe.year} has no subset "${name}". It has ${known.join(", ")}.`,
    );
  }, whole);
}

function wholeOf(universe: Universe): Universe {
  return wholeUniverse({ ...universe, table: universe.all });
}

/** The subset of a survey called `key`: of its questionnaire, or one that a cell has made. */
function findSubset(universe: Universe, key: string): Subset | undefined {
  return universe.questionnaire.subsets[key] ?? own.get(universe.all)?.get(key);
}

/** Subsets that cells have made, by the survey's whole table. */
const own = new WeakMap<ColumnTable, Map<string, Subset>>();

/** Checks a selection, and keeps one that is not the questionnaire's, so that addresses find it. */
function learn(universe: Universe, selection: Selection): void {
  const { questionnaire } = universe;
  const named = questionnaire.subsets[selection.key];
  if (named) {
    if (same(named, selection)) return;
    throw new ContentError(
      `"${selection.key}" is a named subset of the questionnaire (s.${selection.key}): give your own selection another key.`,
    );
  }
  const known = own.get(universe.all) ?? new Map<string, Subset>();
  const earlier = known.get(selection.key);
  if (earlier) {
    if (same(earlier, selection)) return;
    throw new ContentError(
      `Two selections must have two keys, but "${selection.key}" is «${earlier.label}» already and can't be «${selection.label}» too.`,
    );
  }
  if (
    !/^[\p{L}][\p{L}\d_-]*$/u.test(selection.key) ||
    /^ikke-|^(alle|virksomheter|utvalg|skjema|logg)$/.test(selection.key)
  )
    throw new ContentError(
      `"${selection.key}" can't be a selection's key, which stands in addresses: use letters, digits, - and _, and no "ikke-" in front.`,
    );
  if (typeof selection.label !== "string" || selection.label.trim() === "")
    throw new ContentError(
      `The selection "${selection.key}" must have a label that can follow a number: "tiltak i skyen".`,
    );
  const bodies = rowsOf(universe.frame).map((row) => String(row("organisasjonsnummer")));
  const problems = checkCondition(questionnaire, selection.when, selection.key, bodies);
  if (problems.length > 0)
    throw new ContentError(
      `The selection can't be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
  own.set(universe.all, known);
  known.set(selection.key, selection);
}

const same = (a: Selection, b: Selection): boolean => JSON.stringify(a.when) === JSON.stringify(b.when);

/** A universe as a subset of the whole: its rows, and how it is called. */
function narrow({ questionnaire, ...universe }: Universe, selection: Subset, negated: boolean): Universe {
  const name = negated ? `ikke-${selection.key}` : selection.key;
  const words = negated ? `øvrige tiltak (ikke ${selection.label})` : selection.label;
  const when = negated ? { not: selection.when } : selection.when;
  const isWhole = universe.key === "alle";
  const key = isWhole ? name : `${universe.key}+${name}`;
  const label = isWhole ? words : `${universe.label} og ${words}`;
  const readers = rowsOf(universe.all);
  const truth = (row: number): Truth => truthOf(when, readers[row] as Row, questionnaire);
  const kept: number[] = [];
  const unsure: number[] = [];
  for (const row of universe.rows) {
    const belongs = truth(row);
    if (belongs === true) kept.push(row);
    else if (belongs !== false) unsure.push(row);
  }
  for (const row of universe.unsure) if (truth(row) !== false) unsure.push(row);
  if (kept.length === 0)
    throw new ContentError(`No measure is left in "${label}" (${universe.key} → ${name}).`);
  const rows = Uint32Array.from(kept);
  const places = Array.from(universe.all.indices());
  const table = universe.all.reify(Array.from(rows, (row) => places[row] as number));
  return { ...universe, questionnaire, key, label, rows, unsure: Uint32Array.from(unsure), table };
}
