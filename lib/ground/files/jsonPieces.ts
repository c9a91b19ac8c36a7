/** So many things of a list are written at a time. */
const AT_ONCE = 2000;

/**
 * What `JSON.stringify` writes, in pieces: of a table with a hundred thousand rows the text is never there as a whole.
 * @example [...jsonPieces({ a: [1, 2] })].join("") // '{"a":[1,2]}'
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value) && value.length > AT_ONCE) {
    yield "[";
    for (let from = 0; from < value.length; from += AT_ONCE)
      yield `${from === 0 ? "" : ","}${JSON.stringify(value.slice(from, from + AT_ONCE)).slice(1, -1)}`;
    yield "]";
  } else if (isPlain(value)) {
    let between = "{";
    for (const [key, part] of Object.entries(value)) {
      if (part === undefined || typeof part === "function" || typeof part === "symbol") continue;
      yield `${between}${JSON.stringify(key)}:`;
      yield* jsonPieces(part);
      between = ",";
    }
    yield between === "{" ? "{}" : "}";
  } else yield JSON.stringify(value) ?? "null";
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !("toJSON" in value)
  );
}
