import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import { ContentError, UsageError } from "../ground/errors.js";
import { chooseYear, projectRoot } from "../ground/project.js";
import { formatNumber } from "../ground/text/format.js";
import { visible } from "../ground/text/visible.js";
import { printProblem } from "../survey/intake/problem.js";
import type { TakenIn } from "../survey/received/takeIn.js";
import { makeFolder } from "./makeFolder.js";
import { parseDay, parseYear, today } from "./options.js";

export function intakeCommand(): Command {
  return new Command("intake")
    .description(
      "Take in forms that came back: rows that can be taken, questions about the others, a receipt each.",
    )
    .argument("<FILE...>", "workbooks, or folders of them")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option("--received <YYYY-MM-DD>", "the day on which they came (default: today)", parseDay)
    .option("--replace", "an answer replaces another of the same day")
    .option("--out <DIR>", "folder for the receipts (default: out/<year>/kvittering in the project)")
    .addHelpText(
      "after",
      `
A file that was taken in before changes nothing. A later answer replaces the older, and its receipt says what changed.
Files are kept as they came, under their hash, in raw/mottatt of the edition's private files; those of which nothing
could be taken in raw/avvist. One that can't be used stops none of the others; the exit code is then 1.

Example: notat intake ~/innboks --year 2020 --received 2020-08-28`,
    )
    .action(intake);
}

async function intake(
  given: readonly string[],
  options: { year?: number; received?: string; replace?: boolean; out?: string },
): Promise<void> {
  const year = chooseYear(options.year);
  const { openEdition } = await import("../survey/edition/openEdition.js");
  const edition = openEdition(year);
  const received = options.received ?? today();
  const { files, wrong } = filesOf(given);
  const [first, last] = [`${year}-01-01`, edition.lastDay ?? `${year}-12-31`];
  if (received < first || received > last)
    wrong.push(
      `--received must be a day from ${first} to ${last}, the day of the edition, but is ${received}${options.received ? "" : " (today)"}. Give the day that the forms came: --received ${last}.`,
    );
  if (existsSync(edition.private.workbook))
    wrong.push(
      `The answers of ${year} are one workbook, ${edition.private.name(edition.private.workbook)}: forms can't be taken in beside it.`,
    );
  if (wrong.length > 0) throw new UsageError(wrong.join("\n"));
  const receipts = options.out ?? join(projectRoot, "out", String(year), "kvittering");
  makeFolder(receipts);
  const { loadEarlier } = await import("../survey/answers/loadSurvey.js");
  const { lastTime } = await import("../survey/received/lastTime.js");
  const { takeIn } = await import("../survey/received/takeIn.js");
  const start = performance.now();
  const progress = showIntake(process.stderr, files.length, edition.questionnaire.unit.many);
  const count = { taken: 0, known: 0, older: 0, refused: 0, rows: 0, waiting: 0 };
  const told = takeIn(files, edition, {
    received,
    replace: options.replace === true,
    receipts,
    last: lastTime(edition, await loadEarlier(edition)),
  });
  for await (const one of told) {
    progress(one);
    count[one.state] += 1;
    if (one.state !== "taken") continue;
    count.rows += one.answer?.rows.length ?? 0;
    count.waiting += one.answer?.waiting.length ?? 0;
  }
  const parts = [
    `${formatNumber(count.taken)} taken in (${formatNumber(count.rows)} ${edition.questionnaire.unit.many}, ${formatNumber(count.waiting)} waiting)`,
    count.known > 0 && `${formatNumber(count.known)} known`,
    count.older > 0 && `${formatNumber(count.older)} older than the answer in use`,
    count.refused > 0 && `${formatNumber(count.refused)} refused`,
  ].filter(Boolean);
  process.stderr.write(
    `Files: ${parts.join(", ")}, in ${((performance.now() - start) / 1000).toFixed(1)} s.\n`,
  );
  console.log(relative(process.cwd(), receipts) || ".");
  if (count.refused > 0) throw new ContentError("");
}

/** Workbooks in their order, of a folder those that lie in it, by name; and what is no workbook and no folder. */
function filesOf(given: readonly string[]): { files: string[]; wrong: string[] } {
  const wrong: string[] = [];
  const files = given.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) wrong.push(`There must be a workbook or a folder at ${path}, but there is none.`);
    if (!found?.isDirectory()) return [path];
    const inside = readdirSync(path, { withFileTypes: true })
      // Excel's lock files begin with ~$, what file managers leave behind with a dot.
      .filter((entry) => entry.isFile() && !/^(?:\.|~\$)/.test(entry.name))
      .map(({ name }) => join(path, name))
      .sort();
    if (inside.length === 0) wrong.push(`There must be workbooks in ${path}, but it holds no files.`);
    return inside;
  });
  return { files: [...new Set(files)], wrong };
}

/** A line for each file, when it has been taken in; on a terminal with how many of them there are. */
function showIntake(stream: NodeJS.WriteStream, all: number, unit: string): (one: TakenIn) => void {
  const colours = pc.createColors(stream.isTTY === true && pc.isColorSupported);
  let done = 0;
  return ({ file, state, body, answer, refused, unmarked }) => {
    done += 1;
    const mark = {
      taken: answer?.waiting.length ? colours.yellow("?") : colours.green("✓"),
      known: colours.dim("="),
      older: colours.dim("="),
      refused: colours.red("✗"),
    }[state];
    const rows = answer
      ? `${answer.rows.length} of ${answer.rows.length + answer.waiting.length} ${unit} taken`
      : "";
    const how = {
      taken: rows,
      known: "taken in before",
      older: "older than the answer in use",
      refused: refused[0] ? printProblem(refused[0]) : "",
    }[state];
    stream.write(
      `${mark} ${colours.dim(`${done}/${all}`)} ${visible(basename(file))}${body ? `  ${body.kortnavn}` : ""}  ${how}\n`,
    );
    // The receipt is the body's; what the owner can do stands here.
    if (unmarked) stream.write(`  A list of the body's own? notat map "${visible(file)}" --body NAME\n`);
  };
}
