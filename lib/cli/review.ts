import { join, relative } from "node:path";
import { Command } from "commander";
import { ContentError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import { isClean, renderReview, summariseReview } from "../publish/review/renderReview.js";
import { makeFolder } from "./makeFolder.js";
import { parseYear } from "./options.js";
import { runChapters } from "./runChapters.js";

export function reviewCommand(): Command {
  return new Command("review")
    .description(
      "Rerun everything and say what moved, what fails, and what disagrees with the published figures.",
    )
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option("--out <DIR>", "folder for review.html (default: out/<year> in the project)")
    .addHelpText(
      "after",
      `
Every chapter runs from scratch. Compared with the accepted state (data/<year>/accepted/) are all values, tables,
input files and the text. The exit code is 1 when anything moved or a check fails.

Example: notat review --year 2019`,
    )
    .action(review);
}

async function review(options: { year?: number; out?: string }): Promise<void> {
  const year = chooseYear(options.year);
  const out = options.out ?? join(projectRoot, "out", String(year));
  makeFolder(out);
  const { reviewNote } = await import("../publish/review/reviewNote.js");
  const { review: found } = await reviewNote(year, await runChapters(year, false));
  const target = join(out, "review.html");
  writeWhole(target, renderReview(found));
  console.log(summariseReview(found));
  console.log(relative(process.cwd(), target));
  if (!isClean(found))
    throw new ContentError(
      `the note of ${year} is not the accepted one, or a check fails; see ${relative(process.cwd(), target)}.`,
    );
}
