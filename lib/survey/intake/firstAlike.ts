/**
 * Of rows that have the same key, each with the first that has it; rows without a key are like none.
 *
 * Keys are told apart by a number first, so that the texts of a hundred thousand rows are never there at once.
 * @example firstAlike(rows, ({ id }) => id) // Map { second row of an id → its first }
 */
export function firstAlike<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | null,
): ReadonlyMap<Row, Row> {
  const numbers = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) numbers[count++] = numberOf(key);
  }
  const sorted = numbers.subarray(0, count).sort();
  const several = new Set<number>();
  for (let i = 1; i < count; i += 1) if (sorted[i] === sorted[i - 1]) several.add(sorted[i] as number);
  const alike = new Map<Row, Row>();
  if (several.size === 0) return alike;
  const first = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null || !several.has(numberOf(key))) continue;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row);
    else alike.set(row, earlier);
  }
  return alike;
}

/** FNV-1a: what is the same has the same, what differs hardly ever. */
function numberOf(key: string): number {
  let number = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) number = Math.imul(number ^ key.charCodeAt(i), 0x01000193);
  return number >>> 0;
}
