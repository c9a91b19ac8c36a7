/**
 * Per cent from integers, rounded half up, without floating point on the way: 57 of 200 is 29, not 28.
 *
 * @param n At least 0.
 * @param base At least 1.
 * @param decimals 0 or 1 in the note.
 * @returns A number with at most that many decimals.
 * @example percent(57, 200) // → 29
 */
export function percent(n: number, base: number, decimals = 0): number {
  if (!Number.isInteger(n) || !Number.isInteger(base) || base <= 0) {
    throw new Error(`percent() must have integers and a base of at least 1, but got ${n} of ${base}.`);
  }
  const scale = 10 ** decimals;
  // floor(x + 1/2) on integers: (2·100·scale·n + base) div (2·base)
  return roundHalfUp(100 * scale * n, base) / scale;
}

/**
 * Per cent of what may be sums of weights. Of integers it is exact, as `percent`.
 * @example percentOf(4873.97, 6194, 1) // 78.7
 */
export function percentOf(n: number, base: number, decimals = 0): number {
  if (Number.isInteger(n) && Number.isInteger(base)) return percent(n, base, decimals);
  const scale = 10 ** decimals;
  return Math.floor((100 * scale * n) / base + 0.5) / scale;
}

/** a / b rounded half up (towards +∞) to an integer, in whole-number arithmetic. */
export function roundHalfUp(a: number, b: number): number {
  const numerator = 2n * BigInt(a) + BigInt(b);
  const denominator = 2n * BigInt(b);
  const quotient = numerator / denominator;
  // BigInt division truncates; floor is wanted below zero.
  return Number(numerator < 0n && numerator % denominator !== 0n ? quotient - 1n : quotient);
}

/**
 * Per cents that add up to 100, for single-choice figures whose parts make a whole: largest remainder, ties to the
 * earlier category. Never for multiple response.
 * @example addTo100([1, 1, 1]) // → [34,33,33]
 */
export function addTo100(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total <= 0) throw new Error("addTo100() must have at least one count above 0.");
  const floors = counts.map((n) => Math.floor((100 * n) / total));
  const left = 100 - floors.reduce((sum, n) => sum + n, 0);
  const order = counts
    .map((n, i) => ({ i, remainder: (100 * n) % total }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of order.slice(0, left)) floors[i] = (floors[i] as number) + 1;
  return floors;
}
