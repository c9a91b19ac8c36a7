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

/** Where the choice lies, as messages name it: with the raw answers, since the worlds tell which of them are alike. */
export function choiceName(year: number, root: string = projectRoot): string {
  const { folder, name } = privateFiles(year, root);
  return name(join(folder, "raw", "skjermet.json"));
}

/**
 * The choice of a year; null when none was made.
 * @throws {ContentError} When the file is there and is not what `notat protect` writes.
 */
export function readChoice(year: number, root: string = projectRoot): Choice | null {
  return readJson(root, choiceName(year, root), CHOSEN);
}

/** Writes a choice for the builds to come. Returns where. */
export function writeChoice(year: number, choice: Choice, root: string = projectRoot): string {
  const name = choiceName(year, root);
  writeWhole(join(root, name), `${JSON.stringify(inOrder(choice), null, 1)}\n`);
  return name;
}

/** The same choice, records and items in order. */
export function inOrder(choice: Choice): Choice {
  const sorted = <T>(record: Readonly<Record<string, T>>, each: (value: T) => T): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, each(value)]),
    );
  return {
    keptBack: sorted(choice.keptBack, (items) => items.toSorted()),
    worlds: choice.worlds.map((world) => sorted(world, (items) => sorted(items, (as) => as))),
  };
}
