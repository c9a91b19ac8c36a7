import { fold } from "../../ground/text/nearest.js";

const TICKED = new Set(["1", "true", "ja", "sann", "yes", "oui", "x", "y", "j", "t"]);
const NOT_TICKED = new Set(["", "0", "false", "nei", "usann", "no", "non", "n", "f"]);

/**
 * Whether a text in a table of one's own says yes: as people tick, and as R, pandas and spreadsheets write true and false.
 * @returns Null when it says neither.
 * @example tickedIn("TRUE") // true
 */
export function tickedIn(text: string): boolean | null {
  const folded = fold(text);
  if (TICKED.has(folded)) return true;
  return NOT_TICKED.has(folded) ? false : null;
}
