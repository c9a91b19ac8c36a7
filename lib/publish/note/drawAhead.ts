import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { FLAGS } from "../../engine/process/nodeFlags.js";
import { type DrawOrder, keptDrawings } from "./keptDrawings.js";

/** Draws figures while other chapters still run. */
export interface DrawAhead {
  add(order: DrawOrder): void;
  /** When everything added has been drawn, or when drawing has failed: then the note draws it, and tells why. */
  done(): Promise<void>;
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
      child.input.write(`${JSON.stringify(order)}\n`);
    },
    async done() {
      child?.input.end();
      await child?.ended;
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
