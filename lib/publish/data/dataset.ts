import type { TableOutput } from "../../chapter/outputs.js";
import type { Edition } from "../../ground/edition/edition.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { isNumeric, type Questionnaire } from "../../survey/questionnaire/types.js";
import { unitWords } from "../../survey/questionnaire/unitWords.js";
import { namesOf } from "../open/namesOf.js";
import { KEPT_BACK, PublicAnswers, type PublicField } from "../open/publicAnswers.js";

/** A cell of the open data. Null is an empty cell: nothing to say, for the reason that the column gives. */
export type DataCell = string | number | boolean | null;

/** A column with what a reader must know of it. Every format's headings, types and codes are made from this. */
export interface DataColumn {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: "string" | "integer" | "number" | "boolean";
  /** The codes of a closed list, with their labels. */
  readonly categories: readonly { readonly value: string; readonly label: string }[];
  /** Codes that stand in the column's place when there is no answer, with their labels. */
  readonly missing: readonly { readonly value: string; readonly label: string }[];
}

/** One table of the open data: a CSV file, a sheet, a Parquet file where one is asked for. */
export interface DataTable {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly DataCell[])[];
  /** Columns that together name a row; none for tables of the note. */
  readonly key: readonly string[];
}

/** All that is published as data of one edition: made of public answers, and in no other way. */
export class Dataset {
  // A list of tables of any rows has no such field, so TypeScript lets none through in its place.
  readonly #published = true;
  readonly edition: Edition;
  readonly licence: NonNullable<Edition["licence"]>;
  /** A row each, named as the questionnaire names many of them (`tiltak`), and `flersvar` (a row for each tick). */
  readonly records: readonly DataTable[];
  /** The tables of the note and of its figures. */
  readonly tables: readonly DataTable[];
  readonly answers: PublicAnswers;

  /**
   * @param tables What the note's tables and figures show.
   * @throws When the answers are not public ones.
   */
  constructor(
    answers: PublicAnswers,
    edition: Edition,
    licence: NonNullable<Edition["licence"]>,
    tables: readonly ShownTable[],
  ) {
    PublicAnswers.check(answers, "Dataset");
    this.edition = edition;
    this.licence = licence;
    this.answers = answers;
    this.records = [
      recordTable(answers),
      ...(answers.fields.some(({ kind }) => kind === "multiple") ? [tickTable(answers)] : []),
    ];
    this.tables = tables.map(publishedTable);
  }

