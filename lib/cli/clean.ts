import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { cleanNotebook } from "../engine/notebook/cleanNotebook.js";
import { ContentError, UsageError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { projectRoot } from "../ground/project.js";

export function cleanCommand(): Command {
  return new Command("clean")
    .description("Take outputs and execution counts out of notebooks, as they are committed.")
    .argument("[FILE.ipynb...]", "notebooks, or folders and all below them (default: notebooks/)")
    .option("--check", "only say which notebooks are not clean; exit code 1 if any")
    .action(clean);
}

function clean(paths: string[], options: { check?: boolean }): void {
  const files = (
    paths.length > 0 ? paths : [relative(process.cwd(), join(projectRoot, "notebooks"))]
  ).flatMap(notebooksIn);
  const dirty: string[] = [];
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const { cleaned, found } = cleanNotebook(text, file);
    if (found.length === 0) continue;
    if (options.check) dirty.push(...found.map((fault) => `${file}: ${fault}`));
    else {
      writeWhole(file, cleaned);
      console.log(`${file}: ${found.join("; ")}: mended`);
    }
  }
  if (dirty.length > 0) {
    throw new ContentError(
      `Notebooks must be committed clean.\n  ${dirty.join("\n  ")}\n  Run: npx notat clean`,
    );
  }
}

function notebooksIn(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UsageError(`Can't read ${path}: there is no such file or folder.`);
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith(".") ? [] : notebooksIn(inside);
      return entry.name.endsWith(".ipynb") ? [inside] : [];
    });
}
