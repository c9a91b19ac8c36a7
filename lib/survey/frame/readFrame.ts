import * as v from "valibot";
import { ContentError } from "../../ground/errors.js";
import { readCsv } from "../../ground/files/readCsv.js";
import { isIsoDate } from "../../ground/text/isIsoDate.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import type { Questionnaire } from "../questionnaire/types.js";

/** A body of the frame: one that was asked, whether or not it answered. */
export interface Body {
  readonly organisasjonsnummer: string;
  readonly virksomhet: string;
  readonly kortnavn: string;
  /** Option key of the item `departement`: `HOD`. */
  readonly departement: string;
  readonly skate: boolean;
  /** Where its name is from: the published note, the list of Skate members, or made up. */
  readonly opphav: "notatet" | "skate" | "oppdiktet";
  readonly bruttobudsjettert: boolean;
  /** When it answered, ISO; null when it did not. */
  readonly svar: string | null;
}

const truth = v.pipe(
  v.picklist(["true", "false"], "must be true or false"),
  v.transform((text) => text === "true"),
);
const filled = v.pipe(v.string(), v.trim(), v.minLength(1, "must not be empty"));
const Row = v.object({
  organisasjonsnummer: v.pipe(v.string(), v.regex(/^\d{9}$/, "must be nine digits")),
  virksomhet: filled,
  kortnavn: filled,
  departement: filled,
  skate: truth,
  opphav: v.picklist(["notatet", "skate", "oppdiktet"], "must be notatet, skate or oppdiktet"),
  bruttobudsjettert: truth,
  svar: v.pipe(
    v.string(),
    v.check((text) => text === "" || isIsoDate(text), "must be a date such as 2019-09-30, or empty"),
    v.transform((text) => (text === "" ? null : text)),
  ),
});
const COLUMNS = Object.keys(Row.entries);

/**
 * The bodies that were asked, from `data/<year>/frame.csv`.
 *
 * Numbers and names are unique, ministries are options of the item `departement`, invented bodies have numbers from
 * the range for synthetic ones (first digit 2 or 3).
 * @throws {ContentError} With all that is wrong, line by line.
 */
export function readFrame(path: string, questionnaire: Questionnaire): Body[] {
  const problems: string[] = [];
  const lines = readCsv(path, COLUMNS);
  const seen = new Map<string, number>();
  const ministries = questionnaire.items.departement?.options ?? [];
  const bodies = lines.flatMap(({ line, record }) => {
    const read = v.safeParse(Row, record);
    if (!read.success) {
      for (const issue of read.issues) {
        const column = String(issue.path?.[0].key);
        problems.push(`line ${line}: ${column} ${issue.message}, but is "${record[column]}".`);
      }
      return [];
    }
    const body = read.output;
    for (const unique of ["organisasjonsnummer", "virksomhet", "kortnavn"] as const) {
      const key = `${unique}:${fold(body[unique])}`;
      const earlier = seen.get(key);
      if (earlier)
        problems.push(
          `line ${line}: ${unique} must be unique, but "${body[unique]}" is also on line ${earlier}.`,
        );
      seen.set(key, line);
    }
    const ministry = ministries.find(
      ({ key, label }) => key === body.departement || fold(label) === fold(body.departement),
    );
    if (!ministry) {
      const near = nearest(
        body.departement,
        ministries.flatMap(({ key, label }) => [key, label]),
      );
      problems.push(
        `line ${line}: departement must be an option of the questionnaire (${ministries.map(({ key }) => key).join(", ")}), but is "${body.departement}".${near ? ` Is it "${near}"?` : ""}`,
      );
    }
    if (body.opphav === "oppdiktet" && !/^[23]/.test(body.organisasjonsnummer)) {
      problems.push(
        `line ${line}: an invented body must have a number beginning with 2 or 3, but "${body.virksomhet}" has ${body.organisasjonsnummer}.`,
      );
    }
    return [{ ...body, departement: ministry?.key ?? body.departement }];
  });
  if (problems.length > 0)
    throw new ContentError(`${path} can't be used:\n${problems.map((p) => `  ${p}`).join("\n")}`);
  return bodies;
}
