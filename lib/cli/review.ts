import { join, relative } from "node:path";
import { Command } from "commander";
import { ContentError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import type { Secret } from "../publish/open/secrets.js";
import { readAccepted } from "../publish/review/acceptedState.js";
import { printReview } from "../publish/review/printReview.js";
import { renderReview } from "../publish/review/renderReview.js";
import { isClean, type Review } from "../publish/review/review.js";
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
Every chapter runs from scratch. Compared with the accepted state (data/<year>/accepted/) are the answers and all else
that the note is made of, its claims, its values, tables, drawings and text. What was changed is told first, then what
follows from it. The exit code is 1 when anything moved or a check fails.

Example: notat review --year 2019`,
    )
    .action(review);
}

async function review(options: { year?: number; out?: string }): Promise<void> {
  const year = chooseYear(options.year);
  const out = options.out ?? join(projectRoot, "out", String(year));
  makeFolder(out);
  const accepted = readAccepted(projectRoot, year);
  const { reviewFailure, reviewNote } = await import("../publish/review/reviewNote.js");
  let found: Review;
  let known: readonly Secret[] | null;
  try {
    const chapters = await runChapters(year, false, { keepGoing: true });
    const reviewed = await reviewNote(year, chapters, accepted);
    found = reviewed.review;
    known = reviewed.secrets;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    found = await reviewFailure(year, error, accepted);
    known = await secretsThen(year);
  }
  const target = join(out, "review.html");
  // What stands in answers that can't be read, nobody can look for: then the page repeats none of their words.
  const page = renderReview(known === null ? withoutWords(found) : found);
  const secrets = known ?? [];
  const { findLeaks } = await import("../publish/open/gate.js");
  const leaks = await findLeaks([{ path: "review.html", content: page }], secrets);
  if (leaks.length > 0) {
    console.log(printReview({ ...found, drift: [] }));
    throw new ContentError(
      `review.html er ikke skrevet, for der ville det stått noe som ikke er offentlig: ${leaks.map(({ place }) => place).join("; ")}. Ta det ut der det er skrevet inn.`,
    );
  }
  writeWhole(target, page);
  console.log(printReview(found));
  console.log(relative(process.cwd(), target));
  if (!isClean(found))
    throw new ContentError(
      `notatet for ${year} er ikke det godtatte, eller en kontroll feiler; se ${relative(process.cwd(), target)}.`,
    );
}

/** What may not stand in the page of a review whose chapters could not be run; null when that can't be known. */
async function secretsThen(year: number): Promise<readonly Secret[] | null> {
  const { secretsIn } = await import("../publish/note/assembleNote.js");
  try {
    return await secretsIn(year);
  } catch (error) {
    if (error instanceof ContentError) return null;
    throw error;
  }
}

/**
 * A review without the words of what was found, which the terminal tells: by name alone which answers, files and settings
 * were changed.
 */
function withoutWords(found: Review): Review {
  const checks = found.checks.map((check) => ({
    ...check,
    findings: check.findings.length > 0 ? ["Hva som er galt, står bare i terminalen."] : [],
  }));
  const drift = found.drift
    .filter(({ cause, kind }) => (cause && kind !== "statement") || kind === "answer")
    .map((one) => ({ ...one, from: "", to: "" }));
  return { ...found, checks, drift };
}
