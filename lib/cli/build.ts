import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { Command } from "commander";
import { ContentError, UsageError } from "../ground/errors.js";
import { type FileToWrite, writeTogether } from "../ground/files/writeWhole.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import type { AssembledNote } from "../publish/note/assembleNote.js";
import { openNoteCache } from "../publish/note/noteCache.js";
import { trackedFiles } from "../publish/open/trackedFiles.js";
import { findChromium, HOW_TO_GET_CHROMIUM } from "../publish/report/findChromium.js";
import type { LoadedSurvey } from "../survey/answers/loadSurvey.js";
import { toListed } from "../survey/intake/listing.js";
import { findChapter } from "./findChapter.js";
import { makeFolder } from "./makeFolder.js";
import { parseYear } from "./options.js";
import { runChapters } from "./runChapters.js";
import { refuseNewAmounts, tellListed } from "./tellListed.js";

export function buildCommand(): Command {
  return new Command("build")
    .description("Run every chapter in a fresh process and write the note, the overview and the open data.")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option("--out <DIR>", "folder for what is written (default: out/<year> in the project)")
    .option("--only <CHAPTER>", "a page of this chapter alone, by number or name: kapitler/<name>.html")
    .option("--pdf", "print the note as PDF too, with the Chromium, Chrome or Edge of this machine")
    .option("--keep-going", "go on after failing cells and claims, and tell of all of them")
    .option("--no-cache", "run every chapter, also those of which nothing has changed")
    .addHelpText(
      "after",
      `
A chapter runs again when its cells, the library, anything in data/, the lockfile or Node has changed.
When a chapter fails, an amount is listed that was not in the accepted state, or something stands in the note that is
not public, the earlier note stays in place, and the exit code is 1.

With --only the chapter's page keeps its numbers in the note; the note, the overview and the open data stay as they are.

Examples: notat build --year 2019
          notat build --only 3.1`,
    )
    .action(build);
}

async function build(options: {
  year?: number;
  out?: string;
  only?: string;
  pdf?: boolean;
  cache: boolean;
  keepGoing?: boolean;
}): Promise<void> {
  const year = chooseYear(options.year);
  if (options.pdf && findChromium() === null) throw new UsageError(HOW_TO_GET_CHROMIUM);
  const only = options.only === undefined ? undefined : findChapter(year, options.only);
  const out = options.out ?? join(projectRoot, "out", String(year));
  makeFolder(out);
  const note = await makeNote(year, options.cache, options.keepGoing === true, only);
  refuseNewAmounts(year, note.listed);
  tellListed(year, note.listed);
  for (const what of note.removed) console.error(`notat: ${what}`);
  const target =
    only === undefined ? join(out, "notat.html") : join(out, "kapitler", only.replace(/ipynb$/, "html"));
  const pdf = options.pdf ? [await printPdf(year, target, note)] : [];
  const earlier = earlierData(out);
  writeTogether([
    ...note.beside.map(({ path, content }): FileToWrite => [join(out, path), content]),
    [target, note.html],
    ...pdf,
  ]);
  if (only === undefined) {
    const now = new Set(note.beside.map(({ path }) => path));
    for (const path of earlier) if (!now.has(path)) rmSync(join(out, path), { force: true });
  }
  console.log(relative(process.cwd(), target));
  const beside = new Set(note.beside.map(({ path }) => path.replace(/\/.*$/, "/")));
  for (const path of beside) console.log(relative(process.cwd(), join(out, path)));
  for (const [path] of pdf) console.log(relative(process.cwd(), path));
}

/**
 * The open data that the last build wrote here, by its checksums: what is no longer made may not stay beside what is, since
 * nobody looks it through.
 */
function earlierData(out: string): string[] {
  const sums = join(out, "data", "SHA256SUMS");
  if (!existsSync(sums)) return [];
  return [...readFileSync(sums, "utf8").matchAll(/^[0-9a-f]{64} {2}((?:tabeller\/)?[^/\\\n]+)$/gm)].map(
    ([, name]) => `data/${name}`,
  );
}

/** The note as PDF, looked through like all else before it is written. */
async function printPdf(year: number, target: string, note: AssembledNote): Promise<FileToWrite> {
  const { htmlToPdf } = await import("../publish/report/htmlToPdf.js");
  const { openEdition } = await import("../survey/edition/openEdition.js");
  const { describeLeaks, findLeaks } = await import("../publish/open/gate.js");
  const folder = mkdtempSync(join(tmpdir(), "notat-pdf-"));
  try {
    const html = join(folder, basename(target));
    const pdf = html.replace(/html$/, "pdf");
    writeFileSync(html, note.html);
    await htmlToPdf(html, pdf, openEdition(year).edition);
    const path = target.replace(/html$/, "pdf");
    const content = readFileSync(pdf);
    const leaks = await findLeaks([{ path: basename(path), content }], note.confidential.secrets);
    if (leaks.length > 0)
      throw new ContentError(`the PDF can't stand as it is:\n\n${describeLeaks(leaks).join("\n")}`);
    return [path, content];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeNote(
  year: number,
  cache: boolean,
  keepGoing: boolean,
  only: string | undefined,
): Promise<AssembledNote> {
  const check = ({ log, questionnaire }: LoadedSurvey) =>
    refuseNewAmounts(year, toListed(log.listed, questionnaire));
  const runs = await runChapters(year, cache, { check, keepGoing });
  const tracked = only === undefined ? trackedFiles(projectRoot) : undefined;
  const noteCache = tracked ? openNoteCache(year, runs, tracked) : null;
  const kept = cache ? noteCache?.read() : null;
  if (kept) return kept;
  const { assembleNote } = await import("../publish/note/assembleNote.js");
  const note = await assembleNote(year, runs, { only, tracked });
  if (note.problems.length > 0)
    throw new ContentError(
      `the ${only === undefined ? "note" : "chapter"} can't stand as it is:\n\n${note.problems.join("\n")}`,
    );
  noteCache?.write(note);
  return note;
}
