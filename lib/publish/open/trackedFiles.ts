import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Artefact } from "./artefact.js";

/**
 * Every file that git tracks, or would with the next `git add`: a repository is published too. None where there is no git.
 * @param root The project's root.
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
  return [...new Set(names)].flatMap((path) => {
    const full = join(root, path);
    // What is deleted and not yet committed, and other repositories within.
    if (path === "" || !statSync(full, { throwIfNoEntry: false })?.isFile()) return [];
    return [{ path, content: readFileSync(full) }];
  });
}
