import * as v from "valibot";
import { type CsvLine, filled, readCsv } from "../../ground/files/readCsv.js";

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
const OBSTACLES = ["", "arithmetic", "unpublished", "outside"] as const;
export type Obstacle = (typeof OBSTACLES)[number];

const number = v.pipe(
  v.string(),
  v.check((text) => text.trim() === "" || Number.isFinite(Number(text)), "must be a number, or empty"),
  v.transform((text) => (text.trim() === "" ? null : Number(text))),
);
const numberOrZero = v.pipe(
  number,
  v.transform((value) => value ?? 0),
);
/** Several, with a semicolon between. */
const list = v.pipe(
  v.string(),
  v.transform((text): readonly string[] =>
    text
      .split(";")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  ),
);

const QUOTED_WORDS = 6;

const published = v.object({
  id: filled,
  /** The publication, as readers know it: a note (by section and figure), or a web site (by url). */
  source: v.string(),
  section: v.string(),
  figure: v.string(),
  /** The words of the publication that say the figure without a number: no more, since its sentences are its own. */
  quote: v.pipe(
    v.string(),
    v.check((text) => text.split(/\s+/).length <= QUOTED_WORDS, `must be at most ${QUOTED_WORDS} words`),
  ),
  /** In our own words, bokmål. */
  wording: v.string(),
  operator: v.picklist(OPERATORS, `must be one of ${OPERATORS.join(", ")}`),
  address: list,
  than: list,
  value: number,
  lo: number,
  hi: number,
  unit: v.string(),
  decimals: numberOrZero,
  tolerance: numberOrZero,
  status: v.picklist(OBSTACLES, `must be empty or one of ${OBSTACLES.slice(1).join(", ")}`),
  /** Statements that `checkArithmetic` runs. */
  arithmetic: v.string(),
  /** What is missing, for `unpublished`. */
  missing: v.string(),
  /** How the statement was read, or why it can't be tried: bokmål. */
  why: v.string(),
  url: v.string(),
});

/** One published figure: a line of `data/<year>/reference/figures.csv`, its addresses as text. */
export type PublishedLine = CsvLine<v.InferOutput<typeof published>>;

/**
 * The figures of a year's publication, in its order.
 * @throws {ContentError} With all that is wrong with the file, line by line.
 */
export function readPublishedLines(path: string): readonly PublishedLine[] {
  return readCsv(path, published, (lines, complain) => {
    const ids = new Map<string, number>();
    for (const { line, record } of lines) {
      const { id, operator, status } = record;
      const say = (what: string): void => complain(line, `(${id}) ${what}`);
      const earlier = ids.get(id);
      if (earlier !== undefined) say(`id must be its own, but is also on line ${earlier}.`);
      ids.set(id, line);
      if ((operator === "equals" || operator === "rounds") && record.value === null)
        say(`${operator} must have a value.`);
      if (operator === "within" && (record.lo === null || record.hi === null))
        say("within must have lo and hi.");
      if (operator === "none" ? status === "" : record.address.length === 0)
        say("a figure must have an address, or a status that says why not.");
      if (status === "arithmetic" && record.arithmetic === "") say("arithmetic must be written out.");
      if (status !== "" && record.why === "") say("why must say what stands in the way.");
    }
  });
}

const derived = v.object({ address: filled, value: number, arithmetic: filled });

/** A number that follows by arithmetic from published ones: a line of `data/<year>/reference/derived.csv`. */
export type DerivedFigure = CsvLine<v.InferOutput<typeof derived>>;

/** @throws {ContentError} With all that is wrong with the file, line by line. */
export function readDerived(path: string): readonly DerivedFigure[] {
  return readCsv(path, derived);
}

const earlier = v.object({
  address: filled,
  value: v.pipe(
    v.string(),
    v.regex(/^\d+$/, "must be a whole number"),
    v.transform(Number),
    v.safeInteger("must be a whole number"),
  ),
  source: filled,
});

/** A published number of a year without answers: a line of `data/<year>/figures.csv`. */
export type EarlierFigure = CsvLine<v.InferOutput<typeof earlier>>;

/** @throws {ContentError} With all that is wrong with the file, line by line: also an address of another year. */
export function readEarlier(path: string, year: number): readonly EarlierFigure[] {
  return readCsv(path, earlier, (lines, complain) => {
    for (const { line, record } of lines)
      if (!record.address.startsWith(`${year}/`))
        complain(line, `address must be of ${year}, but is "${record.address}".`);
  });
}
