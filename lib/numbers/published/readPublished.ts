import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { ContentError } from "../../ground/errors.js";
import { projectRoot } from "../../ground/project.js";
import { type Place, parsePlace } from "../address/parseAddress.js";

/**
 * How a published figure is tried against the number at its address. Where it says "each", the figure may have
 * several addresses and must hold at all of them.
 *
 * - `equals`: each count is `value`; also for a difference `A − B`.
 * - `rounds`: each share, in per cent and rounded half up to `decimals`, is `value`.
 * - `within`: each share in per cent (or count) lies in [`lo`, `hi`], both ends included.
 * - `largest`: the option counts more than every other option of its item.
 * - `top`: the options counts each more than every option that is not named, within the same crossing.
 * - `ordered`: the numbers fall strictly in the order given, and the options are the `top`.
 * - `greater`, `less`: each number is strictly more, or less, than its counterpart in `than` (one counterpart serves
 *   all). Shares are compared as fractions, never as rounded per cents.
 * - `about`: each number differs from its counterpart by at most `tolerance` (percentage points for shares); without
 *   `than`, the numbers differ so little from each other.
 * - `none`: nothing to try; `status` says why.
 */
export const OPERATORS = [
  "equals",
  "rounds",
  "within",
  "largest",
  "top",
  "ordered",
  "greater",
  "less",
  "about",
  "none",
] as const;
export type Operator = (typeof OPERATORS)[number];

/**
 * Why no data set decides a figure; empty when one does.
 * - `arithmetic`: other published numbers forbid it, as `arithmetic` shows;
 * - `unpublished`: a number that it needs was never published, most often one of an earlier year;
 * - `outside`: it is not about the answers (budgets, the history of the frame).
 */
export const OBSTACLES = ["", "arithmetic", "unpublished", "outside"] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** One published figure: a line of `data/<year>/reference/figures.csv`. */
export interface PublishedFigure {
  readonly id: string;
  /** `notatet` (the note, by section and figure) or `nettsidene` (the sender's web pages, by url). */
  readonly source: string;
  readonly section: string;
  readonly figure: string;
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

const cache = new Map<string, readonly PublishedFigure[]>();

/**
 * The published figures of a year, in the order of the publication. None when the year has no reference.
 * @throws {ContentError} With all that is wrong with the file, line by line.
 */
export function readPublished(year: number, root: string = projectRoot): readonly PublishedFigure[] {
  const path = join(root, "data", String(year), "reference", "figures.csv");
  const known = cache.get(path);
  if (known) return known;
  if (!existsSync(path)) return [];
  const lines = parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[];
  const problems: string[] = [];
  const ids = new Set<string>();
  const figures = lines.map((line, i) => {
    const complain = (what: string): void => void problems.push(`  line ${i + 2} (${line.id}): ${what}`);
    const figure = toFigure(line, complain);
    if (figure.id === "" || ids.has(figure.id)) complain("id must be there and its own.");
    ids.add(figure.id);
    if (!OPERATORS.includes(figure.operator))
      complain(`operator must be one of ${OPERATORS.join(", ")}, but is "${line.operator}".`);
    if (!OBSTACLES.includes(figure.status))
      complain(`status must be empty or one of ${OBSTACLES.join(", ")}, but is "${line.status}".`);
    const needsValue = figure.operator === "equals" || figure.operator === "rounds";
    if (needsValue && figure.value === null) complain(`${figure.operator} must have a value.`);
    if (figure.operator === "within" && (figure.lo === null || figure.hi === null))
      complain("within must have lo and hi.");
    if (figure.operator === "none" ? figure.status === "" : figure.addresses.length === 0)
      complain("a figure must have an address, or a status that says why not.");
    if (figure.status === "arithmetic" && figure.arithmetic === "")
      complain("arithmetic must be written out.");
    if (figure.status !== "" && figure.why === "") complain("why must say what stands in the way.");
    return figure;
  });
  if (problems.length > 0) throw new ContentError(`${path} can't be used:\n${problems.join("\n")}`);
  cache.set(path, figures);
  return figures;
}

function toFigure(line: Record<string, string>, complain: (what: string) => void): PublishedFigure {
  const text = (column: string): string => line[column] ?? "";
  const number = (column: string): number | null => (text(column) === "" ? null : Number(text(column)));
  const places = (column: string): Place[] =>
    text(column)
      .split(";")
      .filter((part) => part.trim() !== "")
      .flatMap((part) => {
        try {
          return [parsePlace(part)];
        } catch (error) {
          complain((error as Error).message);
          return [];
        }
      });
  return {
    id: text("id"),
    source: text("source"),
    section: text("section"),
    figure: text("figure"),
    wording: text("claim"),
    operator: text("operator") as Operator,
    addresses: places("address"),
    than: places("than"),
    value: number("value"),
    lo: number("lo"),
    hi: number("hi"),
    unit: text("unit"),
    decimals: number("decimals") ?? 0,
    tolerance: number("tolerance") ?? 0,
    status: text("status") as Obstacle,
    arithmetic: text("arithmetic"),
    missing: text("missing"),
    why: text("why"),
    url: text("url"),
  };
}
