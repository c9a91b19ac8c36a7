import { existsSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import * as v from "valibot";
import { readCsv } from "../../ground/files/readCsv.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import { formColumns } from "../forms/formColumns.js";
import type { Prefilled } from "../forms/writeForm.js";
import type { SheetColumn } from "../intake/matchColumns.js";
import type { RawCell, RawRow, RawSheet } from "../intake/workbook/rawWorkbook.js";
import type { ItemDefinition, Questionnaire } from "../questionnaire/types.js";

/** One line of a mapping: which column of a body's own list, or which answer in it, is which of ours. */
export interface MapLine {
  /** `kolonne`: a column is one of the form's. `svar`: an answer in such a column is an option. */
  readonly hva: "kolonne" | "svar";
  readonly ark: string;
  /** The column's heading in the list. */
  readonly overskrift: string;
  /** The answer in the list; empty for a column. */
  readonly svar: string;
  /** The form's column (an item of multiple response by its key alone, when the list has its options in one cell); empty for none. */
  readonly felt: string;
  /** The option's key; empty for a column, or for none. */
  readonly valg: string;
  /** What the proposal rests on. */
  readonly grunnlag: string;
  /** `ja`, `nei`, or empty as long as nobody has decided. */
  readonly godtatt: "ja" | "nei" | "";
}

const COLUMNS = ["hva", "ark", "overskrift", "svar", "felt", "valg", "grunnlag", "godtatt"] as const;

/** A mapping as it is kept, `kart/<organisasjonsnummer>.csv` of the edition's private files; none when there is none. */
export function readMap(path: string): MapLine[] {
  if (!existsSync(path)) return [];
  const schema = v.object({
    hva: v.picklist(["kolonne", "svar"], "must be kolonne or svar"),
    ark: v.string(),
    overskrift: v.string(),
    svar: v.string(),
    felt: v.string(),
    valg: v.string(),
    grunnlag: v.string(),
    godtatt: v.picklist(["ja", "nei", ""], "must be ja, nei or empty"),
  });
  return readCsv(path, schema).map(({ record }) => record as MapLine);
}

export function printMap(lines: readonly MapLine[]): string {
  return stringify([COLUMNS, ...lines.map((line) => COLUMNS.map((column) => line[column]))]);
}

const keyOf = ({ hva, ark, overskrift, svar }: MapLine): string =>
  [hva, ark, overskrift, svar].map(fold).join("\0");

/**
 * Proposes which columns and answers of a body's own list are which of the form's, and what each proposal rests on.
 * Nothing of it is used until a person has accepted the line. What was decided before stays decided.
 * @param known The mapping so far, or last year's.
 */
export function proposeMap(
  sheets: readonly RawSheet[],
  questionnaire: Questionnaire,
  known: readonly MapLine[],
): MapLine[] {
  const columns = formColumns(questionnaire).filter(({ role }) => role !== "utgår");
  const list = findList(sheets, columns, questionnaire);
  if (!list) return [...known];
  const decided = new Map(known.map((line) => [keyOf(line), line]));
  const { sheet, header } = list;
  const proposals: MapLine[] = [];
  const found = proposeColumns(sheet, header, columns, questionnaire);
  header.cells.forEach((cell, at) => {
    const overskrift = cell?.text.trim() ?? "";
    if (overskrift === "") return;
    const values = valuesOf(sheet, header, at);
    const line: MapLine = {
      hva: "kolonne",
      ark: sheet.name,
      overskrift,
      svar: "",
      felt: found.get(at)?.felt ?? "",
      valg: "",
      grunnlag: found.get(at)?.why ?? "ingen av skjemaets kolonner likner",
      godtatt: "",
    };
    const kept = decided.get(keyOf(line)) ?? line;
    proposals.push(kept);
    const item = questionnaire.items[kept.felt];
    if (!item || kept.godtatt === "nei" || item.options.length === 0) return;
    for (const svar of [...new Set(values.flatMap((text) => partsOf(text, item)))]) {
      const option = optionOf(svar, item);
      const answer: MapLine = {
        hva: "svar",
        ark: sheet.name,
        overskrift,
        svar,
        felt: item.key,
        valg: option?.key ?? "",
        grunnlag: option?.why ?? "ingen av svaralternativene likner",
        godtatt: "",
      };
      proposals.push(decided.get(keyOf(answer)) ?? answer);
    }
  });
  const now = new Set(proposals.map(keyOf));
  return [...proposals, ...known.filter((line) => !now.has(keyOf(line)))];
}

/** The sheet and the row that look most like a list of tiltak: the most headings that are columns of ours. */
function findList(
  sheets: readonly RawSheet[],
  columns: readonly SheetColumn[],
  questionnaire: Questionnaire,
): { sheet: RawSheet; header: RawRow } | null {
  const named = headingsOf(columns, questionnaire);
  let best: { sheet: RawSheet; header: RawRow; score: number } | null = null;
  for (const sheet of sheets)
    for (const header of sheet.rows.slice(0, HEADER_WITHIN)) {
      const texts = header.cells.map((cell) => cell?.text.trim() ?? "").filter((text) => text !== "");
      const known = texts.filter((text) => exactly(text, named) !== undefined).length;
      // Of rows that are as good, the one with more headings.
      const score = known * 1000 + texts.length;
      if (texts.length > 1 && (best === null || score > best.score)) best = { sheet, header, score };
    }
  return best;
}

/** A heading stands within the first rows of its sheet. */
const HEADER_WITHIN = 15;

function valuesOf(sheet: RawSheet, header: RawRow, at: number): string[] {
  return sheet.rows
    .filter(({ number }) => number > header.number)
    .map(({ cells }) => cells[at]?.text.trim() ?? "")
    .filter((text) => text !== "");
}

/** What headings a column or an item of the form can have in a list: folded text → its code. */
function headingsOf(
  columns: readonly SheetColumn[],
  questionnaire: Questionnaire,
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const name = (text: string | undefined, felt: string): void => {
    if (text && !named.has(fold(text))) named.set(fold(text), felt);
  };
  for (const { field, item, option, role } of columns) {
    name(field, field);
    if (role === "tick") name(option?.label, field);
    if (role === "answer" && item) for (const text of [item.label, item.question]) name(text, field);
  }
  for (const item of Object.values(questionnaire.items))
    if (item.kind === "multiple")
      for (const text of [item.key, item.label, item.question]) name(text, item.key);
  return named;
}

/** A heading without the number before it. */
const bare = (heading: string): string => heading.trim().replace(/^\d{1,2}[.)]?\s+/, "");

