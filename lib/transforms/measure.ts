import { ContentError } from "../ground/errors.js";
import type { Answers } from "../survey/answers/answers.js";
import { rowsOf } from "../survey/answers/rowsOf.js";
import { hasOption, isKindOfMissing } from "../survey/questionnaire/conditions.js";
import { findItem } from "../survey/questionnaire/findItem.js";
import { frameItems } from "../survey/questionnaire/frameItems.js";
import type { ItemDefinition } from "../survey/questionnaire/types.js";
import { type Amounts, amountsBy } from "./amountsBy.js";
import {
  ANSWERED,
  type Coded,
  codedOf,
  NOT_ASKED,
  optionsOf,
  type Part,
  PERHAPS_ASKED,
  readPart,
} from "./coded.js";
import { type Combination, distributionOf } from "./distribution.js";
import {
  type AMOUNTS,
  type BaseKind,
  type CellParts,
  type Measured,
  refuseStatistic,
  type Statistic,
} from "./measured.js";
import { measureFrame } from "./measureFrame.js";
import { statisticsOf, weightedStatistics } from "./statistics.js";
import { tidy } from "./sumOfWeights.js";
import { withheldRows } from "./withheldRows.js";

/**
 * The number of rows in a cell of one item or of crossed items, with its base: the one place where anything is counted.
 *
 * Asked are the rows that routing led to every item; answered, those of them with an answer to every item.
 * The base follows each item's own rule: the rows that were asked every item, and that answered each item whose shares
 * are of those who answered. So a crossing has the bases of its items, and the parts of a single choice, with the
 * missing answers of an item whose base is those asked, add up to it. Where a cell asks for missing answers of an item,
 * that item's base is those asked; where it asks for `ikke_spurt`, every row. Only rows of the base are in a cell.
 * With multiple response a row may be in several cells, so shares are per cent of cases.
 *
 * `least` and `most` are sharp for each row and item on its own: a row whose known answers rule the cell out is in
 * neither, one that may not have been asked, or may not belong to the subset, counts where it makes the share smaller
 * or larger. (They do not see that answers to two items may exclude each other.)
 *
 * When rows are bodies, a body is in a cell when some measure of its is, and its base is the bodies that answered;
 * columns of the frame that can be asked for (`svar`, and the edition's own) have the whole frame as base.
 *
 * @param cell For each item the options of which any will do, a kind of missing, `mangler` (any kind), or `*`.
 * @throws {ContentError} When an item, an option or, for such rows, the statistic does not exist.
 * @example measure(answersOf(tiltak), ["effekter"], [["kvalitet"]], "share") // { n: 276, base: 432, rule: "asked", value: 276 / 432 }
 */
export function measure(
  answers: Answers,
  items: readonly string[],
  cell: CellParts,
  what: Statistic,
): Measured {
  return answers.rowsAre === "bodies"
    ? measureBodies(answers, items, cell, what)
    : measureRows(answers, checkCell(answers, items, cell), what);
}

export const ROW_STATISTICS =
  "count share rowshare columnshare least most base asked answered unweighted unknown withheld sum mean lowest q1 median q3 highest distinct rank".split(
    " ",
  ) as readonly Statistic[];
const BODY_STATISTICS: readonly Statistic[] = "count share base asked answered distinct".split(
  " ",
) as Statistic[];

