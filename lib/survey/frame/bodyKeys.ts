import { keyOf } from "../../ground/text/keyOf.js";
import { MISSING } from "../questionnaire/types.js";

/** Keys made of the names of bodies that have no numbers: the same for the same names in the same order. */
export function bodyKeys(names: readonly string[]): string[] {
  const taken = new Set([...Object.keys(MISSING), "mangler"]);
  return names.map((name) => keyOf(name, taken));
}
