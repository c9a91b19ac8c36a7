import { ContentError } from "../../ground/errors.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { complement, subset } from "../../survey/answers/subset.js";
import { register, type Universe, universeOf } from "../../survey/answers/universe.js";
import { measure } from "../../transforms/measure.js";
import type { Measured } from "../../transforms/measured.js";
import { measureFrame } from "../../transforms/measureFrame.js";
import { formNumber } from "./formNumber.js";
import { logNumber } from "./logNumber.js";
import { type Address, parseAddress, printAddress } from "./parseAddress.js";
import { loadPublishedYear, type PublishedYear } from "./publishedYear.js";

/** Where the numbers of a year come from: its answers, or what was published of them. */
export type Source =
  | { readonly kind: "answers"; readonly universe: Universe }
  | { readonly kind: "published"; readonly figures: PublishedYear };

const publishedYears = new Map<number, PublishedYear>();

/** The source of a year. @throws When there are neither loaded answers nor published figures. */
export function sourceOf(year: number): Source {
  const universe = loadedAnswers(year);
  if (universe) return { kind: "answers", universe };
  const figures = publishedYears.get(year) ?? loadPublishedYear(year);
  if (!figures)
    throw new ContentError(
      `There are no numbers for ${year}: neither answers (await survey()) nor data/${year}/figures.csv.`,
    );
  publishedYears.set(year, figures);
  return { kind: "published", figures };
}

/**
 * The number at an address. Every value, published figure and accepted value is found through this function.
 *
 * @param text `2019/alle/effekter/kvalitet/share`.
 * @throws When the address is malformed, names what the questionnaire has not, or asks a year without microdata for
 *  what was never published.
 * @example evaluate("2019/alle/effekter/kvalitet/share") // { n: 276, base: 432, rule: "asked", value: 0.638… }
 */
export function evaluate(text: string): Measured {
  const address = parseAddress(text);
  if (address.subset === "logg") return logNumber(address);
  const source = sourceOf(address.year);
  if (source.kind === "published") return publishedNumber(source.figures, address);
  const { questionnaire, frame } = source.universe;
  if (address.subset === "skjema") return formNumber(questionnaire, address);
  if (address.subset === "utvalg") return measureFrame(frame, address.items, address.cell, address.measure);
  return measure(universeAt(source.universe, address.subset), address.items, address.cell, address.measure);
}

const universes = new WeakMap<Universe, Map<string, Universe>>();

/** The rows that an address's subset names. */
export function universeAt(whole: Universe, key: string): Universe {
  const known = universes.get(whole) ?? new Map<string, Universe>();
  universes.set(whole, known);
  const universe = known.get(key) ?? makeUniverse(whole, key);
  known.set(key, universe);
  return universe;
}

function makeUniverse(whole: Universe, key: string): Universe {
  if (key === "alle") return whole;
  if (key === "virksomheter") return bodiesOf(whole);
  let table = whole.table;
  for (const part of key.split("+")) {
    const name = part.replace(/^ikke-/, "");
    const selection = whole.questionnaire.subsets[name];
    if (!selection) {
      throw new ContentError(
        `The questionnaire of ${whole.year} has no subset "${name}". It has ${Object.keys(whole.questionnaire.subsets).join(", ")}.`,
      );
    }
    table = part === name ? subset(table, selection) : complement(subset(table, selection));
  }
  return universeOf(table);
}

/** The frame as a universe of its own: one row per body. */
export function bodiesOf(whole: Universe): Universe {
  const universe: Universe = {
    ...whole,
    unit: "virksomheter",
    key: "virksomheter",
    label: "virksomheter",
    table: whole.frame.reify(),
  };
  register(universe);
  return universe;
}

function publishedNumber(figures: PublishedYear, address: Address): Measured {
  const find = (part: Partial<Address>): number | undefined =>
    figures.get(printAddress({ ...address, ...part }))?.value;
  const cell = address.cell.map(() => "*" as const);
  // Missing answers are a share of those asked, whatever the base of the answers is.
  const isMissing = address.cell.every((part) => part.includes("mangler"));
  const asked = find({ cell, measure: "asked" });
  const base = isMissing ? asked : find({ cell, measure: "base" });
  // A base that is not all who were asked is those who answered.
  const rule = asked === undefined || asked === base ? "asked" : "answered";
  const wanted =
    address.measure === "base"
      ? base
      : find({ measure: address.measure === "share" ? "count" : address.measure });
  if (wanted === undefined) {
    throw new ContentError(
      `No number was published for ${printAddress(address)}. Published for ${address.year}: ${[...figures.keys()].join(", ")}.`,
    );
  }
  if (address.measure !== "share") return { n: wanted, base: base ?? wanted, rule, value: wanted };
  if (base === undefined)
    throw new ContentError(`No base was published for ${printAddress(address)}, so it has no share.`);
  return { n: wanted, base, rule, value: wanted / base };
}
