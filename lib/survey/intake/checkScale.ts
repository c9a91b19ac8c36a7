import { formatNumber } from "../../ground/text/format.js";
import type { CheckRule } from "../questionnaire/checkRules.js";
import type { Questionnaire } from "../questionnaire/types.js";
import type { Complaint } from "./parseCell.js";
import type { CleanRow } from "./row.js";

/**
 * How many times smaller than the middle one of its body's other amounts an amount must be to be listed: half way to a
 * thousand times, √1000 rounded up. Beyond it, an amount in thousands is likelier than one in kroner.
 */
const SMALLER = 32;
/** How many times larger: a body with many small tiltak often has one that is large. */
const LARGER = 100;
/** Last time's amounts in kroner: by the tiltak's id, by column. */
export type Amounts = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** With fewer others there is no scale. */
const FEWEST = 2;

/**
 * Amounts that are far off the scale of the other amounts that their body gave to the same item: thousands or
 * millions among kroner, whatever their size. Where last time's amounts of the same tiltak are known, those tell instead;
 * about a thousand or a million times is then a question, and not only told of.
 * @param earlier Last time's amounts by id and column.
 * @returns Each such amount by its row and column.
 */
export function checkScale(
  rows: readonly CleanRow[],
  questionnaire: Questionnaire,
  earlier: Amounts = new Map(),
): { row: CleanRow; field: string; complaint: Complaint }[] {
  const amounts = Object.values(questionnaire.items).filter(({ kind }) => kind === "amount");
  const body = Object.values(questionnaire.items).find(({ kind }) => kind === "agency")?.key ?? "";
  const ofBody = new Map<unknown, CleanRow[]>();
  for (const row of rows) {
    const key = row.value(body);
    if (key === null) continue;
    const own = ofBody.get(key);
    if (own) own.push(row);
    else ofBody.set(key, [row]);
  }
  const againstLast = amounts.flatMap(({ key: field }) =>
    rows.flatMap((row) => {
      const amount = Number(row.value(field) ?? 0);
      const last = earlier.get(row.id)?.[field] ?? 0;
      if (amount <= 0 || last <= 0) return [];
      const times = Math.max(amount / last, last / amount);
      return times < SMALLER ? [] : [{ row, field, complaint: againstLastTime(amount, last) }];
    }),
  );
  const told = new Set(againstLast.map(({ row, field }) => `${field} ${row.number}`));
  const amongOthers = amounts.flatMap(({ key: field }) =>
    [...ofBody.values()].flatMap((group) => {
      const given = group
        .map((row) => ({ row, amount: row.value(field) }))
        .filter((entry): entry is { row: CleanRow; amount: number } => Number(entry.amount) > 0)
        .sort((a, b) => a.amount - b.amount);
      if (given.length <= FEWEST) return [];
      const all = given.map(({ amount }) => amount);
      return given.flatMap(({ row, amount }, i) => {
        const { low, high } = middleWithout(all, i);
        const times = amount * SMALLER <= low ? SMALLER : amount >= high * LARGER ? LARGER : null;
        return times === null ? [] : [{ row, field, complaint: complaintOf(amount, times, questionnaire) }];
      });
    }),
  );
  return [...againstLast, ...amongOthers.filter(({ row, field }) => !told.has(`${field} ${row.number}`))];
}

function againstLastTime(amount: number, last: number): Complaint {
  const [more, less] = amount > last ? ["større", amount / last] : ["mindre", last / amount];
  const nearTo = [1_000_000, 1000].find((unit) => less > unit / 3 && less < unit * 3);
  return {
    kind: "amount",
    // About a thousand or a million times: one of the two is in another unit, and the body has to say which.
    severity: nearTo ? "fails" : "listed",
    confirmable: true,
    rule: "belop_mot_ifjor" satisfies CheckRule,
    expected: "Beløpet er langt fra det som ble oppgitt forrige gang: står det i en annen enhet?",
    came: `${inKroner(amount)}, omtrent ${nearTo ? formatNumber(nearTo) : formatNumber(Math.round(less))} ganger ${more} enn forrige gang`,
    wayOut: "Rett beløpet, eller bekreft det i loggen.",
  };
}

/** The middle of sorted numbers when one of them is left out: two numbers when there is no single one. */
function middleWithout(sorted: readonly number[], left: number): { low: number; high: number } {
  const others = sorted.length - 1;
  const at = (i: number): number => sorted[i < left ? i : i + 1] as number;
  return { low: at(Math.floor((others - 1) / 2)), high: at(Math.floor(others / 2)) };
}

function inKroner(amount: number): string {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, "\u00a0")} kroner`;
}

function complaintOf(amount: number, times: number, { bodyUnit }: Questionnaire): Complaint {
  return {
    kind: "amount",
    severity: "listed",
    confirmable: true,
    rule: "belop_skala" satisfies CheckRule,
    expected: `Beløpet er langt fra de andre som samme ${bodyUnit.one} har oppgitt: står det i en annen enhet?`,
    // No figure of the others: they may not be public.
    came: `${inKroner(amount)}, minst ${times} ganger ${times === SMALLER ? "mindre" : "mer"} enn det midterste av de andre`,
    wayOut: "Rett beløpet, eller bekreft det i loggen.",
  };
}
