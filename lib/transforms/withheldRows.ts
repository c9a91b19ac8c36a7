import type { Answers } from "../survey/answers/answers.js";
import { rowsOf } from "../survey/answers/rowsOf.js";
import { isWithheld } from "../survey/questionnaire/withheld.js";

const known = new WeakMap<object, Uint8Array>();

/** Per row of the survey's whole table, 1 where nothing of it may be published but that it is counted. */
export function withheldRows({ all, questionnaire }: Answers): Uint8Array {
  let withheld = known.get(all);
  if (!withheld) {
    withheld = Uint8Array.from(rowsOf(all), (row) => Number(isWithheld(row, questionnaire)));
    known.set(all, withheld);
  }
  return withheld;
}
