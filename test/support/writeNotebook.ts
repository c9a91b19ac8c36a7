import { writeFileSync } from "node:fs";

/** A cell's source, or more of it than that. */
export type CellOf = string | { source: string; cell_type?: string; [key: string]: unknown };

/** Writes a notebook of nbformat 4.5 with these cells, code unless they say otherwise. */
export function writeNotebook(file: string, cells: readonly CellOf[], metadata: object = {}): void {
  const full = cells.map((cell, i) => {
    const { source, cell_type = "code", ...rest } = typeof cell === "string" ? { source: cell } : cell;
    const run = cell_type === "code" ? { execution_count: null, outputs: [] } : {};
    return { cell_type, id: `c${i}`, metadata: {}, source, ...run, ...rest };
  });
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: full }));
}