const exactly = (heading: string, named: ReadonlyMap<string, string>): string | undefined =>
  named.get(fold(heading)) ?? named.get(fold(bare(heading)));

/** So large a part of a column's answers must be an item's options for the column to be proposed as the item. */
const MOST = 0.6;

/** By column: first those whose heading is the form's, then by the answers in them, last by headings that are alike. */
function proposeColumns(
  sheet: RawSheet,
  header: RawRow,
  columns: readonly SheetColumn[],
  questionnaire: Questionnaire,
): ReadonlyMap<number, { readonly felt: string; readonly why: string }> {
  const named = headingsOf(columns, questionnaire);
  const found = new Map<number, { felt: string; why: string }>();
  const taken = new Set<string>();
  const each = (propose: (heading: string, at: number) => { felt: string; why: string } | null): void =>
    header.cells.forEach((cell, at) => {
      const heading = cell?.text.trim() ?? "";
      const proposal = heading === "" || found.has(at) ? null : propose(heading, at);
      if (!proposal || taken.has(proposal.felt)) return;
      found.set(at, proposal);
      taken.add(proposal.felt);
    });
  each((heading) => {
    const felt = exactly(heading, named);
    return felt ? { felt, why: "overskriften er spørsmålets" } : null;
  });
  each((_, at) => byAnswers(valuesOf(sheet, header, at), columns, questionnaire, taken));
  each((heading, at) => {
    const near = nearest(bare(heading), [...named.keys()]);
    const felt = near ? (named.get(near) as string) : "";
    const item = questionnaire.items[felt];
    // A heading that is alike says nothing when the answers are others than the item's.
    const fits = !item || item.options.length === 0 || hits(valuesOf(sheet, header, at), item) > 0;
    return near && fits ? { felt, why: `overskriften likner «${near}»` } : null;
  });
  return found;
}

/** How many of a column's answers are an item's options as they stand. */
function hits(values: readonly string[], item: ItemDefinition): number {
  return values.filter((text) => partsOf(text, item).every((part) => optionOf(part, item)?.exact)).length;
}

