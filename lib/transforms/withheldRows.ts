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
    // Typed arrays made by a function of each value take thirty times as long as a loop.
    withheld = new Uint8Array(place.length);
    for (let row = 0; row < withheld.length; row += 1) withheld[row] = made[place[row] as number] as number;
    known.set(all, withheld);
  }
  return withheld;
}
