import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readDeviations } from "../engine/run/deviations.js";
import { runUnderTslab } from "../engine/run/runUnderTslab.js";

const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));

// What the real kernel gives is recorded, so that `npm test` can compare our engine with it in seconds.
// After a change of tslab or of a notebook: npm run test:slow -- tslab -u, and look at what changed.
test("the real tslab kernel gives what is recorded in fixtures/tslab-outputs.json", async () => {
  const ends = new Set(
    readDeviations()
      .filter((d) => d.kind === "ends")
      .map((d) => d.notebook),
  );
  const names = readdirSync(`${fixtures}notebooks`)
    .map((file) => file.replace(/\.ipynb$/, ""))
    .filter((name) => !ends.has(name));
  const recorded: Record<string, unknown> = {};
  for (const name of names) {
    const run = () => runUnderTslab(`${fixtures}notebooks/${name}.ipynb`);
    // tslab's kernel dies when it is asked while it still binds its sockets.
    const again = (e: Error) => (e.message.includes("blocked by a bind") ? run() : Promise.reject(e));
    recorded[name] = await run()
      .catch(again)
      .catch((e: Error) => {
        throw new Error(`${name}: ${e.message}`);
      });
  }
  await expect(`${JSON.stringify(recorded, null, 1)}\n`).toMatchFileSnapshot(
    "../fixtures/tslab-outputs.json",
  );
});
