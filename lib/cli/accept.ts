import { Command } from "commander";
import { ContentError } from "../ground/errors.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import { writeAccepted } from "../publish/review/acceptedState.js";
import { summariseReview } from "../publish/review/renderReview.js";
import { parseYear } from "./options.js";
import { runChapters } from "./runChapters.js";

export function acceptCommand(): Command {
  return new Command("accept")
    .description("Take on the values, tables and text that the note has now, and print what moved.")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .addHelpText(
      "after",
      `
Reruns everything first. What is taken on lies in data/<year>/accepted/ as text, to be committed; a failing check
is not taken on.

Example: notat accept --year 2019`,
    )
    .action(accept);
}

async function accept(options: { year?: number }): Promise<void> {
  const year = chooseYear(options.year);
  const { reviewNote } = await import("../publish/review/reviewNote.js");
  const { review, state } = await reviewNote(year, await runChapters(year, false));
  const failing = review.checks.filter((check) => !check.ok);
  if (failing.length > 0)
    throw new ContentError(
      `nothing was accepted, since checks fail:\n\n${summariseReview({ ...review, drift: [] })}`,
    );
  console.log(summariseReview({ ...review, checks: [], hasAccepted: true }, Number.POSITIVE_INFINITY));
  writeAccepted(projectRoot, year, state);
  console.log(
    `Accepted: ${state.values.size} values, ${state.tables.size} cells of figures and tables, ${state.drawings.size} drawings, ${state.inputs.size} input files, the text.`,
  );
}