function measureRows(answers: Answers, parts: readonly Part[], what: Statistic): Measured {
  const rules = parts.map(ruleOf);
  const rule: BaseKind = rules.includes("all") ? "all" : rules.includes("answered") ? "answered" : "asked";
  const combinations = distributionOf(
    answers,
    "rows",
    parts.map(({ coded }) => coded),
  );
  const count = (
    test: (part: Part, entry: number, i: number) => boolean,
    what: "n" | "rows" = "n",
  ): number => {
    let rows = 0;
    for (const combination of combinations)
      if (parts.every((part, i) => test(part, combination.entries[i] as number, i)))
        rows += combination[what];
    return tidy(rows);
  };
  /** Rows of the base that are in the parts given; null asks nothing of an item. */
  const among = (some: readonly (Part | null)[], what: "n" | "rows" = "n"): number =>
    count(
      (part, entry, i) =>
        isOfBase(part, rules[i] as BaseKind, entry) && (!some[i] || isIn(some[i] as Part, entry)),
      what,
    );
  const unweighted = (n: () => number, base: () => number): Pick<Measured, "rows"> =>
    answers.weights === null ? {} : { rows: { n: n(), base: base() } };
  const ofOption = (place: number): number => {
    const [first, ...rest] = parts as [Part, ...Part[]];
    const option = first.coded.options[place]?.key as string;
    return among([readPart(first.coded, [option]), ...rest]);
  };
  const whole = (n: number, rows: () => number = () => n): Measured => ({
    n,
    base: among([]),
    rule,
    value: n,
    ...unweighted(rows, () => among([], "rows")),
  });
  const shareOf = (some: readonly (Part | null)[]): Measured => {
    const base = among(some);
    const n = among(parts);
    const beside = unweighted(
      () => among(parts, "rows"),
      () => among(some, "rows"),
    );
    return { n, base, rule, value: base === 0 ? null : n / base, ...beside };
  };
  const isAnswered = ({ coded }: Part, entry: number): boolean => coded.status[entry] === ANSWERED;
  switch (what) {
    case "base":
      return whole(among([]), () => among([], "rows"));
    case "asked":
      return whole(count(isAskedIn), () => count(isAskedIn, "rows"));
    case "answered":
      return whole(count(isAnswered), () => count(isAnswered, "rows"));
    case "unweighted": {
      const n = among(parts, "rows");
      return { n, base: among([], "rows"), rule, value: n };
    }
    case "unknown":
      return {
        n: answers.unsure.length,
        base: answers.all.numRows(),
        rule: "all",
        value: answers.unsure.length,
      };
    case "distinct":
      return whole(places(parts).filter((place) => ofOption(place) > 0).length);
    case "rank": {
      const n = among(parts);
      return { ...whole(n), value: places(parts).filter((place) => ofOption(place) > n).length + 1 };
    }
    case "count":
      return whole(among(parts), () => among(parts, "rows"));
    case "share":
      return shareOf([]);
    case "rowshare":
    case "columnshare":
      if (parts.length < 2)
        throw new ContentError(
          `"${what}" is a share of a row or a column of crossed items, but there is one item only.`,
        );
      return shareOf(what === "rowshare" ? parts.slice(0, -1) : [null, ...parts.slice(1)]);
    case "least":
    case "most":
      return bound(answers, parts, what);
    case "withheld":
    case "sum":
    case "mean":
    case "lowest":
    case "q1":
    case "median":
    case "q3":
    case "highest":
      return ofAmounts(answers, parts, what);
    case "items":
    case "max":
    case "options":
    case "named":
      return refuseStatistic(what, ROW_STATISTICS);
  }
}

const places = ([first]: readonly Part[]): number[] => [...(first?.coded.options.keys() ?? [])];

function isAskedIn({ coded }: Part, entry: number): boolean {
  const status = coded.status[entry];
  return status !== NOT_ASKED && status !== PERHAPS_ASKED;
}

function isIn({ wanted }: Part, entry: number): boolean {
  return wanted === null || wanted.has[entry] === 1;
}

/** Who is in an item's base, by what the cell asks for. */
function ruleOf({ coded, wanted }: Part): BaseKind {
  if (!wanted || wanted.missing.length === 0) return coded.item.base;
  return wanted.missing.includes("ikke_spurt") ? "all" : "asked";
}

function isOfBase(part: Part, rule: BaseKind, entry: number): boolean {
  if (rule === "all") return true;
  return rule === "answered" ? part.coded.status[entry] === ANSWERED : isAskedIn(part, entry);
}

/** What the amounts in a cell come to: of the last item, given in rows that may be published. */
function ofAmounts(
  answers: Answers,
  parts: readonly Part[],
  what: (typeof AMOUNTS)[number] | "withheld",
): Measured {
  const { coded, wanted } = parts.at(-1) as Part;
  const { amounts, item } = coded;
  if (amounts === null || wanted !== null)
    throw new ContentError(
      `"${what}" is of amounts: the last item must be one, with * in the cell, but it is "${item.key}" (${item.kind}).`,
    );
  const { n, withheld, ...statistics } =
    ofOnePart(answers, coded, parts.slice(0, -1)) ?? ofCell(answers, coded, parts);
  if (what === "withheld") return { n: withheld, base: n + withheld, rule: "answered", value: withheld };
  return { n, base: n, rule: "answered", value: statistics[what] };
}

/** The amounts of all rows or of those with one answer, which are kept; null for other cells. */
function ofOnePart(
  answers: Answers,
  coded: Coded,
  [by, ...more]: readonly Part[],
): Omit<Amounts, "byStatus"> | null {
  if (more.length > 0) return null;
  if (!by?.wanted) return amountsBy(answers, coded, null, false).all;
  const { places, missing } = by.wanted;
  const found = amountsBy(answers, coded, by.coded, false);
  if (places.length === 1 && missing.length === 0) return found.options[places[0] as number] as Amounts;
  return places.length === 0 && missing.join() === "mangler" ? found.missing : null;
}

function ofCell(answers: Answers, coded: Coded, parts: readonly Part[]): Omit<Amounts, "byStatus"> {
  const amounts = coded.amounts as ArrayLike<number>;
  const rows = answers.rows.filter(
    (row) =>
      coded.status[coded.entry[row] as number] === ANSWERED &&
      parts.every((part) => isIn(part, part.coded.entry[row] as number)),
  );
  const withheld = withheldRows(answers);
  const shown = rows.filter((row) => withheld[row] === 0);
  const values = Float64Array.from(shown, (row) => amounts[row] as number);
  const { weights } = answers;
  const statistics = weights
    ? weightedStatistics(
        values,
        Float64Array.from(shown, (row) => weights[row] as number),
      )
    : statisticsOf(values);
  return { n: shown.length, withheld: rows.length - shown.length, ...statistics };
}

