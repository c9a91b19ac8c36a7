import { percentOf, roundHalfUp } from "./percent.js";

const NO_BREAK_SPACE = "\u00a0";
const MINUS = "\u2212";

/**
 * A number as Norwegians write it: no-break space between thousands, comma, true minus.
 * Written out here rather than by Intl, whose spaces change with Node's version of ICU. Rounded half up, in decimals.
 * @example formatNumber(-1234.5, 1) // "−1 234,5"
 */
export function formatNumber(value: number, decimals = 0): string {
  const [whole = "", fraction] = halfUp(Math.abs(value), decimals).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, NO_BREAK_SPACE);
  const text = fraction === undefined ? grouped : `${grouped},${fraction}`;
  return value < 0 && Number(text.replace(/\D/g, "")) !== 0 ? MINUS + text : text;
}

/** 0,15 is 0,2, though as a binary fraction it lies a little below. */
function halfUp(size: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(Number((size * scale).toPrecision(15))) / scale;
}

/** `64 prosent`, or `12,5 prosent`: running text. */
export function formatShare(n: number, base: number, decimals = 0): string {
  return `${formatNumber(percentOf(n, base, decimals), decimals)} prosent`;
}

/** `64 %`: figures and tables. */
export function formatPercent(n: number, base: number, decimals = 0): string {
  return `${formatNumber(percentOf(n, base, decimals), decimals)}${NO_BREAK_SPACE}%`;
}

const SCALES = [
  { from: 1e9, word: "mrd. " },
  { from: 1e6, word: "mill. " },
];

/**
 * An amount as running text has it, with one decimal of thousands of millions and of millions, rounded half up:
 * `2,7 mrd. kroner`, `7,8 mill. kroner`, `450 000 kroner`.
 * @param unit Follows the number; without one it is not scaled and keeps at most one decimal.
 */
export function formatAmount(value: number, unit: string | null): string {
  const tenthsOf = (scale: number): number => roundHalfUp(Math.round(value * 100), scale * 10);
  if (unit === null) return withoutZero(formatNumber(tenthsOf(1) / 10, 1));
  // 999 950 000 is 1,0 mrd., not 1 000,0 mill.: what counts is the number as rounded.
  const scale = SCALES.find(({ from }) => Math.abs(tenthsOf(from / 1000)) >= 10_000);
  if (!scale) return `${formatNumber(roundHalfUp(Math.round(value * 100), 100))} ${unit}`;
  return `${withoutZero(formatNumber(tenthsOf(scale.from) / 10, 1))} ${scale.word}${unit}`;
}

/**
 * A number that is no amount, with its unit: `1 246,5 mill. dollar`, `120 timer`, `0,034 tonn`.
 * @see roundMeasure For its decimals.
 */
export function formatMeasure(value: number, unit: string | null): string {
  const rounded = roundMeasure(value);
  const number = formatNumber(rounded, decimalsOf(rounded));
  return unit === null ? number : `${number} ${unit}`;
}

/**
 * A number that is no amount, with the decimals that it is printed with: one; below 1 as many as two digits take after
 * the zeros, four at most. Rounded half up, in decimals: 0,15 is 0,2 though as a binary fraction it lies a little below.
 * @example roundMeasure(1246.54) // 1246.5
 */
export function roundMeasure(value: number): number {
  const size = Math.abs(value);
  const decimals = size === 0 || size >= 1 ? 1 : Math.min(4, 1 - Math.floor(Math.log10(size)));
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.round(Number((size * scale).toPrecision(12)))) / scale;
}

/** How many decimals a number has. */
export function decimalsOf(value: number): number {
  return String(value).split(".")[1]?.length ?? 0;
}

/** A number with a decimal that says nothing: 10,0 is 10. */
function withoutZero(text: string): string {
  return text.replace(/,0$/, "");
}

/** `276 av 432` */
export function formatOutOf(n: number, base: number): string {
  return `${formatNumber(n)} av ${formatNumber(base)}`;
}

/** A difference of two shares in percentage points, rounded half up from its exact fraction: `16 prosentpoeng`. */
export function formatPoints({ n, base }: { n: number; base: number }, decimals = 0): string {
  return `${formatNumber(percentOf(n, base, decimals), decimals)} prosentpoeng`;
}
