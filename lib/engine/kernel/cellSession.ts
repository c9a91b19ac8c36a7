import { createCellConverter } from "../convert/cellConverter.js";
import { declarationsAfter } from "../convert/convertedCell.js";
import { type CellError, plainError } from "../run/cellError.js";
import type { CellEvent } from "../run/cellRunner.js";
import { keepImports } from "../run/keepImports.js";
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
  /** While a failed cell's imports are run once more. */
  let quiet = false;

  function start(): NotebookProcess {
    return startNotebookProcess(folder, {}, (report) => {
      if ("cell" in report && !quiet) onEvent(report);
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
      else {
        quiet = true;
        prevDecl = await keepImports(source, prevDecl, {
          convert: converter.convert,
          run: async (imports, converted) => {
            const order = { type: "run", count, source: imports, converted, tellTables: true } as const;
            const kept = await process.run(order, Number.POSITIVE_INFINITY);
            return kept.kind === "done" && kept.ok;
          },
        });
        quiet = false;
      }
      return end.ok;
    }
    onEvent({ type: "error", cell: count, error: deathOf(end) });
    process = start();
    prevDecl = "";
    return false;
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
