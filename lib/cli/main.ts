import { Command, CommanderError } from "commander";
import { ContentError, UsageError } from "../ground/errors.js";
import { checkBuild } from "../ground/files/buildMark.js";
import { acceptCommand } from "./accept.js";
import { buildCommand } from "./build.js";
import { cleanCommand } from "./clean.js";
import { confirmCommand, correctCommand } from "./correct.js";
import { formCommand } from "./form.js";
import { intakeCommand } from "./intake.js";
import { kernelCommand } from "./kernel.js";
import { labCommand } from "./lab.js";
import { mapCommand } from "./map.js";
import { newCommand } from "./new.js";
import { joinParameters } from "./options.js";
import { previewCommand } from "./preview.js";
import { protectCommand } from "./protect.js";
import { reviewCommand } from "./review.js";
import { runCommand } from "./run.js";
import { statusCommand } from "./status.js";

/** Runs the command that the process was started with, and leaves its exit code behind. */
export async function main(): Promise<void> {
  // A reader that has seen enough (`notat run … | head`): what is under way is done all the same.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (e: NodeJS.ErrnoException) => {
      if (e.code !== "EPIPE") throw e;
    });
  try {
    await commands().parseAsync(joinParameters(process.argv));
  } catch (e) {
    process.exitCode = exitCodeOf(e);
  }
}

function commands(): Command {
  const program = new Command("notat")
    .description("From a survey's answers to a published note.")
    .helpCommand(false)
    .showHelpAfterError("Run notat --help for all commands, notat COMMAND --help for one.")
    .addHelpText("after", "\nExit codes: 0 all is well, 1 something is wrong with the content, 2 wrong use.");
  for (const command of [
    buildCommand(),
    reviewCommand(),
    acceptCommand(),
    protectCommand(),
    runCommand(),
    newCommand(),
    labCommand(),
    previewCommand(),
    formCommand(),
    intakeCommand(),
    mapCommand(),
    statusCommand(),
    correctCommand(),
    confirmCommand(),
    kernelCommand(),
    cleanCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  const withCommandsOf = (command: Command): Command[] => [
    command,
    ...command.commands.flatMap(withCommandsOf),
  ];
  for (const command of withCommandsOf(program)) {
    command
      .exitOverride()
      .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "notat: ")) });
  }

  program.hook("preAction", (_, command) => {
    try {
      checkBuild();
    } catch (e) {
      // A kernel that does not start could not say why.
      if (command.name() !== "kernel") throw e;
      console.error(`notat: ${(e as Error).message}`);
    }
  });
  return program;
}

function exitCodeOf(e: unknown): number {
  if (e instanceof CommanderError) return e.exitCode === 0 ? 0 : 2;
  if (e instanceof ContentError || e instanceof UsageError) {
    if (e.message) console.error(`notat: ${e.message}`);
    return e instanceof UsageError ? 2 : 1;
  }
  if (e instanceof Error && e.name === "AbortError") {
    console.error(`notat: ${e.message}`);
    return 130;
  }
  console.error("notat: a fault in notat itself; please report it with this text.");
  console.error(e);
  return 1;
}
