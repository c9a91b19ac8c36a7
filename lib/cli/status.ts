import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { UsageError } from "../ground/errors.js";
import { withLock } from "../ground/files/withLock.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import { formatNumber } from "../ground/text/format.js";
import type { FrameMark } from "../survey/frame/markFrame.js";
import { makeFolder } from "./makeFolder.js";
import { parseDay, parseYear, today } from "./options.js";

export function statusCommand(): Command {
  return new Command("status")
    .description(
      "Say who has answered and what is open; write the reminder list and text, and a figure for the wall.",
    )
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option(
      "--on <YYYY-MM-DD>",
      "how it stands on a day (default: today, or the day of the edition if that is past)",
      parseDay,
    )
    .option(
      "--sent <YYYY-MM-DD>",
      "note that the forms were sent on a day, to those that are not noted yet",
      parseDay,
    )
    .option(
      "--reminded <YYYY-MM-DD>",
      "note that everybody on the reminder list was reminded on a day",
      parseDay,
    )
    .option("--out <DIR>", "folder for what is written (default: out/<year>/oppfolging in the project)")
    .addHelpText(
      "after",
      `
Writes purreliste.csv, purring.txt, apent.csv (all that is asked, a line each), regler.csv
(how often each edit rule holds, is broken, is undecided) and svar.svg. What is sent, reminded and
answered stands in frame.csv; an answer is noted there by notat intake.

Example: notat status --year 2020 --on 2020-09-01`,
    )
    .action(status);
}

async function status(options: {
  year?: number;
  on?: string;
  sent?: string;
  reminded?: string;
  out?: string;
}): Promise<void> {
  const year = chooseYear(options.year);
  const { lockOf, openEdition } = await import("../survey/edition/openEdition.js");
  const { markFrame } = await import("../survey/frame/markFrame.js");
  const { followUp, hasAnswered, openTable, printStatus, reminderList, reminderText } = await import(
    "../survey/received/followUp.js"
  );
  const { printSummary, rulesTable, summariseCells, summariseRules } = await import(
    "../survey/received/summary.js"
  );
  const { responseFigure } = await import("../survey/received/responseFigure.js");
  const { openQuestions } = await import("../survey/received/openQuestions.js");
  const { lastDay } = openEdition(year);
  for (const [name, day] of Object.entries({ "--sent": options.sent, "--reminded": options.reminded }))
    if (day !== undefined && lastDay !== null && day > lastDay)
      throw new UsageError(`${name} must not be after ${lastDay}, the day of the edition, but is ${day}.`);
  if (options.sent || options.reminded)
    await withLock(lockOf(openEdition(year)), () => {
      const { folder, frame } = openEdition(year);
      const marks = new Map<string, FrameMark>();
      for (const { organisasjonsnummer, svar, sendt } of frame)
        marks.set(organisasjonsnummer, {
          ...(options.sent ? { sendt: options.sent } : {}),
          ...(options.reminded && svar === null && (sendt ?? "") <= options.reminded
            ? { purret: options.reminded }
            : {}),
        });
      markFrame(join(folder, "frame.csv"), marks, edition.questionnaire);
    });
  const edition = openEdition(year);
  const now = today();
  const day = options.on ?? (edition.lastDay !== null && edition.lastDay < now ? edition.lastDay : now);
  const out = options.out ?? join(projectRoot, "out", String(year), "oppfolging");
  makeFolder(out);
  const { tiltak, last, questions, rows, refused } = await openQuestions(
    edition,
    existsSync(edition.private.workbook),
  );
  const followed = followUp(edition.frame, edition.edition.deadline, day, tiltak, last);
  console.log(printStatus(followed, edition, day).join("\n"));
  const waits = questions.filter((one) => one.waits);
  // Not by their ids: of two rows with one id, or with none, each waits.
  const records = followed.reduce((all, { waiting }) => all + waiting, 0);
  console.log("");
  console.log(
    `Åpne spørsmål: ${formatNumber(questions.length)}, av dem ${formatNumber(waits.length)} som ${formatNumber(records)} ${records === 1 ? edition.questionnaire.unit.one : edition.questionnaire.unit.many} venter på.`,
  );
  const cells = summariseCells(rows, edition.questionnaire, edition.log);
  const rules = summariseRules(rows, edition.questionnaire, edition.log);
  console.log(printSummary(cells, rules, edition.questionnaire).join("\n"));
  if (refused > 0) console.log(`Avviste filer: ${formatNumber(refused)} (raw/avvist).`);
  const files: [string, string][] = [
    ["purreliste.csv", reminderList(followed, edition)],
    ["purring.txt", reminderText(edition, day)],
    ["apent.csv", openTable(questions, edition.questionnaire)],
    ["regler.csv", rulesTable(rules, edition.questionnaire)],
    ["svar.svg", responseFigure(followed, edition, day)],
  ];
  for (const [name, content] of files) writeWhole(join(out, name), content);
  const silent = followed.filter((one) => !hasAnswered(one)).length;
  console.log("");
  console.log(`${relative(process.cwd(), join(out, "purreliste.csv"))}: ${formatNumber(silent)} å purre`);
  for (const [name] of files.slice(1)) console.log(relative(process.cwd(), join(out, name)));
}