  /** @throws When it is anything else, tables of the same shape among it. */
  static check(dataset: Dataset): void {
    const given: unknown = dataset;
    if (typeof given !== "object" || given === null || !(#published in given) || !given.#published)
      throw new TypeError(
        "openData() must be given a Dataset, made of public answers, so that nothing gets out that is not public, but was given something else.",
      );
  }
}

/** Every reason for having no answer, with its label. */
function withoutAnswer({ missing }: Questionnaire): Readonly<Record<string, string>> {
  return { ...missing, [KEPT_BACK]: "Skjermet" };
}

/** A table as the note shows it, with a name for its file. */
export interface ShownTable extends Pick<TableOutput, "columns" | "rows"> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

function column(part: Partial<DataColumn> & Pick<DataColumn, "name" | "title">): DataColumn {
  return { description: "", type: "string", categories: [], missing: [], ...part };
}

/** One row a tiltak: everything but the items where several answers may be ticked. */
function recordTable(answers: PublicAnswers): DataTable {
  const single = answers.fields.filter(({ kind }) => kind !== "multiple" && kind !== "agency");
  const used = usedMissing(answers);
  const { unit, body, bodyUnit, bodyKey, numbered } = answers.questionnaire;
  const { table, key } = namesOf(answers);
  const every = unitWords(unit).each;
  const exempt =
    answers.withheld === 0 ? "" : ` ${answers.withheld} er unntatt fra offentlighet og er ikke med.`;
  const bodyColumns = [
    ...(body && numbered
      ? [column({ name: bodyKey, title: `${capitalise(bodyKey)} (${bodyUnit.one})` })]
      : []),
    ...(body ? [column({ name: body.key, title: capitalise(bodyUnit.one) })] : []),
  ];
  return {
    name: table,
    title: `${capitalise(unit.many)} ${answers.year}`,
    description: `Én rad for ${every} av de ${answers.records.length} ${unit.all} som kan publiseres.${exempt}${keptBackIn(answers)}`,
    key: [key],
    columns: [
      column({ name: key, title: `Nøkkel (${unit.one})`, description: "Samme nøkkel i alle tabellene." }),
      ...bodyColumns,
      ...single.map((field) => fieldColumn(field, used.get(field.key) ?? [], answers.questionnaire)),
    ],
    rows: answers.records.map((record) => [
      record.key,
      ...(body && numbered ? [record.body.number] : []),
      ...(body ? [record.body.name] : []),
      ...single.map(({ key }): DataCell => {
        const answer = record.answers[key];
        if (answer === undefined || typeof answer === "string" || typeof answer === "number")
          return answer ?? null;
        return "missing" in answer ? answer.missing : null;
      }),
    ]),
  };
}

/** What was done so that the note's numbers, less these rows, do not tell an answer of a withheld tiltak. */
function keptBackIn({ records, fields, questionnaire: { unit } }: PublicAnswers): string {
  const isKeptBack = (answer: unknown): boolean =>
    typeof answer === "object" && answer !== null && "missing" in answer && answer.missing === KEPT_BACK;
  const counts = records
    .map(({ answers }) => fields.filter(({ key, recode }) => !recode && isKeptBack(answers[key])).length)
    .filter((n) => n > 0);
  if (counts.length === 0) return "";
  const all = counts.reduce((sum, n) => sum + n, 0);
  return ` ${all} svar i ${counts.length} ${counts.length === 1 ? unit.one : unit.many} er skjermet (koden ${KEPT_BACK}), slik at tallene i notatet ikke røper hva ${unit.many} som er unntatt, har svart. Tallene i notatet er ikke endret.`;
}

function fieldColumn(
  field: PublicField,
  missing: readonly string[],
  questionnaire: Questionnaire,
): DataColumn {
  return column({
    name: field.key,
    title: field.label,
    description: `Spørsmål ${field.number}. ${/[.?!:]$/.test(field.question) ? field.question : `${field.question}.`}${isNumeric(field.kind) && field.unit ? ` I ${field.unit}.` : ""}`,
    type: field.kind === "amount" ? "integer" : field.kind === "number" ? "number" : "string",
    categories: field.options.map(({ key, label }) => ({ value: key, label })),
    missing: missing.map((value) => ({ value, label: labelOfMissing(value, questionnaire) })),
  });
}

/** Long form: one row for each option that a tiltak has ticked, and one for a tiltak that has no answer to the item. */
function tickTable(answers: PublicAnswers): DataTable {
  const { questionnaire } = answers;
  const { key, table } = namesOf(answers);
  const several = answers.fields.filter(({ kind }) => kind === "multiple");
  const rows = several.flatMap((field) =>
    answers.records.flatMap((record): DataCell[][] => {
      const answer = record.answers[field.key];
      if (Array.isArray(answer))
        return answer.map((option: string) => [
          record.key,
          field.key,
          option,
          field.options.find(({ key }) => key === option)?.label ?? option,
          record.specified[`${field.key}__${option}`] ?? null,
        ]);
      const missing =
        typeof answer === "object" && "missing" in answer ? String(answer.missing) : "ikke_svart";
      return [[record.key, field.key, missing, labelOfMissing(missing, questionnaire), null]];
    }),
  );
  const missing = [
    ...new Set(
      [...usedMissing(answers)].flatMap(([key, used]) => (several.some((f) => f.key === key) ? used : [])),
    ),
  ];
  return {
    name: "flersvar",
    title: `Svar der flere kunne velges, ${answers.year}`,
    description:
      "Én rad for hvert svar som er krysset av. Der et spørsmål ikke har svar, er det én rad, med grunnen i kolonnen svar.",
    key: [key, "sporsmal", "svar"],
    columns: [
      column({
        name: key,
        title: `Nøkkel (${questionnaire.unit.one})`,
        description: `Nøkkelen i tabellen ${table}.`,
      }),
      column({
        name: "sporsmal",
        title: "Spørsmål",
        categories: several.map(({ key, question, number }) => ({
          value: key,
          label: `${number}. ${question}`,
        })),
      }),
      column({
        name: "svar",
        title: "Svar",
        description: "Kode for svaret. Samme kode kan høre til flere spørsmål.",
        categories: codesOf(several),
        missing: missing.map((value) => ({ value, label: labelOfMissing(value, questionnaire) })),
      }),
      column({ name: "svartekst", title: "Svar med ord" }),
      column({
        name: "utdyping",
        title: "Utdyping",
        description: "Det som er skrevet ved siden av svaret. Tomt når ingenting er skrevet.",
      }),
    ],
    rows,
  };
}

/** The codes of several questions, each with the question that it belongs to, or those. */
function codesOf(fields: readonly PublicField[]): DataColumn["categories"] {
  const labels = new Map<string, string[]>();
  for (const field of fields)
    for (const { key, label } of field.options)
      labels.set(key, [...(labels.get(key) ?? []), `${field.label}: ${label}`]);
  return [...labels].map(([value, list]) => ({ value, label: list.join("; ") }));
}

/** The kinds of missing that occur in each field, in the order of the form's list. */
function usedMissing(answers: PublicAnswers): Map<string, string[]> {
  return new Map(
    answers.fields.map(({ key }) => {
      const used = new Set(
        answers.records.flatMap(({ answers: given }) => {
          const answer = given[key];
          return typeof answer === "object" && "missing" in answer ? [answer.missing] : [];
        }),
      );
      return [key, Object.keys(withoutAnswer(answers.questionnaire)).filter((kind) => used.has(kind))];
    }),
  );
}

function labelOfMissing(kind: string, questionnaire: Questionnaire): string {
  return withoutAnswer(questionnaire)[kind] ?? kind;
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ");

/** A table of the note as data: its own columns, numbers as numbers. */
function publishedTable(table: ShownTable): DataTable {
  const names = new Map<string, number>();
  return {
    name: table.name,
    // The lines of a chapter's source are none of the text.
    title: oneLine(table.title),
    description: oneLine(table.description),
    key: [],
    columns: table.columns.map(({ label, kind }) => {
      const n = (names.get(label) ?? 0) + 1;
      names.set(label, n);
      return column({
        name: n === 1 ? label : `${label} ${n}`,
        title: label,
        description: kind === "percent" ? "Prosent." : "",
        type: kind === "text" ? "string" : "number",
      });
    }),
    // Where a number can't be given, the note says why in words: those are no numbers.
    rows: table.rows.map((row) =>
      row.map((cell, i) => (typeof cell === "string" && table.columns[i]?.kind !== "text" ? null : cell)),
    ),
  };
}
