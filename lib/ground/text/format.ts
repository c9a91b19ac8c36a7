import { percent } from "./percent.js";

const NO_BREAK_SPACE = "\u00a0";
const MINUS = "\u2212";

/**
 * A number as Norwegians write it: no-break space between thousands, comma, true minus.
 * Written out here rather than by Intl, whose spaces change with Node's version of ICU.
 * @example formatNumber(-1234.5, 1) // "−1 234,5"
 */
export function formatNumber(value: number, decimals = 0): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, NO_BREAK_SPACE);
  const text = fraction === undefined ? grouped : `${grouped},${fraction}`;
  return value < 0 && Number(text.replace(/\D/g, "")) !== 0 ? MINUS + text : text;
}

/** `64 prosent`, or `12,5 prosent`: running text. */
export function formatShare(n: number, base: number, decimals = 0): string {
  return `${formatNumber(percent(n, base, decimals), decimals)} prosent`;
}

/** `64 %`: figures and tables. */
export function formatPercent(n: number, base: number, decimals = 0): string {
  return `${formatNumber(percent(n, base, decimals), decimals)}${NO_BREAK_SPACE}%`;
}

/** `276 av 432` */
export function formatOutOf(n: number, base: number): string {
  return `${formatNumber(n)} av ${formatNumber(base)}`;
}

/** A difference of two shares in percentage points, rounded half up from its exact fraction: `16 prosentpoeng`. */
export function formatPoints({ n, base }: { n: number; base: number }, decimals = 0): string {
  return `${formatNumber(percent(n, base, decimals), decimals)} prosentpoeng`;
}
