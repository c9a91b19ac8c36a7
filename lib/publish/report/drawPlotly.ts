import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { guardProcess } from "../../engine/process/guard.js";
import { FLAGS } from "../../engine/process/nodeFlags.js";
import { readLines } from "../../engine/process/readLines.js";
import type { PlotlyAnswer, PlotlyOrder } from "./plotlyProcess.js";
import { WHERE_DRAWN, whyNotDrawn, withoutWebGl } from "./plotlyTypes.js";
import { sanitise } from "./sanitise.js";

/** A figure as SVG, or why there is none, in bokmål. */
export type PlotlyDrawing = { readonly svg: string } | { readonly why: string };

/** In s. A figure that takes longer is not drawn. */
const SECONDS = 20;
/** In MB. */
const MEMORY = 1024;

/**
 * Draws figures of any notebook, from Plotly's MIME type, one after the other in a process of its own: with a limit of
 * time and of memory, and without network. Pictures and links in a figure are taken out.
 *
 * The process starts with the first figure, stays for the next, and is replaced when one has to be stopped.
 */
export function plotlyDrawer(seconds = SECONDS) {
  let worker: ReturnType<typeof start> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function draw(order: PlotlyOrder): Promise<PlotlyDrawing> {
    worker ??= start();
    const now = worker;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<PlotlyAnswer>((resolve) => {
      timer = setTimeout(resolve, seconds * 1000, {
        why: `Den var ikke ferdig tegnet etter ${seconds} sekunder. ${WHERE_DRAWN}`,
        stopped: true,
      });
    });
    const answer = await Promise.race([now.draw(order), late]).finally(() => clearTimeout(timer));
    if ("stopped" in answer) {
      now.kill();
      worker = null;
    }
    return "svg" in answer ? { svg: sanitise(answer.svg).html } : { why: answer.why };
  }

  return {
    /**
     * @param spec `{ data, layout }`
     * @param id Unique in the page.
     * @returns Null for what is no figure.
     */
    async draw(spec: unknown, id: string): Promise<PlotlyDrawing | null> {
      const { data, layout = {} } = (spec ?? {}) as { data?: unknown; layout?: unknown };
      const isObject = (value: unknown) => typeof value === "object" && value !== null;
      if (!Array.isArray(data) || !data.every(isObject) || !isObject(layout)) return null;
      const traces = data as { readonly type?: unknown }[];
      const why = whyNotDrawn(traces);
      if (why !== null) return { why };
      const order = { id, data: traces.map(withoutWebGl), layout: layout as Record<string, unknown> };
      const drawn = last.then(() => draw(order));
      last = drawn;
      return drawn;
    },
    stop() {
      worker?.kill();
      worker = null;
    },
  };
}

function start() {
  const script = fileURLToPath(new URL("./plotlyProcess.js", import.meta.url));
  const detached = process.platform !== "win32"; // A group of its own, which the guard can end.
  const child = spawn(process.execPath, [...FLAGS, `--max-old-space-size=${MEMORY}`, script], {
    stdio: ["pipe", "ignore", "ignore", "pipe"],
    detached,
  });
  let waiting: ((answer: PlotlyAnswer) => void) | null = null;
  const settle = (answer: PlotlyAnswer) => {
    waiting?.(answer);
    waiting = null;
  };
  let alive = true;
  const end = () => {
    alive = false;
    settle({ why: `Tegningen stanset, trolig fordi den er for stor. ${WHERE_DRAWN}`, stopped: true });
  };
  child.stdin!.on("error", () => {}); // A process that is gone shows in its end.
  readLines(child.stdio[3] as Readable, (line) => settle(JSON.parse(line) as PlotlyAnswer));
  child.on("close", end);
  child.on("error", end);
  if (child.pid !== undefined) child.on("exit", guardProcess(child.pid));
  return {
    draw: (order: PlotlyOrder) =>
      new Promise<PlotlyAnswer>((resolve) => {
        waiting = resolve;
        if (alive) child.stdin!.write(`${JSON.stringify(order)}\n`);
        else end();
      }),
    kill: () => child.kill("SIGKILL"),
  };
}
