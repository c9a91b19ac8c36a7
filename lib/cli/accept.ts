import { Command } from "commander";
import { ContentError } from "../ground/errors.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import type { Secret } from "../publish/open/secrets.js";
import {
  type AcceptedState,
  acceptedFiles,
  readAccepted,
  writeAccepted,
} from "../publish/review/acceptedState.js";
import { printReview } from "../publish/review/printReview.js";
import { keyFileOf, makeKey } from "../publish/review/secretKey.js";
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
  const accepted = readUsable(year);
  const chapters = await runChapters(year, false);
  // Beside answers that are there: where they are away, the key is too.
  makeKey(keyFileOf(year));
  const { review, state, secrets } = await reviewNote(year, chapters, accepted, true);
  const failing = review.checks.filter((check) => !check.ok);
  if (failing.length > 0)
    throw new ContentError(
      `ingenting er godtatt, for kontroller feiler:\n\n${printReview({ ...review, drift: [] })}`,
    );
  await refuseSecrets(state, secrets);
  console.log(printReview({ ...review, checks: [], hasAccepted: true }, Number.POSITIVE_INFINITY));
  writeAccepted(projectRoot, year, state);
  console.log(
    `Godtatt: ${state.answers.size} svar, ${state.inputs.size} andre opplysninger som notatet er laget av, ${state.statements.size} påstander og unntak, ${state.values.size} tall, ${state.tables.size} celler i figurer og tabeller, ${state.drawings.size} tegninger, teksten.`,
  );
}

/** What would be committed holds nothing that is not public; what stood there before is replaced by it. */
async function refuseSecrets(state: AcceptedState, secrets: readonly Secret[]): Promise<void> {
  const { describeLeaks, findLeaks } = await import("../publish/open/gate.js");
  const files = [...acceptedFiles(state)].map(([path, content]) => ({ path, content }));
  const leaks = await findLeaks(files, secrets);
  if (leaks.length > 0) throw new ContentError(`ingenting er godtatt:\n\n${describeLeaks(leaks).join("\n")}`);
}

/** What was accepted, unless it is not whole: then this state takes its place, and there is nothing to compare with. */
function readUsable(year: number): AcceptedState | null {
  try {
    return readAccepted(projectRoot, year);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    console.error(`notat: ${error.message}`);
    return null;
  }
}
