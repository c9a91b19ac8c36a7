/** A sum of weights without what adding them up has left behind the digits that it has; a whole number as it is. */
export function tidy(sum: number): number {
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(14));
}
