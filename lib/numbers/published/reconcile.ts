import { chosenYear } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { checkArithmetic } from "./checkArithmetic.js";
import { type Evaluate, judge, type OptionsOf } from "./judge.js";
import { printPublished } from "./printPublished.js";
import { type PublishedFigure, readPublished } from "./readPublished.js";

/**
 * How a published figure stands to the data.
 * - `meets`: the data carry it;
 * - `differs`: they do not, though they could;
 * - `cannot-be-met`: no data that carry the other published numbers can, as arithmetic shows;
 * - `cannot-be-checked`: it needs numbers that were never published;
 * - `not-from-survey`: it is not about the answers.
 */
export type Status = "meets" | "differs" | "cannot-be-met" | "cannot-be-checked" | "not-from-survey";

/** The statuses as a reader sees them. */
export const STATUS_LABELS: Readonly<Record<Status, string>> = {
  meets: "Stemmer",
  differs: "Avviker",
  "cannot-be-met": "Kan ikke stemme",
  "cannot-be-checked": "Kan ikke prøves",
  "not-from-survey": "Ikke fra undersøkelsen",
};

/** One published figure and what the data say of it. Texts are bokmål. */
export interface ReconciledRow {
  readonly id: string;
  readonly source: string;
  readonly section: string;
  readonly figure: string;
  /** The figure in our own words. */
  readonly wording: string;
  readonly status: Status;
  /** What was published: a number, or words with how they are read. */
  readonly published: string;
  /** What the data give; empty when nothing can be computed. */
  readonly computed: string;
  /** How the figure was read, what is missing, or the arithmetic that forbids it. */
  readonly explanation: string;
}

/**
 * Holds every published figure of a year against the data, repeats included, in the order of the publication.
 *
 * @param evaluate Gives the number at an address; the library's own `numberAt`, or a recount.
 * @param year The edition; the chosen one when left out.
 * @throws When an address can't be evaluated; the message has the figure's id.
 * @example reconcile(numberAt).filter(({ status }) => status === "differs") // []
 */
export function reconcile(evaluate: Evaluate, year: number = chosenYear()): ReconciledRow[] {
  return readPublished(year).map((figure) => reconcileFigure(figure, evaluate));
}

/** Holds one published figure against the data. @throws When an address can't be evaluated; with the figure's id. */
export function reconcileFigure(figure: PublishedFigure, evaluate: Evaluate): ReconciledRow {
  try {
    return tryFigure(figure, evaluate, optionsOf);
  } catch (error) {
    throw new Error(`The figure ${figure.id} can't be tried: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** How many figures have each status, in the order of `STATUS_LABELS`. */
export function countStatuses(rows: readonly ReconciledRow[]): Record<Status, number> {
  const counts = { meets: 0, differs: 0, "cannot-be-met": 0, "cannot-be-checked": 0, "not-from-survey": 0 };
  for (const { status } of rows) counts[status] += 1;
  return counts;
}

function tryFigure(figure: PublishedFigure, evaluate: Evaluate, optionsOf: OptionsOf): ReconciledRow {
  const { id, source, section, figure: shownIn } = figure;
  const known = {
    id,
    source,
    section,
    figure: shownIn,
    wording: figure.wording,
    published: printPublished(figure),
  };
  if (figure.status === "outside")
    return { ...known, status: "not-from-survey", computed: "", explanation: figure.why };
  if (figure.status === "unpublished")
    return {
      ...known,
      status: "cannot-be-checked",
      computed: "",
      explanation: `${figure.why} Mangler: ${figure.missing}.`,
    };
  const { holds, computed } = judge(figure, evaluate, optionsOf);
  if (figure.status !== "arithmetic")
    return { ...known, status: holds ? "meets" : "differs", computed, explanation: figure.why };
  const statements = checkArithmetic(figure.arithmetic);
  const shown = statements
    .map(({ text, holds }) => `${inWords(text)}${holds ? "" : " (stemmer ikke)"}`)
    .join("; ");
  // Arithmetic that fails forbids nothing: then the data decide.
  const status = statements.every(({ holds }) => holds) ? "cannot-be-met" : holds ? "meets" : "differs";
  return { ...known, status, computed, explanation: `${figure.why} Regnestykket: ${shown}.` };
}

/** A statement of arithmetic for readers: the functions of `checkArithmetic` written out, true minus, comma. */
function inWords(statement: string): string {
  const names: Readonly<Record<string, string>> = {
    fits: "hvor mange antall som gir",
    least: "minste antall som gir",
    most: "største antall som gir",
  };
  return statement
    .replace(
      /(fits|least|most)\((\d+), (\d+)\)/g,
      (_, name: string, p: string, n: string) => `[${names[name]} ${p} prosent av ${n}]`,
    )
    .replace(
      /percent\(([^(),]+), (\d+)\)/g,
      (_, k: string, n: string) => `100 · ${/^\d+$|^\[/.test(k) ? k : `(${k})`} / ${n}`,
    )
    .replace(/round\(([^[\]]*?)\)(?= =)/g, "$1 avrundet")
    .replaceAll(" - ", " − ")
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replace(/(\d)\.(\d)/g, "$1,$2");
}

/** Options by year and item: the form's, and for bodies those of the frame. */
const optionsOf: OptionsOf = (year, key) => {
  const { questionnaire, frame } = openEdition(year);
  const item = findItem(questionnaire, key);
  if (!item) throw new Error(`The questionnaire of ${year} has no item "${key}".`);
  if (item.kind !== "agency") return item.options;
  return frame.map(({ organisasjonsnummer, kortnavn }) => ({ key: organisasjonsnummer, label: kortnavn }));
};
