import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project.js";
import { hashFiles } from "./hashFiles.js";
import { jsonPieces } from "./jsonPieces.js";
import { writeWhole } from "./writeWhole.js";

/** The wings of lib, lowest first: each imports those before it, never those after. */
export const WINGS = [
  "ground",
  "engine",
  "survey",
  "transforms",
  "numbers",
  "chapter",
  "publish",
  "cli",
] as const;
export type Wing = (typeof WINGS)[number];

/** `wing/what/which`: the wing whose code makes the thing, what it is, and which one. */
export type KeptName = `${Wing}/${string}`;

/** One thing that is kept between runs. */
export interface Kept<T> {
  /** Null when there is none, when something that it was made from is another now, or when it is spoilt. */
  read(): T | null;
  /** Where nothing can be kept, everything is made anew each time, and is the same. */
  write(value: T): void;
}

/**
 * Something kept in `.notat/` as long as all that it was made from is the same: the inputs given, the code of its
 * wing and all wings below, the packages, and Node. Which code that is nobody lists by hand: the walls between the
 * wings make it true, for processes that are started by their path too.
 *
 * Its checksum stands on the last line. It is replaced whole, so that two runs at once do not spoil each other.
 * @param inputs Texts; of files, their hashes.
 * @param root The folder that holds `.notat/`.
 */
export function kept<T>(name: KeptName, inputs: readonly string[], root = projectRoot): Kept<T> {
  const [wing, ...place] = name.split("/") as [Wing, ...string[]];
  const path = `${join(root, ".notat", ...place)}.json`;
  let made: string | undefined;
  const key = () => {
    made ??= hashTexts(codeOf(wing), ...inputs);
    return made;
  };
  return {
    read() {
      try {
        const text = readFileSync(path, "utf8");
        // The key stands first: what is of something else need not be read.
        if (!text.startsWith(`{"key":"${key()}",`)) return null;
        const at = text.lastIndexOf("\n");
        const body = text.slice(0, at);
        if (text.slice(at + 1) !== createHash("sha256").update(body).digest("hex")) return null;
        return (JSON.parse(body) as { value: T }).value;
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        writeWhole(path, withChecksum(jsonPieces({ key: key(), value })));
      } catch {
        // A full disk, or a folder that can't be written.
      }
    },
  };
}

/** So many characters are written at a time, or a few more. */
const AT_ONCE = 1 << 16;

function* withChecksum(pieces: Iterable<string>): Generator<string> {
  const hash = createHash("sha256");
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < AT_ONCE) continue;
    hash.update(text);
    yield text;
    text = "";
  }
  yield `${text}\n${hash.update(text).digest("hex")}`;
}

/**
 * The thing as it is kept, or made and kept.
 * @example await keep("chapter/drawings/f1", [JSON.stringify(figure)], () => draw(figure))
 */
export async function keep<T>(
  name: KeptName,
  inputs: readonly string[],
  make: () => T | Promise<T>,
  root = projectRoot,
): Promise<T> {
  const entry = kept<T>(name, inputs, root);
  const there = entry.read();
  if (there !== null) return there;
  const value = await make();
  entry.write(value);
  return value;
}

const codes = new Map<string, string>();

/**
 * A hash over the built code of a wing and all wings below it, with what lies beside the code (styles, scripts of
 * pages), the packages and Node. From the chapters' wing on, with the library's face, by which notebooks import it.
 */
export function codeOf(wing: Wing, root = projectRoot): string {
  const wings = WINGS.slice(0, WINGS.indexOf(wing) + 1);
  const face = wings.includes("chapter") ? ["lib/dist/lib/index.js"] : [];
  return hashTexts(
    ...wings.map((each) => builtCode(root, [`lib/dist/lib/${each}`, `lib/${each}`])),
    builtCode(root, [...face, "lib/package.json", "package-lock.json"]),
    process.version,
  ).slice(0, 32);
}

/** Hashed once: who asks for a wing has asked for those below it. */
function builtCode(root: string, paths: readonly string[]): string {
  const name = [root, ...paths].join("\n");
  // Declarations and maps are no code, and TypeScript is there compiled.
  const code = codes.get(name) ?? hashFiles(root, paths, (file) => !/\.([cm]?ts|map)$/.test(file));
  codes.set(name, code);
  return code;
}

/** SHA-256 in hexadecimal over texts, each with its length: `ab`, `c` is not `a`, `bc`. */
export function hashTexts(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest("hex");
}
