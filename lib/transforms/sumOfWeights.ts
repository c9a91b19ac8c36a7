/** A sum of weights or fractions without what adding them up has left behind the digits that they have. */
export function tidy(sum: number): number {
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(14));
}
