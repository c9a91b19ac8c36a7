import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { formatNotebook } from "../engine/notebook/notebook.js";
import { UsageError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { chaptersFolder, chooseYear } from "../ground/project.js";
import { parseYear } from "./options.js";

export function newCommand(): Command {
  return new Command("new")
    .description("Begin something new: a chapter.")
    .helpCommand(false)
    .addCommand(chapterCommand());
}

function chapterCommand(): Command {
  return new Command("chapter")
    .description("A chapter that builds at once: a heading, a figure, a sentence with traced numbers.")
    .argument("<NUMBER>", "where it stands in the note: 4, 3.6")
    .argument("<TITLE>", "its heading, in bokmål")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .addHelpText(
      "after",
      `
Its file's name is made of both, and sorts where the chapter stands. The note numbers the headings by itself.

Example: notat new chapter 3.6 "Hvor tiltakene blir brukt" && notat preview 3.6`,
    )
    .action(writeChapter);
}

async function writeChapter(number: string, title: string, options: { year?: number }): Promise<void> {
  const year = chooseYear(options.year);
  const { newChapter } = await import("../publish/note/newChapter.js");
  const { openEdition } = await import("../survey/edition/openEdition.js");
  const { file, notebook } = newChapter(number, title, openEdition(year).questionnaire);
  const folder = chaptersFolder(year);
  const there = existsSync(folder) ? readdirSync(folder) : [];
  const taken = there.find((name) => name === file || name.startsWith(`${number}-`));
  if (taken !== undefined)
    throw new UsageError(
      `There must be no chapter ${number} yet, but there is ${join("notebooks", String(year), taken)}. Choose another number.`,
    );
  const path = join(folder, file);
  writeWhole(path, formatNotebook(notebook));
  console.log(relative(process.cwd(), path));
}
