import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import type { RowReader } from "../questionnaire/conditions.js";
import type { Option } from "../questionnaire/types.js";
import { answersOf } from "./answers.js";
import { rowsOf } from "./rowsOf.js";

/**
 * Bodies of the frame as answer options of `q.virksomhet`, to name and to count.
 *
 * @param table The tiltak, or a subset of them.
 * @param names Short names as the frame has them (`kortnavn`): `"NAV"`, `"DFØ"`.
 * @returns One option per name, in their order; its key is the organisation number, its label the short name.
 * @throws When the frame has no body of that name.
 * @example largest(tabulate(tiltak, q.virksomhet), ...bodies(tiltak, "NAV"))`flest tiltak`
 */
export function bodies(
  table: ColumnTable,
  ...names: readonly [string, ...string[]]
): [Option<never>, ...Option<never>[]] {
  const { frame, questionnaire } = answersOf(table);
  const { body, year, bodyKey, shortName } = questionnaire;
  if (!body)
    throw new ContentError(
      `The rows of ${year} are of no body: its questionnaire has no item of the kind "agency".`,
    );
  const rows = rowsOf(frame);
  const find = (name: string): Option<never> => {
    const row = rows.find((r: RowReader) => r(shortName) === name);
    if (!row)
      throw new ContentError(
        `The frame has no body with the short name "${name}". It has ${rows.map((r) => r(shortName)).join(", ")}.`,
      );
    return {
      item: body.key as never,
      key: String(row(bodyKey)),
      label: name,
      aliases: [],
      specify: false,
      exclusive: false,
    };
  };
  const [first, ...rest] = names;
  return [find(first), ...rest.map(find)];
}
