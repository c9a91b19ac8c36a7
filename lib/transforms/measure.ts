import { ContentError } from "../ground/errors.js";
import { rowsOf } from "../survey/answers/rowsOf.js";
import type { Universe } from "../survey/answers/universe.js";
import { hasOption, missingOf, type Row } from "../survey/questionnaire/conditions.js";
import { findItem } from "../survey/questionnaire/findItem.js";
import { frameItems } from "../survey/questionnaire/frameItems.js";
import { type ItemDefinition, MISSING } from "../survey/questionnaire/types.js";
import { type CellParts, type Measured, refuseStatistic, type Statistic } from "./measured.js";
import { measureFrame } from "./measureFrame.js";

/**
 * The number of rows in a cell of one item or of crossed items, with its base: the one place where anything is counted.
 *
 * Asked are the rows that routing led to every item; answered, those of them with an answer to every item.
 * The base of one item follows the item's rule (asked or answered). The base of a crossing is those asked every
 * crossed item. The base of a share of missing answers is those asked, whatever the rule.
 * With multiple response a row may be in several cells, so shares are per cent of cases.
 * When rows are bodies, a body is in a cell when some measure of its is, and its base is the bodies that answered;
 * columns of the frame that can be asked for (`svar`, and the edition's own) have the whole frame as base.
 *
 * @param cell For each item the options of which any will do, a kind of missing, `mangler` (any kind), or `*`.
 * @throws {ContentError} When an item, an option or, for such rows, the measure does not exist.
 * @example measure(universeOf(tiltak), ["effekter"], [["kvalitet"]], "share") // { n: 276, base: 432, rule: "asked", value: 276 / 432 }
 */
export function measure(
  universe: Universe,
  items: readonly string[],
  cell: CellParts,
  what: Statistic,
): Measured {
  return universe.unit === "virksomheter"
    ? measureBodies(universe, items, cell, what)
    : measureRows(
        rowsOf(universe.table),
        items.map((key) => itemOf(universe, key)),
        checkCell(universe, items, cell),
        what,
        universe,
      );
}

/** The options of an item in a universe, in order: those of the form, or for an agency item the bodies of the frame. */
export function optionsOf(universe: Universe, item: ItemDefinition): { key: string; label: string }[] {
  if (item.kind !== "agency") return item.options.map(({ key, label }) => ({ key, label }));
  return rowsOf(universe.frame).map((row) => ({
    key: String(row("organisasjonsnummer")),
    label: String(row("virksomhet")),
  }));
}

interface Respondents {
  readonly asked: readonly Row[];
  readonly answered: readonly Row[];
}

const known = new WeakMap<readonly Row[], Map<string, Respondents>>();

/** The rows that were asked all items, and those that answered them: the same for every cell of a table. */
function respondents(rows: readonly Row[], items: readonly ItemDefinition[]): Respondents {
  const ofRows = known.get(rows) ?? new Map<string, Respondents>();
  known.set(rows, ofRows);
  const key = items.map((item) => item.key).join(" ");
  let found = ofRows.get(key);
  if (!found) {
    const asked = rows.filter((row) => items.every((item) => missingOf(row, item.key) !== "ikke_spurt"));
    const answered = asked.filter((row) => items.every((item) => missingOf(row, item.key) === null));
    found = { asked, answered };
    ofRows.set(key, found);
  }
  return found;
}

