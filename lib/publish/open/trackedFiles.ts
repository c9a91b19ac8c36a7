import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ContentError } from "../../ground/errors.js";
import { megabytes } from "../../survey/intake/workbook/unpack.js";
import type { Artefact } from "./artefact.js";

/** What nobody would publish in a repository, and what takes long to look through, is no oversight to let pass. */
const LARGEST = 100_000_000;

/**
 * Every file that git tracks, or would with the next `git add`: a repository is published too. None where there is no git.
 * @param root The project's root.
 * @throws {ContentError} With every file that is too large to be looked through.
 */
export function trackedFiles(root: string): Artefact[] {
  if (!existsSync(join(root, ".git"))) return [];
  let names: string[];
  try {
    names = execFileSync(
      "git",
      ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
      {
        encoding: "utf8",
        maxBuffer: 1 << 28,
        stdio: ["ignore", "pipe", "ignore"],
      },
    ).split("\0");
  } catch {
    return [];
  }
  const files = [...new Set(names)].flatMap((path) => {
    const full = join(root, path);
    const found = path === "" ? undefined : statSync(full, { throwIfNoEntry: false });
    // What is deleted and not yet committed, and other repositories within.
    return found?.isFile() ? [{ path, full, size: found.size }] : [];
  });
  const large = files.filter(({ size }) => size > LARGEST);
  if (large.length > 0)
    throw new ContentError(
      `Every file that git holds, or does not ignore, must be at most ${megabytes(LARGEST)}, so that it can be looked through for what is not public, but ${large.map(({ path, size }) => `${path} is ${megabytes(size)}`).join(", ")}. Move it out of the project, or let .gitignore name it.`,
    );
  return files.map(({ path, full }) => ({ path, content: readFileSync(full) }));
}
