import { rmSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";

/** Takes away what gates named `prøve/…` have kept. */
export function forgetLeaks(): void {
  rmSync(join(projectRoot, ".notat", "leaks", "prøve"), { recursive: true, force: true });
}
