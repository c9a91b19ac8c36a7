import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { projectRoot } from "../project.js";
import { codeOf, hashTexts, type KeptName, type Wing } from "./keep.js";

/** Many small things of one kind that are kept between runs. */
export interface KeptLines<T> {
  /** Undefined when it is not kept, or is spoilt. */
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

/** A file that has grown beyond this begins anew: what was kept for texts that are gone is never taken out of it. */
const LARGEST = 4_000_000;

/**
 * As `kept`, but for small things that several processes find at the same time: a line each in one file, to which
 * processes add and which none writes anew. Each line has its own checksum, so that one that was cut off is no more than
 * missing. The file is named by what everything in it was made from; another takes its place when that changes.
 * @param name `wing/what`; the wing whose code makes the things.
 */
export function keptLines<T>(name: KeptName, root = projectRoot): KeptLines<T> {
  const [wing, ...place] = name.split("/") as [Wing, ...string[]];
  let lines: Map<string, T> | undefined;
  let path = "";
  const open = (): Map<string, T> => {
    if (lines) return lines;
    lines = new Map();
    try {
      path = join(root, ".notat", ...place, `${codeOf(wing)}.lines`);
      read(path, lines);
    } catch {
      // There is none yet, or no code from which it could be made.
    }
    return lines;
  };
  return {
    get: (key) => open().get(hashTexts(key)),
    set(key, value) {
      const hash = hashTexts(key);
      open().set(hash, value);
      add(path, JSON.stringify([hash, value]));
    },
  };
}

function read<T>(path: string, lines: Map<string, T>): void {
  if (statSync(path).size > LARGEST) {
    rmSync(path);
    return;
  }
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const at = line.indexOf(" ");
    const body = line.slice(at + 1);
    if (at < 0 || line.slice(0, at) !== checksum(body)) continue;
    const [key, value] = JSON.parse(body) as [string, T];
    lines.set(key, value);
  }
}

function add(path: string, body: string): void {
  try {
    if (!statSync(path, { throwIfNoEntry: false })) {
      const folder = dirname(path);
      mkdirSync(folder, { recursive: true });
      for (const other of readdirSync(folder))
        if (other !== basename(path)) rmSync(join(folder, other), { force: true });
    }
    // On a line of its own, whatever stands cut off before it.
    appendFileSync(path, `\n${checksum(body)} ${body}\n`);
  } catch {
    // A full disk, or a folder that can't be written.
  }
}

const checksum = (body: string): string => hashTexts(body).slice(0, 16);
