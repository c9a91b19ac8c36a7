import { createHash } from "node:crypto";
import { expectedColumns, type SheetColumn } from "../intake/matchColumns.js";
import type { Questionnaire } from "../questionnaire/types.js";

/**
 * The columns of the form that a body fills in, in order: id, `utgår`, and the items' in the questionnaire's order.
 * The body and its ministry are the form's own, and the day of receipt is not known yet: they have no column.
 */
export function formColumns(questionnaire: Questionnaire): SheetColumn[] {
  const own = new Set<string | undefined>([questionnaire.body?.key, questionnaire.ministry?.key]);
  return expectedColumns(questionnaire).filter(({ role, item }) => role !== "mottatt" && !own.has(item?.key));
}

/** What tells a form apart: it stands as the header of the column with the checks, and goes with every copy of the sheet. */
export interface FormMark {
  readonly year: number;
  readonly organisasjonsnummer: string;
  /** Changes with anything of the form that answers depend on: columns, options, their order. */
  readonly version: string;
}

/** The version of a year's form: eight hexadecimal digits of what it asks. */
export function formVersion(questionnaire: Questionnaire): string {
  const asked = formColumns(questionnaire).map(({ field, item, option }) => [
    field,
    item?.kind,
    option?.label ?? item?.options.map(({ key, label }) => [key, label]),
  ]);
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 8);
}

/** @example printMark({ year: 2019, organisasjonsnummer: "211111111", version: "0a1b2c3d" }) // "skjema 2019 211111111 0a1b2c3d" */
export function printMark({ year, organisasjonsnummer, version }: FormMark): string {
  return `skjema ${year} ${organisasjonsnummer} ${version}`;
}

/** Null when the text is no mark. */
export function parseMark(text: string): FormMark | null {
  const [, year, organisasjonsnummer, version] =
    /^skjema (\d{4}) (\d{9}) ([0-9a-f]{8})$/.exec(text.trim()) ?? [];
  if (year === undefined || organisasjonsnummer === undefined || version === undefined) return null;
  return { year: Number(year), organisasjonsnummer, version };
}
