import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ContentError } from "../../ground/errors.js";
import { lock } from "../../ground/files/withLock.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { lockOf, type OpenEdition } from "../edition/openEdition.js";
import { parseMark } from "../forms/formColumns.js";
import { markFrame } from "../frame/markFrame.js";
import type { Body } from "../frame/readFrame.js";
import { type Problem, problem, quote } from "../intake/problem.js";
import type { Readers, ReadWorkbook } from "../intake/workbook/openReaders.js";
import { ANSWERS } from "../intake/workbook/sheetNames.js";
import type { UnitSpec } from "../questionnaire/types.js";
import { unitWords } from "../questionnaire/unitWords.js";
import { compareAnswers } from "./compareAnswers.js";
import type { LastTime } from "./lastTime.js";
import { type BodyAnswer, idsOf, readAnswer } from "./readAnswer.js";
import { keepSheet, openFormReaders, readKept, unfitIn } from "./readReceived.js";
import { receiptOf } from "./receipt.js";
import { currentFiles, nameOf, type ReceivedFile, receivedFiles, receivedFolder } from "./receivedFiles.js";

/** What became of a file that came. */
export interface TakenIn {
  readonly file: string;
  /**
   * `taken`: it is its body's answer now. `known`: it was taken in before, and nothing has changed. `older`: it is kept,
   * but a later answer is in use. `refused`: nothing of it was taken.
   */
  readonly state: "taken" | "known" | "older" | "refused";
  readonly body: Body | null;
  readonly answer: BodyAnswer | null;
  readonly refused: readonly Problem[];
  /** Whether it is a workbook that can be read, but no form: maybe a list of the body's own. */
  readonly unmarked: boolean;
  /** Where the receipt was written. */
  readonly receipt: string;
}

export interface TakeInOptions {
  /** The day on which the files came, ISO. */
  readonly received: string;
  /** Whether an answer of the same day is replaced. */
  readonly replace: boolean;
  /** Folder of the receipts. */
  readonly receipts: string;
  readonly last: LastTime | null;
}

/**
 * Takes in files, each for itself and whole or not at all: its receipt is written, its body is noted as having
 * answered, and last the file is kept under its hash, from when on it counts. What is stopped on the way is done anew
 * the next time, and what was taken in already stays as it is.
 *
 * Files are read some at a time and taken in in their order, so that which of two counts does not depend on which was
 * read first. Until the end nobody else changes answers or log.
 */
export async function* takeIn(
  files: readonly string[],
  edition: OpenEdition,
  options: TakeInOptions,
): AsyncGenerator<TakenIn> {
  const release = await lock(lockOf(edition));
  const readers = openFormReaders();
  try {
    const ahead: Promise<ReadWorkbook>[] = [];
    let batch: Prepared[] = [];
    for (let i = 0; i < files.length; i++) {
      for (let k = ahead.length; k < files.length && k < i + AHEAD; k++)
        ahead.push(start(readers, files[k] as string));
      const read = await (ahead[i] as Promise<ReadWorkbook>);
      // What was read is not held longer than it is needed.
      ahead[i] = undefined as never;
      const whose = ownerOf(read);
      // What a body sent before must count before the next from it is looked at.
      if (batch.length === AHEAD || batch.some(({ owner }) => owner !== null && owner === whose)) {
        yield* settle(batch, edition, options);
        batch = [];
      }
      batch.push(await prepare(files[i] as string, read, edition, options));
    }
    yield* settle(batch, edition, options);
  } finally {
    readers.close();
    release();
  }
}

/** So many files are read before the first of them is taken in, and so many are noted in the frame at a time. */
const AHEAD = 8;

function start(readers: Readers, file: string): Promise<ReadWorkbook> {
  const read = readers.read(file, [ANSWERS]);
  // It is awaited in its turn; until then a failure is no unhandled one.
  read.catch(() => {});
  return read;
}

/** What a file comes to, with its receipt written; it does not count yet. */
interface Prepared {
  readonly told: TakenIn;
  /** The organisation number that it says. */
  readonly owner: string | null;
  /** To be kept, when it is to count. */
  readonly keep: { readonly path: string; readonly bytes: Buffer } | null;
}

/** The organisation number in the mark of a form. */
function ownerOf({ workbook }: ReadWorkbook): string | null {
  const header = workbook?.sheets[0]?.rows[0]?.cells ?? [];
  return header.map((cell) => cell && parseMark(cell.text)).find((mark) => mark)?.organisasjonsnummer ?? null;
}

/** The bodies are noted together: a frame is read and written whole, and a disk takes its time. */
function* settle(
  batch: readonly Prepared[],
  edition: OpenEdition,
  { received }: TakeInOptions,
): Generator<TakenIn> {
  const counting = batch.filter(({ keep }) => keep !== null);
  const marks = counting.flatMap(({ owner }) =>
    owner === null ? [] : [[owner, { svar: received }] as const],
  );
  if (marks.length > 0) markFrame(join(edition.folder, "frame.csv"), new Map(marks), edition.questionnaire);
  for (const { told, keep } of batch) {
    // From here on it counts.
    if (keep) writeWhole(keep.path, keep.bytes);
    yield told;
  }
}

