import { type ColumnTable, table } from "arquero";
import { chosenYear } from "../../ground/project.js";
import { type Answers, findAnswers } from "../../survey/answers/answers.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { questionnaire as current } from "../../survey/questionnaire/current.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { type ItemDefinition, MISSING } from "../../survey/questionnaire/types.js";
import { optionsOf } from "../coded.js";

/**
 * Puts labels where a table has codes: options, bodies, kinds of missing. The ticks of a multiple response become one
 * column under the item's key, the labels joined by «; ». All else stays as it is, missing stays missing, and so do the
 * columns' names: for reading, drawing and taking away, not for counting.
 *
 * @param of The tiltak, or any Arquero table whose columns are called as the questionnaire's items.
 * @example labels(tiltak.groupby("fase").count())
 */
export function labels(of: ColumnTable): ColumnTable {
  const answers = findAnswers(of) ?? loadedAnswers(chosenYear());
  const questionnaire = answers?.questionnaire ?? current;
  const columns = new Map<string, unknown[]>();
  for (const name of of.columnNames()) {
    const values = Array.from(of.array(name) as ArrayLike<unknown>);
    const [key = "", option] = name.split("__");
    const item = findItem(questionnaire, key);
    if (item && option === "mangler")
      columns.set(
        name,
        values.map((value) => MISSING[value as never] ?? value),
      );
    else if (item?.kind === "multiple" && item.options.some((one) => name === `${key}__${one.key}`)) {
      const label = item.options.find((one) => one.key === option)?.label ?? "";
      const before = columns.get(key) ?? values.map(() => null);
      columns.set(
        key,
        values.map((ticked, i) =>
          ticked === true ? [before[i], label].filter(Boolean).join("; ") : before[i],
        ),
      );
    } else columns.set(name, item && option === undefined ? labelled(values, item, answers) : values);
  }
  return table(Object.fromEntries(columns) as never);
}

function labelled(values: unknown[], item: ItemDefinition, answers: Answers | undefined): unknown[] {
  const options = answers ? optionsOf(answers, item) : item.options;
  const byKey = new Map<unknown, string>(options.map(({ key, label }) => [key, label]));
  return values.map((value) => byKey.get(value) ?? value);
}
