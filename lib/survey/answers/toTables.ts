import { type ColumnTable, table } from "arquero";
import type { Body } from "../frame/readFrame.js";
import { CodedColumn, type Column, ColumnBuilder } from "../intake/codedColumn.js";
import { expectedColumns } from "../intake/matchColumns.js";
import type { CleanRow, FieldValue } from "../intake/row.js";
import type { Questionnaire } from "../questionnaire/types.js";

/** Values by column, all columns of the same length. */
export type Columns = Readonly<Record<string, Column<FieldValue>>>;

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
  const body = questionnaire.body?.key ?? "";
  const ofBody = (key: string) => (row: CleanRow) => bodies.get(String(row.value(body)))?.[key] ?? null;
  const column = (read: (row: CleanRow) => FieldValue): Column<FieldValue> => {
    const values = new ColumnBuilder<FieldValue>();
    for (const row of rows) values.add(read(row));
    return values.build();
  };
  return {
    ...Object.fromEntries(names.map((name) => [name, column((row) => row.value(name))])),
    ...Object.fromEntries(
      questionnaire.frame
        .filter(({ options }) => options === null)
        .map(({ key }) => [key, column(ofBody(key))]),
    ),
  };
}

/** Bytes that are written as one text: a multiple of three, so that base 64 needs no filling. */
const PIECE = 3 << 12;

/** Columns as they are kept between runs: of a coded one its dictionary, and the codes in base 64, piece by piece. */
export type PackedColumns = Readonly<
  Record<
    string,
    | readonly FieldValue[]
    | {
        readonly dictionary: readonly FieldValue[];
        readonly wide: boolean;
        readonly codes: readonly string[];
      }
  >
>;

export function pack(columns: Columns): PackedColumns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      if (!(column instanceof CodedColumn)) return [name, column];
      const { dictionary, codes } = column;
      const bytes = Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength);
      const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, i) =>
        bytes.toString("base64", i * PIECE, (i + 1) * PIECE),
      );
      return [name, { dictionary, wide: codes instanceof Uint16Array, codes: pieces }];
    }),
  );
}

export function unpack(packed: PackedColumns): Columns {
  return Object.fromEntries(
    Object.entries(packed).map(([name, column]) => {
      if (!("codes" in column)) return [name, column];
      const pieces = column.codes.map((piece) => Buffer.from(piece, "base64"));
      const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
      for (const [i, piece] of pieces.entries()) bytes.set(piece, i * PIECE);
      return [name, new CodedColumn(column.dictionary, column.wide ? new Uint16Array(bytes.buffer) : bytes)];
    }),
  );
}

/**
 * The frame as a table: one row per body, its name under the key of the item that names it, its ministry under that of
 * theirs; `svar` says whether it answered, `svardato` when.
 */
export function toFrameTable(frame: readonly Body[], questionnaire: Questionnaire): ColumnTable {
  const column = (key: string): FieldValue[] => frame.map((body) => body[key] ?? null);
  return table({
    [questionnaire.bodyKey]: column("organisasjonsnummer"),
    [questionnaire.bodyName]: column("virksomhet"),
    [questionnaire.shortName]: column("kortnavn"),
    ...(questionnaire.ministry ? { [questionnaire.ministry.key]: column("departement") } : {}),
    ...Object.fromEntries(questionnaire.frame.map(({ key }) => [key, column(key)])),
    svar: frame.map(({ svar }) => svar !== null),
    svardato: column("svar"),
  });
}
