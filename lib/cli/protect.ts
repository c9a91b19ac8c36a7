import { Command } from "commander";
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
writes skjermet.json beside the raw answers. With each choice stand the worlds that show that it suffices: other answers of
withheld rows with which every published number is the same. A build tries them all anew; where answers or numbers have
moved so that one is not possible any more, it keeps back what it must besides.

Example: notat protect --year 2019`,
    )
    .action(protectAnew);
}

async function protectAnew(options: { year?: number }): Promise<void> {
  const year = chooseYear(options.year);
  const chapters = await runChapters(year, true);
  const { chooseLeast } = await import("../publish/open/chooseLeast.js");
  const { path, before, after } = await chooseLeast(year, chapters, (line) => console.error(line));
  console.log(
    path === null
      ? `${before} svar er skjermet; et valg med færre er ikke funnet.`
      : `${path}: ${after} svar er skjermet, mot ${before} før.`,
  );
}
