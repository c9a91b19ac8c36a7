import { namesOf } from "../open/namesOf.js";
import {
  KEPT_BACK,
  type PublicAnswer,
  type PublicAnswers,
  type PublicRecord,
} from "../open/publicAnswers.js";
import type { NoteNumber } from "../report/renderNote.js";
import { type OverviewSpec, rolesOf } from "./readOverview.js";

/** A field as the page's script knows it. */
export interface OverviewField {
  readonly key: string;
  readonly label: string;
  /** The question in full; empty for a named subset. */
  readonly question: string;
  readonly kind: "text" | "amount" | "choice" | "choices";
  /** What an amount or number is in: `kroner`; empty for others. */
  readonly unit: string;
  readonly options: readonly (readonly [key: string, label: string])[];
}

/** What the page carries: read by its script, and by nothing else. */
export interface OverviewData {
  readonly year: number;
  /** What a record is: one, many, and the name of one in the address bar. */
  readonly unit: { readonly one: string; readonly many: string; readonly key: string };
  /** The column with the body's name; null where records are of none. */
  readonly body: string | null;
  /** With the items that name a record and its ministry. */
  readonly spec: OverviewSpec & { readonly name: string; readonly group: string };
  readonly fields: readonly OverviewField[];
  /** Reasons for having no answer, as a reader sees them. */
  readonly missing: Readonly<Record<string, string>>;
  /** key, body's name, body's short name, answers in the order of `fields`. */
  readonly records: readonly (readonly [string, string, string, readonly OverviewAnswer[]])[];
  /** Numbers of the note by the choice that shows what is behind them: the choice as in the address bar, the number's id
   *  in the note, what it says, where it stands, how many of it are not shown. */
  readonly numbers: readonly (readonly [string, string, string, string, number])[];
}

/** As in PublicAnswer; `!ikke_svart` is a kind of missing, which no option's key looks like. */
export type OverviewAnswer = string | number | readonly string[];

/** The named subsets as a field of their own, so that a number of the note can point at the tiltak behind it. */
export const SUBSETS = "utvalg";

/** Why a record has no answer, as a reader sees it. */
export function reasonsOf({ questionnaire }: PublicAnswers): Readonly<Record<string, string>> {
  return { ...questionnaire.missing, [KEPT_BACK]: "Skjermet" };
}

/** The public records as the overview's script reads them. */
export function overviewData(
  answers: PublicAnswers,
  spec: OverviewSpec,
  numbers: readonly NoteNumber[] = [],
): OverviewData {
  const { questionnaire, fields } = answers;
  const { name, group } = rolesOf(questionnaire);
  const flags = spec.facets.filter((key) => !fields.some((field) => field.key === key));
  const named = Object.values(questionnaire.subsets);
  return {
    year: answers.year,
    unit: {
      one: questionnaire.unit.one,
      many: questionnaire.unit.many,
      key: namesOf(answers).key,
    },
    body: questionnaire.body?.key ?? null,
    spec: { ...spec, name: name.key, group: group.key },
    fields: [
      ...fields
        .filter(({ kind }) => kind !== "agency")
        .map(
          (field): OverviewField => ({
            key: field.key,
            label: field.label,
            question: field.question,
            kind:
              field.kind === "multiple"
                ? "choices"
                : field.kind === "single"
                  ? "choice"
                  : field.kind === "amount"
                    ? "amount"
                    : "text",
            unit: field.kind === "amount" ? "kroner" : field.kind === "number" ? (field.unit ?? "") : "",
            options: field.options.map(({ key, label }) => [key, label] as const),
          }),
        ),
      ...flags.map(
        (key): OverviewField => ({
          key,
          label: capital(questionnaire.subsets[key]?.label ?? key),
          question: "",
          kind: "choice",
          unit: "",
          options: [
            ["ja", "Ja"],
            ["nei", "Nei"],
          ],
        }),
      ),
      {
        key: SUBSETS,
        label: "Utvalg i notatet",
        question: "",
        kind: "choices",
        unit: "",
        options: named.map(({ key, label }) => [key, label] as const),
      },
    ],
    missing: reasonsOf(answers),
    records: answers.records.map((record) => [
      record.key,
      record.body.name,
      record.body.shortName,
      [
        ...fields.filter(({ kind }) => kind !== "agency").map(({ key }) => encode(record, key)),
        ...flags.map((key) => (record.subsets.includes(key) ? "ja" : "nei")),
        record.subsets,
      ],
    ]),
    numbers: numbers.map(({ href, id, text, section, hidden }) => [
      href.slice(href.indexOf("#") + 1),
      id,
      text,
      section,
      hidden,
    ]),
  };
}

function encode(record: PublicRecord, key: string): OverviewAnswer {
  const answer = record.answers[key] as PublicAnswer;
  return typeof answer === "object" && "missing" in answer ? `!${answer.missing}` : answer;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
