/**
 * Starts a command from the one file in which writeProgram has put its modules: Node takes more than a second to find,
 * read and compile the thousand modules that make a note. Without the file, or when it is of another build, other
 * packages or another Node, they are loaded as they lie.
 */
import crypto = require("node:crypto");
import fs = require("node:fs");
import nodeModule = require("node:module");
import path = require("node:path");

import loadModules = require("../ground/modules/loadModules.cjs");

declare namespace startProgram {
  /** The head of the file, as JSON. After it stand the modules, each its text and V8's compiled code. */
  export interface ProgramHead {
    /** What the program was built from and with; see programKey. */
    readonly key: string;
    /** A place in `modules`, as those in `needs`. */
    readonly main: number;
    readonly modules: readonly {
      /** Below the project's folder, with `/`. */
      readonly file: string;
      readonly kind: loadModules.PlannedModule["kind"];
      readonly needs: readonly (readonly [id: string, place: number])[];
      readonly encoding: "latin1" | "utf16le";
      /** In bytes. */
      readonly text: number;
      readonly compiled: number;
    }[];
  }
}

const root = path.resolve(__dirname, "../../../..");
const PROGRAM = path.join(root, "lib", "dist", "program.bin");

/** Of the number that stands first in the file: the size of the head. */
const HEAD_SIZE_BYTES = 4;

/** Changes with the library, the packages and Node. */
function programKey(): string {
  const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");
  const sources = JSON.parse(read("lib/dist/sources.json")) as Record<string, readonly unknown[]>;
  const hash = crypto.createHash("sha256").update(read("package-lock.json"));
  for (const [file, mark] of Object.entries(sources)) hash.update(`${file} ${String(mark.at(-1))}\n`);
  return hash.update([process.version, process.platform, process.arch].join("\n")).digest("hex");
}

/** The command's main function, or null when it must be loaded as it lies. */
function openProgram(): (() => Promise<void>) | null {
  try {
    const file = fs.openSync(PROGRAM, "r");
    const read = (at: number, length: number) => {
      const bytes = Buffer.allocUnsafe(length);
      fs.readSync(file, bytes, 0, length, at);
      return bytes;
    };
    const start = HEAD_SIZE_BYTES + read(0, HEAD_SIZE_BYTES).readUInt32LE();
    const head: unknown = JSON.parse(read(HEAD_SIZE_BYTES, start - HEAD_SIZE_BYTES).toString("latin1"));
    const { key, main, modules } = head as startProgram.ProgramHead;
    if (key !== programKey()) return null;
    // Each is read when it is asked for: most commands need few of them.
    const plans = new Map<string, () => loadModules.PlannedModule>();
    const paths = modules.map((module) => path.join(root, module.file));
    let end = start;
    for (const [i, { kind, needs, encoding, text, compiled }] of modules.entries()) {
      const at = end;
      plans.set(paths[i]!, () => ({
        kind,
        source: read(at, text).toString(encoding),
        needs: Object.fromEntries(needs.map(([id, place]) => [id, paths[place]!])),
        ...(compiled > 0 && { compiled: read(at + text, compiled) }),
      }));
      end += text + compiled;
    }
    if (fs.fstatSync(file).size !== end) return null;
    const loader = loadModules.createLoader(
      (path) => plans.has(path),
      (path) => plans.get(path)?.(),
      (id, from) => (/^(?:node:)?module$/.test(id) ? withOwn : nodeModule.createRequire(from)(id)),
    );
    const withOwn = loadModules.moduleWith(loader, (path) => plans.has(path));
    return (loader.load(paths[main]!) as { main: () => Promise<void> }).main;
  } catch {
    return null;
  }
}

const startProgram = { HEAD_SIZE_BYTES, PROGRAM, programKey, openProgram };
export = startProgram;
