import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "./errors.js";

// This module runs as lib/dist/lib/ground/project.js.
const dist = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder that holds data/, notebooks/ and lib/. */
export const projectRoot = dirname(dirname(dist));

/** The compiled questionnaire of a year; it need not exist. */
export function questionnairePath(year: number): string {
  return join(dist, "data", String(year), "questionnaire.js");
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

/** The year that notebooks run for: what `--year` chose (environment variable NOTAT_YEAR), else the newest edition. */
export function chosenYear(): number {
  const chosen = process.env.NOTAT_YEAR;
  const years = editionYears();
  if (chosen === undefined || chosen === "") {
    const newest = years.at(-1);
    if (newest === undefined)
      throw new UsageError("There must be a data/<year>/questionnaire.ts, but there is none.");
    return newest;
  }
  const year = Number(chosen);
  if (!years.includes(year)) {
    throw new UsageError(
      `There is no edition of ${chosen}. There are ${years.join(", ")} (folders of data/ with a questionnaire.ts).`,
    );
  }
  return year;
}
