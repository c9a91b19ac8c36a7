import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyProject, type ProjectCopy } from "../support/copyProject.js";
import { writeNotebook } from "../support/writeNotebook.js";

// Whatever kills a command, and whenever: what it wrote earlier stays whole, and nothing that it or a cell has started
// goes on. Its processes are known by a variable that all of them inherit; hence Linux alone.
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGKILL"] as const;
const MOMENTS = 20;
const folder = realpathSync(mkdtempSync(join(tmpdir(), "notat killed ")));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a command, kills it after so long, and gives how many of its processes are left after ten seconds. */
async function killAfter(
  ms: number,
  signal: NodeJS.Signals,
  cwd: string,
  args: readonly string[],
): Promise<string[]> {
  const mark = `killed-${ms}-${signal}-${process.pid}`;
  const env = { ...process.env, NOTAT_TEST_MARK: mark };
  const child = spawn(process.execPath, [join(cwd, "lib/bin/notat.js"), ...args], {
    cwd,
    env,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  await new Promise((resolve) => setTimeout(resolve, ms));
  child.kill(signal);
  await ended;
  let left = markedWith(mark);
  for (let waited = 0; left.length > 0 && waited < 10_000; waited += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = markedWith(mark);
  }
  return left;
}

function markedWith(mark: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/environ`, "latin1").includes(`NOTAT_TEST_MARK=${mark}`);
        return isOurs ? [readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ")] : [];
      } catch {
        return [];
      }
    });
}

const moments = (last: number) =>
  Array.from({ length: MOMENTS }, (_, i) => ({
    ms: Math.round((last * i) / (MOMENTS - 1)),
    signal: SIGNALS[i % SIGNALS.length]!,
  }));

describe.runIf(process.platform === "linux")("notat run", () => {
  const out = join(folder, "out");
  const files = ["quick", "children"].map((name) => join(folder, `${name}.ipynb`));
  beforeAll(() => {
    mkdirSync(out);
    writeNotebook(files[0]!, ["console.log('quick');"]);
    writeNotebook(files[1]!, [
      `import { spawn, exec } from "node:child_process";
spawn("sleep", ["300"], { detached: true, stdio: "ignore" }).unref();
spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
exec("sleep 301 & sleep 302");`,
      "while (true) {}",
    ]);
  });

  test.each(moments(6000))(
    "leaves no process and no torn file, killed after $ms ms by $signal",
    async ({ ms, signal }) => {
      expect(await killAfter(ms, signal, projectRoot, ["run", ...files, "--out", out])).toEqual([]);
      for (const name of readdirSync(out)) {
        const text = readFileSync(join(out, name), "utf8");
        if (name.endsWith(".ipynb")) expect(JSON.parse(text)).toMatchObject({ nbformat: 4 });
        else expect(text.trimEnd().endsWith("</html>")).toBe(true);
      }
    },
    60_000,
  );
});

describe.runIf(process.platform === "linux")("notat build", () => {
  let copy: ProjectCopy;
  let before: Map<string, string>;
  const written = (): Map<string, string> => {
    const out = join(copy.folder, "out/2019");
    return new Map(
      readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "latin1")]),
    );
  };
  beforeAll(() => {
    copy = copyProject();
    expect(copy.run(["build"]).ok).toBe(true);
    before = written();
  }, 300_000);

  test.each(moments(16_000))(
    "leaves the earlier note, killed after $ms ms by $signal",
    async ({ ms, signal }) => {
      expect(await killAfter(ms, signal, copy.folder, ["build", "--no-cache"])).toEqual([]);
      expect(written()).toEqual(before);
    },
    120_000,
  );
});
