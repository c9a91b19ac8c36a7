import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { formatNotebook } from "../engine/notebook/notebook.js";
import { UsageError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { chaptersFolder, chooseYear, editionYears, projectRoot } from "../ground/project.js";
import { parseYear } from "./options.js";

export function newCommand(): Command {
  return new Command("new")
    .description("Begin something new: a chapter, an edition.")
    .helpCommand(false)
    .addCommand(chapterCommand())
    .addCommand(editionCommand());
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

function editionCommand(): Command {
  return new Command("edition")
    .description("An edition made of the last one: questionnaire, rules, frame, title page, chapters.")
    .argument("<YEAR>", "the year it is of", parseYear)
    .addHelpText(
      "after",
      `
Nothing is carried over silently: how each item compares with last time is to be decided, and until then no note is built.

Example: notat new edition 2020 && npm run build`,
    )
    .action(writeEdition);
}

async function writeEdition(year: number): Promise<void> {
  const from = editionYears()
    .filter((other) => other < year)
    .at(-1);
  if (from === undefined)
    throw new UsageError(
      `There must be an edition before ${year} to make it of. There are: ${editionYears().join(", ")}.`,
    );
  for (const folder of [join("data", String(year)), join("notebooks", String(year))])
    if (existsSync(join(projectRoot, folder)))
      throw new UsageError(
        `There must be no ${folder} yet, but there is one. Take it away, or go on with it.`,
      );
  const { newEdition } = await import("../survey/edition/newEdition.js");
  const files = newEdition(year, from, projectRoot);
  // The questionnaire makes it an edition, so it comes last.
  const last = `data/${year}/questionnaire.ts`;
  const paths = [...files.keys()].sort((a, b) => Number(a === last) - Number(b === last));
  for (const path of paths) writeWhole(join(projectRoot, path), files.get(path) as string);
  const data = `data/${year}`;
  console.log(`${data} and notebooks/${year} are made of ${from}'s. To fill in:
  ${data}/questionnaire.ts   of each item and recode: how it compares with ${from} (same, narrower, wider, new, broken), and why
  ${data}/edition.json       number, date, deadline, contact; facts that the text uses; where the answers lie (private)
  ${data}/frame.csv          who is asked: the bodies are ${from}'s
  ${data}/rules.ts           thresholds and rules
  notebooks/${year}          the chapters are ${from}'s: claims that no longer hold stop by name
Then: npm run build, notat form --year ${year}`);
}
