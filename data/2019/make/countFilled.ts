/** How many cells of a crossing hold a measure, beside what independence leads one to expect. */
export interface Filled {
  readonly items: readonly string[];
  /** Cells in all: the product of the answers that occur. */
  readonly cells: number;
  readonly filled: number;
  /** To be expected if the answers were independent, the margins as they are: Σ 1 − (1 − p)ⁿ. */
  readonly independent: number;
}

/**
 * Counts the filled cells of a crossing: few of them for its size is the mark of a solver, as many as independence
 * gives (or somewhat fewer, since answers hang together) that of a survey.
 * @param rows One answer per item for each measure; several ticks are one answer.
 */
export function countFilled(
  rows: readonly Readonly<Record<string, string>>[],
  items: readonly string[],
): Filled {
  const margins = items.map((item) => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(row[item]!, (counts.get(row[item]!) ?? 0) + 1);
    return [...counts.values()].map((n) => n / rows.length);
  });
  let chances = [1];
  for (const margin of margins) chances = chances.flatMap((p) => margin.map((q) => p * q));
  const filled = new Set(rows.map((row) => items.map((item) => row[item]).join("×"))).size;
  const independent = chances.reduce((sum, p) => sum + 1 - (1 - p) ** rows.length, 0);
  return { items, cells: chances.length, filled, independent };
}
