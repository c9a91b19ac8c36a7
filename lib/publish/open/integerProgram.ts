import loadHighs from "highs";

/** A sum of columns with factors. */
export type Terms = ReadonlyMap<number, number>;

/** A sum that must lie between two numbers. */
export interface Demand {
  readonly terms: Terms;
  readonly from: number;
  readonly to: number;
}

/** The search ends after so many branches: not after a time, since what is found must not depend on the machine. */
const MOST_BRANCHES = 400;

// The package's types describe its CommonJS face, where the loader is `.default`; what ESM imports is the loader itself.
const load = loadHighs as unknown as typeof loadHighs.default;
let loaded: ReturnType<typeof load> | undefined;

/**
 * Values of columns from 0 to 1 that meet all demands, as cheap as can be; null when none are found.
 * @param gap How much dearer than the cheapest they may be.
 */
export async function solve(
  demands: readonly Demand[],
  {
    costs,
    isWhole,
    gap,
  }: { readonly costs: readonly number[]; readonly isWhole: readonly boolean[]; readonly gap: number },
): Promise<readonly number[] | null> {
  loaded ??= load();
  const solver = await loaded;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of demands) {
    for (const [column, factor] of terms) {
      indices.push(column);
      values.push(factor);
    }
    starts.push(indices.length);
  }
  const finite = (bound: number): number =>
    Number.isFinite(bound) ? bound : Math.sign(bound) * solver.infinity;
  const { integer, continuous } = solver.constants.variableType;
  const numCols = costs.length;
  return solver.withModel(
    {
      numCols,
      numRows: demands.length,
      colCost: [...costs],
      colLower: costs.map(() => 0),
      colUpper: costs.map(() => 1),
      rowLower: demands.map(({ from }) => finite(from)),
      rowUpper: demands.map(({ to }) => finite(to)),
      matrix: { format: "csr", numRows: demands.length, numCols, starts, indices, values },
      integrality: isWhole.map((whole) => (whole ? integer : continuous)),
    },
    (model) => {
      model.options.set({
        output_flag: false,
        random_seed: 1,
        mip_max_nodes: MOST_BRANCHES,
        mip_rel_gap: 0,
        mip_abs_gap: gap,
      });
      model.run();
      if (model.getModelStatus() === solver.constants.modelStatus.infeasible) return null;
      const { colValue } = model.getSolution();
      return colValue.length === 0 ? null : Array.from(colValue);
    },
  );
}
