import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { ContentError } from "../errors.js";

/** A file to be written. */
export type FileToWrite = readonly [path: string, content: Content];

/** Pieces are written one after the other, so that they need never be there all at once. */
type Content = string | Uint8Array | Generator<string>;

/**
 * Writes a file whole or not at all: readers see the old content or the new, also when two processes write at once.
 * Folders on the way are made. Who may read a file that is there already may read the new one.
 * @throws {ContentError} When it can't be written: the disk is full, or nothing may be written there.
 */
export function writeWhole(path: string, content: Content): void {
  writeTogether([[path, content]]);
}

/**
 * The same of files that belong together: none takes its place before all are there. What a process that was killed
 * meanwhile has left beside them is taken away by the next.
 */
export function writeTogether(files: readonly FileToWrite[]): void {
  const drafts: { path: string; draft: string }[] = [];
  removeLeft(files.map(([path]) => path));
  try {
    for (const [path, content] of files) {
      const draft = `${draftOf(path)}.${process.pid}.${randomBytes(4).toString("hex")}`;
      drafts.push({ path, draft });
      mkdirSync(dirname(path), { recursive: true });
      write(draft, content);
      const there = statSync(path, { throwIfNoEntry: false });
      if (there?.isFile()) chmodSync(draft, there.mode);
    }
    for (const { path, draft } of drafts) renameSync(draft, path);
  } catch (e) {
    for (const { draft } of drafts) rmSync(draft, { force: true });
    throw new ContentError(
      `${drafts.at(-1)?.path} must be written, but can't be: ${whyNot(e as NodeJS.ErrnoException)}`,
    );
  }
}

/** A name as long as names may be leaves no room for what is put to it. */
const draftOf = (path: string): string => join(dirname(path), `.${basename(path).slice(0, 50)}`);

function removeLeft(paths: readonly string[]): void {
  const ours = new Set(paths.map(draftOf));
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    try {
      for (const name of readdirSync(folder)) {
        const [, draft = "", pid] = /^(\..*)\.(\d+)\.[0-9a-f]{8}$/.exec(name) ?? [];
        if (ours.has(join(folder, draft)) && !isAlive(Number(pid)))
          rmSync(join(folder, name), { force: true });
      }
    } catch {
      // There is no such folder yet, or nothing may be written there: whoever writes is told.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (e) {
    return (e as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function write(path: string, content: Content): void {
  if (typeof content === "string" || content instanceof Uint8Array) {
    writeFileSync(path, content);
    return;
  }
  const file = openSync(path, "w");
  try {
    for (const piece of content) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full. Make room, or choose another folder.";
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return "nothing may be written there. Choose another folder.";
    default:
      return `${message}.`;
  }
}
