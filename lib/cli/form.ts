import { join, relative } from "node:path";
import { Command } from "commander";
import { writeTogether } from "../ground/files/writeWhole.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import type { Body } from "../survey/frame/readFrame.js";
import { findBody } from "./findBody.js";
import { makeFolder } from "./makeFolder.js";
import { parseYear } from "./options.js";

export function formCommand(): Command {
  return new Command("form")
    .description("Write the form of each body: a workbook, with what it answered last time filled in.")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option(
      "--body <NAME>",
      "one body, by name, short name or organisation number (default: all of the frame)",
    )
    .option("--out <DIR>", "folder for what is written (default: out/<year>/skjema in the project)")
    .addHelpText(
      "after",
      `
The same edition gives the same files. Where the edition before has answers, each body's rows stand in its form with
their ids; items marked everyYear are asked anew.

Example: notat form --year 2020 --body NAV`,
    )
    .action(form);
}

async function form(options: { year?: number; body?: string; out?: string }): Promise<void> {
  const year = chooseYear(options.year);
  const { openEdition } = await import("../survey/edition/openEdition.js");
  const edition = openEdition(year);
  const { refuseClashes } = await import("../survey/intake/compareRules.js");
  refuseClashes(edition.questionnaire);
  const bodies = options.body === undefined ? edition.frame : [findBody(edition.frame, options.body)];
  const out = options.out ?? join(projectRoot, "out", String(year), "skjema");
  makeFolder(out);
  const { loadEarlier } = await import("../survey/answers/loadSurvey.js");
  const { prefill } = await import("../survey/forms/prefill.js");
  const { writeForm } = await import("../survey/forms/writeForm.js");
  const earlier = await loadEarlier(edition);
  const written: [string, Uint8Array][] = [];
  for (const body of bodies) {
    const known = earlier ? prefill(edition.questionnaire, earlier, body) : [];
    written.push([join(out, fileName(year, body)), await writeForm(edition, body, known)]);
  }
  // All are made before the first is written.
  writeTogether(written);
  for (const [path] of written) console.log(relative(process.cwd(), path));
}

/** Names that every file system takes; the organisation number keeps them apart. */
function fileName(year: number, { kortnavn, organisasjonsnummer }: Body): string {
  const name = kortnavn
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `skjema-${year}-${name}-${organisasjonsnummer}.xlsx`;
}
