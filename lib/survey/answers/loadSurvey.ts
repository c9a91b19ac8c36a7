import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type ColumnTable, table } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { hashTexts, keep } from "../../ground/files/keep.js";
import { compiledFolder, editionYears } from "../../ground/project.js";
import { formatNumber } from "../../ground/text/format.js";
import { applyCorrections, type Mended } from "../corrections/applyCorrections.js";
import type { Correction } from "../corrections/readCorrections.js";
import { type OpenEdition, openEdition } from "../edition/openEdition.js";
import { foundBodies } from "../frame/foundBodies.js";
import type { Body } from "../frame/readFrame.js";
import { refuseClashes } from "../intake/compareRules.js";
import { inOrder } from "../intake/printProblems.js";
import { isStructural, type Problem } from "../intake/problem.js";
import { readRegister } from "../intake/readRegister.js";
import { tellProblems } from "../intake/tellProblems.js";
import type { RawSheet } from "../intake/workbook/rawWorkbook.js";
import { readWorkbook } from "../intake/workbook/readWorkbook.js";
import { ANSWERS } from "../intake/workbook/sheetNames.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { loadReceived } from "../received/loadReceived.js";
import { nameOf, receivedFiles } from "../received/receivedFiles.js";
import { type PackedColumns, pack, toColumns, toFrameTable, unpack } from "./toTables.js";

/** The answers of a year after the log, with the frame beside them. */
export interface LoadedSurvey {
  readonly year: number;
  readonly questionnaire: Questionnaire;
  /** One row per body that was asked. */
  readonly frame: ColumnTable;
  /** One row per tiltak. */
  readonly tiltak: ColumnTable;
  readonly log: {
    /** Every row of the corrections log. */
    readonly rows: readonly Correction[];
    /** Problems in the raw answers, each with the row that mends it. */
    readonly mended: readonly Mended[];
    /** Problems that are only told of. */
    readonly listed: readonly Problem[];
  };
  /** The first and last day on which answers came, ISO. */
  readonly received: { readonly first: string; readonly last: string };
  /** SHA-256, in hexadecimal, of the files that the answers were made from. */
  readonly hashes: {
    readonly workbook: string;
    readonly corrections: string;
    readonly frame: string;
    readonly questionnaire: string;
  };
}

interface Clean {
  readonly columns: PackedColumns;
  readonly mended: readonly Mended[];
  readonly listed: readonly Problem[];
  /** The bodies that the answers name, where there is no frame. */
  readonly found?: readonly Body[];
}

/**
 * Loads a year: its frame, its answers as they came (one workbook, or the forms that were taken in), its corrections log, and what they make together.
 *
 * What the answers come to is kept in `.notat/` until a file or the library changes.
 * @param options.cache False makes everything anew. Default: true.
 * @param options.refuse False gives the answers as far as they can be read, whatever is wrong with them: to say what
 *  was changed, and for nothing else. Default: true.
 * @throws {ContentError} With everything that is wrong with the files, when anything is that the log does not mend.
 * @example const { tiltak } = await loadSurvey(openEdition(2019)); tiltak.numRows() // 432
 */
