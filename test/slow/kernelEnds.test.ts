import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startKernelUnderTest } from "../engine/kernel/jupyterClient.js";
import { isAlive, leftOf, processesOf } from "../support/processes.js";

const folder = fileURLToPath(new URL("../fixtures/notebooks/", import.meta.url));
const notat = fileURLToPath(new URL("../../lib/bin/notat.js", import.meta.url));

test("a kernel that is killed outright leaves no process behind, though a cell loops", async () => {
  const killed = await startKernelUnderTest([notat, "kernel", "--config-path"], folder);
  const { reply, published } = await killed.execute("process.pid");
  expect(reply.content.status).toBe("ok");
  const pid = Number(published.find((p) => p.type === "execute_result")?.content.data["text/plain"]);
  killed.execute("for (;;) {}").catch(() => {}); // No reply comes.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(isAlive(pid)).toBe(true);
  killed.process.kill("SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(isAlive(pid)).toBe(false);
  await killed.stop();
});

test.skipIf(process.platform === "win32")(
  "a kernel ends when the client that started it is gone",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "notat-orphan-"));
    const file = join(folder, "connection.json");
    const ports = Object.fromEntries(
      ["shell", "control", "iopub", "stdin", "hb"].map((name, i) => [`${name}_port`, 39500 + i]),
    );
    writeFileSync(file, JSON.stringify({ transport: "tcp", ip: "127.0.0.1", key: "", ...ports }));
    // A client that starts a kernel and says which process it is.
    const script = `const child = require("child_process").spawn(process.execPath, ${JSON.stringify([notat, "kernel", "--config-path", file])}, { stdio: "ignore", env: { ...process.env, JPY_PARENT_PID: process.pid } }); console.log(child.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const kernel = [pid, ...processesOf(pid)];
    parent.kill("SIGKILL");
    expect(await leftOf(kernel)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  60_000,
);
