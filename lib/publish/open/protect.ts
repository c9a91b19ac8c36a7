import { ContentError } from "../../ground/errors.js";
import type { Answers } from "../../survey/answers/answers.js";
import { missingOf, type RowReader } from "../../survey/questionnaire/conditions.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";
import type { Choice } from "./chosen.js";
import { Attack, type Cover, type Secret } from "./findDisclosures.js";
import type { KeptBack } from "./publicAnswers.js";
import type { Publication } from "./publication.js";

/**
 * Which answers of public rows must be kept back so that the published numbers give no withheld tiltak away (see
 * `findDisclosures`). The published numbers stay as they are. Of the rows that could cover, those are taken that cover
 * most, then those of which readers lose fewest answers; none of them can then be left out.
 *
 * What was chosen with more time (`notat protect`) is kept back instead, as far as its worlds are possible with these
 * answers and numbers; more is only where they leave an answer told.
 *
 * @param choice The records that it names and that are not, or are withheld, are passed over.
 * @returns Record → the items that are kept back, with those that are asked because of their answers.
 * @throws {ContentError} When no public row can cover a withheld one: then the number itself must go.
 */
export function protect(answers: Answers, publication: Publication, choice: Choice | null = null): KeptBack {
  const attack = new Attack(answers, publication);
  const kept = choice ? keptBackIn(attack, choice) : new Map();
  const worlds = choice ? attack.worldsOf(choice, kept) : [];
  const secrets = attack.secrets().filter((secret) => !attack.opensIn(worlds, secret));
  // Of a choice that shows nothing any more, nothing is left.
  const chosen = worlds.length > 0 ? kept : new Map();
  return together(chosen, covered(attack, secrets));
}

/** What a choice keeps back that can be: public answers of public records. */
function keptBackIn({ rows, worlds, answers: { questionnaire: q } }: Attack, { keptBack }: Choice): KeptBack {
  const shown = new Set(rows.filter((row) => !isWithheld(row, q)).map((row) => String(row("id"))));
  return new Map(
    Object.entries(keptBack)
      .filter(([id]) => shown.has(id))
      .map(([id, keys]) => [
        id,
        new Set(keys.filter((key) => q.items[key]?.public === true && worlds.canBeHidden(key))),
      ]),
  );
}

/** What is kept back by one and by another. */
export function together(...all: readonly KeptBack[]): KeptBack {
  const kept = new Map<string, ReadonlySet<string>>();
  for (const [id, keys] of all.flatMap((one) => [...one]))
    kept.set(id, new Set([...(kept.get(id) ?? []), ...keys]));
  return kept;
}

function covered(attack: Attack, secrets: readonly Secret[]): KeptBack {
  let chosen: readonly Cover[] = [];
  for (let told = secrets; told.length > 0; ) {
    const [secret] = told as [Secret];
    const cover = bestCover(attack, secret, told);
    if (!cover)
      throw new ContentError(
        `${secret.address} tells an answer of a withheld record, and no public record ${secret.place === null ? "" : "of the same place "}can cover it. Take the number out of the chapter, or count the place together with another.`,
      );
    chosen = [...chosen, cover];
    told = told.filter((other) => !attack.opens(cover, other));
  }
  for (const cover of chosen) {
    const rest = chosen.filter((other) => other !== cover);
    if (secrets.every((secret) => rest.some((other) => attack.opens(other, secret)))) chosen = rest;
  }
  return withoutNeedless(attack, secrets, chosen);
}

/**
 * What is kept back by some covers, less every answer without which all secrets are still open: a cover is chosen for one
 * secret at a time, and those that come later may do what it did.
 */
function withoutNeedless(attack: Attack, secrets: readonly Secret[], chosen: readonly Cover[]): KeptBack {
  const kept = new Map<string, Set<string>>();
  for (const { row, keys } of chosen) {
    const id = String((attack.rows[row] as RowReader)("id"));
    kept.set(id, new Set([...(kept.get(id) ?? []), ...keys]));
  }
  for (const [id, keys] of kept)
    for (const key of [...keys].reverse()) {
      const fewer = new Map(kept).set(id, new Set([...keys].filter((other) => other !== key)));
      const covers = attack.coversOf(fewer);
      if (secrets.every((secret) => covers.some((cover) => attack.opens(cover, secret)))) keys.delete(key);
    }
  return new Map([...kept].filter(([, keys]) => keys.size > 0));
}

/** Which items go with one that is kept back: those it leads to; those it is counted or checked with; all. */
const WIDTHS: readonly ((attack: Attack, key: string) => readonly string[])[] = [
  (_, key) => [key],
  (attack, key) => [key, ...attack.beside([key])],
  ({ answers }, key) => [key, ...Object.keys(answers.questionnaire.items)],
];

function bestCover(attack: Attack, secret: Secret, told: readonly Secret[]): Cover | null {
  const { questionnaire: q } = attack.answers;
  const may = (key: string): boolean => {
    const item = q.items[key];
    return item?.public === true && item.kind !== "agency" && item.kind !== "text" && item !== q.ministry;
  };
  // Those that lead to fewest others come first.
  const sources = secret.sources
    .filter(may)
    .sort((a, b) => attack.closureOf([a]).length - attack.closureOf([b]).length);
  for (const widen of WIDTHS)
    for (const source of sources) {
      const keys = attack.closureOf(widen(attack, source)).filter(may);
      const covers = [...attack.rows.entries()]
        .filter(([, row]) => !isWithheld(row, q))
        .map(([place, row]) => {
          const cover: Cover = { row: place, keys };
          const loss = lossOf(attack, cover);
          // What it promises: that the public row answers otherwise than the withheld ones.
          const promises = told.filter(
            ({ sources, among, holds }) =>
              sources.some((key) => keys.includes(key)) &&
              among.some((withheld) => holds(row) !== holds(attack.rows[withheld] as RowReader)),
          ).length;
          return { cover, loss, promises };
        })
        .filter(({ promises }) => promises > 0)
        .sort((a, b) => b.promises - a.promises || a.loss - b.loss || a.cover.row - b.cover.row);
      const found: Cover[] = [];
      for (const { cover } of covers)
        if (attack.opens(cover, secret) && found.push(shrink(attack, cover, secret)) >= ENOUGH) break;
      const [best] = found
        .map((cover) => ({
          cover,
          opened: told.filter((other) => attack.opens(cover, other)).length,
          loss: lossOf(attack, cover),
        }))
        .sort((a, b) => b.opened * a.loss - a.opened * b.loss || a.loss - b.loss);
      if (best) return best.cover;
    }
  return null;
}

/** Of so many rows that can cover, the one that costs least for what it covers is taken. */
const ENOUGH = 12;

/** A cover without the answers that it does not need. */
function shrink(attack: Attack, cover: Cover, secret: Secret): Cover {
  let { keys } = cover;
  for (const key of [...keys].reverse()) {
    const without = new Set(attack.closureOf([key]));
    const fewer = { row: cover.row, keys: keys.filter((other) => !without.has(other)) };
    if (fewer.keys.length < keys.length && attack.opens(fewer, secret)) keys = fewer.keys;
  }
  return { row: cover.row, keys };
}

/** The answers that readers would lose. */
function lossOf(attack: Attack, { row, keys }: Cover): number {
  const reader = attack.rows[row] as RowReader;
  return keys.filter((key) => missingOf(reader, key) === null).length;
}
