import { existsSync } from "node:fs";
import { Command } from "commander";
import { UsageError } from "../ground/errors.js";
import { chooseYear } from "../ground/project.js";
import { printProblem } from "../survey/intake/problem.js";
import type { Change } from "../survey/received/changeLog.js";
import { parseDay, parseYear, today } from "./options.js";

interface Options {
  year?: number;
  rule?: string;
  reason?: string;
  by: string;
  date?: string;
  undo?: boolean;
}

function withOptions(command: Command): Command {
  return command
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option("--rule <RULE>", "what was wrong: a rule of the edition")
    .option("--reason <TEXT>", "why, in bokmål; also who said so")
    .option("--by <NAME>", "who changes it", "redaksjonen")
    .option("--date <YYYY-MM-DD>", "when (default: today)", parseDay);
}

export function correctCommand(): Command {
  return withOptions(new Command("correct"))
    .description("Append a correction to the log, with what stood before.")
    .argument("<RECORD>", "the row's id")
    .argument("<FIELD>", "the column's code, as in the first row of the form")
    .argument("[VALUE]", `the cell from now on; "" empties it`)
    .option("--undo", "take back the last row about that cell: another row says so")
    .addHelpText(
      "after",
      `
The answers as they came are never changed; the log is only added to, also when something is taken back. utgår with the
value ja takes the row out. What is open: notat status.

Example: notat correct 2020-014 kostnadsramme 12000000 --rule belop_i_tusen --reason "Bekreftet av virksomheten." --year 2020`,
    )
    .action((id: string, field: string, value: string | undefined, options: Options) => {
      if (options.undo === (value !== undefined))
        throw new UsageError(
          'There must be either a VALUE or --undo. To empty a cell, give it the value "".',
        );
      return change(id, field, options.undo ? "undo" : { to: value as string }, options);
    });
}

export function confirmCommand(): Command {
  return withOptions(new Command("confirm"))
    .description("Append to the log that an answer is right as it stands.")
    .argument("<RECORD>", "the row's id")
    .argument("<FIELD>", "the column's code")
    .addHelpText(
      "after",
      `
Settles one rule about one cell, as long as nothing that the rule looks at is changed. What is open: notat status.

Example: notat confirm 2020-014 budsjett --rule budsjett_tusen --reason "Bekreftet av virksomheten." --year 2020`,
    )
    .action((id: string, field: string, options: Options) => change(id, field, "confirm", options));
}

async function change(id: string, field: string, wanted: Change, options: Options): Promise<void> {
  const year = chooseYear(options.year);
  const rule = options.rule ?? (wanted === "undo" ? "angret" : undefined);
  const missing = [rule ? "" : "--rule", options.reason?.trim() ? "" : "--reason"].filter(Boolean);
  if (missing.length > 0)
    throw new UsageError(
      `There must be ${missing.join(" and ")}: every row of the log says what was wrong, and why it was changed.`,
    );
  const { openEdition } = await import("../survey/edition/openEdition.js");
  const { loadEarlier } = await import("../survey/answers/loadSurvey.js");
  const { changeLog } = await import("../survey/received/changeLog.js");
  const { lastTime } = await import("../survey/received/lastTime.js");
  const edition = openEdition(year);
  const date = options.date ?? today();
  const { lastDay } = edition;
  if (lastDay !== null && date > lastDay)
    throw new UsageError(
      `--date must not be after ${lastDay}, the day of the edition, but is ${date}${options.date ? "" : " (today)"}. Give the day of the correction: --date ${lastDay}.`,
    );
  const last = lastTime(edition, existsSync(edition.private.workbook) ? null : await loadEarlier(edition));
  const { row, settled, left } = await changeLog(
    edition,
    {
      id,
      field,
      change: wanted,
      rule: rule as string,
      reason: options.reason as string,
      by: options.by,
      date,
    },
    last,
  );
  const quoted = (text: string): string => (text === "" ? "empty" : JSON.stringify(text));
  console.log(
    `${id}, ${field}: ${quoted(row.before)}${row.before === row.after ? " is right" : ` → ${quoted(row.after)}`} (${row.rule}, ${row.date})`,
  );
  for (const problem of settled) console.log(`  settled: ${printProblem(problem)}`);
  for (const problem of left) console.log(`  open: ${printProblem(problem)}`);
}
