import { type ListOutput, MIME } from "../outputs.js";
import { displaySealed } from "../sealed.js";

/**
 * Leaves room for a list that only the whole note can make, of all chapters.
 * @param of `"claims"`: every claim with its predicate; `"exceptions"`: every exception that an author took.
 * @example listOf("claims")
 */
export function listOf(of: ListOutput["of"]): void {
  const output: ListOutput = { of };
  displaySealed({ [MIME.list]: output, "text/plain": `(${of} of all chapters)` });
}
