import { join } from "node:path";
import * as v from "valibot";
import { privateFiles } from "../../ground/edition/privateFiles.js";
import { readJson } from "../../ground/files/readJson.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { projectRoot } from "../../ground/project.js";

const CHOSEN = v.strictObject({
  /** Record → the items of it that are kept back. */
  keptBack: v.record(v.string(), v.array(v.string())),
  /**
   * For each answer that would be told, a world in which it is another one: record → item → the record that answers it as
   * this one does there.
   */
  worlds: v.array(v.record(v.string(), v.record(v.string(), v.string()))),
});

/**
 * The answers that `notat protect` chose to keep back, and the worlds that show that they suffice. Nobody needs to believe
 * it: `protect` tries each world on the answers and numbers as they are.
 */
export type Choice = v.InferOutput<typeof CHOSEN>;

/** The choice lies with the raw answers: which of them are alike is told by the worlds. */
function nameOf(year: number, root: string): string {
  const { folder, name } = privateFiles(year, root);
  return name(join(folder, "raw", "skjermet.json"));
}

/**
 * The choice of a year; null when none was made.
 * @throws {ContentError} When the file is there and is not what `notat protect` writes.
 */
export function readChoice(year: number, root: string = projectRoot): Choice | null {
  return readJson(root, nameOf(year, root), CHOSEN);
}

/** Writes a choice for the builds to come, records and items in order. Returns where. */
export function writeChoice(year: number, choice: Choice, root: string = projectRoot): string {
  const name = nameOf(year, root);
  const sorted = <T>(record: Readonly<Record<string, T>>, each: (value: T) => unknown) =>
    Object.fromEntries(
      Object.entries(record)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, each(value)]),
    );
  const written = {
    keptBack: sorted(choice.keptBack, (items) => items.toSorted()),
    worlds: choice.worlds.map((world) => sorted(world, (items) => sorted(items, (as) => as))),
  };
  writeWhole(join(root, name), `${JSON.stringify(written, null, 1)}\n`);
  return name;
}