async function prepare(
  file: string,
  read: ReadWorkbook,
  edition: OpenEdition,
  options: TakeInOptions,
): Promise<Prepared> {
  const { workbook, problems } = read;
  const { received } = options;
  const root = dirname(dirname(edition.folder));
  const kept = receivedFiles(edition);
  const sheet = workbook?.sheets[0];
  const known = kept.find(({ sha256 }) => sha256 === workbook?.sha256);
  const day = known?.received ?? received;
  const answer = sheet ? readAnswer(sheet, problems, edition, day, edition.log, options.last) : null;
  const organisasjonsnummer = answer?.organisasjonsnummer ?? ownerOf(read);
  const body = edition.frame.find((each) => each.organisasjonsnummer === organisasjonsnummer) ?? null;
  const before = known
    ? kept
        .filter((each) => each.organisasjonsnummer === known.organisasjonsnummer && comesBefore(each, known))
        .at(-1)
    : currentFiles(kept).get(organisasjonsnummer ?? "");
  const refused = [
    ...(workbook ? [] : problems),
    ...(workbook && !answer ? [noForm(sheet?.name ?? ANSWERS, edition.questionnaire.unit)] : []),
    ...(answer?.refused ?? []),
    ...(answer && before && !known && !options.replace && before.received === received
      ? [sameDay(received, edition.questionnaire.bodyUnit)]
      : []),
  ];
  const taken = refused.length === 0 && answer && workbook && sheet && body ? answer : null;
  const current = currentFiles(kept).get(organisasjonsnummer ?? "");
  const older = taken && !known && current !== undefined && received < current.received ? current : null;
  const replacedBy = known && current && current.sha256 !== known.sha256 ? current : older;
  const sheetBefore =
    taken && before && !older ? (await readKept([before], root)).get(before.sha256)?.sheet : undefined;
  const previous =
    sheetBefore && before ? readAnswer(sheetBefore, [], edition, before.received, [], null)?.sheet : null;
  const ids = taken?.sheet ? idsOf(taken.sheet) : new Set<string>();
  const gone = previous ? [...idsOf(previous)].filter((id) => !ids.has(id)) : [];
  const receiptName = `kvittering-${day}-${body ? `${fileName(body.kortnavn)}-${body.organisasjonsnummer}` : fileName(basename(file).replace(/\.[^.]*$/, ""))}-${hashOf(file, workbook?.sha256).slice(0, 8)}.html`;
  const receipt = join(options.receipts, receiptName);
  writeWhole(
    receipt,
    receiptOf({
      edition,
      file: basename(file),
      sha256: workbook?.sha256 ?? null,
      received: day,
      body,
      answer: taken,
      refused,
      changes:
        previous && taken?.sheet && before
          ? { since: before.received, what: compareAnswers(previous, taken.sheet, edition.questionnaire) }
          : null,
      unfit: unfitIn(
        ids,
        edition.log.filter(({ id }) => gone.includes(id)),
      ),
      unnamed: taken
        ? (options.last?.tiltak.get(taken.organisasjonsnummer) ?? []).filter(({ id }) => !ids.has(id))
        : [],
      replacedBy: replacedBy?.received ?? null,
    }),
  );
  const unmarked =
    (workbook !== null && !answer) || (!workbook && problems.every(({ kind }) => kind === "sheet"));
  const told = { file, body, answer: taken, refused, unmarked, receipt };
  if (!taken || !workbook || !sheet || !body) {
    keepRefused(file, edition, received);
    return { told: { ...told, state: "refused" }, owner: null, keep: null };
  }
  const owner = body.organisasjonsnummer;
  if (known) return { told: { ...told, state: replacedBy ? "older" : "known" }, owner, keep: null };
  const bytes = readFileSync(file);
  if (createHash("sha256").update(bytes).digest("hex") !== workbook.sha256)
    throw new ContentError(
      `${file} must stay as it is while it is taken in, but was changed. Take it in again.`,
    );
  keepSheet(sheet, problems, workbook.sha256, root);
  const order =
    1 +
    Math.max(
      0,
      ...kept
        .filter((each) => each.organisasjonsnummer === owner && each.received === received)
        .map((each) => each.order),
    );
  const name = nameOf({ received, order, organisasjonsnummer: owner, sha256: workbook.sha256 });
  return {
    told: { ...told, state: older ? "older" : "taken" },
    owner,
    keep: { path: join(receivedFolder(edition), name), bytes },
  };
}

function comesBefore(a: ReceivedFile, b: ReceivedFile): boolean {
  return a.received < b.received || (a.received === b.received && a.order < b.order);
}

function noForm(sheet: string, unit: UnitSpec): Problem {
  return problem({
    kind: "sheet",
    sheet,
    expected: "Arket må være et av skjemaene som ble sendt ut, med skjemaets merke i første rad.",
    came: "et ark uten merket",
    wayOut: `Be om skjemaet på nytt, og kopier svarene inn i det. Er det deres egen liste over ${unit.many}, kan vi koble den til skjemaet: Si fra om det.`,
  });
}

function sameDay(day: string, bodyUnit: UnitSpec): Problem {
  return problem({
    kind: "file",
    expected: `${capitalise(unitWords(bodyUnit).a)} ${bodyUnit.one} har ett svar for hver dag.`,
    came: `et annet svar mottatt ${quote(day)}`,
    wayOut: "Si med --received hvilken dag dette kom, eller med --replace at det erstatter det andre.",
  });
}

/** Files of which nothing was taken are kept too: what a body sent is not lost. */
function keepRefused(file: string, edition: OpenEdition, received: string): void {
  const bytes = readFileSync(file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = join(edition.private.folder, "raw", "avvist", `${received}_${sha256}`);
  if (!existsSync(path)) writeWhole(path, bytes);
}

function hashOf(file: string, known: string | undefined): string {
  return known ?? createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** A name that every file system takes. */
function fileName(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
}
