import { ContentError } from "../../ground/errors.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { unitOf } from "../../survey/answers/answers.js";
import { made } from "../../transforms/made.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { axisOf, groupRows, questionOf, severalNote, sizeOf } from "./bars.js";
import type { Chart } from "./chart.js";

/**
 * Groups of tiltak side by side: a line for each option of one item, a dot on it for each group.
 *
 * @param groups Tabulations of one item, most often of a subset and its complement.
 * @param options.show `"share"` (default): each group's shares of its own base, or `"count"`.
 * @throws When there are fewer than two groups, or when they are of several items.
 * @example dots([tabulate(skate, q.effekter), tabulate(complement(skate), q.effekter)])
 */
export function dots<Key extends string>(
  groups: readonly Tabulation<Key>[],
  options: { show?: "share" | "count" } = {},
): Chart {
  const [first] = groups;
  const items = new Set(groups.map(({ item }) => item.key));
  if (!first || groups.length < 2 || items.size > 1)
    throw new ContentError(
      `dots() must have two tabulations or more of one item, but has ${groups.length}${items.size > 1 ? ` of ${[...items].join(" and ")}` : ""}.`,
    );
  const { item } = first;
  const rest = groups.slice(1);
  const show = options.show ?? "share";
  return made({
    id: item.key,
    form: "dots",
    show,
    question: questionOf(item),
    of: groups.map((group) => sizeOf(group)).join(" og "),
    note: severalNote(first, ...rest),
    heading: "Svar",
    axis: axisOf(show, unitOf(first.answers)),
    unit: unitOf(first.answers).many,
    legend: capitalise(unitOf(first.answers).many),
    series: groups.map(({ answers: { label } }) => capitalise(label)),
    rows: groupRows(groups, item, show),
    order: item.kind === "multiple" ? "falling" : "form",
  });
}
