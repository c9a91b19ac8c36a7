import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyProject } from "../support/copyProject.js";
import { notat } from "./notat.js";

describe("before any chapter runs", () => {
  test.each(["build", "review"])(
    "notat %s says that --out must be a folder that can be written",
    async (command) => {
      const file = join(mkdtempSync(join(tmpdir(), "notat ")), "a file");
      writeFileSync(file, "");
      const { code, stdout, stderr } = await notat([command, "--out", join(file, "out")]);
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /^notat: --out must be a folder that can be written, but .*out can't be made: ENOTDIR/,
      );
      expect(stdout + stderr).not.toMatch(/✓|✗| {4}at /);
    },
  );

  test("a workbook that can't be used is told of once, without a stack, and nothing is written", () => {
    const project = copyProject();
    writeFileSync(join(project.folder, "data/2019/raw/svar.xlsx"), "PK not a zip");
    const { ok, text } = project.run(["build"]);
    expect(ok).toBe(false);
    expect(text.match(/svar\.xlsx kan ikke leses/g)).toHaveLength(1);
    expect(text).toContain("Filen må være en Excel-arbeidsbok (.xlsx).");
    expect(text).not.toMatch(/✓|✗|\n {4}at |notat\.html/);
  });
});

describe("a note of which nothing has changed", () => {
  const project = copyProject();
  const entry = join(project.folder, ".notat/note/2019.json");
  const build = (...options: string[]) => {
    const { ok, text } = project.run(["build", ...options]);
    if (!ok) throw new Error(text);
    return readFileSync(join(project.folder, "out/2019/notat.html"), "utf8");
  };
  /** Puts a word into the kept note, as if that note had been assembled. */
  const mark = () => {
    const body = readFileSync(entry, "utf8").replace(/^.*\n/, "").replace("</main>", "MARKED</main>");
    const checksum = createHash("sha256").update(`${body.length}\n${body}`).digest("hex");
    writeFileSync(entry, `${checksum}\n${body}`);
  };
  const change = (file: string, from: string, to: string) => {
    const path = join(project.folder, file);
    const text = readFileSync(path, "utf8");
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  let first = "";
  beforeAll(() => {
    first = build();
  }, 120_000);

  test("is taken as it was made, also when it has been spoilt, and made anew when asked", () => {
    expect(build()).toBe(first);
    mark();
    expect(build()).toContain("MARKED</main>");
    expect(build("--no-cache")).toBe(first);
    for (const spoilt of ["", "{}", readFileSync(entry, "utf8").replace("</main>", "SPOILT</main>")]) {
      writeFileSync(entry, spoilt);
      expect(build()).toBe(first);
    }
  });

  test.each([
    ["the text of a chapter", () => change("notebooks/1-innledning.ipynb", "# Innledning", "# Innledningen")],
    ["the data", () => change("data/2019/edition.json", '"version": "', '"version": "x')],
    ["the page's style", () => change("lib/ground/page/assets/page.css", "{", "{ ")],
    ["the library", () => change("lib/dist/lib/ground/page/page.js", "import", "\nimport")],
    [
      "the commit",
      () => {
        const git = (...args: string[]) => execFileSync("git", args, { cwd: project.folder });
        git("init", "-q");
        git("add", "package.json");
        git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "-qm", "first");
      },
    ],
  ])("is made anew when %s has changed", (_, changeIt) => {
    mark();
    changeIt();
    expect(build()).not.toContain("MARKED");
  });

  test("has the same drawings when they are drawn again", () => {
    const before = build();
    const drawings = join(project.folder, ".notat/drawings");
    expect(readdirSync(drawings).length).toBeGreaterThan(8);
    for (const name of readdirSync(drawings)) writeFileSync(join(drawings, name), "spoilt");
    rmSync(entry);
    expect(build()).toBe(before);
    for (const name of readdirSync(drawings))
      expect(readFileSync(join(drawings, name), "utf8")).toContain("</svg>");
  });
});
