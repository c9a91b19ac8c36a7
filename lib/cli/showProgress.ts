import { basename } from "node:path";
import pc from "picocolors";
import type { CellEvent } from "../engine/run/cellRunner.js";
import type { RunProgress } from "../engine/run/runNotebooks.js";

/**
 * Shows how far a run has come: on a terminal a line for each running notebook with cell k of n, redrawn in place;
 * elsewhere a plain line when a notebook has ended. `end` adds a summary.
 * @param files All notebooks: those of one name are told apart by their paths.
 */
export function showProgress(stream: NodeJS.WriteStream, files: readonly string[]) {
  const nameOf = (file: string): string => {
    const twice = files.filter((other) => basename(other) === basename(file)).length > 1;
    return (twice ? file : basename(file)).replace(/\.ipynb$/, "");
  };
  // Plain lines where there is no terminal, also in CI, which picocolors takes for one.
  const colours = pc.createColors(stream.isTTY === true && pc.isColorSupported);
  const running = new Map<string, RunProgress & { since: number }>();
  const count = { done: 0, failed: 0, cached: 0 };
  const start = performance.now();
  let drawn = 0;
  const unfinished = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    const lines = [...running.values()].map(({ notebook, k, n, ms, since }) => {
      const now = ms + performance.now() - since;
      return `  ${nameOf(notebook)}  cell ${k} of ${n}  ${colours.dim(seconds(now))}\n`;
    });
    stream.write(erase() + lines.join(""));
    drawn = lines.length;
  }
  const erase = () => (drawn > 0 ? `\x1b[${drawn}A\x1b[J` : "");

  function show(event: RunProgress): void {
    if (event.state === "running") {
      running.set(event.notebook, { ...event, since: performance.now() });
      if (!stream.isTTY) return;
      timer ??= setInterval(draw, 200);
      draw();
      return;
    }
    if (event.state === "restarted") {
      stream.write(`${erase()}↻ ${nameOf(event.notebook)}  ${event.why} All its cells run again.\n`);
      drawn = 0;
      return;
    }
    running.delete(event.notebook);
    const rest = unfinished.get(event.notebook);
    if (rest) stream.write(`${erase()}${colours.dim(nameOf(event.notebook))}  ${rest}\n`);
    count[event.state]++;
    const mark = { done: colours.green("✓"), failed: colours.red("✗"), cached: colours.dim("=") }[
      event.state
    ];
    const cells = event.state === "failed" ? `failed in cell ${event.k} of ${event.n}` : `${event.n} cells`;
    const how = event.state === "cached" ? "unchanged" : `${cells}  ${seconds(event.ms)}`;
    stream.write(`${erase()}${mark} ${nameOf(event.notebook)}  ${how}\n`);
    drawn = 0;
    if (stream.isTTY) draw();
  }

  /** What a cell prints, line by line, each with its notebook's name. */
  function output(notebook: string, event: CellEvent): void {
    if (event.type !== "stream") return;
    const before = unfinished.get(notebook) ?? "";
    const end = event.text.lastIndexOf("\n");
    // Only what is new is looked through: a row of dots comes in a hundred thousand pieces.
    unfinished.set(notebook, end < 0 ? before + event.text : event.text.slice(end + 1));
    if (end < 0) return;
    const lines = (before + event.text.slice(0, end)).split("\n");
    stream.write(`${erase()}${lines.map((line) => `${colours.dim(nameOf(notebook))}  ${line}\n`).join("")}`);
    drawn = 0;
  }

  function end(): void {
    clearInterval(timer);
    stream.write(erase());
    drawn = 0;
    const parts = [
      count.done > 0 && `${count.done} run`,
      count.cached > 0 && `${count.cached} unchanged`,
      count.failed > 0 && `${count.failed} failed`,
    ].filter(Boolean);
    if (parts.length > 0)
      stream.write(`Notebooks: ${parts.join(", ")}, in ${seconds(performance.now() - start)}.\n`);
  }

  return { show, output, end };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
