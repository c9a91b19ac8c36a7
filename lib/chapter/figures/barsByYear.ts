import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import { sourceOf } from "../../numbers/address/evaluate.js";
import { type Address, parseAddress, printAddress } from "../../numbers/address/parseAddress.js";
import { valueAt } from "../../numbers/values/at.js";
import { count, share } from "../../numbers/values/ofTabulation.js";
import type { Value } from "../../numbers/values/value.js";
import { unitOf } from "../../survey/answers/answers.js";
import { made } from "../../transforms/made.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { axisOf, missingNote, optionOf, questionOf, sizeOf } from "./bars.js";
import { cellOf } from "./cells.js";
import type { Chart, ChartCell, ChartRow } from "./chart.js";

/**
 * An item in an earlier edition and in this one, as bars beside each other, the years in their order. Numbers are
 * fetched by address; what the earlier edition only published together is compared together, in a row of its own.
 *
 * @param year An earlier edition, or one of which numbers were published.
 * @throws When the item is new or can't be compared with that year, or when nothing of it was published.
 * @example barsByYear(tabulate(tiltak, q.faser), 2018)
 */
export function barsByYear(
  tabulation: Tabulation,
  year: number,
  options: { show?: "share" | "count" } = {},
): Chart {
  const { item, answers } = tabulation;
  const { comparability } = item;
  if (comparability.with !== year || comparability.status === "new" || comparability.status === "broken")
    throw new ContentError(
      `"${item.key}" can't be drawn beside ${year}: ${comparability.with === year ? `it is ${comparability.status} (${comparability.reason})` : `the questionnaire compares it with ${comparability.with}`}. State the earlier numbers on their own with at("${year}/…"), and say what is different.`,
    );
  const show = options.show ?? "share";
  const addressOf = (keys: readonly string[]): Address => ({
    year,
    subset: answers.key,
    items: [item.key],
    cell: [keys],
    statistic: show,
  });
  const known = tabulation.cells.filter(({ missing }) => !missing);
  const rowOf = (keys: readonly string[], label: string): ChartRow => {
    const earlier = earlierValue(addressOf(keys));
    const options = keys.map((key) => optionOf(item, key));
    const now = (show === "share" ? share : count)(tabulation, ...(options as [never]));
    const cells: ChartCell[] = [earlier ? cellOf(earlier) : { gap: "ikke publisert" }, cellOf(now)];
    return { label, cells };
  };
  const rows = [
    ...known.map(({ key, label }) => rowOf([key], label)),
    ...publishedNets(year, answers.key, item.key).map((keys) =>
      rowOf(
        keys,
        `${known
          .filter(({ key }) => keys.includes(key))
          .map(({ label }, i) => (i === 0 ? label : label.toLowerCase()))
          .join(" eller ")}`,
      ),
    ),
  ];
  if (rows.every(({ cells: [earlier] }) => earlier === undefined || "gap" in earlier))
    throw new ContentError(
      `Nothing of "${item.key}" in "${answers.key}" is published for ${year}, so there is nothing to draw beside.`,
    );
  const baseThen = rows.flatMap(({ cells: [cell] }) => (cell && "n" in cell ? [cell.base] : []))[0];
  return made({
    id: item.key,
    form: "bars",
    show,
    question: questionOf(item),
    of: `${formatNumber(baseThen ?? 0)} ${unitOf(answers).many} i ${year} og ${sizeOf(tabulation)} i ${answers.year}`,
    note: `${missingNote(tabulation)}${comparability.status === "same" ? "" : ` Brudd mot ${year}: ${comparability.reason}`}`,
    heading: "Svar",
    axis: axisOf(show, unitOf(answers)),
    unit: unitOf(answers).many,
    legend: "År",
    series: [String(year), String(answers.year)],
    rows,
    order: "form",
  });
}

/** The value of an earlier year; null when it was not published. */
function earlierValue(address: Address): Value | null {
  const source = sourceOf(address.year);
  if (source.kind === "answers") return valueAt(address);
  return source.figures.has(printAddress({ ...address, statistic: "count" })) ? valueAt(address) : null;
}

/** Options that a year without answers only published together. */
function publishedNets(year: number, subset: string, item: string): string[][] {
  const source = sourceOf(year);
  if (source.kind === "answers") return [];
  return [...source.figures.keys()].map(parseAddress).flatMap((address) => {
    const [part] = address.cell;
    return address.subset === subset &&
      address.items.join("×") === item &&
      address.statistic === "count" &&
      part !== undefined &&
      part !== "*" &&
      part.length > 1
      ? [[...part]]
      : [];
  });
}
