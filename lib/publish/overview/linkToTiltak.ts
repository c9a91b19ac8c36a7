import { isDifference, parsePlace } from "../../numbers/address/parseAddress.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { isWorld } from "../../numbers/worlds/worlds.js";
import { MISSING, type UnitSpec } from "../../survey/questionnaire/types.js";
import { PublicAnswers, type PublicRecord } from "../open/publicAnswers.js";
import { SUBSETS } from "./overviewData.js";

/** The tiltak behind a number, as far as the overview shows them. */
export interface TiltakLink {
  /** What is counted, in the questionnaire's words. */
  readonly unit: UnitSpec;
  readonly href: string;
  /** How many of the number the overview shows. */
  readonly shown: number;
  /** How many it does not: exempt from publication, or with an answer that is kept back. */
  readonly hidden: number;
}

/**
 * Where the overview shows the tiltak that a number counts, as `oversikt.html#utvalg=skate&effekter=kvalitet`.
 * @returns Null for what the overview can't choose: other things than tiltak, other years, differences, bounds, amounts,
 *  complements, and selections of the authors' own.
 */
export function linkToTiltak(answers: PublicAnswers): (value: ValueRecord) => TiltakLink | null {
  PublicAnswers.check(answers, "linkToTiltak");
  const { questionnaire: q, fields } = answers;
  const choices = new Set(fields.filter(({ options }) => options.length > 0).map(({ key }) => key));
  // A number stands in a text, a figure and a table, and each asks.
  const known = new Map<string, TiltakLink | null>();
  const recordsWith = new Map<string, ReadonlySet<number>>();
  return (value) => {
    const key = `${value.address} ${value.n}`;
    let link = known.get(key);
    if (link === undefined) {
      link = find(value);
      known.set(key, link);
    }
    return link;
  };

  function find({ address: text, n }: ValueRecord): TiltakLink | null {
    const address = parsePlace(text);
    if (n === null || isDifference(address) || address.year !== answers.year) return null;
    const { subset, items, cell, statistic } = address;
    if (!["count", "share", "base"].includes(statistic) || (isWorld(address) && subset !== "alle"))
      return null;
    const chosen = new Map<string, readonly string[]>();
    const choose = (key: string, options: readonly string[]): boolean => {
      if (chosen.has(key)) return false;
      chosen.set(key, options);
      return true;
    };
    for (const part of subset === "alle" ? [] : subset.split("+")) {
      const when = q.subsets[part]?.when;
      if (when === undefined || "receivedAfter" in when) return null;
      const said = "item" in when && "is" in when && choices.has(when.item);
      if (!(said ? choose(when.item, when.is) : choose(SUBSETS, [part]))) return null;
    }
    for (const [i, key] of items.entries()) {
      const part = cell[i] ?? "*";
      // All of a base are those that were asked, or that answered: the overview can only choose all.
      if (part === "*" && n !== answers.records.length + answers.withheld && subset === "alle") return null;
      if (part === "*") continue;
      if (!choices.has(key) || !choose(key, part.flatMap(asInOverview))) return null;
    }
    if (chosen.size === 0) return null;
    const [first, ...others] = [...chosen].map(([key, options]) => placesWith(key, options));
    const shown = [...(first ?? [])].filter((place) => others.every((places) => places.has(place))).length;
    // More than the number has: the overview's choice is another, for instance of those who did not answer.
    if (shown > n || shown === 0) return null;
    const given = new URLSearchParams([...chosen].map(([key, options]) => [key, options.join("|")]));
    const hash = given.toString().replaceAll("%7C", "|");
    return { unit: q.unit, href: `oversikt.html#${hash}`, shown, hidden: n - shown };
  }

  /** The places of the records that have any of some options. */
  function placesWith(key: string, options: readonly string[]): Set<number> {
    const places = new Set<number>();
    for (const option of options) for (const place of placesOf(key, option)) places.add(place);
    return places;
  }

  function placesOf(key: string, option: string): ReadonlySet<number> {
    const name = `${key} ${option}`;
    let places = recordsWith.get(name);
    if (!places) {
      const having = answers.records.flatMap((record, place) =>
        optionsOf(record, key).includes(option) ? [place] : [],
      );
      places = new Set(having);
      recordsWith.set(name, places);
    }
    return places;
  }
}

/** Kinds of missing stand in the overview as `!ikke_svart`; who was not asked is not missing. */
function asInOverview(option: string): string[] {
  if (option === "mangler")
    return Object.keys(MISSING)
      .filter((kind) => kind !== "ikke_spurt")
      .map((kind) => `!${kind}`);
  return option in MISSING ? [`!${option}`] : [option];
}

function optionsOf({ answers, subsets }: PublicRecord, key: string): readonly string[] {
  if (key === SUBSETS) return subsets;
  const answer = answers[key];
  if (answer === undefined) return [];
  if (typeof answer === "object" && "missing" in answer) return [`!${answer.missing}`];
  return Array.isArray(answer) ? answer : [String(answer)];
}
