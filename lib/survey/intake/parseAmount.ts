import { fold } from "../../ground/text/nearest.js";
import { isBlank } from "../../ground/text/visible.js";

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
/** Nobody writes an amount in more characters; what is longer is not looked through. */
const LONGEST = 200;
const CURRENCY = "kroner|kr|nok";
const UNIT = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join("|");
const APPROXIMATE =
  /^(?:ca\.?|cirka|omtrent|om lag|rundt|anslagsvis|anslått til|estimert til|antatt|~|≈)\s*(?=[\dkn])/;
const BOUND =
  /^(?:under|over|inntil|opptil|opp til|minst|maks\.?|maksimalt|minimum|mer enn|mindre enn|mellom|fra|[<>≤≥])/;
const ERROR = /^#[A-ZÆØÅ/0!?]+[!?]?$/i;
const MONTH = /\b(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)[a-z]*\b/;
const HAS_UNIT = new RegExp(UNIT);
const DATE = /^(?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2})$/;
/** Excel's serial numbers of 2010-01-01 and 2035-01-01. */
const SERIALS = [40_179, 49_310] as const;
/** A bare number below this is hardly kroner. */
const SMALL = 1_000;

/** What is written around the number: currency, `,-`, unit, currency. The number itself is looked at by readNumber. */
const AMOUNT = new RegExp(
  `^(?:(?<before>${CURRENCY})(?<point>\\.?)(?<space> ?))?(?<digits>[\\d .,'’]*\\d[\\d .,'’]*?)` +
    `(?<øre>[.,]-{1,2})? ?(?:(?<unit>${UNIT})\\.? ?)?(?:(?:norske )?(?<after>${CURRENCY})\\.?)?$`,
);
/** Digits, or groups of three behind one separator throughout; then a decimal mark and decimals. */
const NUMBER =
  /^(?<whole>0|[1-9]\d{0,2}(?<group>[ .,])\d{3}(?:\k<group>\d{3})*|[1-9]\d*)(?:(?<mark>[.,])(?<decimals>\d+))?$/;

/**
 * An amount as people write it, in whole kroner. Nothing is guessed: what may mean two things is `ambiguous`.
 *
 * Understood are digits, alone or in groups of three with one kind of separator, a decimal comma or point that is not
 * that separator, `,-`, and the units kr, tusen, mill., mrd., MNOK and their like. `1.500` may be one and a half,
 * `1 500.000` has three decimals or a slip, `.75` may have lost its first digit; a bare number below 1 000 may be
 * thousands or millions; a bare number that is Excel's serial of a recent date may be a date.
 * @param text The cell's text.
 * @example parseAmount("12,5 mill. kr") // { status: "ok", kroner: 12500000 }
 */
export function parseAmount(text: string): ParsedAmount {
  if (text.length > LONGEST) return none(isBlank(text) ? "not_answered" : "invalid");
  const plain = plainForm(text);
  if (plain === "" || /^[-–—]+$/.test(plain)) return none("not_answered");
  if (plain === "ikke avklart") return none("not_clarified");
  if (plain === "ikke relevant") return none("not_relevant");
  if (ERROR.test(plain)) return none("invalid");
  if (DATE.test(plain) || (MONTH.test(plain) && !HAS_UNIT.test(plain))) return none("suspect_date");
  if (new RegExp(`^(?:(?:${CURRENCY})\\.?)? ?-\\s*\\d`).test(plain)) return none("invalid");
  if (/\d[^:;\n]*?(?:\s*[-–—]\s*|\s+til\s+|\s+og\s+)\d/.test(plain) || BOUND.test(plain))
    return none("range");
  const numbers = plain.match(/\d+(?:[ .,]\d+)*/g) ?? [];
  if (numbers.length === 0) return none("invalid");
  if (numbers.length > 1) return none("several");
  const exact = plain.replace(APPROXIMATE, "");
  const amount = parseOne(exact);
  return amount.status === "ok" && exact !== plain ? { ...amount, status: "flag" } : amount;
}

