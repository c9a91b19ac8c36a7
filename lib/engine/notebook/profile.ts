import { formatNumber } from "../../ground/text/format.js";

/** What is known of a column before anyone looks at its rows. */
export interface Profile {
  /** In bokmål: `heltall`, `tekst`. */
  readonly type: string;
  readonly numeric: boolean;
  /** null, undefined and NaN. */
  readonly missing: number;
  /** How many different values; null where nobody would ask (numbers, lists). */
  readonly distinct: number | null;
  /** How the values are spread: equal classes of numbers and dates, the values of a text that has few. */
  readonly bars: readonly { readonly label: string; readonly n: number }[];
  /** Of numbers and dates: the smallest and the largest. */
  readonly ends: readonly [string, string];
}

const CLASSES = 12;

/** Looks through a column once. Equal classes from the smallest to the largest; the largest is in the last. */
export function profileOf(values: ArrayLike<unknown>): Profile {
  const types = new Map<string, number>();
  const texts = new Map<string, number>();
  let missing = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const type = typeOf(value);
    if (type === null) {
      missing++;
      continue;
    }
    types.set(type, (types.get(type) ?? 0) + 1);
    if (type === "tekst" || type === "ja/nei") {
      const text = typeof value === "string" ? value : value === true ? "ja" : "nei";
      texts.set(text, (texts.get(text) ?? 0) + 1);
    } else {
      const number = Number(
        value instanceof Date || typeof value === "number" || typeof value === "bigint" ? value : NaN,
      );
      if (number < lowest) lowest = number;
      if (number > highest) highest = number;
    }
  }
  const names = [...types.keys()];
  const type =
    names.length === 0
      ? "tom"
      : names.length === 1
        ? (names[0] as string)
        : names.every((name) => name === "heltall" || name === "tall")
          ? "tall"
          : "blandet";
  const scaled = type === "heltall" || type === "tall" || type === "dato";
  const counted = type === "tekst" || type === "ja/nei";
  const plain = {
    type,
    numeric: type === "heltall" || type === "tall",
    missing,
    bars: [],
    ends: ["", ""],
  } as const;
  if (scaled && Number.isFinite(lowest) && Number.isFinite(highest)) {
    const name = type === "dato" ? dayOf : shortNumber;
    const ends = [name(lowest), name(highest)] as const;
    return { ...plain, distinct: null, ends, bars: classesOf(values, lowest, highest, name) };
  }
  if (!counted) return { ...plain, distinct: null };
  const few = texts.size <= CLASSES && texts.size < values.length - missing;
  const bars = few ? [...texts].map(([label, n]) => ({ label, n })).sort((a, b) => b.n - a.n) : [];
  return { ...plain, distinct: texts.size, bars };
}

function typeOf(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return "tekst";
    case "number":
      return Number.isNaN(value) ? null : Number.isInteger(value) ? "heltall" : "tall";
    case "bigint":
      return "heltall";
    case "boolean":
      return "ja/nei";
    case "undefined":
      return null;
    case "object":
      if (value === null) return null;
      if (value instanceof Date) return "dato";
      return Array.isArray(value) || ArrayBuffer.isView(value) ? "liste" : "objekt";
    default:
      return "objekt";
  }
}

function classesOf(
  values: ArrayLike<unknown>,
  lowest: number,
  highest: number,
  name: (n: number) => string,
): { label: string; n: number }[] {
  const width = highest > lowest ? (highest - lowest) / CLASSES : 1;
  const counts = Array.from({ length: highest > lowest ? CLASSES : 1 }, () => 0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeOf(value) === null) continue;
    const at = Math.min(counts.length - 1, Math.floor((Number(value) - lowest) / width));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((n, i) => ({ label: name(lowest + i * width), n }));
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const SCALES = [
  [1e9, " mrd."],
  [1e6, " mill."],
] as const;

/** `7,8 mill.`, `432`, `0,25`: short enough to stand under a small histogram. */
function shortNumber(value: number): string {
  const [scale, word] = SCALES.find(([from]) => Math.abs(value) >= from) ?? [1, ""];
  const scaled = value / scale;
  const decimals = Number.isInteger(scaled) || Math.abs(scaled) >= 1000 ? 0 : Math.abs(scaled) < 1 ? 2 : 1;
  return formatNumber(scaled, decimals) + word;
}
