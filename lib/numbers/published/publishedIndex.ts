import { dataYears } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { type Address, endsOf, type Place, parsePlace, printAddress } from "../address/parseAddress.js";
import { type PublishedFigure, readPublished } from "./readPublished.js";

/** Something published that a number rests on. */
export type Ground =
  | { readonly kind: "figure"; readonly figure: PublishedFigure }
  /** Follows by arithmetic from published numbers. */
  | { readonly kind: "derived"; readonly arithmetic: string }
  /** Of a year without answers (`data/<year>/figures.csv`). */
  | { readonly kind: "earlier"; readonly value: string; readonly source: string }
  /** No publication is needed: the form, or answers that are real. */
  | { readonly kind: "own" };

/** Everything published, by address. */
interface Published {
  /** Whole numbers, also differences of them. */
  readonly numbers: Map<string, Ground[]>;
  /** Per cents. */
  readonly percents: Map<string, PublishedFigure[]>;
  /** By address without its statistic: every figure that says something about it. */
  readonly mentions: Map<string, PublishedFigure[]>;
}

/** What gives the whole number at a place; undefined when nothing does by its name. */
export function publishedNumbers(place: Place): readonly Ground[] | undefined {
  return index().numbers.get(printAddress(place));
}

/** Figures that give the share at an address as a per cent. */
export function publishedPercents(address: Address): readonly PublishedFigure[] {
  return index().percents.get(printAddress(address)) ?? [];
}

/** Figures that say something about an address, by whatever statistic; undefined when none does. */
export function mentioned(address: Address): readonly PublishedFigure[] | undefined {
  return index().mentions.get(cellOf(address));
}

let published: Published | undefined;

function index(): Published {
  published ??= read();
  return published;
}

function read(): Published {
  const numbers = new Map<string, Ground[]>();
  const percents = new Map<string, PublishedFigure[]>();
  const mentions = new Map<string, PublishedFigure[]>();
  for (const year of dataYears()) {
    const { earlier, derived } = openEdition(year).published;
    for (const { record } of earlier ?? [])
      push(numbers, nameOf(record.address), {
        kind: "earlier",
        value: String(record.value),
        source: record.source,
      });
    for (const { record } of derived)
      push(numbers, nameOf(record.address), { kind: "derived", arithmetic: record.arithmetic });
    for (const figure of readPublished(year)) {
      for (const place of figure.addresses) {
        // A published number that cannot be right (status) is none that ours could agree with.
        if (figure.status === "" && figure.operator === "equals")
          push(numbers, printAddress(place), { kind: "figure", figure });
        if (figure.status === "" && figure.operator === "rounds") push(percents, printAddress(place), figure);
      }
      for (const address of [...figure.addresses, ...figure.than].flatMap(endsOf))
        push(mentions, cellOf(address), figure);
    }
  }
  return { numbers, percents, mentions };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** However an address is spaced in a file, it is found by the one way in which it is printed. */
function nameOf(text: string): string {
  return printAddress(parsePlace(text));
}

function cellOf(address: Address): string {
  const text = printAddress(address);
  return text.slice(0, text.lastIndexOf("/"));
}
