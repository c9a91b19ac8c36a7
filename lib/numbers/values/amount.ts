import { ContentError } from "../../ground/errors.js";
import type { Given, Option } from "../../survey/questionnaire/types.js";
import type { AMOUNTS } from "../../transforms/measured.js";
import type { Summary } from "../../transforms/summarise.js";
import { type mangler, valueIn } from "./ofTabulation.js";
import type { Value } from "./value.js";

/**
 * `7,8 mill. kroner`: what the amounts of a summary come to, of all rows or of those with an answer to what the summary
 * is divided by.
 *
 * @param what `"sum"`, `"mean"`, `"median"`, `"q1"`, `"q3"`, `"lowest"` or `"highest"`.
 * @throws When the summary holds amounts that may not be published, is not divided, or has no amounts there.
 * @example amount(summarise(tiltak, q.kostnadsramme, { by: q.departement }), "sum") // → 11,6 mrd. kroner
 */
export function amount<Key extends string, By extends string>(
  summary: Summary<Key, By>,
  what: (typeof AMOUNTS)[number],
  option?: Option<Given<By>> | typeof mangler,
): Value {
  const { item, by, answers, withheldIncluded } = summary;
  if (withheldIncluded)
    throw new ContentError(
      `A summary with { withheld: "included" } can be looked at, but its numbers can't stand in a text: they tell of ${answers.questionnaire.unit.many} that may not be published. Leave the option out.`,
    );
  if (option === undefined) return valueIn(answers, [item.key], ["*"], what);
  if (by === null || (option.item !== "" && option.item !== by.key))
    throw new ContentError(
      `The option must belong to what the summary is divided by (${by === null ? "nothing: give { by: q.… }" : `"${by.key}"`}), but "${option.key}" belongs to "${option.item}".`,
    );
  return valueIn(answers, [by.key, item.key], [[option.key], "*"], what);
}
