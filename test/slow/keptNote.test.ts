import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyProject } from "../support/copyProject.js";
import { onlyChapter } from "../support/onlyChapter.js";

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
    const body = readFileSync(entry, "utf8")
      .replace(/\n[^\n]*$/, "")
      .replace("</main>", "MARKED</main>");
    writeFileSync(entry, `${body}\n${createHash("sha256").update(body).digest("hex")}`);
  };
  const change = (file: string, from: string, to: string) => {
    const path = join(project.folder, file);
    const text = readFileSync(path, "utf8");
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  let first = "";
  beforeAll(() => {
    onlyChapter(
      project,
      "# Innledning",
      'import { bars, figure, q, survey, tabulate, title } from "notat";',
      "const { tiltak } = await survey();",
      "figure(bars(tabulate(tiltak, q.fase)), title`Fase`);",
      "figure(bars(tabulate(tiltak, q.teknologi)), title`Teknologi`);",
    );
    first = build();
  });

  test("is taken as it was made, also when it has been spoilt, and made anew when asked", () => {
    expect(build()).toBe(first);
    mark();
    expect(build()).toContain("MARKED</main>");
    expect(build("--no-cache")).toBe(first);
    writeFileSync(entry, readFileSync(entry, "utf8").replace("</main>", "SPOILT</main>"));
    expect(build()).toBe(first);
  });

  test.each([
    [
      "the text of a chapter",
      () => change("notebooks/2019/1-innledning.ipynb", "# Innledning", "# Innledningen"),
    ],
    ["the data", () => change("data/2019/edition.json", '"version": "', '"version": "x')],
    ["the library", () => change("lib/ground/page/assets/page.css", "{", "{ ")],
    [
      "the commit",
      () => {
        const git = (...args: string[]) => execFileSync("git", args, { cwd: project.folder });
        // As in the real project, what is made and kept is nothing that git holds.
        copyFileSync(new URL("../../.gitignore", import.meta.url), join(project.folder, ".gitignore"));
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
    const drawings = join(project.folder, ".notat/drawings");
    // Those of the library as it was before the changes above stay until they are deleted.
    rmSync(drawings, { recursive: true, force: true });
    rmSync(entry);
    const before = build();
    expect(readdirSync(drawings)).toHaveLength(2);
    for (const name of readdirSync(drawings)) writeFileSync(join(drawings, name), "spoilt");
    rmSync(entry);
    expect(build()).toBe(before);
    for (const name of readdirSync(drawings))
      expect(readFileSync(join(drawings, name), "utf8")).toContain("</svg>");
  });
});