function measureRows(
  rows: readonly Row[],
  items: readonly ItemDefinition[],
  cell: CellParts,
  what: Statistic,
  universe: Universe,
): Measured {
  const { asked, answered } = respondents(rows, items);
  const first = items[0] as ItemDefinition;
  const missingCell = cell.some((part) => part !== "*" && part.some((key) => isMissing(first, key)));
  const rule = items.length === 1 && !missingCell ? first.base : "asked";
  const baseRows = rule === "asked" ? asked : answered;
  const inCell = (row: Row, parts: CellParts): boolean =>
    items.every((item, i) => {
      const part = parts[i] as readonly string[] | "*";
      return part === "*" || part.some((key) => hasOption(row, item, key));
    });
  const count = (parts: CellParts): number => rows.filter((row) => inCell(row, parts)).length;
  const base = baseRows.length;
  switch (what) {
    case "base":
      return { n: base, base, rule, value: base };
    case "asked":
      return { n: asked.length, base, rule, value: asked.length };
    case "answered":
      return { n: answered.length, base, rule, value: answered.length };
    case "distinct": {
      const n = optionsOf(universe, first).filter(({ key }) => count([[key], ...cell.slice(1)]) > 0).length;
      return { n, base, rule, value: n };
    }
    case "rank": {
      const n = count(cell);
      const above = optionsOf(universe, first).filter(
        ({ key }) => count([[key], ...cell.slice(1)]) > n,
      ).length;
      return { n, base, rule, value: above + 1 };
    }
    case "count": {
      const n = count(cell);
      return { n, base, rule, value: n };
    }
    case "share": {
      const n = baseRows.filter((row) => inCell(row, cell)).length;
      return { n, base, rule, value: base === 0 ? null : n / base };
    }
    case "least":
    case "most": {
      if (missingCell)
        throw new ContentError(
          `"${what}" bounds what missing answers can hide, so its cell must hold answers only, but it has ${cell
            .flat()
            .filter((key) => isMissing(first, key))
            .join(", ")}.`,
        );
      const unknown = what === "most" ? asked.length - answered.length : 0;
      const n = asked.filter((row) => inCell(row, cell)).length + unknown;
      return { n, base: asked.length, rule: "asked", value: asked.length === 0 ? null : n / asked.length };
    }
    case "items":
    case "max":
    case "options":
    case "named":
      return refuseStatistic(what, ROW_STATISTICS);
  }
}

const ROW_STATISTICS: readonly Statistic[] = "count share least most base asked answered distinct rank".split(
  " ",
) as Statistic[];
const BODY_STATISTICS: readonly Statistic[] = "count share base asked answered distinct".split(
  " ",
) as Statistic[];

function measureBodies(
  universe: Universe,
  items: readonly string[],
  cell: CellParts,
  what: Statistic,
): Measured {
  const bodies = rowsOf(universe.frame);
  const answered = bodies.filter((row) => row("svar") === true);
  if (items.length === 1 && frameItems(universe.questionnaire).has(items[0] as string))
    return measureFrame(universe.frame, items, cell, what);
  const definitions = items.map((item) => itemOf(universe, item));
  const parts = checkCell(universe, items, cell);
  const rows = rowsOf(universe.all);
  const countHaving = (cells: CellParts): number => {
    const having = new Set(
      rows
        .filter((row) =>
          definitions.every(
            (item, i) =>
              cells[i] === "*" || (cells[i] as readonly string[]).some((k) => hasOption(row, item, k)),
          ),
        )
        .map((row) => row(universe.questionnaire.body.key)),
    );
    return answered.filter((row) => having.has(row("organisasjonsnummer"))).length;
  };
  const base = answered.length;
  const whole = (n: number): Measured => ({ n, base, rule: "answered", value: n });
  switch (what) {
    case "count":
      return whole(countHaving(parts));
    case "share": {
      const n = countHaving(parts);
      return { n, base, rule: "answered", value: base === 0 ? null : n / base };
    }
    case "distinct": {
      const [first] = definitions;
      const options = first ? optionsOf(universe, first) : [];
      return whole(options.filter(({ key }) => countHaving([[key], ...parts.slice(1)]) > 0).length);
    }
    case "base":
    case "answered":
      return whole(base);
    case "asked":
      return whole(bodies.length);
    default:
      return refuseStatistic(what, BODY_STATISTICS);
  }
}

function itemOf(universe: Universe, key: string): ItemDefinition {
  const item = findItem(universe.questionnaire, key);
  if (item) return item;
  const { items, recodes } = universe.questionnaire;
  throw new ContentError(
    `The questionnaire of ${universe.year} has no item "${key}". It has ${[...Object.keys(items), ...Object.keys(recodes)].join(", ")}.`,
  );
}

function isMissing(item: ItemDefinition, key: string): boolean {
  return (key === "mangler" || key in MISSING) && !item.options.some((option) => option.key === key);
}

function checkCell(universe: Universe, items: readonly string[], cell: CellParts): CellParts {
  items.forEach((itemKey, i) => {
    const item = itemOf(universe, itemKey);
    const part = cell[i];
    if (part === undefined || part === "*") return;
    const known = optionsOf(universe, item);
    for (const key of part) {
      if (isMissing(item, key) || known.some((option) => option.key === key)) continue;
      throw new ContentError(
        `"${itemKey}" has no option "${key}" in ${universe.year}. It has ${known
          .slice(0, 20)
          .map((o) => o.key)
          .join(", ")}.`,
      );
    }
  });
  return cell;
}
