import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "../project.js";
import { hashFiles } from "./hashFiles.js";
import { formatNotebook, type Notebook } from "./notebook.js";
import { writeWhole } from "./writeWhole.js";

/** The executed notebook of the last run of the same, in `.notat/cache/`. */
export interface OutputCache {
  read(): Notebook | null;
  write(executed: Notebook): void;
}

/**
 * A chapter's outputs hold as long as its cells, the built library, all of data/, the lockfile, Node's version and the
 * environment given are the same. Simple rather than clever: any change there runs every chapter again.
 *
 * A spoilt entry counts as none. Entries are replaced whole, so that two runs at once do not spoil each other.
 */
export function openOutputCache(
  file: string,
  notebook: Notebook,
  env: Readonly<Record<string, string>>,
): OutputCache {
  const settings = JSON.stringify(Object.entries(env).sort());
  const place = relative(projectRoot, file);
  const path = join(projectRoot, ".notat", "cache", `${hashOf(place, settings).slice(0, 16)}.json`);
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  const key = hashOf(formatNotebook({ ...notebook, cells }), settings, process.version, surroundings());
  return {
    read() {
      try {
        const [checksum, body] = split(readFileSync(path, "utf8"));
        if (checksum !== hashOf(body)) return null;
        const entry = JSON.parse(body) as { key: string; executed: Notebook };
        return entry.key === key ? entry.executed : null;
      } catch {
        return null;
      }
    },
    write(executed) {
      const body = JSON.stringify({ key, executed });
      writeWhole(path, `${hashOf(body)}\n${body}`);
    },
  };
}

let hash: string | undefined;
function surroundings(): string {
  hash ??= hashFiles(projectRoot, [
    "data",
    "lib/dist/lib",
    "lib/dist/data",
    "lib/package.json",
    "package-lock.json",
  ]);
  return hash;
}

function split(text: string): [string, string] {
  const at = text.indexOf("\n");
  return [text.slice(0, at), text.slice(at + 1)];
}

function hashOf(...texts: string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n${text}`);
  return hash.digest("hex");
}
