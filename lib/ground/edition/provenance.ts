import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { privateFiles } from "./privateFiles.js";

/** What the note was made from. */
export interface Provenance {
  /** Short hash of the commit; null when there is no git. */
  readonly commit: string | null;
  /** True when files differ from the commit. */
  readonly dirty: boolean;
  /** One hash of all input files, in path order. */
  readonly data: string;
  readonly questionnaire: string;
}

/**
 * Hashes of the files that a year's note is made from: everything in `data/<year>/` but what is made of it (the
 * accepted state) or makes it (the generator), answers and log wherever they lie, its chapters and their pictures.
 * @returns Path from the project's root, with `/` → sha256.
 */
export function inputHashes(root: string, year: number): Map<string, string> {
  const data = join(root, "data", String(year));
  const chapters = filesBelow(join(root, "notebooks", String(year))).filter((path) =>
    /\.(?:ipynb|png|jpe?g|gif|webp)$/i.test(path),
  );
  const { folder, workbook, log } = privateFiles(year, root);
  // Of what is private, the two files that the note is made from, and not whose forms lie beside them.
  const open = filesBelow(data).filter((path) => folder === data || !path.startsWith(folder + sep));
  const files = [...new Set([...open, workbook, log, ...chapters])]
    .filter((path) => existsSync(path))
    .map((path) => relative(root, path).split(sep).join("/"))
    .filter(
      (path) =>
        !path.startsWith(`data/${year}/accepted`) &&
        !path.startsWith(`data/${year}/make/`) &&
        !/(?:^|\/)\.(?!\.)/.test(path),
    )
    .sort();
  return new Map(
    files.map((path) => [
      path,
      createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest("hex"),
    ]),
  );
}

/** Commit, state of the tree and hashes of the inputs. Asks git when the project is a checkout. */
export function readProvenance(root: string, year: number): Provenance {
  const inputs = inputHashes(root, year);
  const all = createHash("sha256");
  for (const [path, hash] of inputs) if (!path.startsWith("notebooks/")) all.update(`${path}\0${hash}\n`);
  return {
    ...readCheckout(root),
    data: all.digest("hex").slice(0, 12),
    questionnaire: (inputs.get(`data/${year}/questionnaire.ts`) ?? "").slice(0, 12),
  };
}

/** The commit that is checked out, 12 digits of it, and whether files differ from it. */
export function readCheckout(root: string): Pick<Provenance, "commit" | "dirty"> {
  const unknown = { commit: null, dirty: false };
  if (!existsSync(join(root, ".git"))) return unknown;
  try {
    const status = execFileSync(
      "git",
      ["-C", root, "status", "--porcelain=v2", "--branch", "--untracked-files=normal"],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    const [, commit = null] = /^# branch\.oid ([0-9a-f]{12})/m.exec(status) ?? [];
    return { commit, dirty: /^[^#]/m.test(status) };
  } catch {
    return unknown;
  }
}

/**
 * The files below some paths that differ from the commit in which `since` was last changed, those not committed among
 * them. Null when there is no git, or `since` is not committed.
 */
export function changedSince(root: string, since: string, paths: readonly string[]): string[] | null {
  if (!existsSync(join(root, ".git"))) return null;
  const git = (...args: string[]): string[] =>
    execFileSync("git", ["-C", root, "-c", "core.quotePath=false", ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
      .split("\n")
      .filter((line) => line !== "");
  try {
    const [commit] = git("log", "-1", "--format=%H", "--", since);
    if (commit === undefined) return null;
    const changed = git("diff", "--name-only", "--relative", commit, "--", ...paths);
    const fresh = git("ls-files", "--others", "--exclude-standard", "--", ...paths);
    return [...new Set([...changed, ...fresh])].sort();
  } catch {
    return null;
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && !entry.name.startsWith("~$"))
    .map((entry) => join(entry.parentPath, entry.name));
}
