import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

/** A line of `reference/figures.csv`, as the generator reads it. */
export interface Claim {
  readonly id: string;
  readonly operator: string;
  readonly address: string;
  readonly than: string;
  readonly value: string;
  readonly lo: string;
  readonly hi: string;
  readonly decimals: string;
  readonly tolerance: string;
  readonly status: string;
}

/** The published claims that data can carry: those that no arithmetic forbids and no missing number leaves open. */
export function readClaims(path: string): Claim[] {
  const lines = parse(readFileSync(path), { columns: true, bom: true }) as Claim[];
  return lines.filter((line) => line.status === "");
}