/** The smallest or the largest share of those asked that is possible whatever the missing answers are. */
function bound(answers: Answers, parts: readonly Part[], what: "least" | "most"): Measured {
  const missing = parts.flatMap(({ wanted }) => wanted?.missing ?? []);
  if (missing.length > 0)
    throw new ContentError(
      `"${what}" bounds what missing answers can hide, so its cell must hold answers only, but it has ${missing.join(", ")}.`,
    );
  let n = 0;
  let base = 0;
  const add = ({ entries, n: rows }: Combination, mayBeOutside: boolean): void => {
    let mayBeIn = true;
    let mayBeOff = false;
    let mayBeOut = mayBeOutside;
    for (const [i, { coded, wanted }] of parts.entries()) {
      const entry = entries[i] as number;
      const status = coded.status[entry];
      if (status === NOT_ASKED) return;
      if (status === PERHAPS_ASKED) mayBeOut = true;
      if (wanted === null) continue;
      const known = status === ANSWERED;
      const has = known && wanted.has[entry] === 1;
      if (known && !has) mayBeIn = false;
      if (!has) mayBeOff = true;
    }
    const inCell = what === "most" ? mayBeIn : !mayBeOff;
    const against = what === "most" ? !mayBeIn : !mayBeOff;
    // A row that can only make the share larger (smaller) is left out where it may be.
    if (mayBeOut && against) return;
    base += rows;
    if (inCell) n += rows;
  };
  const coded = parts.map((part) => part.coded);
  for (const combination of distributionOf(answers, "rows", coded)) add(combination, false);
  for (const combination of distributionOf(answers, "unsure", coded)) add(combination, true);
  return { n, base, rule: "asked", value: base === 0 ? null : n / base };
}

function measureBodies(
  answers: Answers,
  items: readonly string[],
  cell: CellParts,
  what: Statistic,
): Measured {
  const bodies = rowsOf(answers.frame);
  const answered = bodies.filter((row) => row("svar") === true);
  if (items.length === 1 && frameItems(answers.questionnaire).has(items[0] as string))
    return measureFrame(answers, items, cell, what);
  const definitions = items.map((item) => itemOf(answers, item));
  checkCell(answers, items, cell);
  const rows = rowsOf(answers.all);
  const countHaving = (cells: CellParts): number => {
    const having = new Set(
      rows
        .filter((row) =>
          definitions.every(
            (item, i) =>
              cells[i] === "*" || (cells[i] as readonly string[]).some((k) => hasOption(row, item, k)),
          ),
        )
        .map((row) => row(answers.questionnaire.body?.key ?? "id")),
    );
    return answered.filter((row) => having.has(row(answers.questionnaire.bodyKey))).length;
  };
  const base = answered.length;
  const whole = (n: number): Measured => ({ n, base, rule: "answered", value: n });
  switch (what) {
    case "count":
      return whole(countHaving(cell));
    case "share": {
      const n = countHaving(cell);
      return { n, base, rule: "answered", value: base === 0 ? null : n / base };
    }
    case "distinct": {
      const [first] = definitions;
      const options = first ? optionsOf(answers, first) : [];
      return whole(options.filter(({ key }) => countHaving([[key], ...cell.slice(1)]) > 0).length);
    }
    case "base":
    case "answered":
      return whole(base);
    case "asked":
      return whole(bodies.length);
    default:
      return refuseStatistic(what, BODY_STATISTICS);
  }
}

function itemOf(answers: Answers, key: string): ItemDefinition {
  const item = findItem(answers.questionnaire, key);
  if (item) return item;
  const { items, recodes } = answers.questionnaire;
  throw new ContentError(
    `The questionnaire of ${answers.year} has no item "${key}". It has ${[...Object.keys(items), ...Object.keys(recodes)].join(", ")}.`,
  );
}

/** Reads a cell. @throws When an item or an option does not exist, or the cell has not one part for each item. */
function checkCell(answers: Answers, items: readonly string[], cell: CellParts): Part[] {
  if (cell.length !== items.length)
    throw new ContentError(
      `A cell must have a part for each item, but there are ${items.length} items and ${cell.length} parts.`,
    );
  return items.map((key, i) => {
    const coded = codedOf(answers, itemOf(answers, key));
    const part = cell[i] as readonly string[] | "*";
    if (part === "*") return readPart(coded, part);
    const unknown = part.find(
      (option) =>
        !isKindOfMissing(coded.item, option) && !coded.options.some((known) => known.key === option),
    );
    if (unknown === undefined) return readPart(coded, part);
    const there = coded.options.slice(0, 20).map((option) => option.key);
    throw new ContentError(
      `"${key}" has no option "${unknown}" in ${answers.year}. It has ${there.join(", ")}.`,
    );
  });
}
