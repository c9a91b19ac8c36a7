import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as XLSX from "xlsx";
import { copyFiles } from "./copyFiles.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of the project that a test may change: library, data and notebooks are its own, packages are ours. */
export interface ProjectCopy {
  readonly folder: string;
  /** Runs notebooks with the copy's own command; the text is everything that it printed. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): { ok: boolean; text: string };
}

export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), "notat-prøve "));
  copyFiles(folder);
  // What cells compile to depends on none of what tests change; answers and outputs are made anew.
  const conversions = join(root, ".notat/conversions");
  if (existsSync(conversions)) cpSync(conversions, join(folder, ".notat/conversions"), { recursive: true });
  return {
    folder,
    run(args, env = {}) {
      try {
        const text = execFileSync(process.execPath, [join(folder, "lib/bin/notat.js"), ...args], {
          cwd: folder,
          env: { ...process.env, ...env },
          encoding: "utf8",
          stdio: "pipe",
        });
        return { ok: true, text };
      } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        return { ok: false, text: `${stdout}\n${stderr}` };
      }
    },
  };
}

/** Compiles the copy's library, with the questionnaires in its data. */
export function compile({ folder }: ProjectCopy): void {
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: join(folder, "lib") });
  node(join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json");
  node("dist/lib/survey/questionnaire/writeDeclarations.js");
  node("dist/lib/ground/files/markBuild.js");
}

/** Makes what `npm run build` makes beside the code: for copies of which many runs are made. */
export function makeSnapshots({ folder }: ProjectCopy): void {
  const engine = join(folder, "lib/dist/lib/engine");
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: join(folder, "lib") });
  node(join(engine, "convert/writeSnapshot.js"));
  node("--experimental-import-meta-resolve", join(engine, "run/writeCellSnapshot.js"));
}

/** Changes the answers of a year: the sheet `Svar` as rows of text and numbers, the header first. */
export function changeAnswers(
  { folder }: ProjectCopy,
  year: number,
  change: (rows: (string | number | null)[][]) => (string | number | null)[][],
): void {
  const path = join(folder, `data/${year}/raw/svar.xlsx`);
  const book = XLSX.read(readFileSync(path));
  const sheet = book.Sheets.Svar as XLSX.WorkSheet;
  const rows = XLSX.utils.sheet_to_json<(string | number | null)[]>(sheet, { header: 1, defval: null });
  writeAnswers(path, change(rows));
}

/** Writes a workbook with the sheet `Svar`. */
export function writeAnswers(path: string, rows: readonly (readonly (string | number | null)[])[]): void {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows as never), "Svar");
  writeFileSync(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
}
