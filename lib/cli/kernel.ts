import { Command } from "commander";
import { UsageError } from "../errors.js";

export function kernelCommand(): Command {
  return new Command("kernel")
    .description("Our tslab kernel, as Jupyter and VS Code start it.")
    .requiredOption("--config-path <FILE>", "Jupyter's connection file")
    .action(() => {
      throw new UsageError("The kernel is not made yet.");
    });
}
