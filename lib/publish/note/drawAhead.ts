import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { FLAGS } from "../../engine/process/nodeFlags.js";
import { type DrawOrder, drawnElsewhere, keptDrawings } from "./keptDrawings.js";

/** The last line for the process that draws. */
export const ALL = "all";

/** Draws figures while other chapters still run, and while the rest of the note is made: drawKept waits for them. */
export interface DrawAhead {
  add(order: DrawOrder): void;
  /** Nothing more comes. Where drawing fails, the note draws, and tells why. */
  close(): void;
  /** Ends it at once. */
  stop(): void;
}

/** A process that draws what is not kept, and keeps it. It starts with the first figure that must be drawn. */
export function drawAhead(): DrawAhead {
  let child: ReturnType<typeof start> | null = null;
  return {
    add(order) {
      if (keptDrawings(order)) return;
      child ??= start();
      drawnElsewhere(order, child.ended);
      child.input.write(`${JSON.stringify(order)}\n`);
    },
    close() {
      child?.input.end(`${ALL}\n`);
    },
    stop() {
      child?.kill();
    },
  };
}

function start() {
  const script = fileURLToPath(new URL("./drawProcess.js", import.meta.url));
  const child = spawn(process.execPath, [...FLAGS, script], { stdio: ["pipe", "ignore", "ignore"] });
  child.stdin.on("error", () => {}); // A process that is gone shows in its end.
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
    child.on("error", () => resolve());
  });
  return { input: child.stdin, ended, kill: () => child.kill("SIGKILL") };
}
