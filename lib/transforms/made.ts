import { ContentError } from "../ground/errors.js";

const known = new WeakSet<object>();

/** What is counted together with it, and belongs to the questionnaire and the answers. */
const SHARED: ReadonlySet<string> = new Set([
  "item",
  "by",
  "rowItem",
  "columnItem",
  "layerItem",
  "answers",
  "record",
]);

/**
 * Marks what the library counted or laid out, and holds it as it is: a chapter shows nothing else, so that no number,
 * name or row gets in or out by hand.
 * @example made({ item, answers, cells })
 */
export function made<T extends object>(counted: T): T {
  hold(counted);
  known.add(counted);
  return counted;
}

function hold(value: object): void {
  if (Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const [key, part] of Object.entries(value)) if (isPlain(part) && !SHARED.has(key)) hold(part);
}

const isPlain = (part: unknown): part is object =>
  Array.isArray(part) ||
  (typeof part === "object" && part !== null && Object.getPrototypeOf(part) === Object.prototype);

/**
 * Refuses a copy that was changed after the library made it.
 * @param name What it is called in the message: `tabulation of "effekter"`.
 * @param makers What makes such things: `tabulate(), net() or top()`.
 * @param wayOut How an author gets what the copy was to give.
 * @throws {ContentError} When it is not as it was made.
 */
export function checkMade(value: object, name: string, makers: string, wayOut: string): void {
  if (!known.has(value))
    throw new ContentError(
      `The ${name} must be as ${makers} made it, but is a copy that was changed by hand: what it shows would no longer be what was counted. ${wayOut}`,
    );
}
