import * as v from "valibot";
import { type CsvLine, filled, readCsv } from "../../ground/files/readCsv.js";
import { isIsoDate } from "../../ground/text/isIsoDate.js";
import { isOrganisationNumber } from "../../ground/text/isOrganisationNumber.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import { tickedIn } from "../intake/ticked.js";
import { ORGANISATION_NUMBER } from "../questionnaire/defineQuestionnaire.js";
import type { FrameColumn, Questionnaire } from "../questionnaire/types.js";
import { bodyKeys } from "./bodyKeys.js";

/** A body of the frame: one that was asked, whether or not it answered. */
export interface Body {
  /** What it is known by: its number, or a key made of its name. */
  readonly organisasjonsnummer: string;
  readonly virksomhet: string;
  readonly kortnavn: string;
  /** Option key of the ministry item: `HOD`. */
  readonly departement: string;
  /** When the form was sent to it, ISO; null or left out when that is not known. */
  readonly sendt?: string | null;
  /** When it was reminded, ISO, with a space between days; null or left out when it was not. */
  readonly purret?: string | null;
  /** When it answered, ISO; null when it did not. */
  readonly svar: string | null;
  /** The edition's own columns (`frame` of the questionnaire): true or false, or an option's key. */
  readonly [column: string]: string | boolean | null | undefined;
}

/** Null where nothing is written. */
const truth = v.pipe(
  v.string(),
  v.check((text) => tickedIn(text) !== null, "must say yes or no (true or false, ja or nei, 1 or 0)"),
  v.transform((text) => (text.trim() === "" ? null : tickedIn(text))),
);
const name = v.pipe(filled, v.trim());
const shortNameOf = v.pipe(v.string(), v.trim());

const organisationNumber = v.pipe(v.string(), v.regex(/^\d{9}$/, "must be nine digits"));
const ownNumber = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_]{1,40}$/, "must be letters and digits"));

const date = v.pipe(
  v.string(),
  v.check((text) => text === "" || isIsoDate(text), "must be a date such as 2026-06-30, or empty"),
  v.transform((text) => (text === "" ? null : text)),
);

const dates = v.pipe(
  v.string(),
  v.check(
    (text) => text === "" || text.split(" ").every(isIsoDate),
    "must be dates such as 2026-06-30 2026-08-17, or empty",
  ),
  v.transform((text) => (text === "" ? null : text)),
);

/** Columns of the follow-up, which a frame need not have. */
export const FOLLOW_UP = ["sendt", "purret"] as const;

function own({ options }: FrameColumn): v.GenericSchema<string, string | boolean | null> {
  if (options === null) return truth;
  const keys = options.map(({ key }) => key);
  const listed = keys.length > 1 ? `${keys.slice(0, -1).join(", ")} or ${keys.at(-1)}` : (keys[0] as string);
  return v.picklist(keys, `must be ${listed}`);
}

/**
 * The bodies that were asked, from `data/<year>/frame.csv`.
 *
 * Its columns are those of every frame and the edition's own; those of the follow-up may be left out. Names stand under the
 * key of the item that names the body, ministries under that of theirs, numbers and short
 * names where the roles of the questionnaire have them. Numbers and names are unique, ministries are options of
 * the questionnaire, organisation numbers have their check digit, columns of yes and no
 * hold what people write for them, invented bodies have numbers from the range for synthetic ones (first digit 2 or 3).
 * @throws {ContentError} With all that is wrong, line by line.
 */
export function readFrame(path: string, questionnaire: Questionnaire): Body[] {
  const { ministry, bodyKey, bodyName: named, numbered, shortName } = questionnaire;
  const ministries = ministry?.options ?? [];
  const isOrganisation = numbered && bodyKey === ORGANISATION_NUMBER;
  const schema = v.object({
    ...(numbered ? { [bodyKey]: isOrganisation ? organisationNumber : ownNumber } : {}),
    [named]: name,
    [shortName]: shortNameOf,
    ...(ministry ? { [ministry.key]: name } : {}),
    ...Object.fromEntries(questionnaire.frame.map((column) => [column.key, own(column)])),
    sendt: date,
    purret: dates,
    svar: date,
  });
  const truths = questionnaire.frame.filter(({ options }) => options === null).map(({ key }) => key);
  const ministryOf = (text: string) =>
    ministries.find(({ key, label }) => key === text || fold(label) === fold(text));
  const check = (read: readonly CsvLine<Body>[], complain: (line: number, what: string) => void): void => {
    // Where only yes is ticked, nothing is no; where no is written too, a line without either was forgotten.
    for (const key of truths)
      if (read.some(({ record }) => record[key] === false))
        for (const { line, record } of read)
          if (record[key] === null)
            complain(line, `${key} must say yes or no as other lines do, but is empty.`);
    const seen = new Map<string, number>();
    for (const { line, record } of read) {
      for (const unique of [...(numbered ? [bodyKey] : []), named, shortName]) {
        if (record[unique] === "") continue;
        const key = `${unique}:${fold(String(record[unique]))}`;
        const earlier = seen.get(key);
        if (earlier)
          complain(line, `${unique} must be unique, but "${record[unique]}" is also on line ${earlier}.`);
        seen.set(key, line);
      }
      const place = String(record[ministry?.key ?? ""]);
      if (ministry && !ministryOf(place)) {
        const near = nearest(
          place,
          ministries.flatMap(({ key, label }) => [key, label]),
        );
        complain(
          line,
          `${ministry.key} must be an option of the questionnaire (${ministries.map(({ key }) => key).join(", ")}), but is "${place}".${near ? ` Is it "${near}"?` : ""}`,
        );
      }
      if (!isOrganisation) continue;
      if (isInvented(record, questionnaire) && !/^[23]/.test(record.organisasjonsnummer))
        complain(
          line,
          `an invented body must have a number beginning with 2 or 3, but "${record[named]}" has ${record.organisasjonsnummer}.`,
        );
      // A number that was made up need not be one that could be given out.
      if (!isInvented(record, questionnaire) && !isOrganisationNumber(record.organisasjonsnummer))
        complain(
          line,
          `organisasjonsnummer must have the right check digit (modulus 11), but ${record.organisasjonsnummer} has not: a digit is wrong.`,
        );
    }
  };
  const optional = [...FOLLOW_UP, shortName];
  const lines = readCsv(path, schema, check as never, optional) as unknown as readonly CsvLine<Body>[];
  const keys = bodyKeys(lines.map(({ record }) => String(record[named])));
  return lines.map(({ record }, i) => {
    const place = String(record[ministry?.key ?? ""] ?? "");
    return {
      ...record,
      ...Object.fromEntries(truths.map((key) => [key, record[key] === true])),
      organisasjonsnummer: numbered ? String(record[bodyKey]) : (keys[i] as string),
      virksomhet: String(record[named]),
      kortnavn: String(record[shortName] || record[named]),
      departement: ministryOf(place)?.key ?? place,
    };
  });
}

/** Whether a body is made up, by a column of its edition's frame. */
function isInvented(body: Body, questionnaire: Questionnaire): boolean {
  return questionnaire.frame.some(({ key, options }) =>
    options?.some((option) => option.invented && option.key === body[key]),
  );
}
