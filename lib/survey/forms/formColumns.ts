import { createHash } from "node:crypto";
import { expectedColumns, type SheetColumn } from "../intake/matchColumns.js";
import type { ItemDefinition, Questionnaire } from "../questionnaire/types.js";

/**
 * The columns of the form that a body fills in, in order: id, `utgår`, and the items' in the questionnaire's order.
 * The body and its ministry are the form's own, and the day of receipt is not known yet: they have no column.
 */
export function formColumns(questionnaire: Questionnaire): SheetColumn[] {
  const own: readonly (ItemDefinition | null)[] = [questionnaire.body, questionnaire.ministry];
  return expectedColumns(questionnaire).filter(
    ({ role, item }) => role !== "mottatt" && (item === null || !own.includes(item)),
  );
}

/** The codes, the items, the options; answers begin below. */
export const HEADER_ROWS = 3;

/** The headers of the form's second and third row, as the body reads them: the item, and what is to be written. */
export function headersOf({ field, item, option, role }: SheetColumn): readonly [string, string] {
  if (role === "id") return ["Id", "Fylt ut på forhånd"];
  if (role === "utgår") return ["Utgår", "«ja» om det i raden er avsluttet, stanset eller slått sammen"];
  const { number, label } = item as ItemDefinition;
  const head = `${number}. ${label}`;
  if (role === "tick") return [head, option?.label ?? field];
  if (role === "specify") return [head, `${option?.label}: skriv hva`];
  return [head, HOW[(item as ItemDefinition).kind]];
}

const HOW = {
  single: "Velg fra listen",
  multiple: "",
  amount: "Hele kroner, eller «Ikke avklart»",
  number: "Et tall",
  date: "Dato, for eksempel 30.09.2026",
  text: "Fritekst",
  agency: "",
} as const;

/** What tells a form apart: it stands as the header of the column with the checks, and goes with every copy of the sheet. */
export interface FormMark {
  readonly year: number;
  readonly organisasjonsnummer: string;
  /** Changes with anything of the form that answers depend on: columns, options, their order. */
  readonly version: string;
}

const versions = new WeakMap<Questionnaire, string>();

/** The version of a year's form: eight hexadecimal digits of what it asks. */
export function formVersion(questionnaire: Questionnaire): string {
  const version = versions.get(questionnaire) ?? versionOf(questionnaire);
  versions.set(questionnaire, version);
  return version;
}

function versionOf(questionnaire: Questionnaire): string {
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
    /^skjema (\d{4}) ([0-9A-Za-z_]{1,40}) ([0-9a-f]{8})$/.exec(text.trim()) ?? [];
  if (year === undefined || organisasjonsnummer === undefined || version === undefined) return null;
  return { year: Number(year), organisasjonsnummer, version };
}
