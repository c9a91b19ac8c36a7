import { relative } from "node:path";
import { Command } from "commander";
import { ContentError } from "../ground/errors.js";
import { chooseYear } from "../ground/project.js";
import { parseYear } from "./options.js";
import { runChapters } from "./runChapters.js";

export function protectCommand(): Command {
  return new Command("protect")
    .description("Choose anew which answers of public rows are kept back (Skjermet), so that they are few.")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .addHelpText(
      "after",
      `
A build keeps back what protects at once, some more than it must. This looks for longer, some minutes, for fewer, and
writes data/<year>/skjermet.json, to be committed: builds take that as long as the answers are the same and no number is
published that was not when it was made.

Example: notat protect --year 2019`,
    )
    .action(protectAnew);
}

async function protectAnew(options: { year?: number }): Promise<void> {
  const year = chooseYear(options.year);
  const chapters = await runChapters(year, true);
  const { chooseLeast } = await import("../publish/open/chooseLeast.js");
  const { path, before, after } = await chooseLeast(year, chapters, (line) => console.error(line));
  if (path === null) throw new ContentError(`det finnes ingen nøkkel for ${year}; notat accept lager en.`);
  console.log(`${relative(process.cwd(), path)}: ${after} svar er skjermet, mot ${before} uten denne filen.`);
}