export async function loadSurvey(
  edition: OpenEdition,
  options: { readonly cache?: boolean; readonly refuse?: boolean } = {},
): Promise<LoadedSurvey> {
  const { year, folder, questionnaire } = edition;
  const root = dirname(dirname(folder));
  const paths = {
    workbook: edition.private.workbook,
    corrections: edition.private.log,
    frame: join(folder, "frame.csv"),
  };
  const forms = receivedFiles(edition);
  if (forms.length > 0 && existsSync(paths.workbook))
    throw new ContentError(
      `The answers must be either one workbook (${relative(root, paths.workbook)}) or the forms that notat intake took in, but both are there.`,
    );
  const { register } = edition.private;
  const isRegister = forms.length === 0 && existsSync(register);
  if (isRegister && existsSync(paths.workbook))
    throw new ContentError(
      `The answers must be either ${relative(root, paths.workbook)} or ${relative(root, register)}, but both are there.`,
    );
  const answers = forms.length > 0 || isRegister ? [] : [paths.workbook];
  const frames = questionnaire.framed ? [paths.frame] : [];
  for (const path of [...answers, ...(isRegister ? [] : [paths.corrections]), ...frames]) {
    if (!existsSync(path))
      throw new ContentError(
        path === paths.frame
          ? `There must be a file ${edition.private.name(path)}, but there is none.`
          : edition.private.missing(path),
      );
  }
  const hashes = {
    workbook:
      forms.length > 0 ? hashTexts(...forms.map(nameOf)) : hashFile(isRegister ? register : paths.workbook),
    corrections: hashFile(paths.corrections),
    frame: hashFile(paths.frame),
    questionnaire: hashFiles(compiledFolder(year), ["."], (file) => file.endsWith(".js")),
  };
  // An answer or a correction can't be younger than the note.
  const { frame, log, lastDay: published } = edition;
  const earlier = forms.length > 0 ? await loadEarlier(edition) : null;
  const inputs = [...Object.values(hashes), published ?? "", ...Object.values(earlier?.hashes ?? {})];
  const made =
    options.cache === false || options.refuse === false
      ? await clean()
      : await keep<Clean>(`survey/answers/${year}`, inputs, clean, root);
  const { mended, listed, found } = made;
  const columns = unpack(made.columns);
  const received = [...new Set(columns.mottatt)].filter((day) => typeof day === "string").toSorted();
  return {
    year,
    questionnaire,
    frame: toFrameTable(found ?? frame, questionnaire),
    tiltak: table(columns as unknown as Record<string, unknown[]>),
    log: { rows: log, mended, listed },
    received: { first: received[0] ?? "", last: received.at(-1) ?? "" },
    hashes,
  };

  async function clean(): Promise<Clean> {
    refuseClashes(questionnaire);
    if (forms.length > 0) {
      const { rows, mended, listed, remaining } = await loadReceived(edition, earlier);
      if (isRefused(remaining, rows)) throw refuse(root, year, "Svarene", remaining, mended);
      return { columns: pack(toColumns(rows, questionnaire, frame)), mended, listed };
    }
    const { rows, bodies, ...rest } = await correct();
    return {
      columns: pack(toColumns(rows, questionnaire, bodies)),
      ...rest,
      ...(questionnaire.framed ? {} : { found: bodies }),
    };
  }

  /** The rows of one file after the log. Apart from what is made of them, so that file and rows are never there together. */
  async function correct() {
    const file = relative(root, isRegister ? register : paths.workbook);
    const { sheet, problems } = isRegister ? await readRegister(register, questionnaire) : await readSheet();
    if (!sheet) throw refuse(root, year, file, problems, null);
    const bodies = questionnaire.framed ? frame : foundBodies(namesIn(sheet), questionnaire);
    const receipts = { first: `${year}-01-01`, last: published ?? `${year}-12-31` };
    const { rows, remaining, mended, listed } = applyCorrections(sheet, log, questionnaire, bodies, receipts);
    if (isRefused(remaining, rows)) throw refuse(root, year, file, remaining, mended);
    return { rows, bodies, mended, listed: [...problems, ...listed] };
  }

  function isRefused(remaining: readonly Problem[], rows: readonly unknown[]): boolean {
    return remaining.length > 0 && (options.refuse !== false || rows.length === 0);
  }

  async function readSheet() {
    const { workbook, problems } = await readWorkbook(paths.workbook);
    return { sheet: workbook?.sheets.find(({ name }) => name === ANSWERS) ?? null, problems };
  }

  /** The bodies as the answers name them. */
  function namesIn({ rows }: RawSheet): Set<string> {
    const names = new Set<string>();
    const at = rows[0]?.cells.findIndex((cell) => cell?.text === questionnaire.body?.key) ?? -1;
    for (const [i, { cells }] of rows.entries()) if (i > 0 && at >= 0) names.add(cells[at]?.text ?? "");
    return names;
  }
}

/** The answers of the edition before, which forms are held against; null when there is none before. */
export async function loadEarlier({ year, folder }: OpenEdition): Promise<LoadedSurvey | null> {
  const last = editionYears()
    .filter((other) => other < year)
    .at(-1);
  return last === undefined ? null : loadSurvey(openEdition(last, dirname(dirname(folder))));
}

/**
 * The refusal of a workbook, on the screen in short; what is not said there stands in a file, a line a problem.
 * @param mended What the log mends; null when the workbook can't be read, so that there is nothing for it to mend.
 */
function refuse(
  root: string,
  year: number,
  file: string,
  problems: readonly Problem[],
  mended: readonly Mended[] | null,
): ContentError {
  const told = inOrder(problems);
  const count = `${formatNumber(told.length)} ${told.length === 1 ? "problem" : "problemer"} gjenstår etter corrections.csv`;
  const also = mended?.length ? ` Loggen retter ${formatNumber(mended.length)} til.` : "";
  const head =
    mended === null || told.some(isStructural)
      ? `${file} kan ikke leses:`
      : `${file} kan ikke brukes: ${count}.${also}`;
  const list = [head, ...tellProblems(told, root, `problemer-${year}`)];
  return new ContentError(list.join("\n"));
}

/** Nothing for a file that need not be there. In pieces: answers may be many. */
function hashFile(path: string): string {
  if (!existsSync(path)) return "";
  const hash = createHash("sha256");
  const piece = Buffer.alloc(1 << 16);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
