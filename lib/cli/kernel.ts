import { Command } from "commander";

export function kernelCommand(): Command {
  return new Command("kernel")
    .description("Our tslab kernel, as Jupyter and VS Code start it.")
    .requiredOption("--config-path <FILE>", "Jupyter's connection file")
    .addHelpText("after", "\nIn a kernelspec: notat kernel --config-path {connection_file}")
    .action(async ({ configPath }: { configPath: string }) => {
      // The compiler takes 0.3 s to load, which other commands need not wait for.
      const { startKernel } = await import("../notebook/kernel/startKernel.js");
      await startKernel(configPath);
    });
}
