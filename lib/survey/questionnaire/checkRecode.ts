import { type Atom, atomsOf } from "./conditionParts.js";
import { type RowReader, truthOf } from "./conditions.js";
import { findItem } from "./findItem.js";
import { recodeRow } from "./recodeRow.js";
import type { Condition, ItemDefinition, Questionnaire, RecodeSpec } from "./types.js";

/** So many sets of answers are tried: more than any recode needs that a reader can follow. */
const LIMIT = 200_000;

/** The smallest that was given to an item; null where nobody gave anything. */
type Least = (item: string) => number | string | null;

/** One way to answer what a recode looks at: a column's name → its value. */
type Given = Readonly<Record<string, unknown>>;

/**
 * Whether a recode gives every set of answers one option: by trying all of them (of an amount, one on each side of
 * every limit; of the options that may be ticked together, all sets of those that are asked for).
 * @param least The smallest number, or the earliest day, that was given to an item, where the answers are at hand: what is
 *  below every limit is then tried only if somebody gave it.
 * @returns A line for the first hole and for the first overlap, with the answers that show it.
 */
export function checkRecode(q: Questionnaire, key: string, recode: RecodeSpec, least?: Least): string[] {
  const conditions = Object.values(recode.options).map(({ when }) => when);
  const atoms = [
    ...conditions,
    ...(findItem(q, recode.of)?.asked ? [{ item: recode.of, is: ["ikke_svart"] }] : []),
  ]
    .flatMap((condition) => sourcesOf(q, condition))
    .filter((atom, i, all) => all.findIndex((a) => JSON.stringify(a) === JSON.stringify(atom)) === i);
  const states = statesOf(q, atoms, least);
  if (states === null)
    return [`The recode "${key}" looks at more answers together than can be tried (${LIMIT}): divide it.`];
  const problems = new Map<string, string>();
  for (const answers of states) {
    const row = rowOf(q, answers);
    if (recodeRow(recode, row, q).missing === "ikke_spurt") continue;
    const truths = Object.entries(recode.options).map(
      ([option, { when }]) => [option, truthOf(when, row, q)] as const,
    );
    const met = truths.filter(([, truth]) => truth === true).map(([option]) => option);
    if (met.length > 1 && !problems.has("overlap"))
      problems.set(
        "overlap",
        `The recode "${key}" must give every answer one option, but ${inWords(answers)} has both ${met.map((option) => `"${option}"`).join(" and ")}.`,
      );
    if (
      recode.otherwise === undefined &&
      truths.every(([, truth]) => truth === false) &&
      !problems.has("hole")
    )
      problems.set(
        "hole",
        `The recode "${key}" must give every answer one option, but ${inWords(answers)} has none. Add it to an option, or say which option is "otherwise".`,
      );
  }
  return [...problems.values()];
}

/** What a condition looks at, with what routes to it; recodes down to the items that they are made of. */
function sourcesOf(q: Questionnaire, condition: Condition): Atom[] {
  return atomsOf(condition).flatMap((atom) => {
    if (!("item" in atom)) return [atom];
    const item = findItem(q, atom.item);
    if (!item) return [];
    const routing = item.asked ? sourcesOf(q, item.asked) : [];
    if (!item.recode) return [...routing, atom];
    return [...routing, ...Object.values(item.recode.options).flatMap(({ when }) => sourcesOf(q, when))];
  });
}

/** Every set of answers that differs in what the atoms look at; null when there are too many. */
function statesOf(q: Questionnaire, atoms: readonly Atom[], least?: Least): Given[] | null {
  let states: Given[] = [{}];
  for (const name of new Set(atoms.map(nameOf))) {
    const values = answersTo(
      q,
      name,
      atoms.filter((atom) => nameOf(atom) === name),
      least,
    );
    if (states.length * values.length > LIMIT) return null;
    states = states.flatMap((state) => values.map((value) => ({ ...state, ...value })));
  }
  return states;
}

function nameOf(atom: Atom): string {
  if ("frame" in atom) return atom.frame;
  return "receivedAfter" in atom ? "mottatt" : atom.item;
}

/** The answers to one item that its atoms tell apart. */
function answersTo(q: Questionnaire, name: string, atoms: readonly Atom[], least?: Least): Given[] {
  const item = findItem(q, name);
  if (!item) {
    if (name !== "mottatt") return [{ [name]: true }, { [name]: false }];
    const days = atoms.flatMap((atom) => ("receivedAfter" in atom ? [atom.receivedAfter] : []));
    return ["", ...days.map((day) => `${day}T`)].map((day) => ({ mottatt: day }));
  }
  if (item.kind === "multiple") return ticksOf(item, atoms);
  if (item.kind === "single") return item.options.map((option) => ({ [name]: option.key }));
  const limits = atoms.flatMap((atom) =>
    "item" in atom && !("is" in atom) ? [atom.from, atom.below].filter((limit) => limit !== undefined) : [],
  );
  if (item.kind === "date") {
    const first = least === undefined ? "0001" : least(name);
    const days = [...new Set([...(first === null ? [] : [String(first)]), ...limits.map(String)])].sort();
    return days.map((day) => ({ [name]: day }));
  }
  const numbers = limits.map(Number);
  // A number may be negative, an amount is none.
  const any = item.kind === "number" ? Math.min(0, ...numbers.map((limit) => limit - 1)) : 0;
  const lowest = item.kind === "number" && least !== undefined ? least(name) : any;
  const sorted = [...new Set([...(lowest === null ? [] : [Number(lowest)]), ...numbers])].sort(
    (a, b) => a - b,
  );
  return sorted.map((amount) => ({ [name]: amount }));
}

function ticksOf(item: ItemDefinition, atoms: readonly Atom[]): Given[] {
  const asked = new Set(atoms.flatMap((atom) => ("is" in atom ? atom.is : [])));
  const named = item.options.filter((option) => asked.has(option.key));
  const other = item.options.find((option) => !asked.has(option.key));
  let sets: string[][] = [[]];
  for (const { key } of named.slice(0, 20)) sets = sets.flatMap((set) => [set, [...set, key]]);
  const exclusive = new Set(item.options.filter((option) => option.exclusive).map((option) => option.key));
  return sets
    .map((set) => (set.length === 0 && other ? [other.key] : set))
    .filter((set) => set.length > 0 && set.length <= item.max)
    .filter((set) => set.length === 1 || !set.some((key) => exclusive.has(key)))
    .map((set) => Object.fromEntries(set.map((key) => [`${item.key}__${key}`, true])));
}

/** A row with these answers: what routing does not lead to is not asked. */
function rowOf(q: Questionnaire, answers: Given): RowReader {
  const row: RowReader = (column) => {
    const [name = "", part] = column.split("__");
    const item = findItem(q, name);
    if (item?.recode) {
      const { option, missing } = recodeRow(item.recode, row, q);
      return part === "mangler" ? missing : option;
    }
    const asked = !item?.asked || truthOf(item.asked, row, q) === true;
    if (part === "mangler") return asked ? null : "ikke_spurt";
    return asked ? answers[column] : null;
  };
  return row;
}

function inWords(answers: Given): string {
  return Object.entries(answers)
    .map(([column, value]) => (value === true ? column.replace("__", " = ") : `${column} = ${value}`))
    .join(", ");
}
