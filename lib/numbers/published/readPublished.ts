import { ContentError } from "../../ground/errors.js";
import { projectRoot } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import type { Obstacle, Operator, PublishedLine } from "../../survey/edition/published.js";
import { type Place, parsePlace } from "../address/parseAddress.js";

/** One published figure: a line of `data/<year>/reference/figures.csv`, its addresses understood. */
export interface PublishedFigure {
  readonly id: string;
  /** The publication, as readers know it: a note, or a web site (with `url`). */
  readonly source: string;
  /** `kapittel 3.1`; empty where there are none. */
  readonly section: string;
  readonly figure: string;
  /** The publication's own words, where it has words; empty where it has a number, or where they are not kept. */
  readonly quote: string;
  /** In our own words, bokmål. */
  readonly wording: string;
  readonly operator: Operator;
  readonly addresses: readonly Place[];
  readonly than: readonly Place[];
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly unit: string;
  readonly decimals: number;
  readonly tolerance: number;
  readonly status: Obstacle;
  /** Statements that `checkArithmetic` runs. */
  readonly arithmetic: string;
  /** What is missing, for `unpublished`. */
  readonly missing: string;
  /** How the figure was read, or why it can't be tried: bokmål. */
  readonly why: string;
  readonly url: string;
}

const known = new WeakMap<readonly PublishedLine[], readonly PublishedFigure[]>();

/**
 * The published figures of a year, in the order of the publication. None when the year has no reference.
 * @throws {ContentError} With all that is wrong with the file, line by line.
 */
export function readPublished(year: number, root: string = projectRoot): readonly PublishedFigure[] {
  const lines = openEdition(year, root).published.figures;
  const read = known.get(lines) ?? toFigures(year, lines);
  known.set(lines, read);
  return read;
}

function toFigures(year: number, lines: readonly PublishedLine[]): readonly PublishedFigure[] {
  const problems: string[] = [];
  const figures = lines.map(({ line, record }): PublishedFigure => {
    const places = (texts: readonly string[]): Place[] =>
      texts.flatMap((text) => {
        try {
          return [parsePlace(text)];
        } catch (error) {
          problems.push(`  line ${line}: (${record.id}) ${(error as Error).message}`);
          return [];
        }
      });
    const { address, than, ...rest } = record;
    return { ...rest, addresses: places(address), than: places(than) };
  });
  if (problems.length > 0)
    throw new ContentError(`data/${year}/reference/figures.csv can't be used:\n${problems.join("\n")}`);
  return figures;
}
