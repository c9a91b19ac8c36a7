import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Notebook } from "../../engine/notebook/notebook.js";
import { readProvenance } from "../../ground/edition/provenance.js";
import { projectRoot } from "../../ground/project.js";
import { publicationOf } from "../../numbers/published/publication.js";
import { answersOf } from "../../survey/answers/answers.js";
import { loadSurvey } from "../../survey/answers/loadSurvey.js";
import { openAnswers } from "../../survey/answers/survey.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { type Listed, toListed } from "../../survey/intake/listing.js";
import type { Artefact } from "../open/artefact.js";
import { describeLeaks, findLeaks, type Leak } from "../open/gate.js";
import { openArtefacts } from "../open/openArtefacts.js";
import { protect } from "../open/protect.js";
import { PublicAnswers } from "../open/publicAnswers.js";
import { publicationIn } from "../open/publication.js";
import { secretsOf } from "../open/secrets.js";
import type { Drawings } from "../report/renderFigure.js";
import { type RenderedNote, renderNote } from "../report/renderNote.js";
import { collectState } from "./collectState.js";
import { figuresOf } from "./figuresOf.js";
import { drawKept } from "./keptDrawings.js";
import { lintChapters } from "./lintChapters.js";

/** A note with everything that stands in its way. */
export interface AssembledNote extends RenderedNote {
  readonly problems: readonly string[];
  /** What is only told of the answers. */
  readonly listed: readonly Listed[];
  /** Figure id → its drawings, as SVG text. */
  readonly drawings: Readonly<Record<string, Drawings>>;
  /** The overview and the open data; see openArtefacts. */
  readonly beside: readonly Artefact[];
  /** How many secrets were looked for in everything that would be published, and those that were found there. */
  readonly confidential: { readonly secrets: number; readonly leaks: readonly Leak[] };
}

/**
 * Makes the note of a year from its executed chapters: draws the figures, checks the Markdown cells, looks up the
 * published figures, renders the page.
 *
 * @param chapters In the order of the note.
 * @param only The file name of a chapter: its page alone is made and checked, with its numbers in the note, and nothing
 *  beside it. Default: all.
 * @returns The page, its text, and the problems that must be mended before it may be published.
 */
export async function assembleNote(
  year: number,
  chapters: readonly { file: string; notebook: Notebook }[],
  only?: string,
): Promise<AssembledNote> {
  const { edition, private: hidden } = openEdition(year);
  // Published figures are held against the answers, which must be loaded in this process too.
  const answers = answersOf((await openAnswers(year)).tiltak);
  const named = chapters.map(({ file, notebook }) => ({ file: basename(file), notebook }));
  const drawings = new Map<string, Drawings>();
  for (const figure of named.flatMap(({ notebook }) => figuresOf(notebook)))
    drawings.set(figure.id, await drawKept({ figure, mark: edition.syntheticMark }));
  const note = renderNote({
    edition,
    chapters: named,
    published: publicationOf,
    drawings,
    provenance: readProvenance(projectRoot, year),
    only,
  });
  const { log, questionnaire } = await loadSurvey(openEdition(year));
  const published = PublicAnswers.of(answers, protect(answers, publicationIn(named, year)));
  const beside = only === undefined ? await openArtefacts(published, edition, named) : [];
  const workbook = readFileSync(hidden.workbook);
  const secrets = await secretsOf(answers, published, edition, { workbook, log: log.rows });
  const leaks = await findLeaks([{ path: "notat.html", content: note.html }, ...beside], secrets);
  return {
    ...note,
    beside,
    confidential: { secrets: secrets.length, leaks },
    listed: toListed(log.listed, questionnaire),
    drawings: Object.fromEntries(drawings),
    problems: [
      ...lintChapters(only === undefined ? named : named.filter(({ file }) => file === only)),
      ...collectState(named).conflicts,
      ...note.problems,
      ...describeLeaks(leaks),
    ],
  };
}
