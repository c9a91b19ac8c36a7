import { LETTERS, PLACES, signsOf } from "notat/dist/lib/chapter/prose/findingLike.js";

/** How much a sentence on the wrong side counts beside large weights. */
const C = 0.3;
const ROUNDS = 60;

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008), over the
 * signs of the sentences, rare ones weighing more (inverse document frequency).
 * @param {readonly string[]} findings
 * @param {readonly string[]} others
 * @returns {{ bias: number, scale: number, weights: string }} As `findingLike` reads it.
 */
export function learn(findings, others) {
  const rows = [...findings, ...others].map((sentence) => [...signsOf(sentence)]);
  const sides = rows.map((_, i) => (i < findings.length ? 1 : -1));
  const within = new Float64Array(PLACES);
  for (const row of rows) for (const [place] of row) within[place] += 1;
  const rarity = within.map((count) => Math.log((1 + rows.length) / (1 + count)) + 1);
  for (const row of rows) for (const sign of row) sign[1] *= rarity[sign[0]];

  const weights = new Float64Array(PLACES);
  let bias = 0;
  const shares = new Float64Array(rows.length);
  const soft = 1 / (2 * C);
  const sizes = rows.map((row) => 1 + row.reduce((sum, [, amount]) => sum + amount * amount, 0) + soft);
  const order = rows.map((_, i) => i);
  let seed = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const j = seed % (i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (const i of order) {
      let score = bias;
      for (const [place, amount] of rows[i]) score += weights[place] * amount;
      const slope = sides[i] * score - 1 + soft * shares[i];
      const share = Math.max(0, shares[i] - slope / sizes[i]);
      const step = (share - shares[i]) * sides[i];
      shares[i] = share;
      if (step === 0) continue;
      bias += step;
      for (const [place, amount] of rows[i]) weights[place] += step * amount;
    }
  }
  const signs = weights.map((weight, place) => weight * rarity[place]);
  const largest = signs.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const steps = (LETTERS.length - 1) / 2;
  return {
    bias: Number(bias.toPrecision(6)),
    scale: Number((largest / steps).toPrecision(6)),
    weights: Array.from(signs, (weight) => LETTERS[steps + Math.round((weight / largest) * steps)]).join(""),
  };
}
