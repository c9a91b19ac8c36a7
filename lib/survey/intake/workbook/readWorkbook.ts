import { LIMITS, type Limits } from "./limits.js";
import { openReaders, type ReadWorkbook } from "./openReaders.js";
import { ANSWERS } from "./sheetNames.js";

/**
 * Reads a workbook from outside, cell by cell as it came, in a process with a time limit and a memory limit.
 *
 * Spreadsheet libraries take in broken and hostile files without a word; so what must be refused is refused on the
 * zip archive and the XML, before one sees them.
 * @param limits How large and slow the file may be.
 * @returns The workbook with the sheet `Svar`, or null, and all that is wrong with the file, in bokmål. With a workbook
 *  come only problems that are listed: what it hides.
 * @throws {UsageError} When there is no such file.
 * @example const { workbook, problems } = await readWorkbook("data/2019/raw/svar.xlsx");
 */
export async function readWorkbook(path: string, limits: Limits = LIMITS): Promise<ReadWorkbook> {
  const readers = openReaders(1, limits);
  try {
    return await readers.read(path, [ANSWERS]);
  } finally {
    readers.close();
  }
}
