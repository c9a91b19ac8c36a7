import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { changeAnswers, copyProject, type ProjectCopy } from "../support/copyProject.js";
import { notat } from "./notat.js";

/** Makes the note one chapter: a cell of text, and cells of code. */
function onlyChapter({ folder }: ProjectCopy, markdown: string, ...code: readonly string[]): void {
  const chapters = join(folder, "notebooks/2019");
  for (const name of readdirSync(chapters)) if (name.endsWith(".ipynb")) rmSync(join(chapters, name));
  const cells = [
    { cell_type: "markdown", id: "a", metadata: {}, source: [markdown] },
    ...code.map((source, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: {},
      source: [source],
      outputs: [],
      execution_count: null,
    })),
  ];
  const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(chapters, "1-innledning.ipynb"), JSON.stringify(notebook));
}

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

describe("amounts that are listed anew since the accepted state", () => {
  const project = copyProject();
  const log = join(project.folder, "data/2019/corrections.csv");
  const before = readFileSync(log, "utf8");

  beforeAll(() => {
    // One chapter, of text alone: the others' claims would fail on other answers.
    onlyChapter(project, "# Innledning");
    changeAnswers(project, 2019, ([header = [], ...rows]) => {
      const at = header.indexOf("kostnadsramme");
      return [
        header,
        ...rows.map((row) => (row[0] === "2019-003" ? row.with(at, 13_000).with(at + 1, null) : row)),
      ];
    });
  });

  test("stop the build before any chapter, with their rule and the way out", () => {
    const { ok, text } = project.run(["build"]);
    expect(ok).toBe(false);
    expect(text).toMatch(/notat: \d+ merknader til svarene, 1 ny siden den godtatte tilstanden:\n/);
    expect(text).toContain("tiltak 2019-003, spørsmål 8 (kostnadsramme), regel kostnadsramme_tusen: ");
    expect(text).toContain("Rett beløpene i corrections.csv, eller bekreft dem der:");
    expect(text).not.toMatch(/✓|\n {4}at |notat\.html/);
  });

  test("stop it until the log confirms their rule, and no other", () => {
    const confirm = (rule: string) =>
      writeFileSync(
        log,
        `${before.trimEnd()}\n2019-003,kostnadsramme,13000,13000,${rule},Ja,AN,2019-10-01\n`,
      );
    confirm("belop_skala");
    expect(project.run(["build"]).ok).toBe(false);
    confirm("kostnadsramme_tusen");
    const bin = join(project.folder, "lib/bin/notat.js");
    const { status, stderr } = spawnSync(process.execPath, [bin, "build"], {
      cwd: project.folder,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/notat: \d+ merknader til svarene, ingen nye siden den godtatte tilstanden\./);
    expect(status).toBe(0);
  });

  test("stop it until the log corrects them", () => {
    writeFileSync(
      log,
      `${before.trimEnd()}\n2019-003,kostnadsramme,13000,13000000,belop_i_tusen,Ja,AN,2019-10-01\n`,
    );
    expect(project.run(["build"]).ok).toBe(true);
  });

  test("and a note that says what the log gives as a reason is not made", () => {
    // Written in two parts: the gate looks through this file too.
    onlyChapter(project, `# Innledning\n\nSkjemaet hadde en ${["skrive", "feil i svaret"].join("")}.`);
    const { ok, text } = project.run(["build"]);
    expect(ok).toBe(false);
    expect(text).toMatch(
      /the note can't stand as it is:\n\n(?:.*\n)*notat\.html: what stands in corrections\.csv, linje \d+, reason is not public, but would be published/,
    );
    expect(text).not.toContain("out/2019/notat.html");
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
