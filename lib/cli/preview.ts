import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Command } from "commander";
import { formatNotebook } from "../engine/notebook/notebook.js";
import { type NotebookRun, runNotebooks } from "../engine/run/runNotebooks.js";
import { ContentError, UsageError } from "../ground/errors.js";
import { checkBuild } from "../ground/files/buildMark.js";
import { chaptersFolder, chooseYear, dataFolder } from "../ground/project.js";
import { chapterInputs } from "../publish/note/chapterInputs.js";
import { startPreviewServer } from "../publish/preview/previewServer.js";
import { withErrorsShown } from "../publish/preview/withErrorsShown.js";
import { pageMaker } from "../publish/report/pageMaker.js";
import { abortOnInterrupt } from "./abortOnInterrupt.js";
import { chapterNames, findChapter } from "./findChapter.js";
import { parsePort, parseYear } from "./options.js";

export function previewCommand(): Command {
  return new Command("preview")
    .description("A page on this machine that follows the notebooks as they are saved.")
    .argument("[NOTEBOOK]", "a chapter by number or name, or any .ipynb (default: the whole note)")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option("--port <N>", "where it listens; 0 for any that is free", parsePort, 4019)
    .addHelpText(
      "after",
      `
What is saved runs again: the chapter that changed, or all when data/ changed. The page keeps the reader's place, and
says what must be mended. It is only to be had from this machine, and ends with Ctrl-C.

Examples: notat preview
          notat preview 3.1
          notat preview notebooks/utforsk/omvisning.ipynb`,
    )
    .action(preview);
}

/** What a round comes to. */
interface Round {
  readonly page?: string;
  readonly problems: readonly string[];
}

/** Makes the page anew. `onRun` is told which notebook runs. */
type MakeRound = (signal: AbortSignal, onRun: (name: string) => void) => Promise<Round>;

async function preview(
  notebook: string | undefined,
  options: { year?: number; port: number },
): Promise<void> {
  const year = chooseYear(options.year);
  const own = notebook !== undefined && isOther(notebook, year) ? resolve(notebook) : null;
  const only = notebook === undefined || own ? undefined : findChapter(year, notebook);
  const pages = pageMaker();
  const folder = own ? dirname(own) : chaptersFolder(year);
  const make = own ? notebookRound(own, pages) : noteRound(year, only);
  const server = await startPreviewServer(
    own ? basename(own) : (only ?? `Notatet for ${year}`),
    options.port,
  );
  console.log(server.url);
  const interrupt = abortOnInterrupt();
  interrupt.say("the preview has ended.");
  const changes = follow([folder, dataFolder(year)], own ? [basename(own)] : null);
  try {
    while (!interrupt.signal.aborted) {
      const started = performance.now();
      server.tell({ text: "Leser …" });
      const round = await attempt(make, interrupt.signal, (name) =>
        server.tell({ text: `Kjører ${name} …` }),
      );
      const seconds = ((performance.now() - started) / 1000).toFixed(1).replace(".", ",");
      server.tell({ ...round, text: `${told(round)} ${seconds} s.` });
      await Promise.race([changes.next(), interrupt.aborted]);
    }
  } finally {
    changes.stop();
    pages.stop();
    interrupt.end();
    await server.close();
  }
}

const told = ({ problems }: Round): string =>
  problems.length === 0 ? "Ferdig på" : "Siden er ikke som den skal. Det tok";

/** Whether it is a notebook that is no chapter of the year. */
function isOther(notebook: string, year: number): boolean {
  const path = resolve(notebook);
  if (!path.endsWith(".ipynb") || dirname(path) === chaptersFolder(year)) return false;
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError(`Can't read ${notebook}: there is no such file.`);
  return true;
}

/** What is wrong with the content is shown in the page, and mended there and then. */
async function attempt(make: MakeRound, signal: AbortSignal, onRun: (name: string) => void): Promise<Round> {
  try {
    checkBuild();
    return await make(signal, onRun);
  } catch (e) {
    if (e instanceof ContentError || e instanceof UsageError) return { problems: [e.message] };
    throw e;
  }
}

/** The note, or one chapter of it, of chapters that go on after failing cells. */
function noteRound(year: number, only: string | undefined): MakeRound {
  return async (signal, onRun) => {
    const files = chapterNames(year).map((name) => relative(process.cwd(), join(chaptersFolder(year), name)));
    const { assembleNote } = await import("../publish/note/assembleNote.js");
    const runs = await runNotebooks(files, {
      cache: chapterInputs(),
      allowErrors: true,
      env: { NOTAT_YEAR: String(year) },
      signal,
      onProgress: ({ notebook, state }) => {
        if (state === "running") onRun(nameOf(notebook));
      },
    });
    const shown = runs.map(({ file, notebook, errors }) => ({
      file,
      notebook: withErrorsShown(notebook, errors),
    }));
    const note = await assembleNote(year, shown, { only });
    const failed = runs.filter(({ file }) => only === undefined || basename(file) === only);
    const removed = note.removed.map((what) => `Av hensyn til sikkerheten: ${what}.`);
    return { page: note.html, problems: [...failuresOf(failed), ...note.problems, ...removed] };
  };
}

/** Any notebook, as `notat run` makes its page. */
function notebookRound(path: string, pages: ReturnType<typeof pageMaker>): MakeRound {
  return async (signal, onRun) => {
    onRun(nameOf(path));
    const [run] = (await runNotebooks([path], { allowErrors: true, signal })) as [NotebookRun];
    const folder = mkdtempSync(join(tmpdir(), "notat-preview-"));
    try {
      const executed = join(folder, basename(path));
      const target = executed.replace(/ipynb$/, "html");
      const { writeWhole } = await import("../ground/files/writeWhole.js");
      writeWhole(executed, formatNotebook(run.notebook));
      const answer = await pages.make({
        notebook: executed,
        target,
        title: nameOf(path),
        folder: dirname(resolve(path)),
      });
      if ("fault" in answer)
        return { problems: [`Siden kan ikke lages: ${answer.fault}.`, ...failuresOf([run])] };
      return { page: readFileSync(target, "utf8"), problems: [...failuresOf([run]), ...answer.notShown] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** Each cell that failed: what is wrong, then where. */
const failuresOf = (runs: readonly NotebookRun[]): string[] =>
  runs.flatMap(({ file, errors }) =>
    errors.map(({ cell, count, traceback }) =>
      stripVTControlCharacters(
        `${basename(file)}, celle ${cell + 1} (In [${count}]):\n${traceback.join("\n")}`,
      ),
    ),
  );

const nameOf = (file: string): string => basename(file).replace(/\.ipynb$/, "");

/** Editors write a file in several steps. */
const SETTLED = 150;

/**
 * Waits for files to change, in the folders themselves.
 * @param names Only these files of the first folder; all notebooks of it when null.
 */
function follow([notebooks, data]: readonly [string, string], names: readonly string[] | null) {
  let changed = false;
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const onChange = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, SETTLED);
  };
  const isNotebook = (name: string): boolean => (names ? names.includes(name) : name.endsWith(".ipynb"));
  const watchers = [
    watch(notebooks, (_, name) => {
      if (name === null || isNotebook(name)) onChange();
    }),
    ...(existsSync(data) ? [watch(data, onChange)] : []),
  ];
  // A folder that goes away ends the watching, not the preview.
  for (const watcher of watchers) watcher.on("error", () => {});
  return {
    async next(): Promise<void> {
      if (!changed)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      changed = false;
    },
    stop(): void {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
