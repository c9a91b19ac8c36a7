import type { Random } from "./random.js";

/** Edges of the cost classes in kroner; the lower one belongs to the class. */
const CLASSES: Readonly<Record<string, readonly [from: number, to: number]>> = {
  under10: [150_000, 10_000_000],
  fra10til50: [10_000_000, 50_000_000],
  fra50til100: [50_000_000, 100_000_000],
  over100: [100_000_000, Number.POSITIVE_INFINITY],
};

/**
 * A total budget in kroner within its class, as agencies write them: mostly round numbers, with more small than large
 * ones in every class and a long tail (Pareto) in the highest.
 * @param most The largest that is believable for the body.
 */
export function drawTotal(costClass: string, most: number, random: Random): number {
  const [from, to] = CLASSES[costClass]!;
  const u = random.next();
  const raw =
    to === Number.POSITIVE_INFINITY
      ? Math.min(from / (1 - u) ** (1 / 1.3), most * (0.8 + 0.2 * u))
      : from + u ** (costClass === "under10" ? 1.6 : 1.8) * (to - from);
  const unit = step(raw, random);
  return Math.min(Math.max(Math.floor(raw / unit) * unit, from), to - 50_000);
}

/** This year's part of a total: what a phase usually spends, less than the total. */
export function drawBudget(total: number, phase: string | null, random: Random): number {
  const share =
    phase === "drift"
      ? 0.2 + 0.6 * random.next()
      : phase === "gjennomforing"
        ? 0.15 + 0.6 * random.next()
        : 0.03 + 0.25 * random.next();
  const raw = total * share;
  const unit = raw < 1_000_000 ? 50_000 : raw < 10_000_000 ? 100_000 : 500_000;
  return Math.min(Math.max(Math.round(raw / unit) * unit, 50_000), total - 50_000);
}

function step(amount: number, random: Random): number {
  const fine = random.next() < 0.3;
  if (amount < 1_000_000) return 50_000;
  if (amount < 10_000_000) return fine ? 100_000 : 500_000;
  if (amount < 50_000_000) return fine ? 500_000 : 1_000_000;
  if (amount < 100_000_000) return fine ? 1_000_000 : 5_000_000;
  return fine ? 5_000_000 : 10_000_000;
}
