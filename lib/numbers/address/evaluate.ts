import { ContentError } from "../../ground/errors.js";
import type { Answers } from "../../survey/answers/answers.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import type { Measured } from "../../transforms/measured.js";
import { WORLDS, worldOf } from "../worlds/worlds.js";
import { type Address, parseAddress } from "./parseAddress.js";
import { loadPublishedYear, type PublishedYear, publishedNumber } from "./publishedYear.js";

/** Where the numbers of a year come from: its answers, or what was published of them. */
export type Source =
  | { readonly kind: "answers"; readonly answers: Answers }
  | { readonly kind: "published"; readonly figures: PublishedYear };

const publishedYears = new Map<number, PublishedYear>();

/** The source of a year. @throws When there are neither loaded answers nor published figures. */
export function sourceOf(year: number): Source {
  const answers = loadedAnswers(year);
  if (answers) return { kind: "answers", answers };
  const figures = publishedYears.get(year) ?? loadPublishedYear(year);
  if (!figures)
    throw new ContentError(
      `There are no numbers for ${year}: neither answers (await survey()) nor data/${year}/figures.csv.`,
    );
  publishedYears.set(year, figures);
  return { kind: "published", figures };
}

/** The answers of a year; null when only published numbers are to be had. @throws When there are neither. */
export function answersOfYear(year: number): Answers | null {
  const source = sourceOf(year);
  return source.kind === "answers" ? source.answers : null;
}

/** The questionnaire of a year with answers; null for others. @throws When there are not even published numbers. */
export function questionnaireOf(year: number): Questionnaire | null {
  return answersOfYear(year)?.questionnaire ?? null;
}

/**
 * The number at an address. Every value, published figure and accepted value is found through this function or its
 * twin for addresses that are read already.
 *
 * @param text `2019/alle/effekter/kvalitet/share`.
 * @throws {ContentError} When the address is malformed, names what the questionnaire has not, or asks a year without
 *  microdata for what was never published.
 * @example evaluate("2019/alle/effekter/kvalitet/share").n // → 276
 */
export function evaluate(text: string): Measured {
  return numberAt(parseAddress(text));
}

/** The number at an address that is read already. */
export function numberAt(address: Address): Measured {
  const source = sourceOf(address.year);
  if (source.kind === "published") return publishedNumber(source.figures, address);
  const world = worldOf(address);
  if (!world.statistics.includes(address.statistic)) {
    const others = WORLDS.filter(({ statistics }) => statistics.includes(address.statistic));
    throw new ContentError(
      `There is no "${address.statistic}" in ${world.keyIn(address.year)}, only ${world.statistics.join(", ")}: it goes with the subset ${others.map(({ keyIn }) => `"${keyIn(address.year)}"`).join(" or ")}.`,
    );
  }
  return world.evaluate(address, source.answers);
}

/**
 * The address of what a table's rows have in a cell: the one place where an address is made of a table.
 * @example addressIn(answersOf(tiltak), ["effekter"], [["kvalitet"]], "share") // 2019/alle/effekter/kvalitet/share
 */
export function addressIn(
  { year, key }: Answers,
  items: Address["items"],
  cell: Address["cell"],
  statistic: Address["statistic"],
): Address {
  return { year, subset: key, items, cell, statistic };
}
