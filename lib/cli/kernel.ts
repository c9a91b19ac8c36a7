import { join } from "node:path";
import { Command } from "commander";
import { UsageError } from "../errors.js";

export function kernelCommand(): Command {
  return new Command("kernel")
    .description("Our tslab kernel, as Jupyter and VS Code start it.")
    .option("--install", "tell Jupyter of it, under the name that chapters ask for (tslab)")
    .option("--config-path <FILE>", "Jupyter's connection file")
    .addHelpText(
      "after",
      `
Jupyter runs: notat kernel --config-path {connection_file}
Instead of a plain tslab kernel of the same name; \`tslab install\` puts that one back.

Example: notat kernel --install && jupyter lab notebooks`,
    )
    .action(run);
}

async function run({ install, configPath }: { install?: true; configPath?: string }): Promise<void> {
  if ((install === undefined) === (configPath === undefined))
    throw new UsageError("notat kernel needs --install, or --config-path with Jupyter's connection file.");
  // The compiler takes 0.3 s to load, which other commands need not wait for.
  if (configPath !== undefined) {
    const { startKernel } = await import("../notebook/kernel/startKernel.js");
    return startKernel(configPath, async (data) => {
      const { showInJupyter } = await import("../note/showInJupyter.js");
      return showInJupyter(data);
    });
  }
  const { installKernel } = await import("../notebook/kernel/installKernel.js");
  console.log(join(installKernel(), "kernel.json"));
}
