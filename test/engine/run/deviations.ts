import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

/** A cell of a fixture that gives something else than under tslab, on purpose. */
export interface Deviation {
  readonly notebook: string;
  /** The code cell, from 1. */
  readonly cell: number;
  /**
   * `result`: execute_result instead of text on stdout, otherwise the same.
   * `error`: an error message instead of text on stderr, otherwise the same.
   * `other`: as the words say.
   * `ends`: cannot be run under tslab in a test, because its kernel dies, hangs or loses messages.
   */
  readonly kind: "result" | "error" | "other" | "ends";
  readonly tslab: string;
  readonly ours: string;
}

/** The committed table of intended deviations from tslab. */
export function readDeviations(): Deviation[] {
  const text = readFileSync(new URL("../../fixtures/tslab-deviations.csv", import.meta.url), "utf8");
  const rows = parse(text, { columns: true }) as Record<keyof Deviation, string>[];
  return rows.map((row) => ({ ...row, cell: Number(row.cell), kind: row.kind as Deviation["kind"] }));
}
