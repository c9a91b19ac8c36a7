import type { CheckRule } from "../questionnaire/checkRules.js";
import type { Questionnaire } from "../questionnaire/types.js";
import type { Complaint } from "./parseCell.js";
import type { Row } from "./row.js";

/**
 * How many times smaller than the middle one of its body's other amounts an amount must be to be listed: half way to a
 * thousand times, √1000 rounded up. Beyond it, an amount in thousands is likelier than one in kroner.
 */
const SMALLER = 32;
/** How many times larger: a body with many small tiltak often has one that is large. */
const LARGER = 100;
/** With fewer others there is no scale. */
const FEWEST = 2;

/**
 * Amounts that are far off the scale of the other amounts that their body gave to the same item: thousands or
 * millions among kroner, whatever their size.
 * @returns Each such amount by its row and column.
 */
export function checkScale(
  rows: readonly Row[],
  questionnaire: Questionnaire,
): { row: Row; field: string; complaint: Complaint }[] {
  const amounts = Object.values(questionnaire.items).filter(({ kind }) => kind === "amount");
  const body = Object.values(questionnaire.items).find(({ kind }) => kind === "agency")?.key ?? "";
  const ofBody = new Map<unknown, Row[]>();
  for (const row of rows) {
    const key = row.values[body] ?? null;
    if (key !== null) ofBody.set(key, [...(ofBody.get(key) ?? []), row]);
  }
  return amounts.flatMap(({ key: field }) =>
    [...ofBody.values()].flatMap((group) => {
      const given = group
        .map((row) => ({ row, amount: row.values[field] }))
        .filter((entry): entry is { row: Row; amount: number } => Number(entry.amount) > 0)
        .sort((a, b) => a.amount - b.amount);
      if (given.length <= FEWEST) return [];
      const all = given.map(({ amount }) => amount);
      return given.flatMap(({ row, amount }, i) => {
        const { low, high } = middleWithout(all, i);
        const times = amount * SMALLER <= low ? SMALLER : amount >= high * LARGER ? LARGER : null;
        return times === null ? [] : [{ row, field, complaint: complaintOf(amount, times) }];
      });
    }),
  );
}

/** The middle of sorted numbers when one of them is left out: two numbers when there is no single one. */
function middleWithout(sorted: readonly number[], left: number): { low: number; high: number } {
  const others = sorted.length - 1;
  const at = (i: number): number => sorted[i < left ? i : i + 1] as number;
  return { low: at(Math.floor((others - 1) / 2)), high: at(Math.floor(others / 2)) };
}

function complaintOf(amount: number, times: number): Complaint {
  const kroner = String(amount).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return {
    kind: "amount",
    severity: "listed",
    confirmable: true,
    rule: "belop_skala" satisfies CheckRule,
    expected: "Beløpet er langt fra de andre som virksomheten har oppgitt: står det i en annen enhet?",
    // No figure of the others: they may not be public.
    came: `${kroner} kroner, minst ${times} ganger ${times === SMALLER ? "mindre" : "mer"} enn det midterste av de andre`,
    wayOut: "Rett beløpet, eller bekreft det i loggen.",
  };
}
