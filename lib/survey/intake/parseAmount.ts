import { fold } from "../../ground/text/nearest.js";

/** How an amount was understood; only `ok` and `flag` give kroner. */
export type AmountStatus =
  | "ok"
  /** Approximate: taken, and listed. */
  | "flag"
  | "ambiguous"
  | "range"
  | "several"
  | "suspect_date"
  | "invalid"
  | "not_answered"
  | "not_clarified"
  | "not_relevant";

export interface ParsedAmount {
  readonly status: AmountStatus;
  /** Whole kroner, or null. */
  readonly kroner: number | null;
}

const UNITS: Readonly<Record<string, number>> = {
  kr: 1,
  kroner: 1,
  nok: 1,
  tusen: 1e3,
  tkr: 1e3,
  tnok: 1e3,
  mill: 1e6,
  million: 1e6,
  millioner: 1e6,
  mkr: 1e6,
  mnok: 1e6,
  mrd: 1e9,
  milliard: 1e9,
  milliarder: 1e9,
};
const UNIT = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join("|");
const APPROXIMATE =
  /^(?:ca\.?|cirka|omtrent|om lag|rundt|anslagsvis|anslått til|estimert til|antatt|~|≈)\s*(?=[\dk])/;
const BOUND =
  /^(?:under|over|inntil|opptil|opp til|minst|maks\.?|maksimalt|minimum|mer enn|mindre enn|mellom|fra|[<>≤≥])/;
const ERROR = /^#[A-ZÆØÅ/0!?]+[!?]?$/i;
const MONTH = /\b(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)[a-z]*\b/;
const DATE = /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})$/;
/** Excel's serial numbers of 2010-01-01 and 2035-01-01. */
const SERIALS = [40_179, 49_310] as const;
/** A bare number below this is hardly kroner. */
const SMALL = 1_000;
const NUMBER = /^\d+(?:[.,]\d+)?$|^\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?$/;

/**
 * An amount as people write it, in whole kroner. Nothing is guessed: what may mean two things is `ambiguous`.
 *
 * Understood are digits with spaces or several points between thousands, a decimal comma (or point) where a unit
 * follows, and the units kr, tusen, mill., mrd., MNOK and their like. A bare number below 1 000 may be thousands or
 * millions; `1.500` may be one and a half; a bare number that is Excel's serial of a recent date may be a date.
 * @param text The cell's text; a number in plain digits.
 * @example parseAmount("12,5 mill. kr") // { status: "ok", kroner: 12500000 }
 */
export function parseAmount(text: string): ParsedAmount {
  const folded = fold(text)
    .replaceAll("−", "-")
    .replace(/^([\d .,]*\d)\s*,-$/, "$1 kr");
  const none = (status: AmountStatus): ParsedAmount => ({ status, kroner: null });
  if (folded === "" || /^[-–—]+$/.test(folded)) return none("not_answered");
  if (folded === "ikke avklart") return none("not_clarified");
  if (folded === "ikke relevant") return none("not_relevant");
  if (ERROR.test(folded)) return none("invalid");
  if (DATE.test(folded) || (MONTH.test(folded) && !new RegExp(UNIT).test(folded)))
    return none("suspect_date");
  if (/^(?:kr|nok)?\s*-\s*\d/.test(folded)) return none("invalid");
  const numbers = folded.match(/\d+(?:[ .,]\d+)*/g) ?? [];
  if (numbers.length === 0) return none("invalid");
  if (/\d[^:;]*?(?:\s*[-–—]\s*|\s+til\s+|\s+og\s+)\d/.test(folded) || BOUND.test(folded))
    return none("range");
  if (numbers.length > 1) return none("several");
  return parseOne(folded);
}

/**
 * An amount that is a number in the workbook: kroner, unless it may be thousands, millions or a date that has lost
 * its format.
 */
export function parseAmountNumber(value: number): ParsedAmount {
  if (value > 0 && value < SMALL) return { status: "ambiguous", kroner: null };
  if (value >= SERIALS[0] && value <= SERIALS[1]) return { status: "suspect_date", kroner: null };
  return Number.isSafeInteger(value) && value >= 0
    ? { status: "ok", kroner: value }
    : { status: "invalid", kroner: null };
}

function parseOne(folded: string): ParsedAmount {
  const exact = folded.replace(APPROXIMATE, "");
  const pattern = new RegExp(
    `^(kr|nok)?\\.?\\s*([\\d][\\d .,]*?)\\s*(?:(${UNIT})\\.?)?\\s*(?:(?:norske )?(kr|kroner|nok)\\.?)?$`,
  );
  const match = pattern.exec(exact);
  if (!match) return { status: "invalid", kroner: null };
  const [, before, digits = "", unit, after] = match;
  const known = before ?? unit ?? after;
  const value = readNumber(digits);
  if (value === null) return { status: "ambiguous", kroner: null };
  if (known === undefined) {
    if (value > 0 && value < SMALL) return { status: "ambiguous", kroner: null };
    if (/^\d{5}$/.test(digits) && value >= SERIALS[0] && value <= SERIALS[1])
      return { status: "suspect_date", kroner: null };
  }
  const kroner = Math.round(value * (UNITS[unit ?? "kr"] ?? 1) * 100) / 100;
  if (!Number.isSafeInteger(kroner)) return { status: "invalid", kroner: null };
  return { status: exact === folded ? "ok" : "flag", kroner };
}

/** Null when the separators may mean two things. */
function readNumber(digits: string): number | null {
  if (!NUMBER.test(digits)) return null;
  // One point or comma before exactly three digits: thousands, or three decimals.
  if (/^\d{1,3}[.,]\d{3}$/.test(digits)) return null;
  const separators = [...digits.replace(/\d/g, "")];
  const last = separators.at(-1);
  const tail = digits.length - 1 - Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const single = separators.filter((separator) => separator === last).length === 1;
  const hasDecimals = last !== undefined && last !== " " && single;
  const grouping = new Set(hasDecimals ? separators.slice(0, -1) : separators);
  if (grouping.size > 1) return null;
  if (hasDecimals && tail === 3 && separators.length === 1) return null;
  const whole = hasDecimals ? digits.slice(0, -tail - 1) : digits;
  return Number(`${whole.replace(/[ .,]/g, "")}${hasDecimals ? `.${digits.slice(-tail)}` : ""}`);
}
