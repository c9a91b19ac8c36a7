import type { System } from "./system.js";

/**
 * The counts that the demands lead one to expect, otherwise independent: iterative proportional fitting, carried over
 * from margins to any linear demand (each round multiplies the cells of a demand by exp(λ · coefficient) until it holds).
 *
 * Real numbers, not yet counts. When the demands can't all hold the result is a compromise; `solveCounts` is what
 * finds that out.
 * @returns One number per cell, in the system's order.
 */
export function fitExpected({ expected, demands }: System, rounds = 60): number[] {
  const fitted = [...expected];
  for (let round = 0; round < rounds; round++) {
    let worst = 0;
    for (const { terms, lo, hi } of demands) {
      const sum = terms.reduce((s, [cell, k]) => s + k * fitted[cell]!, 0);
      if (sum >= lo - 1e-9 && sum <= hi + 1e-9) continue;
      const target = sum < lo ? lo : hi;
      worst = Math.max(worst, Math.abs(target - sum));
      tilt(fitted, terms, target);
    }
    if (worst < 0.01) break;
  }
  return fitted;
}

/** Multiplies by exp(λ · coefficient) so that the sum becomes the target; Newton's method, as the sum rises with λ. */
function tilt(fitted: number[], terms: System["demands"][number]["terms"], target: number): void {
  // Demands on differences of shares have large coefficients (their bases): scaled to at most 1, λ stays tame.
  const scale = terms.reduce((most, [, k]) => Math.max(most, Math.abs(k)), 1);
  const goal = target / scale;
  let lambda = 0;
  for (let step = 0; step < 25; step++) {
    let sum = 0;
    let slope = 0;
    for (const [cell, k] of terms) {
      const part = (k / scale) * fitted[cell]! * Math.exp((lambda * k) / scale);
      sum += part;
      slope += (k / scale) * part;
    }
    if (slope <= 1e-12 || Math.abs(sum - goal) < 1e-7) break;
    const by = (goal - sum) / slope;
    lambda += Math.max(-2, Math.min(2, by));
  }
  for (const [cell, k] of terms) fitted[cell] = fitted[cell]! * Math.exp((lambda * k) / scale);
}
