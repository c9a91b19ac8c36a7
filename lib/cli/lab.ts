import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { prepareJupyter } from "../engine/kernel/prepareJupyter.js";
import { ContentError } from "../ground/errors.js";
import { projectRoot } from "../ground/project.js";

interface Options {
  readonly jupyter?: string;
}

export function labCommand(): Command {
  return new Command("lab")
    .description("JupyterLab with our kernel and Plotly's figures, in an environment of the project's own.")
    .argument("[JUPYTER-OPTION...]", "what comes after -- goes to JupyterLab as it is")
    .option("--jupyter <PATH>", "use the `jupyter` that is there instead; also the variable NOTAT_JUPYTER")
    .addHelpText(
      "after",
      `
The first time it makes the environment in .notat/jupyter, with Python 3.11 or newer and what lib/cli/requirements.txt
names, from PyPI (some 200 MB); deleting the folder makes it anew. Nothing is installed outside the project. A Jupyter
of your own gets the kernel for this start only; for Plotly's live figures it needs: pip install plotly.

Ctrl-C twice ends it.

Examples: notat lab
          notat lab --jupyter ~/venv/bin/jupyter -- --no-browser --port 9000`,
    )
    .action(run);
}

async function run(passed: string[], { jupyter = process.env.NOTAT_JUPYTER }: Options): Promise<void> {
  const { command, env } = await prepareJupyter({
    jupyter: jupyter || null,
    requirements: join(projectRoot, "lib", "cli", "requirements.txt"),
    onProgress: (line) => console.error(`notat: ${line}`),
  });
  // The folder in which its list of files, and so a new notebook, begins.
  const explorations = join(projectRoot, "notebooks", "utforsk");
  const elsewhere = passed.some((option) => /\b(root|preferred)[_-]dir\b|notebook-dir/.test(option));
  const begin = elsewhere || !existsSync(explorations) ? [] : [`--ServerApp.preferred_dir=${explorations}`];
  const args = ["lab", `--ServerApp.root_dir=${projectRoot}`, ...begin, ...passed];
  const child = spawn(command, args, { cwd: projectRoot, env, stdio: "inherit" });
  // Ctrl-C is JupyterLab's to answer: it asks whether it is meant.
  const ignore = () => {};
  const end = () => child.kill("SIGTERM");
  process.on("SIGINT", ignore);
  process.on("SIGTERM", end);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (...how) => resolve(how));
  }).catch((e: Error) => {
    throw new ContentError(`JupyterLab can't be started with ${command}: ${e.message}.`);
  });
  process.off("SIGINT", ignore);
  process.off("SIGTERM", end);
  if (code !== 0 && signal !== "SIGTERM" && signal !== "SIGINT")
    throw new ContentError(
      `JupyterLab ended with ${signal ?? `exit code ${code}`}; what it said stands above.`,
    );
}
