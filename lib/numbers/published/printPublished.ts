import { formatNumber } from "../../ground/text/format.js";
import type { PublishedFigure } from "./readPublished.js";

/** What was published, as a reader would look for it: `64 prosent`, `30–37 prosent`, `mer enn …`. */
export function printPublished({ operator, value, lo, hi, unit, decimals }: PublishedFigure): string {
  const named = unit === "percent" ? "prosent" : unit === "" || unit === "n" ? "" : unit;
  const withUnit = (text: string): string => (named === "" ? text : `${text} ${named}`);
  if (value !== null) return withUnit(formatNumber(value, Number.isInteger(value) ? decimals : 1));
  if (lo !== null && hi !== null) {
    if (lo === 50.01) return withUnit(`over ${formatNumber(50)}`);
    return withUnit(`${trim(lo)}–${trim(hi)}`);
  }
  const words: Readonly<Record<string, string>> = {
    largest: "størst",
    top: "størst",
    ordered: "i denne rekkefølgen",
    greater: "mer",
    less: "mindre",
    about: "omtrent likt",
  };
  return words[operator] ?? "";
}

const trim = (number: number): string =>
  formatNumber(number, Number.isInteger(number) ? 0 : Number.isInteger(number * 10) ? 1 : 2);
