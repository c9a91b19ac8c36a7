import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "./errors.js";

// This module runs as lib/dist/lib/ground/project.js.
const dist = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder that holds data/, notebooks/ and lib/. */
export const projectRoot = dirname(dirname(dist));

/** Where everything about a year lies; it need not exist. */
export function dataFolder(year: number, root: string = projectRoot): string {
  return join(root, "data", String(year));
}

/** The years that have a folder in `data/`, ascending: editions, and years of which only numbers were published. */
export function dataYears(): number[] {
  return readdirSync(join(projectRoot, "data"))
    .filter((name) => /^\d{4}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** Where the compiled questionnaire of a year lies, with what it is made of; it need not exist. */
export function compiledFolder(year: number): string {
  return join(dist, "data", String(year));
}

/** The compiled questionnaire of a year; it need not exist. */
export function questionnairePath(year: number): string {
  return join(compiledFolder(year), "questionnaire.js");
}

/** Where the chapters of a year lie; it need not exist. Explorations lie beside it, in `notebooks/utforsk/`. */
export function chaptersFolder(year: number): string {
  return join(projectRoot, "notebooks", String(year));
}

/** The years that have a questionnaire, ascending: the editions that can be built. */
export function editionYears(): number[] {
  const folder = join(dist, "data");
  return readdirSync(folder)
    .filter((name) => /^\d{4}$/.test(name) && existsSync(join(projectRoot, "data", name, "questionnaire.ts")))
    .map(Number)
    .filter((year) => existsSync(questionnairePath(year)))
    .sort((a, b) => a - b);
}

let chosen: number | undefined;

/**
 * Chooses the edition that this process works for: a command does, once, with its `--year`.
 * @param wanted The newest edition when left out.
 * @throws {UsageError} When there is no such edition; the message lists those there are.
 */
export function chooseYear(wanted: number | undefined): number {
  chosen = findYear(wanted);
  return chosen;
}

/**
 * The edition that this process works for: the one that a command chose; in a notebook, which runs in a process of its
 * own, the one that it was handed (`NOTAT_YEAR`); else that of the chapters' folder it lies in (`notebooks/<year>/`);
 * else the newest.
 * @throws {UsageError} When there is no such edition.
 */
export function chosenYear(): number {
  return chosen ?? findYear(process.env.NOTAT_YEAR || yearOfFolder(process.cwd()));
}

function findYear(wanted: number | string | undefined): number {
  const years = editionYears();
  const newest = years.at(-1);
  if (newest === undefined)
    throw new UsageError("There must be a data/<year>/questionnaire.ts, but there is none.");
  const found = wanted === undefined ? newest : years.find((year) => String(year) === String(wanted));
  if (found !== undefined) return found;
  throw new UsageError(
    `There must be an edition of ${wanted}, but there is none. There are: ${years.join(", ")} (folders of data/ with a questionnaire.ts).`,
  );
}

function yearOfFolder(folder: string): string | undefined {
  return dirname(folder) === join(projectRoot, "notebooks") && /^\d{4}$/.test(basename(folder))
    ? basename(folder)
    : undefined;
}
