import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { makeData } from "./makeData.js";
import { InfeasibleError } from "./solveCounts.js";

// `npm run data`: compiled to .notat/make and run from there.
const started = process.hrtime.bigint();
const say = (line: string): void => {
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  process.stderr.write(`${seconds.toFixed(1).padStart(6)} s  ${line}\n`);
};
try {
  await makeData(join(projectRoot, "data", "2019"), say);
} catch (error) {
  if (!(error instanceof InfeasibleError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
