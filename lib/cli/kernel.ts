import { join } from "node:path";
import { Command } from "commander";
import { MIME } from "../chapter/outputs.js";
import type { Advisor } from "../engine/kernel/adviseColumns.js";
import { PLOTLY_MIME } from "../engine/notebook/bundleOf.js";
import { UsageError } from "../ground/errors.js";
import type { Questionnaire } from "../survey/questionnaire/types.js";

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
    const { startKernel } = await import("../engine/kernel/startKernel.js");
    let shower: typeof import("../publish/note/showInJupyter.js") | null = null;
    const advisor = surveyAdvisor();
    await startKernel(
      configPath,
      {
        types: [...Object.values(MIME), PLOTLY_MIME],
        async show(data) {
          shower ??= await import("../publish/note/showInJupyter.js");
          return shower.showInJupyter(data);
        },
      },
      advisor,
    );
    (shower as typeof import("../publish/note/showInJupyter.js") | null)?.stopDrawing();
    return;
  }
  const { installKernel } = await import("../engine/kernel/installKernel.js");
  console.log(join(installKernel(), "kernel.json"));
}

/** Knows the questionnaire, once it has been loaded: the kernel is ready before. */
function surveyAdvisor(): Advisor {
  let loaded: typeof import("../numbers/address/adviseOnSurvey.js") | null = null;
  let questionnaire: Questionnaire | null = null;
  const load = async () => {
    const current = await import("../survey/questionnaire/current.js");
    loaded = await import("../numbers/address/adviseOnSurvey.js");
    questionnaire = current.questionnaire;
  };
  load().catch(() => {}); // Without a questionnaire, what types know is completed all the same.
  const ask = <T>(answer: (advise: NonNullable<typeof loaded>, of: Questionnaire) => T): T | undefined => {
    try {
      return loaded && questionnaire ? answer(loaded, questionnaire) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    complete: (before) => ask((advise, of) => advise.adviseOnAddress(before, of)) ?? null,
    labelOf: (before, from, match) => ask((advise, of) => advise.labelOnSurvey(before, from, match, of)),
  };
}
