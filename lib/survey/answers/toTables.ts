import { type ColumnTable, table } from "arquero";
import type { Body } from "../frame/readFrame.js";
import { expectedColumns } from "../intake/matchColumns.js";
import type { CleanRow, FieldValue } from "../intake/row.js";
import type { Questionnaire } from "../questionnaire/types.js";

/** Values by column, all columns of the same length. */
export type Columns = Readonly<Record<string, readonly FieldValue[]>>;

/**
 * The columns of the clean survey: `id`, `mottatt`, for each item its answer (or a true/false column per option), its
 * kind of missing under `<item>__mangler`, and from the frame what the edition's own columns say of the body.
 */
export function toColumns(
  rows: readonly CleanRow[],
  questionnaire: Questionnaire,
  frame: readonly Body[],
): Columns {
  const inside = expectedColumns(questionnaire).filter(({ role }) => role !== "utgår");
  const names = [
    ...inside.map(({ field }) => field),
    ...Object.keys(questionnaire.items).map((key) => `${key}__mangler`),
  ];
  const bodies = new Map(frame.map((body) => [body.organisasjonsnummer, body]));
  const ofBody = (key: string): FieldValue[] =>
    rows.map(({ values }) => bodies.get(String(values[questionnaire.body?.key ?? ""]))?.[key] ?? null);
  return {
    ...Object.fromEntries(names.map((name) => [name, rows.map(({ values }) => values[name] ?? null)])),
    ...Object.fromEntries(
      questionnaire.frame.filter(({ options }) => options === null).map(({ key }) => [key, ofBody(key)]),
    ),
  };
}

/**
 * The frame as a table: one row per body, its name under the key of the item that names it, its ministry under that of
 * theirs; `svar` says whether it answered, `svardato` when.
 */
export function toFrameTable(frame: readonly Body[], questionnaire: Questionnaire): ColumnTable {
  const column = (key: string): FieldValue[] => frame.map((body) => body[key] ?? null);
  return table({
    organisasjonsnummer: column("organisasjonsnummer"),
    [questionnaire.body?.key ?? "virksomhet"]: column("virksomhet"),
    kortnavn: column("kortnavn"),
    ...(questionnaire.ministry ? { [questionnaire.ministry.key]: column("departement") } : {}),
    ...Object.fromEntries(questionnaire.frame.map(({ key }) => [key, column(key)])),
    svar: frame.map(({ svar }) => svar !== null),
    svardato: column("svar"),
  });
}
