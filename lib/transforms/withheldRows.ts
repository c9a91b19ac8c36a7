import type { Answers } from "../survey/answers/answers.js";
import { columnsOf, mapAlike } from "../survey/answers/mapAlike.js";
import { isWithheld } from "../survey/questionnaire/withheld.js";

const known = new WeakMap<object, Uint8Array>();

/** Per row of the survey's whole table, 1 where nothing of it may be published but that it is counted. */
export function withheldRows({ all, questionnaire }: Answers): Uint8Array {
  let withheld = known.get(all);
  if (!withheld) {
    const { mayBePublished } = questionnaire;
    const { made, place } = mapAlike(
      columnsOf(all),
      mayBePublished === null ? [] : [mayBePublished],
      questionnaire,
      (row) => Number(isWithheld(row, questionnaire)),
    );
    withheld = Uint8Array.from(place, (at) => made[at] as number);
    known.set(all, withheld);
  }
  return withheld;
}
