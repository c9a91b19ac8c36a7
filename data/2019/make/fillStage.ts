import type { Questionnaire } from "notat";
import type { PublishedFigure } from "notat/dist/lib/numbers/published/readPublished.js";
import { demandsOf } from "./demandsOf.js";
import { seeded } from "./random.js";
import type { Answer, Facts } from "./record.js";
import { solveCounts } from "./solveCounts.js";
import type { Demand, System } from "./system.js";

/** A measure on its way: what is known of it, growing from stage to stage. */
export type Draft = Record<string, Answer>;

/** Everything that stays the same from stage to stage. */
export interface Ground {
  readonly q: Questionnaire;
  readonly figures: readonly PublishedFigure[];
  /** Numbers of earlier years by address. */
  readonly published: ReadonlyMap<string, number>;
  /** Ids of the figures that a stage has met so far. */
  readonly met: Set<string>;
  readonly say: (line: string) => void;
}

/** One step: measures of a kind draw their next answers together. */
export interface Stage {
  readonly name: string;
  /** What of a measure matters for its next answers; measures alike in this are a group. */
  readonly group: (draft: Draft) => Facts;
  /** The sets of answers to draw from. */
  readonly patterns: readonly Facts[];
  /** How much likelier than others a pattern is in a group, before any figure is heard; 0 shuts it out. */
  readonly weight: (group: Facts, pattern: Facts) => number;
  /** Demands beyond the published figures, with the reason in the name: over facts of group and pattern together. */
  readonly extra?: readonly { name: string; holds: (facts: Facts) => boolean; lo: number; hi: number }[];
}

/**
 * Gives every measure its answers of one stage: counts by group and pattern from the integer program, then dealt out
 * within each group in seeded order.
 * @throws InfeasibleError with the figures in conflict.
 */
export async function fillStage(drafts: readonly Draft[], stage: Stage, ground: Ground): Promise<void> {
  const groups = new Map<string, { facts: Facts; members: Draft[] }>();
  for (const draft of drafts) {
    const facts = stage.group(draft);
    const key = JSON.stringify(facts);
    const group = groups.get(key);
    if (group) group.members.push(draft);
    else groups.set(key, { facts, members: [draft] });
  }
  const list = [...groups.values()];
  const facts: Facts[] = [];
  const group: number[] = [];
  const pattern: number[] = [];
  const expected: number[] = [];
  list.forEach(({ facts: of, members }, g) => {
    const weights = stage.patterns.map((p) => stage.weight(of, p));
    const whole = weights.reduce((sum, w) => sum + w, 0);
    if (whole === 0) throw new Error(`Stage "${stage.name}" leaves nothing for ${JSON.stringify(of)}.`);
    weights.forEach((weight, p) => {
      if (weight === 0) return;
      facts.push({ ...of, ...stage.patterns[p]! });
      group.push(g);
      pattern.push(p);
      expected.push((members.length * weight) / whole);
    });
  });
  const given: Demand[] = [
    ...list.map(({ members }, g): Demand => {
      const terms = group.flatMap((of, cell) => (of === g ? [[cell, 1] as const] : []));
      return { name: `${stage.name}: group ${g}`, terms, lo: members.length, hi: members.length };
    }),
    ...(stage.extra ?? []).map(({ name, holds, lo, hi }): Demand => {
      const terms = facts.flatMap((of, cell) => (holds(of) ? [[cell, 1] as const] : []));
      return { name, terms, lo, hi };
    }),
  ];
  const cells = { facts, group, groupSize: list.map(({ members }) => members.length) };
  const { demands, used } = demandsOf(ground.figures, cells, ground.q, ground.published, ground.met, given);
  const system: System = { expected, demands: [...given, ...demands] };
  const counts = await solveCounts(system, `2019 ${stage.name}`);
  const random = seeded(`2019 ${stage.name} dealt`);
  list.forEach(({ members }, g) => {
    const deck = counts.flatMap((n, cell) => (group[cell] === g ? Array<number>(n).fill(cell) : []));
    const dealt = random.shuffle(deck);
    members.forEach((draft, i) => {
      Object.assign(draft, stage.patterns[pattern[dealt[i]!]!]);
    });
  });
  for (const id of used) ground.met.add(id);
  ground.say(
    `${stage.name}: ${expected.length} cells, ${used.size} figures met, ${counts.filter((n) => n > 0).length} cells filled`,
  );
}
