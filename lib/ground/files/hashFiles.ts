import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * A hash over names and contents of files, in the order of their names; a missing path counts as such.
 * @param paths Files or folders below `root`, with `/`.
 * @param wanted Which files of the folders count.
 * @param more Further texts that the hash depends on.
 */
export function hashFiles(
  root: string,
  paths: readonly string[],
  wanted: (file: string) => boolean = () => true,
  more: readonly string[] = [],
): string {
  const hash = createHash("sha256");
  const add = (path: string): void => {
    const full = join(root, path);
    const stat = statSync(full, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of readdirSync(full).sort()) add(`${path}/${name}`);
    } else if (stat && !wanted(path)) return;
    else {
      const content = stat ? readFileSync(full) : null;
      hash.update(`${path}\n${content ? content.length : "missing"}\n`);
      if (content) hash.update(content);
    }
  };
  for (const path of paths) add(path);
  for (const text of more) hash.update(`${text.length}\n${text}`);
  return hash.digest("hex").slice(0, 32);
}
