import * as v from "valibot";
import { ContentError } from "../errors.js";
import { readJson } from "../files/readJson.js";

const text = v.pipe(v.string(), v.trim(), v.minLength(1, "must not be empty"));

const schema = v.strictObject({
  year: v.pipe(v.number(), v.integer()),
  title: text,
  subtitle: v.optional(text),
  /** `Notat`, `Rapport`. */
  series: text,
  number: text,
  sender: text,
  /** ISO date; every date that is printed comes from here. */
  date: v.pipe(v.string(), v.isoDate("must be a date like 2026-06-30")),
  version: text,
  /** ISO date on which answers were due; forms, reminders and what is late go by it. */
  deadline: v.optional(v.pipe(v.string(), v.isoDate("must be a date like 2026-06-30"))),
  contact: v.pipe(v.string(), v.email("must be an e-mail address")),
  /** To those who answered, for `thanks()`. */
  thanks: v.optional(text),
  /** What the note is not, and what its data are. */
  disclaimer: v.optional(text),
  /** Stands on everything that can be detached: figures, tables, SVG, CSV, PDF pages. */
  syntheticMark: v.optional(text),
  citation: text,
  /** What the open data may be used for; without it no open data are published. */
  licence: v.optional(
    v.strictObject({ id: text, title: text, url: v.pipe(v.string(), v.url("must be an address")) }),
  ),
  /** The folder of the answers and the log, from the project's root, when it is not `data/<year>`; see privateFiles. */
  private: v.optional(text),
  /** Errors mended after publication. */
  corrections: v.array(v.strictObject({ date: v.pipe(v.string(), v.isoDate()), text })),
  /** Facts that no answer gives, for `fact("key")`. */
  facts: v.optional(v.record(v.string(), v.strictObject({ label: text, text, source: text })), {}),
  /** Names that hold words or digits which running text may not say on its own. */
  names: v.optional(v.array(text), []),
  /** Foreign terms, also within labels, with their language: pages say so, and they are read aloud as what they are. */
  foreign: v.optional(
    v.record(text, v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/, "must be a language, as en"))),
  ),
});

/** The title page of a year and what the text takes from outside the survey. */
export type Edition = v.InferOutput<typeof schema>;

/**
 * Reads `data/<year>/edition.json`.
 * @throws When it is missing or not as it must be; all problems at once, with their place.
 */
export function loadEdition(root: string, year: number): Edition {
  const name = `data/${year}/edition.json`;
  const edition = readJson(root, name, schema);
  if (!edition)
    throw new ContentError(`There must be a ${name} (title, number, sender, date …), but there is none.`);
  if (edition.year !== year)
    throw new ContentError(`${name} must be of ${year}, but its year is ${edition.year}.`);
  return edition;
}
