import { basename } from "node:path";
import type { Notebook } from "../../engine/notebook/notebook.js";
import { readProvenance } from "../../ground/edition/provenance.js";
import { projectRoot } from "../../ground/project.js";
import { publicationOf } from "../../numbers/published/publication.js";
import { loadSurvey } from "../../survey/answers/loadSurvey.js";
import { openAnswers } from "../../survey/answers/survey.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { type Listed, toListed } from "../../survey/intake/listing.js";
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
): Promise<AssembledNote> {
  const { edition } = openEdition(year);
  // Published figures are held against the answers, which must be loaded in this process too.
  await openAnswers(year);
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
  });
  const { log, questionnaire } = await loadSurvey(openEdition(year));
  return {
    ...note,
    listed: toListed(log.listed, questionnaire),
    drawings: Object.fromEntries(drawings),
    problems: [...lintChapters(named), ...collectState(named).conflicts, ...note.problems],
  };
}
