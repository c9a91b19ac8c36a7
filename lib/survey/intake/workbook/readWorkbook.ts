import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { UsageError } from "../../../ground/errors.js";
import { type Problem, problem } from "../problem.js";
import { LIMITS, type Limits } from "./limits.js";
import type { RawSheet, RawWorkbook } from "./rawWorkbook.js";
import { megabytes } from "./unpack.js";

/** The sheet that holds the answers. */
export const ANSWERS = "Svar";

/**
 * Reads a workbook from outside, cell by cell as it came, in a thread with a time limit and a memory limit.
 *
 * Spreadsheet libraries take in broken and hostile files without a word; so what must be refused is refused on the
 * zip archive and the XML, before one sees them.
 * @param limits How large and slow the file may be.
 * @returns The workbook with the sheet `Svar`, or null, and all that is wrong with the file, in bokmål. With a workbook
 *  come only problems that are listed: what it hides.
 * @throws {UsageError} When there is no such file.
 * @example const { workbook, problems } = await readWorkbook("data/2019/raw/svar.xlsx");
 */
export async function readWorkbook(
  path: string,
  limits: Limits = LIMITS,
): Promise<{ workbook: RawWorkbook | null; problems: Problem[] }> {
  const size = statSync(path, { throwIfNoEntry: false });
  if (!size?.isFile())
    throw new UsageError(`There must be a workbook at ${path}, but there is no such file.`);
  if (size.size > limits.bytes) {
    const problems = [
      problem({
        kind: "file",
        expected: `Filen kan være høyst ${megabytes(limits.bytes)}.`,
        came: megabytes(size.size),
        wayOut: "Ta bort ark, bilder og formatering som ikke hører til svarene, og send filen på nytt.",
      }),
    ];
    return { workbook: null, problems };
  }
  const file = readFileSync(path);
  const { sheets, problems } = await parseInThread(file, limits);
  if (sheets.length === 0) return { workbook: null, problems };
  const sha256 = createHash("sha256").update(file).digest("hex");
  return { workbook: { file: basename(path), sha256, sheets }, problems };
}

function parseInThread(file: Buffer, limits: Limits): Promise<{ sheets: RawSheet[]; problems: Problem[] }> {
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: { file, wanted: [ANSWERS], limits },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    // What the library prints is not for our reader.
    stdout: true,
    stderr: true,
  });
  const refuse = (expected: string, came: string) => ({
    sheets: [],
    problems: [
      problem({
        kind: "file",
        expected,
        came,
        wayOut: "Åpne filen i Excel, kopier svarene inn i et nytt skjema, og send det i stedet.",
      }),
    ],
  });
  return new Promise((resolve, reject) => {
    const seconds = Math.ceil(limits.milliseconds / 1000);
    const timer = setTimeout(() => {
      resolve(
        refuse(
          `Filen må la seg lese på ${seconds} ${seconds === 1 ? "sekund" : "sekunder"}.`,
          "en fil som tar lengre tid",
        ),
      );
      void worker.terminate();
    }, limits.milliseconds);
    worker.once("message", (message) => {
      clearTimeout(timer);
      resolve(message);
      void worker.terminate();
    });
    worker.once("error", (error: Error & { code?: string }) => {
      clearTimeout(timer);
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
        resolve(refuse(`Filen må la seg lese med ${limits.megabytes} MB minne.`, "en fil som trenger mer"));
      } else reject(error);
    });
    // After a message or an error this comes too late to matter.
    worker.once("exit", () => {
      clearTimeout(timer);
      resolve(refuse("Filen må la seg lese til ende.", "en fil som stanser lesingen"));
    });
  });
}
