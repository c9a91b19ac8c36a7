/** A linear demand on counts: lo ≤ Σ coefficient · count ≤ hi. Coefficients and bounds are whole numbers. */
export interface Demand {
  /** What to say of it when it can't be met: the figure's id, or a few words. */
  readonly name: string;
  /** Pairs of a cell's index and its coefficient. */
  readonly terms: readonly (readonly [cell: number, coefficient: number])[];
  readonly lo: number;
  readonly hi: number;
}

/** Cells to be filled with whole numbers ≥ 0, and what is demanded of them. */
export interface System {
  /** For each cell the count that is expected before any demand is heard; 0 shuts the cell. */
  readonly expected: readonly number[];
  readonly demands: readonly Demand[];
}
