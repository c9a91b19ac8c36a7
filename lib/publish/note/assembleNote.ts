import { existsSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { formatNotebook, type Notebook } from "../../engine/notebook/notebook.js";
import { readProvenance } from "../../ground/edition/provenance.js";
import { keep } from "../../ground/files/keep.js";
import { chaptersFolder, dataFolder, projectRoot } from "../../ground/project.js";
import { expectPublication, publicationOf } from "../../numbers/published/publication.js";
import { readPublished } from "../../numbers/published/readPublished.js";
import { type Answers, answersOf } from "../../survey/answers/answers.js";
import { loadSurvey } from "../../survey/answers/loadSurvey.js";
import { openAnswers } from "../../survey/answers/survey.js";
import { type OpenEdition, openEdition } from "../../survey/edition/openEdition.js";
import { type Listed, toListed } from "../../survey/intake/listing.js";
import { receivedFiles } from "../../survey/received/receivedFiles.js";
import type { Artefact } from "../open/artefact.js";
import { describeLeaks, type Leak } from "../open/gate.js";
import { keptBackOf } from "../open/keptBackOf.js";
import { openDataOf, overviewOf } from "../open/openArtefacts.js";
import { openGate } from "../open/openGate.js";
import { PublicAnswers } from "../open/publicAnswers.js";
import { publicationIn } from "../open/publication.js";
import { type Secret, secretsOf, type Workbook } from "../open/secrets.js";
import { trackedFiles } from "../open/trackedFiles.js";
import { linkToTiltak } from "../overview/linkToTiltak.js";
import { readOverview } from "../overview/readOverview.js";
import type { Drawings } from "../report/renderFigure.js";
import { type RenderedNote, renderNote } from "../report/renderNote.js";
import { chapterInputs } from "./chapterInputs.js";
import { collectState } from "./collectState.js";
import { figuresOf } from "./figuresOf.js";
import { drawKept, keptDrawings } from "./keptDrawings.js";
import { lintChapters } from "./lintChapters.js";

/** A note with everything that stands in its way. */
export interface AssembledNote extends RenderedNote {
  readonly problems: readonly string[];
  /** What is only told of the answers. */
  readonly listed: readonly Listed[];
  /** Figure id → its drawings, as SVG text. */
  readonly drawings: Readonly<Record<string, Drawings>>;
  /** The overview and the open data; see overviewOf and openDataOf. */
  readonly beside: readonly Artefact[];
  /** The secrets that were looked for in everything that would be published, and those that were found there. */
  readonly confidential: { readonly secrets: readonly Secret[]; readonly leaks: readonly Leak[] };
}

interface AssembleOptions {
  /** The file name of a chapter: its page alone is made and checked, with its numbers in the note, and nothing beside it. */
  readonly only?: string | undefined;
  /** A folder that git holds and that is about to be written anew: what stands there now may not stop that. */
  readonly replaced?: string | undefined;
  /** What git holds, where it has been read already. */
  readonly tracked?: readonly Artefact[] | undefined;
}

/**
 * Makes the note of a year from its executed chapters: draws the figures, checks the Markdown cells, looks up the
 * published figures, renders the page.
 *
 * @param chapters In the order of the note.
 * @returns The page, its text, and the problems that must be mended before it may be published.
 */
export async function assembleNote(
  year: number,
  chapters: readonly { file: string; notebook: Notebook }[],
  { only, replaced, tracked }: AssembleOptions = {},
): Promise<AssembledNote> {
  const { edition } = openEdition(year);
  const { answers, published } = await findPublicAnswers(year, chapters);
  const named = chapters.map(({ file, notebook }) => ({ file: basename(file), notebook }));
  const shown = only === undefined ? named : named.filter(({ file }) => file === only);
  const secrets = await secretsIn(year, answers, published);
  const gate = openGate([year, only].filter(Boolean).join("-"), secrets);
  if (only === undefined)
    gate.look(committed(openEdition(year), tracked ?? trackedFiles(projectRoot), replaced));
  gate.look(shown.map(({ file, notebook }): Artefact => ({ path: file, content: formatNotebook(notebook) })));
  const data = only === undefined ? await openDataOf(published, edition, named) : [];
  gate.look(data);
  // Last, since they may still be under way.
  const drawings = new Map<string, Drawings>();
  for (const figure of named.flatMap(({ notebook }) => figuresOf(notebook)))
    drawings.set(figure.id, await drawKept({ figure, mark: edition.syntheticMark }));
  const hasOverview = only === undefined && readOverview(year, published.questionnaire) !== null;
  const note = renderNote({
    edition,
    chapters: named,
    published: publicationOf,
    tiltakBehind: hasOverview ? linkToTiltak(published) : undefined,
    drawings,
    provenance: readProvenance(projectRoot, year),
    folder: chaptersFolder(year),
    only,
  });
  gate.look([{ path: "notat.html", content: note.html }]);
  const overview = only === undefined ? overviewOf(published, edition, note.linked) : [];
  gate.look(overview);
  const problems = [...lintChapters(shown), ...collectState(named).conflicts, ...note.problems];
  const { log, questionnaire } = await loadSurvey(openEdition(year));
  const leaks = await gate.leaks();
  return {
    ...note,
    beside: [...overview, ...data],
    confidential: { secrets, leaks },
    listed: toListed(log.listed, questionnaire),
    drawings: Object.fromEntries(drawings),
    problems: [...problems, ...describeLeaks(leaks)],
  };
}

/**
 * What may stand in no page of a year.
 * @param answers Those of the year; read when left out.
 * @param published What is public of them; as long as nothing is known of the note's numbers, all of the public rows.
 * @throws {ContentError} When the answers can't be read.
 */
export async function secretsIn(
  year: number,
  answers?: Answers,
  published?: PublicAnswers,
): Promise<Secret[]> {
  const edition = openEdition(year);
  const read = answers ?? answersOf((await openAnswers(year)).answers);
  const open = published ?? PublicAnswers.of(read);
  return keep(`publish/secrets/${year}`, [...chapterInputs(), JSON.stringify(open.records)], async () => {
    const { log } = await loadSurvey(edition);
    return secretsOf(read, open, edition.edition, {
      workbooks: workbooksOf(edition),
      register: existsSync(edition.private.register) ? edition.private.register : undefined,
      log: log.rows,
    });
  });
}

interface PublishedOf {
  readonly answers: Answers;
  readonly published: PublicAnswers;
}

/** The answers of a year, and what of them may be published beside its chapters. */
async function findPublicAnswers(
  year: number,
  chapters: readonly { file: string; notebook: Notebook }[],
): Promise<PublishedOf> {
  // Published figures are held against the answers, which must be loaded in this process too.
  const answers = answersOf((await openAnswers(year)).answers);
  const named = chapters.map(({ file, notebook }) => ({ file: basename(file), notebook }));
  return {
    answers,
    published: PublicAnswers.of(answers, await keptBackOf(answers, publicationIn(named, year))),
  };
}

/**
 * Does what a note needs besides the chapters that still run, and what it needs of those that have ended: who makes the
 * note then has it. In small steps, since the cells that run meanwhile are led from here too.
 * @param ended The chapters that have ended so far.
 */
export async function expectNote(
  year: number,
  ended: readonly { file: string; notebook: Notebook }[],
): Promise<void> {
  await openAnswers(year);
  for (const figure of readPublished(year)) {
    expectPublication(figure);
    await setImmediate();
  }
  const { syntheticMark: mark } = openEdition(year).edition;
  for (const { file, notebook } of ended) {
    lintChapters([{ file: basename(file), notebook }]);
    await setImmediate();
    for (const figure of figuresOf(notebook)) keptDrawings({ figure, mark });
    await setImmediate();
  }
}

function workbooksOf(edition: OpenEdition): Workbook[] {
  const { workbook } = edition.private;
  const forms = receivedFiles(edition).map(({ path, organisasjonsnummer }) => ({
    name: `skjemaet fra ${organisasjonsnummer}`,
    content: readFileSync(path),
    isForm: true,
  }));
  return existsSync(workbook)
    ? [...forms, { name: basename(workbook), content: readFileSync(workbook), isForm: false }]
    : forms;
}

/**
 * What git holds, but for the answers and the log of an edition whose answers are synthetic, and what they are made with:
 * these may lie in the repository, all others' never do.
 */
function committed(
  { year, edition, private: { folder, log } }: OpenEdition,
  tracked: readonly Artefact[],
  replaced: string | undefined,
): Artefact[] {
  const isSynthetic = edition.syntheticMark !== undefined;
  const left = [
    ...(isSynthetic ? [join(folder, "raw"), log, join(dataFolder(year), "make")] : []),
    ...(replaced === undefined ? [] : [replaced]),
  ].map((path) => relative(projectRoot, path).split(sep).join("/"));
  return tracked.filter(({ path }) => !left.some((place) => path === place || path.startsWith(`${place}/`)));
}
