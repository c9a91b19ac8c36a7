import { ContentError } from "../../ground/errors.js";
import { type Address, parseAddress } from "../../numbers/address/parseAddress.js";
import type { Answers } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { itemsOf } from "../../survey/questionnaire/conditionParts.js";
import { hasOption, holds, type Row } from "../../survey/questionnaire/conditions.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { Condition, Questionnaire } from "../../survey/questionnaire/types.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";
import { type KeptBack, sourcesOf } from "./publicAnswers.js";

/** A published number that, less the public rows, tells something of one or two withheld tiltak of a body or ministry. */
export interface Disclosure {
  readonly address: string;
  /** Withheld tiltak that the number is about. */
  readonly withheld: number;
  /** How many of them are in the number: known for certain. */
  readonly known: number;
}

/**
 * Which published numbers tell, by a difference, an answer of one or two withheld tiltak placed with a body or a
 * ministry.
 *
 * Anyone can count the public rows of a ministry and take them from a published total. What remains are the withheld
 * rows there, whose number is known, and rows whose answer is kept back. When that leaves a single possibility for one
 * or two withheld rows, the number gives them away.
 * @param addresses Of the numbers that are published together.
 * @param keptBack Answers of public rows that are not shown.
 */
export function findDisclosures(
  answers: Answers,
  addresses: readonly string[],
  keptBack: KeptBack = new Map(),
): Disclosure[] {
  const rows = rowsOf(answers.all);
  return placedAddresses(answers, addresses).flatMap(({ text, address }) => {
    const place = rows.filter((row) => inPlace(row, address, answers.questionnaire));
    const withheld = place.filter((row) => isWithheld(row, answers.questionnaire));
    if (withheld.length === 0 || withheld.length > 2) return [];
    const asks = itemsAsked(address, answers.questionnaire);
    const hidden = place.filter(
      (row) =>
        !isWithheld(row, answers.questionnaire) &&
        asks.some((key) => keptBack.get(String(row("id")))?.has(key)),
    );
    const unknown = [...withheld, ...hidden];
    const inNumber = unknown.filter((row) => inAddress(row, address, answers.questionnaire)).length;
    const least = Math.max(0, inNumber - hidden.length);
    const most = Math.min(withheld.length, inNumber);
    return least === most ? [{ address: text, withheld: withheld.length, known: least }] : [];
  });
}

/**
 * Which answers of public rows must be kept back so that no published number gives a withheld tiltak away: for each
 * such number, the answer of one public row of the same place that would be counted the other way. With it, the
 * difference has two explanations. The published numbers stay as they are.
 *
 * @returns Record → the items that are kept back, with those that are asked because of their answers.
 * @throws {ContentError} When a place has no public row that can cover its withheld ones: then the number itself must go.
 */
export function protect(answers: Answers, addresses: readonly string[]): KeptBack {
  const keptBack = new Map<string, Set<string>>();
  const rows = rowsOf(answers.all).filter((row) => !isWithheld(row, answers.questionnaire));
  for (let found = findDisclosures(answers, addresses, keptBack); found.length > 0; ) {
    const [{ address: text, known }] = found as [Disclosure];
    const address = parseAddress(text);
    const asks = itemsAsked(address, answers.questionnaire);
    const cover = rows.find(
      (row) =>
        inPlace(row, address, answers.questionnaire) &&
        !asks.some((key) => keptBack.get(String(row("id")))?.has(key)) &&
        inAddress(row, address, answers.questionnaire) === (known === 0),
    );
    const key = asks[0];
    if (!cover || key === undefined)
      throw new ContentError(
        `${text} tells an answer of a withheld record, and no public record of the same place can cover it. Take the number out of the chapter, or count the place together with another.`,
      );
    const id = String(cover("id"));
    const kept = keptBack.get(id) ?? new Set<string>();
    for (const item of [key, ...routedBy(key, answers.questionnaire)]) kept.add(item);
    keptBack.set(id, kept);
    found = findDisclosures(answers, addresses, keptBack);
  }
  return keptBack;
}

/** Numbers of tiltak that are of one place: a ministry or a body stands in their cell, alone, beside what they ask. */
function placedAddresses(answers: Answers, texts: readonly string[]): { text: string; address: Address }[] {
  const worlds = ["virksomheter", "utvalg", "skjema", "logg"];
  return [...new Set(texts)]
    .filter((text) => !text.includes(" − "))
    .map((text) => ({ text, address: parseAddress(text) }))
    .filter(
      ({ address }) =>
        address.year === answers.year &&
        !worlds.includes(address.subset) &&
        placeOf(address, answers.questionnaire) >= 0 &&
        itemsAsked(address, answers.questionnaire).length > 0,
    );
}

/** Which item of an address places rows: that of the body, or the one that the bodies' frame knows too. */
function placeOf(address: Address, questionnaire: Questionnaire): number {
  return address.items.findIndex((key, i) => isPlace(key, questionnaire) && address.cell[i] !== "*");
}

function isPlace(key: string, questionnaire: Questionnaire): boolean {
  return key === questionnaire.ministry?.key || questionnaire.items[key]?.kind === "agency";
}

/** The items of the form that an address asks besides its place. */
function itemsAsked(address: Address, questionnaire: Questionnaire): string[] {
  const crossed = address.items.filter((key, i) => !isPlace(key, questionnaire) && address.cell[i] !== "*");
  const conditions = subsetConditions(address, questionnaire).flatMap((condition) => itemsOf(condition));
  return [...new Set([...conditions, ...crossed].flatMap((key) => leavesOf(key, questionnaire)))];
}

/** A recode's items, those that its options ask for before the one whose base it takes. */
function leavesOf(key: string, questionnaire: Questionnaire): string[] {
  const [first, ...rest] = sourcesOf(key, questionnaire);
  return rest.length > 0 ? [...rest, first as string] : [first as string];
}

function subsetConditions({ subset }: Address, questionnaire: Questionnaire): Condition[] {
  if (subset === "alle") return [];
  return subset.split("+").map((part) => {
    const named = questionnaire.subsets[part.replace(/^ikke-/, "")];
    if (!named) throw new ContentError(`There is no subset "${part}" in ${questionnaire.year}.`);
    return part.startsWith("ikke-") ? { not: named.when } : named.when;
  });
}

function inPlace(row: Row, address: Address, questionnaire: Questionnaire): boolean {
  return address.items.every(
    (key, i) => !isPlace(key, questionnaire) || inPart(row, key, address.cell[i] ?? "*", questionnaire),
  );
}

function inAddress(row: Row, address: Address, questionnaire: Questionnaire): boolean {
  return (
    subsetConditions(address, questionnaire).every((condition) => holds(condition, row, questionnaire)) &&
    address.items.every((key, i) => inPart(row, key, address.cell[i] ?? "*", questionnaire))
  );
}

function inPart(row: Row, key: string, part: readonly string[] | "*", questionnaire: Questionnaire): boolean {
  const item = findItem(questionnaire, key);
  return part === "*" || (item !== undefined && part.some((option) => hasOption(row, item, option)));
}

/** Items that are asked because of an answer to an item, and so tell it. */
function routedBy(key: string, questionnaire: Questionnaire): string[] {
  const next = Object.values(questionnaire.items)
    .filter(({ asked }) => asked !== null && itemsOf(asked).includes(key))
    .map((item) => item.key);
  return [...next, ...next.flatMap((item) => routedBy(item, questionnaire))];
}
