import { createCellConverter } from "../convert/cellConverter.js";
import { declarationsAfter } from "../convert/convertedCell.js";
import { ts } from "../convert/tslabCompiler.js";
import { type CellError, plainError } from "../run/cellError.js";
import type { CellEvent } from "../run/cellRunner.js";
import {
  howItDied,
  type NotebookProcess,
  type OrderEnd,
  startNotebookProcess,
} from "../run/notebookProcess.js";

/** How long an interrupted cell may take to stop. */
const INTERRUPT_SECONDS = 1;
const LOST = "All variables are lost: run the notebook again from its top.";

/**
 * The cells of one open notebook: the engine's own process for cells, which is replaced when it dies, and a converter.
 * So a kernel answers also while a cell loops, and no cell can take it down.
 */
export function createCellSession(folder: string, onEvent: (event: CellEvent) => void) {
  const converter = createCellConverter();
  let tables: Readonly<Record<string, readonly string[]>> = {};
  let process: NotebookProcess = start();
  let prevDecl = "";
  let running = false;
  let interrupted = false;

  function start(): NotebookProcess {
    return startNotebookProcess(folder, {}, (report) => {
      if ("cell" in report) onEvent(report);
      if (report.type === "done" && report.tables) tables = report.tables;
    });
  }

  /** Runs a cell as `In [count]`; what it gives comes as events. Resolves to whether it ran to its end. */
  async function run(source: string, count: number): Promise<boolean> {
    const converted = converter.convert(prevDecl, source);
    running = true;
    interrupted = false;
    const end = await process.run(
      { type: "run", count, source, converted, tellTables: true },
      Number.POSITIVE_INFINITY,
    );
    running = false;
    if (end.kind === "done") {
      if (end.ok) prevDecl = declarationsAfter(prevDecl, converted);
      else await keepImports(source, count);
      return end.ok;
    }
    onEvent({ type: "error", cell: count, error: deathOf(end) });
    process = start();
    prevDecl = "";
    return false;
  }

  /** What a cell imports is there for the next ones, though the cell fails: it is written once, at the top. */
  async function keepImports(source: string, count: number): Promise<void> {
    const imports = importsOf(source);
    if (imports === "") return;
    const converted = converter.convert(prevDecl, imports);
    if ((converted.conversion?.diagnostics ?? []).length > 0) return;
    const end = await process.run(
      { type: "run", count, source: imports, converted, tellTables: true },
      Number.POSITIVE_INFINITY,
    );
    if (end.kind === "done" && end.ok) prevDecl = declarationsAfter(prevDecl, converted);
  }

  function deathOf(end: OrderEnd): CellError {
    if (interrupted) {
      return plainError("Interrupted", `The cell did not stop, so that its process had to be ended. ${LOST}`);
    }
    const how = end.kind === "gone" ? howItDied(end) : "was ended";
    return plainError("ProcessDied", `The notebook's process ${how}. ${LOST}`);
  }

  function interrupt(): void {
    if (!running) return;
    interrupted = true;
    const now = process;
    now.interrupt();
    setTimeout(() => {
      if (running && interrupted && now === process) now.stop();
    }, INTERRUPT_SECONDS * 1000);
  }

  return {
    run,
    interrupt,
    /** The columns of the table that a variable holds; none when it holds no table. */
    columnsOf: (variable: string): readonly string[] => tables[variable] ?? [],
    inspect: (source: string, at: number) => converter.inspect(prevDecl, source, at),
    complete: (source: string, at: number) => converter.complete(prevDecl, source, at),
    async close() {
      converter.close();
      process.stop();
      await process.ended;
    },
  };
}

/** The import declarations of a cell, as they stand in it. */
function importsOf(source: string): string {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  return file.statements
    .filter((statement) => ts.isImportDeclaration(statement))
    .map((statement) => source.slice(statement.getStart(file), statement.end))
    .join("\n");
}
