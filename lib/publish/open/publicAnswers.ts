import { cleanText } from "../../ground/text/escape.js";
import { fold } from "../../ground/text/nearest.js";
import { slug, unique } from "../../ground/text/slug.js";
import type { Answers } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { itemsOf } from "../../survey/questionnaire/conditionParts.js";
import { holds, missingOf, type RowReader } from "../../survey/questionnaire/conditions.js";
import type { Condition, ItemDefinition, Option, Questionnaire } from "../../survey/questionnaire/types.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";

/** Why a public record has no answer: a kind of missing, or that it is kept back so that it does not give another away. */
export interface NoAnswer {
  readonly missing: string;
}

/** An answer as it may be published: text, kroner, an option's key, or the keys of all options that were ticked. */
export type PublicAnswer = string | number | readonly string[] | NoAnswer;

/** The answer of a public record that is kept back, lest published totals tell a withheld one (see `protect`). */
export const KEPT_BACK = "skjermet";

/** What is public of one tiltak. */
export interface PublicRecord {
  /**
   * Its address in the overview: the body's short name and its own name, `nav-bedre-sok`. Not the number of the
   * workbook's row: gaps between numbers tell at which body something is withheld.
   */
  readonly key: string;
  readonly body: { readonly number: string; readonly name: string; readonly shortName: string };
  /** Answers by item and recode, in the order of `fields`. */
  readonly answers: Readonly<Record<string, PublicAnswer>>;
  /** What was written beside «Andre» and the like: `effekter__andre` → text. */
  readonly specified: Readonly<Record<string, string>>;
  /** Named subsets that the record is known to be in. */
  readonly subsets: readonly string[];
}

/** A field of the public data: an item that is marked public, or a recode of such items. */
export type PublicField = ItemDefinition;

/** Answers to keep back in public records: id of the record in the clean answers → fields. */
export type KeptBack = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The answers of a year that may be published, and nothing else: pages, files and figures that leave the house take
 * this type, and it can be made from clean answers in one way only.
 *
 * Public is what the questionnaire marks as public (an allow-list), of tiltak whose body lets all be published.
 * What is not, is in no field here; `withheld` counts it.
 */
export class PublicAnswers {
  // A table of raw or clean answers has no such field, so TypeScript lets none through in its place.
  readonly #published = true;
  readonly year: number;
  readonly questionnaire: Questionnaire;
  /** Public items in the form's order, each followed by its recodes. */
  readonly fields: readonly PublicField[];
  /** By ministry, body and name. */
  readonly records: readonly PublicRecord[];
  /** How many tiltak are withheld. */
  readonly withheld: number;

  private constructor(
    questionnaire: Questionnaire,
    fields: readonly PublicField[],
    records: readonly PublicRecord[],
    withheld: number,
  ) {
    this.year = questionnaire.year;
    this.questionnaire = questionnaire;
    this.fields = fields;
    this.records = records;
    this.withheld = withheld;
  }

