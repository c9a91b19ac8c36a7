import { join } from "node:path";
import { privateFiles } from "../../ground/edition/privateFiles.js";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { codeOf } from "../../ground/files/keep.js";
import { editionYears, projectRoot } from "../../ground/project.js";

/** What chapters' outputs depend on beside their cells: the library that they import, and all data. */
export function chapterInputs(): string[] {
  // Answers and logs may lie elsewhere than in data/.
  const elsewhere = editionYears().flatMap((year) => {
    const { folder, workbook, log, name } = privateFiles(year);
    return [name(workbook), name(join(folder, "raw", "mottatt")), name(log)];
  });
  return [codeOf("chapter"), hashFiles(projectRoot, ["data", "lib/dist/data", ...elsewhere])];
}
