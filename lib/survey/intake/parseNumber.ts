import { fold } from "../../ground/text/nearest.js";

const SIGNS = "(?:[$£€]|[a-z]{1,3}[$£€]|kr|usd|eur|gbp|nok|nzd|aud|cad)";
const AROUND = new RegExp(
  `^(?<minus>-)?\\s*(?:${SIGNS}\\.?\\s*)?(?<digits>[\\d .,'’]*\\d)\\s*(?:${SIGNS}\\.?|%)?$`,
);

/** Nobody writes a number in more characters; what is longer is not looked through. */
const LONGEST = 200;

/**
 * A plain number as people and programs write it: digits, alone or in groups of three, a decimal mark, and perhaps the
 * sign of a currency before it or after it. Nothing is guessed: what the notation does not allow is none.
 * @param decimal The mark before decimals; groups are then set apart by the other one, by spaces or by apostrophes.
 * @returns Null when the text is no such number.
 * @example parseNumber("$1,234.5", ".") // 1234.5
 */
export function parseNumber(text: string, decimal: "," | "."): number | null {
  if (text.length > LONGEST) return null;
  const plain = fold(text.replace(/\u2212/g, "-").replace(/[\u00a0\u2009\u202f]/g, " "));
  const { minus, digits = "" } = AROUND.exec(plain)?.groups ?? {};
  const group = decimal === "," ? "[. '’]" : "[, '’]";
  const mark = decimal === "," ? "," : "\\.";
  const found = new RegExp(
    `^(?<whole>\\d+|[1-9]\\d{0,2}(?<group>${group})\\d{3}(?:\\k<group>\\d{3})*)(?:${mark}(?<decimals>\\d+))?$`,
  ).exec(digits)?.groups;
  if (!found) return null;
  const number = Number(`${(found.whole as string).replace(/\D/g, "")}.${found.decimals ?? "0"}`);
  return minus ? -number : number;
}
