import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { formatNotebook } from "../engine/notebook/notebook.js";
import { runNotebooks } from "../engine/run/runNotebooks.js";
import { ContentError, UsageError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { abortOnInterrupt } from "./abortOnInterrupt.js";
import { describeFailure } from "./describeFailure.js";
import { makeFolder } from "./makeFolder.js";
import { parseSeconds } from "./options.js";
import { showProgress } from "./showProgress.js";

export function runCommand(): Command {
  return new Command("run")
    .description("Run any TypeScript notebooks, and write an executed .ipynb and an .html of each.")
    .argument("<FILE.ipynb...>", "notebooks; each runs in its own folder, in a fresh process")
    .option("--out <DIR>", "folder for what is written", "out")
    .option("--timeout <S>", "seconds that a cell may take", parseSeconds, 300)
    .addHelpText(
      "after",
      `
A failing cell ends its notebook: only the .ipynb is written, as far as it came, and the exit code is 1.
Cells tagged raises-exception may fail, cells tagged skip-execution do not run.

Example: notat run exploring.ipynb --out /tmp/run`,
    )
    .action(run);
}

async function run(files: string[], options: { out: string; timeout: number }): Promise<void> {
  const targets = targetsOf(files, options.out);
  const progress = showProgress(process.stderr);
  const interrupt = abortOnInterrupt();
  const runs = await runNotebooks(files, {
    timeout: options.timeout,
    onProgress: progress.show,
    signal: interrupt.signal,
  }).finally(() => {
    progress.end();
    interrupt.end();
  });
  const failed = runs.filter((r) => !r.ok);
  const { renderNotebookPage } = await import("../publish/report/renderNotebookPage.js");
  for (const [i, { notebook, ok }] of runs.entries()) {
    const written: [string, string][] = [[`${targets[i]}.ipynb`, formatNotebook(notebook)]];
    if (ok)
      written.push([
        `${targets[i]}.html`,
        await renderNotebookPage(notebook, { title: basename(targets[i]!) }),
      ]);
    for (const [path, content] of written) {
      writeWhole(path, content);
      console.log(path);
    }
  }
  for (const r of failed) console.error(`\nnotat: ${describeFailure(r)}`);
  if (failed.length > 0) throw new ContentError("");
}

/** Where each notebook's results go, without the ending. */
function targetsOf(files: readonly string[], out: string): string[] {
  const targets = files.map((file) => join(out, basename(file).replace(/\.ipynb$/, "")));
  for (const [i, target] of targets.entries()) {
    const other = targets.indexOf(target);
    if (other < i) {
      throw new UsageError(
        `${files[other]} and ${files[i]} would both be written to ${target}.ipynb.\n  Run them one at a time, each with its own --out.`,
      );
    }
  }
  makeFolder(out);
  for (const file of files) {
    if (realpathSync(out) === resolve(dirname(file))) {
      throw new UsageError(`--out must not be the folder of ${file}, which would be overwritten.`);
    }
  }
  return targets;
}