/**
 * An amount that is a number in the workbook: kroner, unless it may be thousands, millions or a date that has lost
 * its format.
 * @param unit What one stands for, when the cell's number format says so: 1 000 for `0 "tkr"`.
 */
export function parseAmountNumber(value: number, unit: number | null = null): ParsedAmount {
  if (value < 0) return none("invalid");
  if (unit !== null) return inKroner(BigInt(Math.round(unit * 1e6)), String(value), 1e6);
  if (value > 0 && value < SMALL) return none("ambiguous");
  if (value >= SERIALS[0] && value <= SERIALS[1]) return none("suspect_date");
  return Number.isSafeInteger(value) ? { status: "ok", kroner: value } : none("invalid");
}

function none(status: AmountStatus): ParsedAmount {
  return { status, kroner: null };
}

/**
 * Lower case, one kind of space, minus and digit. Only the full-width forms are taken for digits: composing would make
 * 102 of `10²` and 11⁄2 of `1½`. Between digits, what is more than one space stays, since two numbers may meet there.
 */
function plainForm(text: string): string {
  const narrow = text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u2212/g, "-")
    .replace(/[\t\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, (space) => (space === "\t" ? "\n" : " "));
  const between = /(?<=\d) *[\n\r]\s*(?=\d)|(?<=\d) {2,}(?=\d)/g;
  const parts = narrow.trim().split(between);
  return parts.map(fold).join("\n");
}

function parseOne(text: string): ParsedAmount {
  const found = AMOUNT.exec(text)?.groups;
  if (!found) return none("invalid");
  const { before, point, space, digits = "", øre, unit, after } = found;
  // Two currencies, or `,-` before a unit, is no way to write one amount.
  if ((before && after) || (øre && unit)) return none("ambiguous");
  // `kr.75 mill` may be kroner before .75.
  if (point && !space && /^\d*$/.test(digits)) return none("ambiguous");
  const number = readNumber(digits, øre?.charAt(0), unit !== undefined);
  if (number === null) return none("ambiguous");
  const { whole, decimals } = number;
  if (!before && !unit && !after && !øre) {
    const value = Number(`${whole}.${decimals}`);
    if (value > 0 && value < SMALL) return none("ambiguous");
    if (/^\d{5}$/.test(digits) && value >= SERIALS[0] && value <= SERIALS[1]) return none("suspect_date");
  }
  return inKroner(BigInt(UNITS[unit ?? ""] ?? 1), `${whole}.${decimals}`, 1);
}

/**
 * Digits before and after the decimal mark, or null when the separators may mean two things.
 * @param dash The mark of `,-`, which says that there are no decimals.
 */
function readNumber(
  digits: string,
  dash: string | undefined,
  hasUnit: boolean,
): { whole: string; decimals: string } | null {
  const found = NUMBER.exec(digits)?.groups;
  if (!found) return null;
  const { whole = "", group, mark, decimals = "" } = found;
  if (mark !== undefined) {
    // Kroner have two decimals; of millions, three or six may be thousands.
    const odd = hasUnit ? decimals.length % 3 === 0 : decimals.length !== 2;
    if (mark === group || dash || odd) return null;
  } else if (dash ? dash === group : /^\d+[.,]\d{3}$/.test(whole)) {
    // One group of three: thousands, or three decimals.
    return null;
  }
  return { whole: whole.replace(/\D/g, ""), decimals };
}

/** `number` × `unit` ÷ `per`, exactly; an amount that is no whole number of kroner is invalid. */
function inKroner(unit: bigint, number: string, per: number): ParsedAmount {
  if (!/^\d+(?:\.\d*)?$/.test(number)) return none("invalid");
  const [whole = "0", decimals = ""] = number.split(".");
  const scale = 10n ** BigInt(decimals.length) * BigInt(per);
  const product = BigInt(whole + decimals) * unit;
  const kroner = Number(product / scale);
  if (product % scale !== 0n || !Number.isSafeInteger(kroner)) return none("invalid");
  return { status: "ok", kroner };
}
