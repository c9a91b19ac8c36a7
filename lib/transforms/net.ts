import { ContentError } from "../ground/errors.js";
import { formatNumber } from "../ground/text/format.js";
import type { Given, Option } from "../survey/questionnaire/types.js";
import { checkMade, made } from "./made.js";
import { measure } from "./measure.js";
import type { OptionCount, Tabulation } from "./tabulate.js";

/** What stands between the keys of a net, in its cell and in addresses. */
const OR = "|";

/** The keys of a cell: several for a net, of which any will do. */
export function keysOf({ key }: Pick<OptionCount, "key">): readonly [string, ...string[]] {
  return key.split(OR) as [string, ...string[]];
}

/** Whether a cell is of several answers together. */
export function isNet(cell: Pick<OptionCount, "key">): boolean {
  return keysOf(cell).length > 1;
}

/**
 * A tabulation with some of its answers counted together, as one: a net. A row that gave several of them counts once.
 *
 * The net stands where the first of its answers stood. Its address has the keys of all: `effekter/miljo|andre/share`.
 * Base, asked and missing stay as they are.
 * @param label What the net is called; in a chapter it must not say what only the data may say.
 * @param options Two or more answers of the tabulation, or nets of it.
 * @throws {ContentError} When there are fewer than two, or one is not of the tabulation or is part of a net already.
 * @example net(tabulate(tiltak, q.faser), "Før gjennomføring", q.faser.ide, q.faser.konsept, q.faser.planlegging).cells[0]?.n // → 164
 */
export function net<Key extends string>(
  tabulation: Tabulation<Key>,
  label: string,
  ...options: readonly Option<Given<Key>>[]
): Tabulation<Key> {
  checkTabulation(tabulation);
  const { item, cells } = tabulation;
  const keys = new Set(options.map(({ key }) => key));
  const known = cells.filter(({ missing }) => !missing).map(({ key }) => key);
  const strange = options.filter((option) => option.item !== item.key || !known.includes(option.key));
  if (strange.length > 0)
    throw new ContentError(
      `A net of "${item.key}" must have answers that the tabulation has (${known.join(", ")}), but got ${strange.map((option) => `${option.item}.${option.key}`).join(", ")}.`,
    );
  return gather(tabulation, label, keys);
}

/**
 * A tabulation with the answers that most gave, and all others together: the most given first, the others last.
 *
 * Where several share the last place, all of them are kept, so that nothing but the numbers decides; then there are more
 * than `n`. The others are a net: a row that gave several of them counts once.
 * @param n How many to keep.
 * @param label What the others are called together.
 * @throws {ContentError} When `n` is no whole number from 1.
 * @example top(tabulate(tiltak, q.departement), 5).cells.at(-1)?.label // → Øvrige svar
 */
export function top<Key extends string>(
  tabulation: Tabulation<Key>,
  n: number,
  label = "Øvrige svar",
): Tabulation<Key> {
  if (!Number.isInteger(n) || n < 1)
    throw new ContentError(`top() must keep a whole number of answers, from 1, but got ${formatNumber(n)}.`);
  const answers = tabulation.cells
    .filter(({ missing }) => !missing)
    .map((cell, place) => ({ cell, place }))
    .sort((a, b) => b.cell.n - a.cell.n || a.place - b.place)
    .map(({ cell }) => cell);
  const least = answers[Math.min(n, answers.length) - 1]?.n ?? 0;
  const kept = answers.filter((cell) => cell.n >= least);
  const others = answers.filter((cell) => cell.n < least);
  const missing = tabulation.cells.filter((cell) => cell.missing);
  checkTabulation(tabulation);
  const sorted = made({ ...tabulation, cells: [...kept, ...others, ...missing] });
  return others.length < 2 ? sorted : gather(sorted, label, new Set(others.map(({ key }) => key)));
}

function gather<Key extends string>(
  tabulation: Tabulation<Key>,
  label: string,
  keys: ReadonlySet<string>,
): Tabulation<Key> {
  if (keys.size < 2)
    throw new ContentError(
      `A net must have two answers or more, but "${label}" has ${keys.size === 0 ? "none" : [...keys].join()}.`,
    );
  const { answers, item, cells } = tabulation;
  const all = [...keys].flatMap((key) => keysOf({ key }));
  const { n, rows } = measure(answers, [item.key], [all], "count");
  const together: OptionCount = {
    key: all.join(OR),
    label,
    n,
    missing: false,
    ...(rows ? { unweighted: rows.n } : {}),
  };
  const first = cells.findIndex(({ key }) => keys.has(key));
  return made({
    ...tabulation,
    cells: cells.flatMap((cell, i) => (i === first ? [together] : keys.has(cell.key) ? [] : [cell])),
  });
}

/** Refuses a tabulation that is not as the library counted it. @throws {ContentError} */
export function checkTabulation(tabulation: Tabulation): void {
  checkMade(
    tabulation,
    `tabulation of "${tabulation.item.key}"`,
    "tabulate(), net() or top()",
    "Choose rows with subset(), count answers together with net(), and leave the rest to top().",
  );
}
