import { loadedTogether } from "../../survey/answers/loaded.js";
import { numberAt } from "../address/evaluate.js";
import { parsePlace } from "../address/parseAddress.js";
import type { ValueRecord } from "../values/valueRecord.js";
import { saidOf, standingOf } from "./publishedAddresses.js";
import type { Ground } from "./publishedIndex.js";
import type { PublishedFigure } from "./readPublished.js";
import { reconcileFigure, STATUS_LABELS } from "./reconcile.js";

/** What the explanation of a number says about its publication. */
export interface Publication {
  /** In bokmål, a sentence each: `64 prosent (Difi-notat 2019:10, kapittel 3.1.1, figur 2): stemmer.` */
  readonly lines: readonly string[];
  /** Whether the number as printed is published, or follows from what is: else it must be marked as synthetic. */
  readonly backed: boolean;
}

/** A published figure, or an arithmetic on them, as a statement without its place. */
interface Statement {
  readonly said: string;
  readonly figure: PublishedFigure | null;
  readonly verdict: string;
  readonly agrees: boolean;
}

/**
 * What was published of a value, by the same look-up that decides its mark: what gives it, then all else that the
 * publication says about it, also what the number contradicts.
 * @param value As printed: a published per cent backs a share, not the count behind it.
 * @throws When the year's answers are not loaded.
 */
export function publicationOf({ address, decimals }: Pick<ValueRecord, "address" | "decimals">): Publication {
  const answers = loadedTogether();
  if (publications.of !== answers) publications = { of: answers, known: new Map() };
  const key = `${address} ${decimals}`;
  const publication = publications.known.get(key) ?? findPublication(address, decimals);
  publications.known.set(key, publication);
  return publication;
}

/** A number stands in a text, a figure and a table, and each asks. It is the same as long as the answers are. */
let publications: { of: unknown; known: Map<string, Publication> } = { of: null, known: new Map() };

function findPublication(address: string, decimals: number | undefined): Publication {
  const place = parsePlace(address);
  const { as, grounds } = standingOf(place, decimals);
  const backed = as === "number";
  const given = grounds.flatMap((ground) => (ground.kind === "figure" ? [ground.figure] : []));
  const besides = saidOf(place).filter((figure) => !given.some(({ id }) => id === figure.id));
  const statements = [
    ...grounds.flatMap((ground) => stateGround(ground, given)),
    ...besides.flatMap(stateFigure),
  ];
  const lines = [true, false].flatMap((agrees) => group(statements.filter((one) => one.agrees === agrees)));
  if (backed) return { backed, lines };
  const own = "ikke publisert. Det følger av syntetiske data.";
  return { backed, lines: lines.length === 0 ? [`Tallet er ${own}`] : [...lines, `Tallet selv er ${own}`] };
}

/** Holds a published figure against the answers beforehand: whoever asks for a number's publication then has it. */
export function expectPublication(figure: PublishedFigure): void {
  stateFigure(figure);
}

function stateGround(ground: Ground, figures: readonly PublishedFigure[]): Statement[] {
  const plain = (said: string): Statement[] => [{ said, figure: null, verdict: "", agrees: true }];
  switch (ground.kind) {
    case "figure":
      return stateFigure(ground.figure);
    case "derived":
      return plain(`Følger av publiserte tall: ${ground.arithmetic.replaceAll(" - ", " − ")}`);
    case "earlier": {
      const derived = /^utledet: (.*)$/.exec(ground.source);
      if (derived) return plain(`Følger av publiserte tall: ${derived[1]}`);
      // The publication itself, when it is among the figures, says more.
      return figures.some(({ value }) => String(value) === ground.value)
        ? []
        : plain(`${ground.value} (${ground.source})`);
    }
    case "own":
      return [];
  }
}

/** What the answers say of a figure does not change while they are loaded; many numbers' explanations repeat it. */
const stated = new WeakMap<
  PublishedFigure,
  { readonly answers: unknown; readonly statements: Statement[] }
>();

function stateFigure(figure: PublishedFigure): Statement[] {
  const answers = loadedTogether();
  const known = stated.get(figure);
  if (known?.answers === answers) return known.statements;
  const statements = holdAgainst(figure);
  stated.set(figure, { answers, statements });
  return statements;
}

function holdAgainst(figure: PublishedFigure): Statement[] {
  const { status, published } = reconcileFigure(figure, numberAt);
  if (status === "not-from-survey") return [];
  const label = STATUS_LABELS[status].toLowerCase();
  return [
    {
      said: published,
      figure,
      verdict: figure.why === "" ? label : `${label}. ${figure.why}`,
      agrees: status === "meets",
    },
  ];
}

/** What is said alike in several places, once. */
function group(statements: readonly Statement[]): string[] {
  const alike = new Map<string, Statement[]>();
  for (const statement of statements) {
    const key = `${statement.said.toLowerCase()}\n${statement.verdict}`;
    alike.set(key, [...(alike.get(key) ?? []), statement]);
  }
  return [...alike.values()].map((same) => {
    const [{ said, verdict }] = same as [Statement];
    const figures = same.flatMap(({ figure }) => (figure ? [figure] : []));
    const text = figures.length === 0 ? said : `${said} (${placesOf(figures)}): ${verdict}`;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
  });
}

/** `Difi-notat 2019:10, sammendraget og kapittel 3.5; digdir.no` */
function placesOf(figures: readonly PublishedFigure[]): string {
  const sources = [...new Set(figures.map(({ source }) => source))];
  return sources
    .map((source) => {
      const own = figures.filter((figure) => figure.source === source);
      const places = new Set(
        own.map(({ section, figure }) => [section, figure].filter((part) => part !== "").join(", ")),
      );
      return [source, joined([...places].filter((place) => place !== ""))]
        .filter((part) => part !== "")
        .join(", ");
    })
    .join("; ");
}

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} og ${last}`;
}