/** The one item of which a column's answers are the options; null when none is, or two are as likely. */
function byAnswers(
  values: readonly string[],
  columns: readonly SheetColumn[],
  questionnaire: Questionnaire,
  taken: ReadonlySet<string>,
): { felt: string; why: string } | null {
  const [first, second] = Object.values(questionnaire.items)
    .filter(
      ({ key, options }) =>
        options.length > 2 && !taken.has(key) && columns.some(({ item }) => item?.key === key),
    )
    .map((item) => ({ item, hits: hits(values, item) }))
    .filter((one) => values.length > 0 && one.hits / values.length >= MOST)
    .sort((a, b) => b.hits - a.hits);
  if (!first || second?.hits === first.hits) return null;
  return {
    felt: first.item.key,
    why: `${first.hits} av ${values.length} svar er svaralternativer i spørsmål ${first.item.number}`,
  };
}

/** Of multiple response in one cell, each part is an answer. */
function partsOf(text: string, item: ItemDefinition): string[] {
  if (item.kind !== "multiple" || optionOf(text, item)?.exact) return [text];
  return text
    .split(/;|\r?\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function optionOf(text: string, item: ItemDefinition): { key: string; why: string; exact: boolean } | null {
  const exact = item.options.find(({ label, aliases }) =>
    [label, ...aliases].some((known) => fold(known) === fold(text)),
  );
  if (exact) return { key: exact.key, why: "svaralternativets ordlyd", exact: true };
  const near = nearest(
    text,
    item.options.map(({ label }) => label),
  );
  const option = item.options.find(({ label }) => label === near);
  return option ? { key: option.key, why: `likner «${option.label}»`, exact: false } : null;
}

/** How many lines nobody has decided. */
export function undecidedLines(lines: readonly MapLine[]): number {
  return lines.filter(({ godtatt }) => godtatt === "").length;
}

/**
 * A body's own list as rows of its form, by the accepted lines alone. An answer that is not mapped stands as the list
 * has it, so that it is asked about when the form is taken in; columns that are not mapped are left out.
 * @param idOf The id of a tiltak, from its row in the list and the id that the list itself gives it.
 */
export function applyMap(
  sheets: readonly RawSheet[],
  lines: readonly MapLine[],
  questionnaire: Questionnaire,
  idOf: (row: number, own: string | null) => string,
): Prefilled[] {
  const accepted = lines.filter(({ godtatt, felt }) => godtatt === "ja" && felt !== "");
  const columnsOf = accepted.filter(({ hva }) => hva === "kolonne");
  const sheet = sheets.find(({ name }) => columnsOf.some(({ ark }) => ark === name));
  const header = sheet?.rows.find(({ cells }) =>
    columnsOf
      .filter(({ ark }) => ark === sheet.name)
      .every(({ overskrift }) => cells.some((cell) => cell?.text.trim() === overskrift)),
  );
  if (!sheet || !header) return [];
  const at = columnsOf.map((line) => ({
    line,
    at: header.cells.findIndex((cell) => cell?.text.trim() === line.overskrift),
  }));
  return sheet.rows
    .filter(({ number }) => number > header.number)
    .flatMap(({ number, cells }): Prefilled[] => {
      const filled: Record<string, string | number> = {};
      let own: string | null = null;
      for (const { line, at: column } of at) {
        const cell = cells[column];
        if (!cell || cell.text.trim() === "") continue;
        if (line.felt === "id") own = cell.text.trim();
        else fillIn(filled, line, cell, accepted, questionnaire);
      }
      return Object.keys(filled).length > 0 ? [{ id: idOf(number, own), cells: filled }] : [];
    });
}

function fillIn(
  filled: Record<string, string | number>,
  { felt, overskrift, ark }: MapLine,
  cell: RawCell,
  accepted: readonly MapLine[],
  questionnaire: Questionnaire,
): void {
  const item = questionnaire.items[felt];
  const text = cell.text.trim();
  const chosen = (answer: string): string | undefined =>
    accepted.find(
      (line) =>
        line.hva === "svar" && line.ark === ark && line.overskrift === overskrift && line.svar === answer,
    )?.valg;
  if (!item || item.options.length === 0) {
    filled[felt] = cell.type === "number" && item?.kind === "amount" ? Number(text) : text;
    return;
  }
  if (item.kind !== "multiple") {
    filled[felt] = item.options.find(({ key }) => key === chosen(text))?.label ?? text;
    return;
  }
  for (const part of partsOf(text, item)) {
    const option = chosen(part);
    if (option) filled[`${item.key}__${option}`] = 1;
    // No tick says it: it is asked about.
    else filled[`${item.key}__${item.options[0]?.key}`] = part;
  }
}
