import { formatNumber } from "../../ground/text/format.js";
import type { PublishedFigure } from "./readPublished.js";

/**
 * What was published, as a reader would look for it: a number as it is (`64 prosent`); words in the publication's own,
 * with how we read them beside (`«mange virksomheter», lest som minst 30 prosent`); an order in ours, with its word
 * (`sky er den vanligste teknologien («av flest tiltak»)`).
 */
export function printPublished(figure: PublishedFigure): string {
  const { quote, wording } = figure;
  const reading = readingOf(figure);
  if (quote === "" && figure.lo === null) return reading === "" ? wording : reading;
  if (quote === "") return reading === "" ? wording : `${wording}, lest som ${reading}`;
  return reading === "" ? `${wording} («${quote}»)` : `«${quote}», lest som ${reading}`;
}

/** The number or the interval that a figure is tried as; nothing for an order, which has its words. */
function readingOf({ value, lo, hi, unit, decimals }: PublishedFigure): string {
  const named = unit === "percent" ? "prosent" : unit === "" || unit === "n" ? "" : unit;
  const withUnit = (text: string): string => (named === "" ? text : `${text} ${named}`);
  if (value !== null) return withUnit(formatNumber(value, Number.isInteger(value) ? decimals : 1));
  if (lo === null || hi === null) return "";
  // In hundredths, so that the limit itself is left out.
  const least = lo === 50.01 ? `over ${formatNumber(50)}` : `minst ${trim(lo)}`;
  if (hi === 100) return withUnit(least);
  if (lo === 0) return withUnit(`høyst ${trim(hi)}`);
  return withUnit(lo === 50.01 ? `${least} og høyst ${trim(hi)}` : `${trim(lo)}–${trim(hi)}`);
}

const trim = (number: number): string =>
  formatNumber(number, Number.isInteger(number) ? 0 : Number.isInteger(number * 10) ? 1 : 2);
