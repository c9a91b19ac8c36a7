import { randomBytes } from "node:crypto";
import {
  constants,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ContentError } from "../errors.js";

/**
 * Does something while no other process does anything under the same lock, so that what is read, changed and written
 * again loses nothing. The lock is a file with the holder's name; one whose process has ended (it was killed) is taken
 * over.
 * @param path The lock's file; its folder is made.
 * @param patience Milliseconds to wait for the holder.
 * @throws {ContentError} When the holder has not let go by then; or when nothing may be written there.
 * @example await withLock("data/2020/.lock", () => changeLog(edition, wanted, last))
 */
export async function withLock<T>(path: string, change: () => Promise<T> | T, patience = 60_000): Promise<T> {
  const release = await lock(path, patience);
  try {
    return await change();
  } finally {
    release();
  }
}

/** The same for what is not one function: gives what lets go. */
export async function lock(path: string, patience = 60_000): Promise<() => void> {
  const mine = `${process.pid} ${randomBytes(8).toString("hex")} ${hostname()}`;
  const end = performance.now() + patience;
  while (!tryToHold(path, mine)) {
    const holder = readHolder(path);
    if (holder === null) continue;
    if (hasEnded(holder)) takeAway(path, holder.text);
    else if (performance.now() > end) throw held(path, holder);
    else await setTimeout(50 + Math.random() * 50);
  }
  return () => {
    // Not when somebody took it away by hand, and another holds it now.
    if (readHolder(path)?.text === mine) rmSync(path, { force: true });
  };
}

interface Holder {
  readonly text: string;
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since it was written. */
  readonly age: number;
}

function tryToHold(path: string, mine: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, mine, { flag: "wx" });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Windows says EPERM of a file that is just being deleted.
    if (code === "EEXIST" || (code === "EPERM" && process.platform === "win32")) return false;
    throw new ContentError(
      `The lock ${relative(process.cwd(), path)} must be written, but can't be: ${message}.`,
    );
  }
}

/** Null when it was let go in the meantime. */
function readHolder(path: string): Holder | null {
  try {
    const text = readFileSync(path, "utf8");
    const [pid = "", , ...host] = text.split(" ");
    return {
      text,
      pid: Number(pid),
      host: host.join(" "),
      age: Date.now() - statSync(path).mtimeMs,
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || (code === "EPERM" && process.platform === "win32")) return null;
    // Whoever waited for it would wait for ever.
    throw new ContentError(
      `The lock ${relative(process.cwd(), path)} must be a file that can be read, but can't be: ${message}. Delete it when no other command is under way.`,
    );
  }
}

/** Between a file and its content lie some milliseconds; a process that was killed there leaves it empty. */
const WRITTEN_BY = 5000;

function hasEnded({ pid, host, age }: Holder): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return age > WRITTEN_BY;
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Of several who find a lock of a process that has ended, one takes it away; if it is another's by now, it is put back. */
function takeAway(path: string, text: string): void {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") !== text) copyFileSync(aside, path, constants.COPYFILE_EXCL);
  } catch {
    // Another was faster.
  }
  rmSync(aside, { force: true });
}

function held(path: string, { pid, host }: Holder): ContentError {
  const name = relative(process.cwd(), path);
  return new ContentError(
    `One command at a time may change the answers and their log, but ${pid > 0 ? `process ${pid} on ${host}` : "another"} holds ${name}. Wait until it has ended. Is there no such process, delete the file.`,
  );
}
