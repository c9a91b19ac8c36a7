import { availableParallelism } from "node:os";
import { dirname, relative } from "node:path";
import { ContentError } from "../../ground/errors.js";
import { kept } from "../../ground/files/keep.js";
import type { Correction } from "../corrections/readCorrections.js";
import { withoutUndone } from "../corrections/replay.js";
import type { OpenEdition } from "../edition/openEdition.js";
import { type Problem, printProblem, problem, quote } from "../intake/problem.js";
import type { Limits } from "../intake/workbook/limits.js";
import { openReaders, type Readers, type ReadWorkbook } from "../intake/workbook/openReaders.js";
import type { RawSheet } from "../intake/workbook/rawWorkbook.js";
import { ANSWERS } from "../intake/workbook/sheetNames.js";
import type { LastTime } from "./lastTime.js";
import { type BodyAnswer, idsOf, readAnswer } from "./readAnswer.js";
import { currentFiles, type ReceivedFile, receivedFiles } from "./receivedFiles.js";

/** A form is one body's: less is enough, and several are read at a time. */
const FORM_LIMITS: Limits = {
  bytes: 10_000_000,
  entries: 300,
  unpacked: 40_000_000,
  ratio: 200,
  rows: 2_000,
  columns: 300,
  milliseconds: 8_000,
  megabytes: 128,
};

/** Processes that read forms, as many at a time as there are cores, at most four. */
export function openFormReaders(): Readers {
  return openReaders(Math.max(1, Math.min(4, availableParallelism())), FORM_LIMITS);
}

/** What the forms that count come to, with the log. */
export interface ReceivedAnswers {
  /** By organisation number, in the frame's order. */
  readonly answers: ReadonlyMap<string, BodyAnswer>;
  /** Log rows about tiltak that stand in no answer. */
  readonly unfit: readonly Problem[];
}

/**
 * Reads the forms that count: each body's last. What a file holds is kept in `.notat/`.
 * @throws {ContentError} When a kept file is another than its name says, or can't be read any more.
 */
export async function readReceived(
  edition: OpenEdition,
  log: readonly Correction[],
  last: LastTime | null,
): Promise<ReceivedAnswers> {
  const current = currentFiles(receivedFiles(edition));
  const files = edition.frame.flatMap(({ organisasjonsnummer }) => current.get(organisasjonsnummer) ?? []);
  const strangers = [...current.keys()].filter(
    (number) => !edition.frame.some(({ organisasjonsnummer }) => organisasjonsnummer === number),
  );
  if (strangers.length > 0)
    throw new ContentError(
      `The frame must have every body that has answered, but there are forms from ${strangers.join(", ")}, which it has not.`,
    );
  const sheets = await readKept(files, dirname(dirname(edition.folder)));
  const answers = new Map<string, BodyAnswer>();
  for (const file of files) {
    const { sheet, problems } = sheets.get(file.sha256) as KeptSheet;
    const answer = readAnswer(sheet, problems, edition, file.received, log, last);
    if (!answer || answer.organisasjonsnummer !== file.organisasjonsnummer)
      throw new ContentError(
        `${file.path} must be the form that its name says, but is not. Take it in anew.`,
      );
    if (answer.refused.length > 0)
      throw new ContentError(
        `${file.path} was taken in, but can't be read any more:\n${answer.refused.map((each) => `  ${printProblem(each)}`).join("\n")}`,
      );
    answers.set(file.organisasjonsnummer, answer);
  }
  return { answers: apart(answers), unfit: unfitRows([...answers.values()], log) };
}

interface KeptSheet {
  readonly sheet: RawSheet;
  readonly problems: readonly Problem[];
}

/** The sheets of kept files, by hash. */
export async function readKept(
  files: readonly ReceivedFile[],
  root: string,
): Promise<Map<string, KeptSheet>> {
  const found = new Map<string, KeptSheet>();
  const missing = files.filter((file) => {
    const known = kept<KeptSheet>(`survey/forms/${file.sha256}`, [file.sha256], root).read();
    if (known) found.set(file.sha256, revived(known));
    return !known;
  });
  if (missing.length === 0) return found;
  const readers = openFormReaders();
  try {
    await Promise.all(
      missing.map(async (file) => {
        const { workbook, problems } = await readers.read(file.path, [ANSWERS]);
        if (workbook?.sha256 !== file.sha256)
          throw new ContentError(
            `${relative(process.cwd(), file.path)} must be as it came, but is another than its name says. Take it in anew.`,
          );
        found.set(file.sha256, keepSheet(workbook.sheets[0] as RawSheet, problems, file.sha256, root));
      }),
    );
  } finally {
    readers.close();
  }
  return found;
}

/** JSON has null for a cell that is not there. */
function revived({ sheet, problems }: KeptSheet): KeptSheet {
  const rows = sheet.rows.map(({ number, cells }) => ({
    number,
    cells: cells.map((cell) => cell ?? undefined),
  }));
  return { sheet: { ...sheet, rows }, problems };
}

/** Keeps what a file holds, so that it need not be read again. */
export function keepSheet(
  sheet: RawSheet,
  problems: ReadWorkbook["problems"],
  sha256: string,
  root: string,
): KeptSheet {
  const value = { sheet, problems };
  kept<KeptSheet>(`survey/forms/${sha256}`, [sha256], root).write(value);
  return value;
}

/** An id that two bodies have is nobody's: both rows wait. */
function apart(answers: ReadonlyMap<string, BodyAnswer>): Map<string, BodyAnswer> {
  const owners = new Map<string, string[]>();
  for (const [number, { rows, waiting }] of answers)
    for (const id of new Set([...rows, ...waiting].map((row) => row.id)))
      owners.set(id, [...(owners.get(id) ?? []), number]);
  return new Map(
    [...answers].map(([number, answer]) => {
      const shared = answer.rows.filter(({ id }) => (owners.get(id)?.length ?? 0) > 1);
      if (shared.length === 0) return [number, answer];
      return [
        number,
        {
          ...answer,
          rows: answer.rows.filter((row) => !shared.includes(row)),
          waiting: [
            ...answer.waiting,
            ...shared.map(({ id, number: row }) => ({
              id,
              number: row,
              name: null,
              withheld: true,
              problems: [
                problem({
                  kind: "id",
                  sheet: ANSWERS,
                  id,
                  field: "id",
                  expected: "Hver rad må ha sin egen id.",
                  came: `${quote(id)}, som også står i et annet skjema`,
                  wayOut: "Bruk skjemaet som er deres eget, og la id-ene stå som de er.",
                }),
              ],
            })),
          ],
        },
      ];
    }),
  );
}

function unfitRows(answers: readonly BodyAnswer[], log: readonly Correction[]): Problem[] {
  const known = new Set(answers.flatMap(({ sheet }) => (sheet ? [...idsOf(sheet)] : [])));
  return unfitIn(known, log);
}

/** Rows of the log about tiltak that are not there, less those that were taken back. */
export function unfitIn(ids: ReadonlySet<string>, log: readonly Correction[]): Problem[] {
  return withoutUndone(log)
    .standing.filter(({ id }) => !ids.has(id))
    .map(({ line, id, field }) =>
      problem({
        kind: "corrections",
        line,
        id,
        field,
        expected: "Loggen må gjelde en rad som finnes i svarene.",
        came: `id-en ${quote(id)}, som ikke står i det siste svaret`,
        wayOut: `Rett id-en, eller ta rettelsen tilbake: notat correct ${id} ${field} --undo.`,
      }),
    );
}
