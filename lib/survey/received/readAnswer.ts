import { fold } from "../../ground/text/nearest.js";
import type { Mended } from "../corrections/applyCorrections.js";
import { applyCorrections, type Corrected } from "../corrections/applyCorrections.js";
import type { Correction } from "../corrections/readCorrections.js";
import type { OpenEdition } from "../edition/openEdition.js";
import { fromForm } from "../forms/fromForm.js";
import type { Known } from "../intake/checkIds.js";
import { isStructural, type Problem, problem, quote } from "../intake/problem.js";
import type { CleanRow } from "../intake/row.js";
import { UNREAD } from "../intake/workbook/parseWorkbook.js";
import { cellAt, cellName, type RawSheet } from "../intake/workbook/rawWorkbook.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { isWithheld } from "../questionnaire/withheld.js";
import type { LastTime } from "./lastTime.js";

/** A row of a form that can't be taken until its questions are answered. */
export interface Waiting {
  readonly id: string;
  /** Its row in the sheet. */
  readonly number: number;
  readonly name: string | null;
  /** Whether it may not be published, as far as it says. */
  readonly withheld: boolean;
  readonly problems: readonly Problem[];
}

/** What a body's form comes to, with the log. */
export interface BodyAnswer {
  readonly organisasjonsnummer: string;
  /** ISO. */
  readonly received: string;
  /** Rows that are taken. */
  readonly rows: readonly CleanRow[];
  readonly waiting: readonly Waiting[];
  /** What is only told of. */
  readonly listed: readonly Problem[];
  readonly mended: readonly Mended[];
  /** Why nothing at all of it can be taken; then there are no rows. */
  readonly refused: readonly Problem[];
  /** The sheet as it came, for what is asked of it later; null when refused. */
  readonly sheet: RawSheet | null;
}

/**
 * What a form comes to with the log: rows that can be taken are taken, those that can't wait with their questions.
 * A row waits also when a row of the log no longer fits it.
 * @param sheet The sheet `Svar`, as it came.
 * @param told What was wrong with the workbook, all of it listed.
 * @param log Of any body; only rows about this form's tiltak count.
 * @returns Null when the sheet is no form of ours.
 */
export function readAnswer(
  sheet: RawSheet,
  told: readonly Problem[],
  edition: OpenEdition,
  received: string,
  log: readonly Correction[],
  last: LastTime | null,
): BodyAnswer | null {
  const form = fromForm(sheet, edition, received);
  if (!form) return null;
  const { organisasjonsnummer } = form;
  const refuse = (refused: readonly Problem[]): BodyAnswer => ({
    organisasjonsnummer,
    received,
    rows: [],
    waiting: [],
    listed: [],
    mended: [],
    refused,
    sheet: null,
  });
  if (!form.sheet) return refuse(form.problems);
  // Nothing in the form and something beside it: hardly an answer that there is nothing.
  const beside = form.sheet.rows.length === 1 ? told.filter(({ expected }) => expected === UNREAD) : [];
  if (beside.length > 0) return refuse(beside.map((one) => ({ ...one, severity: "fails" })));
  const { questionnaire, year, frame, lastDay } = edition;
  const ids = idsOf(form.sheet);
  const own = log.filter(({ id }) => ids.has(id));
  // What counts here is when this form came, whenever its body first answered.
  const bodies = frame.map((body) =>
    body.organisasjonsnummer === organisasjonsnummer ? { ...body, svar: received } : body,
  );
  const receipts = { first: `${year}-01-01`, last: lastDay ?? `${year}-12-31` };
  const corrected = applyCorrections(
    form.sheet,
    own,
    questionnaire,
    bodies,
    receipts,
    knownOf(organisasjonsnummer, last),
  );
  const structural = corrected.remaining.filter(isStructural);
  if (structural.length > 0) return refuse(structural);
  const ofRows = form.problems.filter(({ severity }) => severity === "fails");
  const waiting = waitingOf(corrected, [...ofRows, ...corrected.remaining], form.sheet, questionnaire);
  const waits = new Set(waiting.map(({ number }) => number));
  const listedOfForm = form.problems.filter(({ severity }) => severity === "listed");
  const isOwn = ({ field, kind }: Problem): boolean => !(kind === "agency" && field === null);
  return {
    organisasjonsnummer,
    received,
    rows: corrected.rows.filter(({ number }) => !waits.has(number)),
    waiting,
    listed: [
      ...[...told, ...listedOfForm].map((problem) => withId(problem, form.sheet as RawSheet)),
      ...corrected.listed.filter((problem) => isOwn(problem) && !waits.has(rowOf(problem) ?? -1)),
    ],
    mended: corrected.mended,
    refused: [],
    sheet: form.sheet,
  };
}

