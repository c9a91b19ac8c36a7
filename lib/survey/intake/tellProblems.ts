import { join, relative } from "node:path";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { formatNumber } from "../../ground/text/format.js";
import { inOrder, printProblems } from "./printProblems.js";
import { type Problem, printProblem } from "./problem.js";

/**
 * Problems for the screen, indented; when they take fewer lines there than they are, all of them go into a file in
 * `.notat/`, one a line.
 * @param name The file's name, without ending.
 */
export function tellProblems(problems: readonly Problem[], root: string, name: string): string[] {
  const told = inOrder(problems);
  const { lines } = printProblems(told);
  const shown = lines.map((line) => `  ${line}`);
  if (lines.length === told.length) return shown;
  const path = join(root, ".notat", `${name}.txt`);
  try {
    writeWhole(path, `${told.map(printProblem).join("\n")}\n`);
  } catch {
    // Where nothing can be kept, the screen has to hold them.
    return told.map((problem) => `  ${printProblem(problem)}`);
  }
  return [...shown, `  Alle ${formatNumber(told.length)} står i ${relative(root, path)}, én på hver linje.`];
}
