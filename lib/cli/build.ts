import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { Command } from "commander";
import { ContentError, UsageError } from "../errors.js";
import { formatNotebook } from "../notebook/notebook.js";
import { type NotebookRun, runNotebooks } from "../notebook/runNotebooks.js";
import { writeWhole } from "../notebook/writeWhole.js";
import { editionYears, projectRoot } from "../project.js";
import { loadEdition } from "../report/edition.js";
import { findChromium, HOW_TO_GET_CHROMIUM } from "../report/findChromium.js";
import { abortOnInterrupt } from "./abortOnInterrupt.js";
import { describeFailure } from "./describeFailure.js";
import { makeFolder } from "./makeFolder.js";
import { parseYear } from "./options.js";
import { showProgress } from "./showProgress.js";

export function buildCommand(): Command {
  return new Command("build")
    .description("Run every chapter in a fresh process and write the note.")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option("--out <DIR>", "folder for what is written (default: out/<year> in the project)")
    .option("--pdf", "print the note as PDF too, with the Chromium, Chrome or Edge of this machine")
    .option("--no-cache", "run every chapter, also those of which nothing has changed")
    .addHelpText(
      "after",
      `
A chapter runs again when its cells, the library, anything in data/, the lockfile or Node has changed.
When a chapter fails, the earlier note stays in place, and the exit code is 1.

Example: notat build --year 2019`,
    )
    .action(build);
}

async function build(options: { year?: number; out?: string; pdf?: boolean; cache: boolean }): Promise<void> {
  const year = editionOf(options.year);
  if (options.pdf && findChromium() === null) throw new UsageError(HOW_TO_GET_CHROMIUM);
  const out = options.out ?? join(projectRoot, "out", String(year));
  makeFolder(out);
  // What draws and writes takes long to load: it loads while the chapters run.
  const assembling = import("../note/assembleNote.js");
  const runs = await runChapters(year, options.cache);
  const { assembleNote } = await assembling;
  const note = await assembleNote(year, runs);
  if (note.problems.length > 0)
    throw new ContentError(`the note can't stand as it is:\n\n${note.problems.join("\n")}`);
  for (const what of note.removed) console.error(`notat: ${what}`);
  const target = join(out, "notat.html");
  writeWhole(target, note.html);
  console.log(relative(process.cwd(), target));
  if (options.pdf) {
    const { htmlToPdf } = await import("../report/htmlToPdf.js");
    const pdf = target.replace(/html$/, "pdf");
    await htmlToPdf(target, pdf, loadEdition(projectRoot, year));
    console.log(relative(process.cwd(), pdf));
  }
}

/** The edition asked for, or the newest. */
export function editionOf(year: number | undefined): number {
  const years = editionYears();
  const chosen = year ?? years.at(-1);
  if (chosen === undefined || !years.includes(chosen)) {
    throw new UsageError(
      `There must be an edition of ${chosen}, but there is none. There are: ${years.join(", ")}.`,
    );
  }
  return chosen;
}

/**
 * Runs all chapters in the order of their names, with progress on the terminal.
 * @param cache Whether unchanged chapters keep the outputs of their last run.
 * @throws ContentError with what is wrong with the answers, or with the cells that failed; the notebooks as far as they came lie in `.notat/failed/`.
 */
export async function runChapters(year: number, cache: boolean): Promise<NotebookRun[]> {
  const folder = join(projectRoot, "notebooks");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ipynb")) : [];
  if (names.length === 0)
    throw new ContentError("notebooks/ must hold the chapters, but there is no .ipynb in it.");
  // A fault in the answers would stop every chapter with the same words: it is told once, before any of them runs.
  const { loadSurvey } = await import("../survey/loadSurvey.js");
  await loadSurvey(projectRoot, year, { cache });
  const files = names.sort().map((name) => relative(process.cwd(), join(folder, name)));
  const progress = showProgress(process.stderr);
  const interrupt = abortOnInterrupt();
  const runs = await runNotebooks(files, {
    cache,
    env: { NOTAT_YEAR: String(year), ...(cache ? {} : { NOTAT_CACHE: "off" }) },
    onProgress: progress.show,
    signal: interrupt.signal,
  }).finally(() => {
    progress.end();
    interrupt.end();
  });
  const failures = runs.filter((run) => !run.ok).map(keepFailed);
  if (failures.length > 0) throw new ContentError(failures.join("\n\n"));
  return runs;
}

function keepFailed(run: NotebookRun): string {
  const kept = join(projectRoot, ".notat", "failed", basename(run.file));
  writeWhole(kept, formatNotebook(run.notebook));
  return `${describeFailure(run)}\n\nAs far as it came: ${relative(process.cwd(), kept)}`;
}
