import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ContentError } from "../errors.js";
import { projectRoot } from "../project.js";
import { hashTexts } from "./keep.js";
import { writeWhole } from "./writeWhole.js";

/** Of each source of the build: its size and time, by which most are known to be the same, and its hash. */
type Sources = Record<string, readonly [size: number, time: number, hash: string]>;

const markOf = (root: string) => join(root, "lib", "dist", "sources.json");

/** Says what the build was made from. The last step of the build. */
export function writeBuildMark(root = projectRoot): void {
  const sources: Sources = {};
  for (const path of sourcesBelow(root)) {
    const { size, mtimeMs } = statSync(join(root, path));
    sources[path] = [size, mtimeMs, hashOf(root, path)];
  }
  writeWhole(markOf(root), JSON.stringify(sources));
}

/**
 * What runs is what was built: an edited library or questionnaire that was not built would give yesterday's answers.
 * @throws ContentError with the files that differ.
 */
export function checkBuild(root = projectRoot): void {
  let built: Sources;
  try {
    built = JSON.parse(readFileSync(markOf(root), "utf8")) as Sources;
  } catch {
    throw new ContentError("the library must be built before its commands run.\n  Run: npm run build");
  }
  const now = sourcesBelow(root);
  const edited = now.filter((path) => {
    const known = built[path];
    if (!known) return true;
    const { size, mtimeMs } = statSync(join(root, path));
    return size !== known[0] || (mtimeMs !== known[1] && hashOf(root, path) !== known[2]);
  });
  const gone = Object.keys(built).filter((path) => !now.includes(path));
  const differ = [...edited, ...gone];
  if (differ.length === 0) return;
  const shown = differ.slice(0, 5).join(", ") + (differ.length > 5 ? ` and ${differ.length - 5} more` : "");
  throw new ContentError(
    `what runs must be what is written, but ${shown} changed after the library was built.\n  Run: npm run build`,
  );
}

/** Everything that the build compiles, with `/`. */
function sourcesBelow(root: string): string[] {
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return /^(dist|node_modules|bin)$/.test(entry.name) ? [] : below(path);
      return /\.c?ts$/.test(entry.name) && !entry.name.startsWith(".") ? [path] : [];
    });
  const years = readdirSync(join(root, "data"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const editions = years.flatMap(({ name }) =>
    readdirSync(join(root, "data", name))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `data/${name}/${file}`),
  );
  return [...below("lib"), ...editions, "lib/tsconfig.json", "tsconfig.json"].sort();
}

function hashOf(root: string, path: string): string {
  return hashTexts(readFileSync(join(root, path), "latin1"));
}
