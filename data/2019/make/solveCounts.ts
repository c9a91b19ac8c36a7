import loadHighs from "highs";
import { fitExpected } from "./fitExpected.js";
import { seeded } from "./random.js";
import type { Demand, System } from "./system.js";

/** The demands contradict each other. `conflict` names a set of which no member can be left out. */
export class InfeasibleError extends Error {
  override readonly name = "InfeasibleError";
  constructor(readonly conflict: readonly string[]) {
    super(
      `No whole numbers can meet these demands together:\n${conflict.map((name) => `  ${name}`).join("\n")}\nLeaving any one of them out would do.`,
    );
  }
}

/**
 * Whole numbers for the cells that meet every demand and lie nearest to what independence leads one to expect.
 *
 * Near means: as a survey would have come out. Each cell is a stream of answers that arrive at its expected rate; the
 * k-th answer in a cell costs the logarithm of its arrival time, and the cheapest answers that meet the demands are
 * taken. Without demands that is a random sample; so most of the noise of a survey stays in, and a cell with a small
 * expected count gets its one answer as often as it should.
 *
 * @param purpose Seeds the arrival times: the same purpose and system give the same counts.
 * @throws InfeasibleError with the names of demands in conflict.
 * @example await solveCounts({ expected: [5, 5], demands: [{ name: "ten", terms: [[0, 1], [1, 1]], lo: 10, hi: 10 }] }, "coins")
 */
export async function solveCounts(system: System, purpose: string): Promise<number[]> {
  const fitted = fitExpected(system);
  // A cell offers some answers more than its rate leads one to expect; where that does not suffice, many more.
  for (const reach of [4, 16]) {
    const { cells, costs } = offerAnswers(system, fitted, reach, purpose);
    const chosen = await minimise(cells, costs, system.demands);
    if (!chosen) continue;
    const counts = system.expected.map(() => 0);
    chosen.forEach((take, i) => {
      if (take) counts[cells[i]!]! += 1;
    });
    return counts;
  }
  throw new InfeasibleError(await findConflict(system));
}

/** The answers that each cell offers, with their costs: logarithms of arrival times at the cell's rate. */
function offerAnswers(
  { expected }: System,
  fitted: readonly number[],
  reach: number,
  purpose: string,
): { cells: number[]; costs: number[] } {
  const random = seeded(purpose);
  const cells: number[] = [];
  const costs: number[] = [];
  fitted.forEach((rate, cell) => {
    if (expected[cell]! <= 0) return;
    // A rate that the fit took to nothing may be needed still: it gets answers, at a price.
    const floored = Math.max(rate, 1e-5);
    const most = Math.ceil(floored + reach * Math.sqrt(floored)) + reach / 4;
    let arrival = 0;
    for (let k = 0; k < most; k++) {
      arrival -= Math.log(1 - random.next());
      cells.push(cell);
      costs.push(Math.round(1000 * Math.log(arrival / floored)) / 1000);
    }
  });
  return { cells, costs };
}

// The package's types describe its CommonJS face, where the loader is `.default`; what ESM imports is the loader itself.
const highs = (loadHighs as unknown as typeof loadHighs.default)();

/** Which of the answers to take, or null when the demands can't be met. */
async function minimise(
  cells: readonly number[],
  costs: readonly number[],
  demands: readonly Demand[],
): Promise<boolean[] | null> {
  const columns = new Map<number, number[]>();
  cells.forEach((cell, answer) => {
    const list = columns.get(cell);
    if (list) list.push(answer);
    else columns.set(cell, [answer]);
  });
  const solution = await run(demands, columns, { costs, most: 1, integer: true });
  return solution?.map((value) => value > 0.5) ?? null;
}

/**
 * A set of demands that can't hold together, and can when any of them is left out. Demands are dropped in pieces,
 * halves first, as long as the rest stays impossible.
 */
async function findConflict({ expected, demands }: System): Promise<string[]> {
  const columns = new Map(
    expected.flatMap((rate, cell) => (rate > 0 ? [cell] : [])).map((cell, column) => [cell, [column]]),
  );
  const costs = Array.from(columns, () => 0);
  // Most conflicts show without asking for whole numbers, and much sooner.
  const integer = (await run(demands, columns, { costs, most: 1e6, integer: false })) !== null;
  const possible = async (some: readonly Demand[]): Promise<boolean> =>
    (await run(some, columns, { costs, most: 1e6, integer })) !== null;
  if (await possible(demands)) {
    throw new Error(
      "The demands must have a solution within reach, but only one with thousands in a cell was found.",
    );
  }
  let suspects = [...demands];
  for (let size = Math.max(1, suspects.length >> 1); ; size = Math.max(1, size >> 1)) {
    for (let at = 0; at < suspects.length; ) {
      const rest = [...suspects.slice(0, at), ...suspects.slice(at + size)];
      if (await possible(rest)) at += size;
      else suspects = rest;
    }
    if (size === 1) return suspects.map(({ name }) => name);
  }
}

/**
 * The cheapest values of columns that meet the demands, or null when there are none.
 * @param columns The columns that make up each cell.
 */
async function run(
  demands: readonly Demand[],
  columns: ReadonlyMap<number, readonly number[]>,
  { costs, most, integer }: { costs: readonly number[]; most: number; integer: boolean },
): Promise<number[] | null> {
  const solver = await highs;
  const numCols = costs.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of demands) {
    for (const [cell, coefficient] of terms) {
      for (const column of columns.get(cell) ?? []) {
        indices.push(column);
        values.push(coefficient);
      }
    }
    starts.push(indices.length);
  }
  const finite = (bound: number): number =>
    Number.isFinite(bound) ? bound : Math.sign(bound) * solver.infinity;
  const { integer: whole, continuous } = solver.constants.variableType;
  return solver.withModel(
    {
      numCols,
      numRows: demands.length,
      colCost: costs,
      colLower: costs.map(() => 0),
      colUpper: costs.map(() => most),
      rowLower: demands.map(({ lo }) => finite(lo)),
      rowUpper: demands.map(({ hi }) => finite(hi)),
      matrix: { format: "csr", numRows: demands.length, numCols, starts, indices, values },
      integrality: costs.map(() => (integer ? whole : continuous)),
    },
    (model) => {
      // No time limit: where the search stops must not depend on the machine.
      model.options.set({ output_flag: false, mip_rel_gap: 0.01, random_seed: 1 });
      model.run();
      const status = model.getModelStatus();
      const { optimal, infeasible } = solver.constants.modelStatus;
      if (status === infeasible) return null;
      if (status !== optimal)
        throw new Error(
          `The integer program must end solved or infeasible, but ended with status ${status}.`,
        );
      return Array.from(model.getSolution().colValue);
    },
  );
}
