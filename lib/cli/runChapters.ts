import { basename, join, relative } from "node:path";
import { formatNotebook } from "../engine/notebook/notebook.js";
import { type NotebookRun, runNotebooks } from "../engine/run/runNotebooks.js";
import { ContentError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { chaptersFolder, projectRoot } from "../ground/project.js";
import { chapterInputs } from "../publish/note/chapterInputs.js";
import { drawAhead } from "../publish/note/drawAhead.js";
import { figuresOf } from "../publish/note/figuresOf.js";
import type { LoadedSurvey } from "../survey/answers/loadSurvey.js";
import { abortOnInterrupt } from "./abortOnInterrupt.js";
import { describeFailures } from "./describeFailure.js";
import { chapterNames } from "./findChapter.js";
import { showProgress } from "./showProgress.js";

export interface ChapterOptions {
  /** Looks at the answers before any chapter runs, and may refuse them. */
  readonly check?: (answers: LoadedSurvey) => void;
  /** Whether chapters go on after failing cells, so that all of these are told of. */
  readonly keepGoing?: boolean;
}

/**
 * Runs all chapters of a year in the order of their names, with progress on the terminal. Their figures are drawn meanwhile, and further on.
 * @param cache Whether unchanged chapters keep the outputs of their last run.
 * @throws ContentError with what is wrong with the answers, or with the cells that failed; the notebooks as far as they came lie in `.notat/failed/`.
 */
export async function runChapters(
  year: number,
  cache: boolean,
  { check = () => {}, keepGoing = false }: ChapterOptions = {},
): Promise<NotebookRun[]> {
  const folder = chaptersFolder(year);
  const files = chapterNames(year).map((name) => relative(process.cwd(), join(folder, name)));
  const progress = showProgress(process.stderr, files);
  const interrupt = abortOnInterrupt();
  const drawing = drawAhead();
  let mark: string | undefined;
  const ended: NotebookRun[] = [];
  try {
    const runs = await runNotebooks(files, {
      ...(cache ? { cache: chapterInputs() } : {}),
      allowErrors: keepGoing,
      env: { NOTAT_YEAR: String(year) },
      onProgress: progress.show,
      signal: interrupt.signal,
      async prepare() {
        const { openEdition } = await import("../survey/edition/openEdition.js");
        const { refuseUndecided } = await import("../survey/questionnaire/refuseUndecided.js");
        const opened = openEdition(year);
        refuseUndecided(opened.questionnaire);
        mark = opened.edition.syntheticMark;
        // A fault in the answers would stop every chapter with the same words: it is told once.
        const { loadSurvey } = await import("../survey/answers/loadSurvey.js");
        const survey = loadSurvey(opened);
        check(await survey);
        // What makes the note takes long to load, and its answers to open: meanwhile the chapters run.
        import("../publish/note/assembleNote.js")
          .then(({ expectNote }) => expectNote(year, ended))
          .catch(() => {
            // Whoever makes the note meets the same, and tells of it.
          });
      },
      onEnd(run) {
        ended.push(run);
        if (run.ok && !run.cached)
          for (const figure of figuresOf(run.notebook)) drawing.add({ figure, mark });
      },
    });
    const failures = runs.filter((run) => run.errors.length > 0).map(keepFailed);
    if (failures.length > 0) throw new ContentError(failures.join("\n\n"));
    drawing.close();
    return runs;
  } catch (e) {
    drawing.stop();
    throw e;
  } finally {
    progress.end();
    interrupt.end();
  }
}

function keepFailed(run: NotebookRun): string {
  const kept = join(projectRoot, ".notat", "failed", basename(run.file));
  try {
    writeWhole(kept, formatNotebook(run.notebook));
  } catch (e) {
    return `${describeFailures(run)}\n\n${(e as Error).message}`;
  }
  return `${describeFailures(run)}\n\nAs far as it came: ${relative(process.cwd(), kept)}`;
}
