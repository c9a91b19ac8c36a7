// Patterns are tried on lower-case text of Latin letters, in which «\\p{L}» is a short range: as Unicode properties,
// ignoring case, they would take seconds to compile in each chapter's process.
const LETTERS = "a-zß-öø-ɏ";

/** Stands in a pattern for the nouns of a survey's own unit («sak|saker|sakene»). */
export const OWN_UNITS = "\uE010";

/** A pattern's source with short ranges for `\\p{L}` and `\\p{N}`, and with the survey's own nouns put in. */
export function compile(pattern: string, units: readonly string[] = []): RegExp {
  let within = false;
  const own =
    units.length === 0
      ? OWN_UNITS
      : units.map((unit) => unit.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, "")).join("|");
  const ranged = pattern
    .replaceAll(OWN_UNITS, own)
    .replace(/\\p\{([LN])\}|\\.|[[\]]/g, (token, property?: string) => {
      if (token === "[") within = true;
      if (token === "]") within = false;
      const range = property === "N" ? "0-9" : LETTERS;
      return property === undefined ? token : within ? range : `[${range}]`;
    });
  return new RegExp(ranged, "g");
}

/** Alternatives of a pattern, some a line. */
export const either = (...alternatives: readonly string[]): string => alternatives.join("|");

const EDGE = "[\\p{L}\\p{N}]";
/** A pattern between the edges of a word. */
export const words = (pattern: string, units?: readonly string[]): RegExp =>
  compile(`(?<!${EDGE})(?:${pattern})(?!${EDGE})`, units);
