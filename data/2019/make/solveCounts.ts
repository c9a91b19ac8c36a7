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
  const random = seeded(purpose);
  const cells: number[] = [];
  const costs: number[] = [];
  fitted.forEach((rate, cell) => {
    if (system.expected[cell]! <= 0) return;
    // A rate that the fit took to nothing still may be needed: it gets answers, at a price.
    const floored = Math.max(rate, 1e-5);
    const most = Math.ceil(floored + 4 * Math.sqrt(floored)) + 1;
    let arrival = 0;
    for (let k = 0; k < most; k++) {
      arrival -= Math.log(1 - random.next());
      cells.push(cell);
      costs.push(Math.round(1000 * Math.log(arrival / floored)) / 1000);
    }
  });
  const chosen = await minimise(cells, costs, system.demands);
  if (!chosen) throw new InfeasibleError(await findConflict(system));
  const counts = system.expected.map(() => 0);
  chosen.forEach((take, i) => {
    if (take) counts[cells[i]!]! += 1;
  });
  return counts;
}

// The package's types describe its CommonJS face, where the loader is `.default`; what ESM imports is the loader itself.
const highs = (loadHighs as unknown as typeof loadHighs.default)();

/** Which of the answers to take, or null when the demands can't be met. */
async function minimise(
  cells: readonly number[],
  costs: readonly number[],
  demands: readonly Demand[],
): Promise<boolean[] | null> {
  const solver = await highs;
  const answersOf = new Map<number, number[]>();
  cells.forEach((cell, answer) => {
    const list = answersOf.get(cell);
    if (list) list.push(answer);
    else answersOf.set(cell, [answer]);
  });
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of demands) {
    for (const [cell, coefficient] of terms) {
      for (const answer of answersOf.get(cell) ?? []) {
        indices.push(answer);
        values.push(coefficient);
      }
    }
    starts.push(indices.length);
  }
  const { integer } = solver.constants.variableType;
  return solver.withModel(
    {
      numCols: cells.length,
      numRows: demands.length,
      colCost: costs,
      colLower: cells.map(() => 0),
      colUpper: cells.map(() => 1),
      rowLower: demands.map(({ lo }) => (lo === Number.NEGATIVE_INFINITY ? -solver.infinity : lo)),
      rowUpper: demands.map(({ hi }) => (hi === Number.POSITIVE_INFINITY ? solver.infinity : hi)),
      matrix: { format: "csr", numRows: demands.length, numCols: cells.length, starts, indices, values },
      integrality: cells.map(() => integer),
    },
    (model) => {
      // No time limit: where the search stops must not depend on the machine.
      model.options.set({ output_flag: false, mip_rel_gap: 0.01, random_seed: 1 });
      model.run();
      const status = model.getModelStatus();
      if (status === solver.constants.modelStatus.infeasible) return null;
      if (status !== solver.constants.modelStatus.optimal) {
        throw new Error(
          `The integer program must end solved or infeasible, but ended with status ${status}.`,
        );
      }
      return Array.from(model.getSolution().colValue, (value) => value > 0.5);
    },
  );
}

/**
 * A set of demands that can't hold together, and can when any of them is left out: demands are dropped in turn, and
 * one whose going makes the rest possible is put back for good.
 */
async function findConflict({ expected, demands }: System): Promise<string[]> {
  const open = expected.flatMap((rate, cell) => (rate > 0 ? [cell] : []));
  const possible = async (some: readonly Demand[]): Promise<boolean> => relaxed(open, some);
  let suspects = [...demands];
  // Halves first: with few guilty among many, most go in large pieces.
  for (let size = suspects.length >> 1; size >= 1; size = size === 1 ? 0 : Math.max(1, size >> 1)) {
    for (let at = 0; at < suspects.length; ) {
      const rest = [...suspects.slice(0, at), ...suspects.slice(at + size)];
      if (await possible(rest)) at += size;
      else suspects = rest;
    }
  }
  return suspects.map(({ name }) => name);
}

/** Whether whole numbers can meet the demands, at whatever cost. */
async function relaxed(open: readonly number[], demands: readonly Demand[]): Promise<boolean> {
  const solver = await highs;
  const column = new Map(open.map((cell, i) => [cell, i]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of demands) {
    for (const [cell, coefficient] of terms) {
      const i = column.get(cell);
      if (i === undefined) continue;
      indices.push(i);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  const { integer } = solver.constants.variableType;
  return solver.withModel(
    {
      numCols: open.length,
      numRows: demands.length,
      colCost: open.map(() => 0),
      colLower: open.map(() => 0),
      colUpper: open.map(() => 100_000),
      rowLower: demands.map(({ lo }) => (lo === Number.NEGATIVE_INFINITY ? -solver.infinity : lo)),
      rowUpper: demands.map(({ hi }) => (hi === Number.POSITIVE_INFINITY ? solver.infinity : hi)),
      matrix: { format: "csr", numRows: demands.length, numCols: open.length, starts, indices, values },
      integrality: open.map(() => integer),
    },
    (model) => {
      model.options.set({ output_flag: false, random_seed: 1 });
      model.run();
      return model.getModelStatus() === solver.constants.modelStatus.optimal;
    },
  );
}