/** What is known of a body's rows: its new ids begin with the year and its number, the others are last time's. */
function knownOf(organisasjonsnummer: string, last: LastTime | null): Known {
  const names = new Map((last?.tiltak.get(organisasjonsnummer) ?? []).map((tiltak) => [tiltak.id, tiltak]));
  const ownId = new RegExp(`^\\d{4}-${organisasjonsnummer}-`);
  return {
    amounts: last?.amounts ?? new Map(),
    names,
    isGiven: (id) => names.has(id) || ownId.test(id),
  };
}

/** Rows with something that fails. Of a problem without a cell the id tells which row it is. */
function waitingOf(
  { rows }: Corrected,
  problems: readonly Problem[],
  sheet: RawSheet,
  questionnaire: Questionnaire,
): Waiting[] {
  const at = (field: string): number =>
    sheet.rows[0]?.cells.findIndex((cell) => cell?.text.trim() === field) ?? -1;
  const [ids, names] = [at("id"), at(questionnaire.name?.key ?? "id")];
  const byNumber = new Map<number, Problem[]>();
  for (const one of problems) {
    const number =
      rowOf(one) ??
      rows.find(({ id }) => id === one.id)?.number ??
      sheet.rows.find(({ cells }) => cells[ids]?.text.trim() === one.id)?.number;
    if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), one]);
  }
  // Of two rows with one id nobody can tell which has it by right.
  for (const { id, number } of rows) {
    const twin = rows.find((row) => row.number !== number && fold(row.id) === fold(id) && id !== "");
    if (twin && !byNumber.has(number))
      byNumber.set(number, [doubledId(sheet, cellName(number - 1, ids), id, twin)]);
  }
  return sheet.rows.slice(1).flatMap(({ number, cells }) => {
    const asked = byNumber.get(number);
    if (!asked) return [];
    return [
      {
        id: cells[ids]?.text.trim() ?? "",
        number,
        name: cells[names]?.text.trim() || null,
        withheld: isWithheld(
          (column) => rows.find((row) => row.number === number)?.value(column) ?? null,
          questionnaire,
        ),
        problems: asked,
      },
    ];
  });
}

function doubledId({ name }: RawSheet, cell: string, id: string, twin: CleanRow): Problem {
  return problem({
    kind: "id",
    sheet: name,
    cell,
    id,
    field: "id",
    expected: "Hver rad må ha sin egen id.",
    came: `${quote(id)} også i rad ${twin.number}`,
    wayOut: "Se hvilken av radene id-en hører til, og la den andre få id-en som sto der.",
  });
}

/** The row of a problem's cell in its sheet. */
function rowOf({ cell }: Problem): number | null {
  const place = cell === null ? null : cellAt(cell);
  return place === null ? null : place.row + 1;
}

/** Tells of which tiltak a hidden row or a comment is. */
function withId(problem: Problem, sheet: RawSheet): Problem {
  if (problem.sheet !== sheet.name) return problem;
  const number = rowOf(problem);
  const ids = sheet.rows[0]?.cells.findIndex((cell) => cell?.text.trim() === "id") ?? -1;
  const row = sheet.rows.slice(1).find((known) => known.number === number);
  const id = row?.cells[ids]?.text.trim();
  return id ? { ...problem, id } : problem;
}

/** The ids that stand in a sheet, whatever is wrong with their rows. */
export function idsOf(sheet: RawSheet): Set<string> {
  const at = sheet.rows[0]?.cells.findIndex((cell) => cell?.text.trim() === "id") ?? -1;
  return new Set(
    sheet.rows
      .slice(1)
      .map(({ cells }) => cells[at]?.text.trim() ?? "")
      .filter((id) => id !== ""),
  );
}
