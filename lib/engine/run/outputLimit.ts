/** In characters. What goes beyond is no output that anyone reads; a text of 512 MB can't even be made. */
const CELL_LIMIT = 20_000_000;
const NOTEBOOK_LIMIT = 100_000_000;

/**
 * How much a cell, and all cells of a notebook together, may give.
 * @returns Asked before each output, with its length: `"cut"` once for each cell, when it has given too much.
 */
export function createOutputLimit() {
  const given = new Map<number, number>();
  const cut = new Set<number>();
  let total = 0;
  return (cell: number, length: number): "fits" | "cut" | "dropped" => {
    const sum = (given.get(cell) ?? 0) + length;
    if (!cut.has(cell) && sum <= CELL_LIMIT && total + length <= NOTEBOOK_LIMIT) {
      given.set(cell, sum);
      total += length;
      return "fits";
    }
    if (cut.has(cell)) return "dropped";
    cut.add(cell);
    return "cut";
  };
}

/** Stands, on stderr, where a cell's output was cut. */
export const CUT = `\nnotat: what the cell gave beyond this point is left out: a cell may give ${CELL_LIMIT / 1e6} MB, a notebook ${NOTEBOOK_LIMIT / 1e6} MB.\n`;
