import { accessSync, constants, existsSync, lstatSync, realpathSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Command } from "commander";
import { formatNotebook } from "../engine/notebook/notebook.js";
import { unknownParameters } from "../engine/notebook/setParameters.js";
import { type NotebookRun, runEach } from "../engine/run/runNotebooks.js";
import { ContentError, UsageError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { pageMaker } from "../publish/report/pageMaker.js";
import { abortOnInterrupt } from "./abortOnInterrupt.js";
import { describeFailure } from "./describeFailure.js";
import { makeFolder } from "./makeFolder.js";
import { collectParameters, parseCount, parseSeconds } from "./options.js";
import { showProgress } from "./showProgress.js";

interface Options {
  readonly out?: string;
  readonly timeout: number;
  readonly jobs?: number;
  readonly allowErrors?: boolean;
  readonly inPlace?: boolean;
  readonly logOutput?: boolean;
  readonly parameter?: Readonly<Record<string, unknown>>;
}

export function runCommand(): Command {
  return new Command("run")
    .description("Run any TypeScript notebooks, and write an executed .ipynb and an .html of each.")
    .argument("<FILE.ipynb...>", "notebooks; each runs in its own folder, in a fresh process")
    .option("--out <DIR>", "folder for what is written (default: out)")
    .option("--in-place", "write the executed notebook over the one given, and no page")
    .option("-p, --parameter <name=value>", "a value for the notebooks, as papermill's -p", collectParameters)
    .option("--timeout <S>", "seconds that a cell may take", parseSeconds, 300)
    .option("--allow-errors", "go on after failing cells; they do not count for the exit code")
    .option("--jobs <N>", "notebooks that run at the same time (default: the number of cores)", parseCount)
    .option("--log-output", "print what the cells print, while they run")
    .addHelpText(
      "after",
      `
Each notebook is written as soon as it has ended. A failing cell ends its notebook, whose page says so; the exit code
is then 1. Cells tagged raises-exception may fail; cells tagged skip-execution do not run and keep their outputs.
Tags remove-cell, remove-input and remove-output leave parts out of the page, hide-cell, hide-input and hide-output
fold them.

-p NAME VALUE puts a cell with the values after the cell tagged parameters, into the executed notebook. A value is read
as JSON (2020, true, null, "2020", [1, 2]), True, False and None as papermill does, and is text otherwise. It must be
of the type that the notebook declares, where it declares one.

Examples: notat run exploring.ipynb --out /tmp/run
          notat run report.ipynb -p year 2020 -p ministry KMD`,
    )
    .action(run);
}

async function run(files: string[], options: Options): Promise<void> {
  const targets = targetsOf(files, options);
  const progress = showProgress(process.stderr, files);
  const interrupt = abortOnInterrupt();
  const pages = pageMaker();
  const underWay: Promise<unknown>[] = [];
  const failures: string[] = [];
  let written = 0;
  const tell = (message: string) => console.error(`notat: ${message}`);

  function write(ended: NotebookRun, { executed, page }: Target): void {
    const { file, notebook, ok, errors, error } = ended;
    if (!ok) failures.push(describeFailure(ended));
    else if (errors.length > 0)
      tell(`${file}: ${errors.length === 1 ? "1 cell" : `${errors.length} cells`} failed.`);
    if (page === undefined && !ok) {
      failures.push(`${file} stays as it was.`);
      return;
    }
    for (const name of unknownParameters(notebook, options.parameter ?? {}))
      tell(`${file}: no cell tagged parameters declares ${name}.`);
    try {
      writeWhole(executed, formatNotebook(notebook));
      // An earlier page must not stand beside a later notebook.
      if (page !== undefined) rmSync(page, { force: true });
    } catch (e) {
      failures.push((e as Error).message);
      return;
    }
    written++;
    console.log(executed);
    if (page === undefined) return;
    const failure = error && `celle ${error.cell + 1} (In [${error.count}]): ${error.ename}`;
    const order = {
      notebook: executed,
      target: page,
      title: nameOf(executed),
      folder: dirname(resolve(file)),
    };
    const making = pages.make(failure ? { ...order, failure } : order).then((answer) => {
      if ("fault" in answer) {
        failures.push(
          `The page ${page} can't be made: ${answer.fault.replace(/\.$/, "")}. The notebook is there.`,
        );
        return;
      }
      console.log(page);
      for (const what of answer.notShown) tell(`${page}: ${what}`);
    });
    underWay.push(making);
  }

  if (!options.inPlace) pages.warmUp();
  try {
    await runEach(files, {
      timeout: options.timeout,
      ...(options.jobs ? { jobs: options.jobs } : {}),
      ...(options.parameter ? { parameters: options.parameter } : {}),
      allowErrors: options.allowErrors === true,
      onProgress: progress.show,
      ...(options.logOutput ? { onOutput: progress.output } : {}),
      onEnd: (ended, at) => write(ended, targets[at]!),
      signal: interrupt.signal,
    });
    await Promise.race([Promise.all(underWay), interrupt.aborted]);
  } catch (e) {
    if (written > 0 && interrupt.signal.aborted)
      interrupt.say(`interrupted; ${written} of ${files.length} notebooks were written.`);
    throw e;
  } finally {
    pages.stop();
    progress.end();
    interrupt.end();
  }
  for (const failure of failures) console.error(`\nnotat: ${failure}`);
  if (failures.length > 0) throw new ContentError("");
}

/** Where a notebook's results go: the executed notebook, and the page when there is to be one. */
interface Target {
  readonly executed: string;
  readonly page?: string;
}

const nameOf = (file: string) => basename(file).replace(/(?<=.)\.ipynb$/, "");

function targetsOf(files: readonly string[], { out, inPlace }: Options): Target[] {
  const paths = files.map((file) => (inPlace && existsSync(file) ? realpathSync(file) : resolve(file)));
  const twice = files.find((_, i) => paths.indexOf(paths[i]!) < i);
  if (twice !== undefined)
    throw new UsageError(`Each notebook can be run once, but ${twice} is given twice.`);
  if (inPlace) {
    if (out !== undefined)
      throw new UsageError("--in-place and --out must not stand together: one of them says where to write.");
    const closed = files.filter((_, i) => existsSync(paths[i]!) && !canWrite(paths[i]!));
    if (closed.length > 0)
      throw new UsageError(
        `--in-place must be able to write over ${closed.join(", ")}, but may not.\n  Choose a folder with --out.`,
      );
    // A link to a notebook stays one.
    return files.map((file, i) => ({ executed: isLink(file) ? paths[i]! : file }));
  }
  const folder = out ?? "out";
  const names = files.map(nameOf);
  // Notebooks of the same name keep their folders, as far as these tell them apart.
  const same = new Set(names).size < names.length;
  const from = same ? commonFolder(paths.map(dirname)) : "";
  const targets = paths.map((path, i) => {
    const target = join(folder, same ? dirname(relative(from, path)) : "", names[i]!);
    return { executed: `${target}.ipynb`, page: `${target}.html` };
  });
  for (const [i, { executed }] of targets.entries()) {
    const first = targets.findIndex((target) => target.executed === executed);
    if (first < i)
      throw new UsageError(
        `Each notebook must have a name of its own, but ${files[first]} and ${files[i]} would both be written as ${executed}.\n  Run one after the other, each with its own --out.`,
      );
  }
  makeFolder(folder);
  for (const { executed } of targets) {
    const source = files.find((file) => isSameFile(file, executed));
    if (source !== undefined)
      throw new UsageError(
        `--out must not be the folder of ${source}, which would be overwritten.\n  Choose another folder, or say --in-place.`,
      );
  }
  return targets;
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? "";
  while (!folders.every((folder) => folder === common || !relative(common, folder).startsWith("..")))
    common = dirname(common);
  return common;
}

/** Also through symbolic and hard links. */
function isSameFile(a: string, b: string): boolean {
  if (!existsSync(a) || !existsSync(b)) return false;
  const [one, other] = [statSync(a, { bigint: true }), statSync(b, { bigint: true })];
  return one.ino === other.ino && one.dev === other.dev;
}
