import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { describe, expect, test } from "vitest";
import { copyProject } from "../support/copyProject.js";

const library = join(projectRoot, "lib/dist/lib/index.js");

/** Runs code that has the library as `notat`, in a process of its own. */
function run(code: string, env: Record<string, string>, cwd = projectRoot, from = library) {
  const source = `const notat = require(${JSON.stringify(from)}); try { console.log(${code}); } catch (e) { console.log(e.name + ": " + e.message); }`;
  const { NOTAT_YEAR: _, ...inherited } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", source], {
    cwd,
    env: { ...inherited, ...env },
    encoding: "utf8",
  });
  return stdout.trim() + stderr.trim();
}

describe("the year of a notebook", () => {
  test("is the one that it was handed", () => {
    expect(run("notat.questionnaire.year", { NOTAT_YEAR: "2019" })).toBe("2019");
  });

  test("that is not there fails in words where something is asked for, and not in the import", () => {
    expect(run("typeof notat.tabulate", { NOTAT_YEAR: "1999" })).toBe("function");
    const words =
      "UsageError: There must be an edition of 1999, but there is none. There are: 2019 (folders of data/ with a questionnaire.ts).";
    for (const asked of [
      "notat.q.effekter",
      "notat.s.skate",
      "notat.questionnaire.year",
      "notat.fact('svarfrist')",
    ])
      expect(run(asked, { NOTAT_YEAR: "1999" })).toBe(words);
  });

  test("is that of its folder when it was handed none, else the newest", () => {
    const { folder } = copyProject();
    const from = join(folder, "lib/dist/lib/index.js");
    const chapters = join(folder, "notebooks/1999");
    const explorations = join(folder, "notebooks/utforsk");
    for (const made of [chapters, explorations]) mkdirSync(made, { recursive: true });
    expect(run("notat.questionnaire.year", {}, join(folder, "notebooks/2019"), from)).toBe("2019");
    expect(run("notat.questionnaire.year", {}, explorations, from)).toBe("2019");
    expect(run("notat.questionnaire.year", {}, chapters, from)).toMatch(/There must be an edition of 1999/);
  });
});

test("nothing in lib writes the process's environment", () => {
  const files = readdirSync(join(projectRoot, "lib"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/^(?:dist|node_modules)\b/.test(file),
  );
  const writing = files.filter((file) =>
    /process\.env(?:\.\w+|\[[^\]]*\])\s*(?:\?\?|\|\|)?=(?!=)/.test(
      readFileSync(join(projectRoot, "lib", file), "utf8"),
    ),
  );
  expect(writing).toEqual([]);
});