  /**
   * What leaves the house asks for it: types are gone when the program runs.
   * @param to Who is given the answers: `renderOverview`.
   * @throws When they are anything else, rows of the same shape among it.
   */
  static check(answers: PublicAnswers, to: string): void {
    const given: unknown = answers;
    if (typeof given !== "object" || given === null || !(#published in given) || !given.#published)
      throw new TypeError(
        `${to}() must be given PublicAnswers, as PublicAnswers.of(answers) makes them, so that nothing gets out that is not public, but was given something else.`,
      );
  }

  /**
   * @param answers All answers of a year.
   * @param keptBack Fields of public records that are kept back; see `protect`.
   * @example PublicAnswers.of(answersOf(tiltak)).records.length // 411 of 432
   */
  static of(answers: Answers, keptBack: KeptBack = new Map()): PublicAnswers {
    const { questionnaire } = answers;
    const fields = publicFields(questionnaire);
    const bodies = new Map(rowsOf(answers.frame).map((row) => [String(row(questionnaire.bodyKey)), row]));
    const rows = rowsOf(answers.all);
    const shown = rows.filter((row) => !isWithheld(row, questionnaire));
    const subsets = Object.values(questionnaire.subsets)
      .filter(({ when }) => isPublicCondition(when, questionnaire))
      .map(({ key, when }) => ({ key, when, items: itemsIn(when, questionnaire) }));
    const records = shown.map((row): Omit<PublicRecord, "key"> => {
      const number = questionnaire.body === null ? "" : String(row(questionnaire.body.key));
      const body = bodies.get(number);
      const kept = keptBack.get(String(row("id")));
      return {
        body: {
          number,
          name: clean(body?.(questionnaire.body?.key ?? "")),
          shortName: clean(body?.(questionnaire.shortName)),
        },
        answers: Object.fromEntries(
          fields.map((field) => [
            field.key,
            isKeptBack(field, kept, questionnaire) ? { missing: KEPT_BACK } : answerOf(row, field),
          ]),
        ),
        specified: specifiedIn(
          row,
          fields.filter((field) => !isKeptBack(field, kept, questionnaire)),
        ),
        subsets: subsets
          .filter(({ items }) => !items.some((key) => kept?.has(key)))
          .filter(({ when }) => holds(when, row, questionnaire))
          .map(({ key }) => key),
      };
    });
    const order = (record: Omit<PublicRecord, "key">): string =>
      fold(
        [
          questionnaire.ministry === null ? "" : labelOf(fields, record, questionnaire.ministry.key),
          record.body.name,
          questionnaire.name === null ? "" : labelOf(fields, record, questionnaire.name.key),
        ].join("\u0000"),
      );
    const sorted = records
      .map((record) => ({ record, order: order(record) }))
      .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
      .map(({ record }) => record);
    return new PublicAnswers(
      questionnaire,
      fields,
      withKeys(sorted, questionnaire),
      rows.length - shown.length,
    );
  }
}

/** Public items in the form's order, each followed by the recodes that are made of public items alone. */
export function publicFields(questionnaire: Questionnaire): PublicField[] {
  const recodes = Object.values(questionnaire.recodes).filter((recode) =>
    recode.options.every(({ key }) => {
      const when = recode.recode?.options[key]?.when;
      return when === undefined || isPublicCondition(when, questionnaire);
    }),
  );
  return Object.values(questionnaire.items)
    .filter((item) => item.public)
    .flatMap((item) => [item, ...recodes.filter(({ recode }) => recode?.of === item.key)]);
}

/** Whether a condition asks for public items and columns of the frame alone. */
function isPublicCondition(condition: Condition, questionnaire: Questionnaire): boolean {
  if ("receivedAfter" in condition) return false;
  return itemsIn(condition, questionnaire).every((key) => questionnaire.items[key]?.public === true);
}

/** The items of the form that a condition rests on, recodes followed to theirs. */
function itemsIn(condition: Condition, questionnaire: Questionnaire): string[] {
  return itemsOf(condition).flatMap((key) => sourcesOf(key, questionnaire));
}

const sources = new WeakMap<Questionnaire, Map<string, readonly string[]>>();

/** The items of the form that a field is made of: itself, or what a recode's conditions ask for. */
export function sourcesOf(key: string, questionnaire: Questionnaire): readonly string[] {
  const known = sources.get(questionnaire) ?? new Map<string, readonly string[]>();
  sources.set(questionnaire, known);
  const found = known.get(key) ?? findSources(key, questionnaire);
  known.set(key, found);
  return found;
}

function findSources(key: string, questionnaire: Questionnaire): readonly string[] {
  const recode = questionnaire.recodes[key]?.recode;
  if (!recode) return [key];
  const conditions = Object.values(recode.options).flatMap(({ when }) => itemsIn(when, questionnaire));
  return [...new Set([recode.of, ...conditions])];
}

function isKeptBack(field: PublicField, kept: ReadonlySet<string> | undefined, q: Questionnaire): boolean {
  return kept !== undefined && sourcesOf(field.key, q).some((key) => kept.has(key));
}

function answerOf(row: RowReader, field: PublicField): PublicAnswer {
  const missing = missingOf(row, field.key);
  if (missing !== null) return { missing };
  if (field.kind === "multiple")
    return field.options.filter(({ key }) => row(`${field.key}__${key}`) === true).map(({ key }) => key);
  const answer = row(field.key);
  return typeof answer === "number" ? answer : clean(answer);
}

function specifiedIn(row: RowReader, fields: readonly PublicField[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const field of fields)
    for (const option of field.options.filter(({ specify }) => specify)) {
      const text = row(`${field.key}__${option.key}__tekst`);
      if (typeof text === "string" && text !== "") texts[`${field.key}__${option.key}`] = clean(text);
    }
  return texts;
}

/** `NAV: Bedre søk` → `nav-bedre-sok` */
const keyed = (text: string): string => slug(text).slice(0, 80).replace(/-+$/, "");

function withKeys(
  records: readonly Omit<PublicRecord, "key">[],
  { name, unit }: Questionnaire,
): PublicRecord[] {
  const used = new Set<string>();
  return records.map((record) => {
    const called = name === null ? "" : String(record.answers[name.key]);
    const wanted = keyed(`${record.body.shortName} ${called}`) || keyed(unit.one) || "rad";
    return { key: unique(wanted, used), ...record };
  });
}

/** An answer as a reader sees it: labels for keys; the reason where there is none is left to the reader's page. */
export function labelOf(
  fields: readonly PublicField[],
  record: Pick<PublicRecord, "answers">,
  key: string,
): string {
  const answer = record.answers[key];
  const options: readonly Option[] = fields.find((field) => field.key === key)?.options ?? [];
  const label = (option: string): string => options.find((o) => o.key === option)?.label ?? option;
  if (answer === undefined || typeof answer === "number") return String(answer ?? "");
  if (typeof answer === "string") return label(answer);
  return "missing" in answer ? "" : answer.map(label).join("; ");
}

function clean(value: unknown): string {
  return cleanText(String(value ?? "")).trim();
}
