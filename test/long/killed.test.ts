import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
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
        // What was killed while it was being written lies hidden beside the rest, until the next build.
        .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
        .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "latin1")]),
    );
  };
  beforeAll(() => {
    copy = copyProject();
    expect(copy.run(["build"]).ok).toBe(true);
    before = written();
  }, 300_000);

  test.each(moments(8000))(
    "leaves the earlier note, killed after $ms ms by $signal",
    async ({ ms, signal }) => {
      expect(await killAfter(ms, signal, copy.folder, ["build", "--no-cache"])).toEqual([]);
      expect(written()).toEqual(before);
    },
    120_000,
  );

  test("leaves nothing beside the note once it has run to its end", () => {
    expect(copy.run(["build", "--no-cache"]).ok).toBe(true);
    const names = readdirSync(join(copy.folder, "out/2019"), { recursive: true, encoding: "utf8" });
    expect(names.filter((name) => basename(name).startsWith("."))).toEqual([]);
  }, 120_000);
});

describe.runIf(process.platform === "linux")("notat correct, notat confirm", () => {
  let copy: ProjectCopy;
  const log = () => readFileSync(join(copy.folder, "data/2019/corrections.csv"), "utf8");
  const about = ["--reason", "Prøve.", "--date", "2019-09-30"];
  const correct = (value: string) =>
    ["correct", "2019-001", "hovedleveranse", value, "--rule", "skrivefeil_i_skjema"].concat(about);
  const CONFIRM = ["confirm", "2019-020", "budsjett", "--rule", "budsjett_tusen"].concat(about);
  const UNDO = ["correct", "2019-020", "budsjett", "--undo"].concat(about);
  const added = (before: string) => log().slice(before.length).split("\n").slice(0, -1);
  beforeAll(() => {
    copy = copyProject();
  });

  test.each(moments(3000))(
    "leave the log as it was or with one whole row more, killed after $ms ms by $signal",
    async ({ ms, signal }) => {
      const confirms = ms % 2 === 0;
      const before = log();
      const args = confirms ? CONFIRM : correct(`Kladd ${ms}`);
      expect(await killAfter(ms, signal, copy.folder, args)).toEqual([]);
      expect(log().startsWith(before)).toBe(true);
      const rows = added(before);
      expect(rows.length).toBeLessThan(2);
      for (const row of rows) expect(row).toMatch(/^2019-0[02][01],.*,Prøve\.,redaksjonen,2019-09-30$/);
      // The next one is not kept out.
      const next = copy.run(confirms && rows.length === 1 ? UNDO : correct(`Ferdig ${ms}`));
      expect(next.ok, next.text).toBe(true);
    },
    60_000,
  );

  test("lose no row when three are started at once", async () => {
    const before = log();
    const ended = await Promise.all(
      Array.from({ length: 3 }, (_, i) => {
        const args = [join(copy.folder, "lib/bin/notat.js"), ...correct(`Samtidig ${i}`)];
        const child = spawn(process.execPath, args, { cwd: copy.folder, stdio: "ignore" });
        return new Promise((resolve) => child.on("exit", resolve));
      }),
    );
    expect(ended).toEqual([0, 0, 0]);
    expect(
      added(before)
        .map((row) => row.split(",")[3])
        .sort(),
    ).toEqual([0, 1, 2].map((i) => `Samtidig ${i}`));
  }, 120_000);
});

describe.runIf(process.platform === "linux")("notat intake", () => {
  let copy: ProjectCopy;
  const INTAKE = ["intake", "skjema", "--year", "2019", "--received", "2019-08-20"];
  const kept = () => join(copy.folder, "data/2019/raw/mottatt");
  const answered = () =>
    readFileSync(join(copy.folder, "data/2019/frame.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",").at(-1));
  beforeAll(() => {
    copy = copyProject();
    rmSync(join(copy.folder, "data/2019/raw"), { recursive: true });
    const log = join(copy.folder, "data/2019/corrections.csv");
    writeFileSync(log, `${readFileSync(log, "utf8").split("\n", 1)[0]}\n`);
    const frame = join(copy.folder, "data/2019/frame.csv");
    writeFileSync(frame, readFileSync(frame, "utf8").replace(/,\d{4}-\d{2}-\d{2}$/gm, ","));
    const forms = copy.run(["form", "--year", "2019", "--out", join(copy.folder, "skjema")]);
    expect(forms.ok, forms.text).toBe(true);
  }, 120_000);

  test.each(moments(6000))(
    "has each form whole or not at all, killed after $ms ms by $signal",
    async ({ ms, signal }) => {
      expect(await killAfter(ms, signal, copy.folder, INTAKE)).toEqual([]);
      const names = existsSync(kept()) ? readdirSync(kept()).filter((name) => !name.startsWith(".")) : [];
      for (const name of names)
        expect(name).toContain(
          createHash("sha256")
            .update(readFileSync(join(kept(), name)))
            .digest("hex"),
        );
      expect(answered()).toHaveLength(73);
      // Whose form counts has answered.
      expect(answered().filter((day) => day === "2019-08-20").length).toBeGreaterThanOrEqual(names.length);
    },
    60_000,
  );

  test("goes on where it was stopped, and comes to the same", () => {
    const run = copy.run(INTAKE);
    expect(run.ok, run.text).toBe(true);
    expect(readdirSync(kept()).filter((name) => name.endsWith(".xlsx"))).toHaveLength(73);
    expect(answered().every((day) => day === "2019-08-20")).toBe(true);
  }, 60_000);
});
