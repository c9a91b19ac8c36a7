import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { holds } from "../questionnaire/conditions.js";
import { rowsOf } from "./rowsOf.js";
import { register, type Selection, universeOf } from "./universe.js";

/**
 * The measures that a selection holds for, as a table that still knows its questionnaire.
 *
 * @param table The measures, or a subset of them. Selections of a subset are joined by "and".
 * @param selection A named subset (`s.skate`), or one of your own with a key, a label that can follow a number
 *  (`tiltak i skyen`), and a condition made with `has`, `allOf`, `anyOf` and `not`.
 * @throws When the table is not the survey's, when a selection of your own takes a named subset's key, or when
 *  nothing is left.
 * @example subset(tiltak, s.kommunal)
 */
export function subset(table: ColumnTable, selection: Selection): ColumnTable {
  const universe = universeOf(table);
  const named = universe.questionnaire.subsets[selection.key];
  if (named && JSON.stringify(named.when) !== JSON.stringify(selection.when)) {
    throw new ContentError(
      `"${selection.key}" is a named subset of the questionnaire (s.${selection.key}): give your own selection another key.`,
    );
  }
  return narrow(table, selection, selection.key, selection.label);
}

/**
 * The measures of the same survey that are not in a subset: for comparing a part with the rest rather than with all.
 * @param table A table made by one `subset`.
 * @throws When the table is not a subset, or is a subset of a subset.
 * @example complement(subset(tiltak, s.skate)) // the measures of the other bodies
 */
export function complement(table: ColumnTable): ColumnTable {
  const universe = universeOf(table);
  const named = universe.questionnaire.subsets[universe.key];
  if (!named) {
    throw new ContentError(
      `complement() must have one named subset, but this table is "${universe.key}". Use complement(subset(tiltak, s.${Object.keys(universe.questionnaire.subsets)[0]})).`,
    );
  }
  const whole = register({ ...universe, key: "alle", label: universe.unit, table: universe.all.reify() });
  return narrow(
    whole,
    { ...named, when: { not: named.when } },
    `ikke-${named.key}`,
    `øvrige tiltak (ikke ${named.label})`,
  );
}

function narrow(table: ColumnTable, selection: Selection, key: string, label: string): ColumnTable {
  const universe = universeOf(table);
  const keep = rowsOf(table).map((row) => holds(selection.when, row, universe.questionnaire));
  if (!keep.includes(true))
    throw new ContentError(`No measure is left in "${label}" (${universe.key} → ${key}).`);
  const kept = Array.from(table.indices()).filter((_, i) => keep[i]);
  return register({
    ...universe,
    key: universe.key === "alle" ? key : `${universe.key}+${key}`,
    label: universe.key === "alle" ? label : `${universe.label} og ${label}`,
    table: table.reify(kept),
  });
}
