import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { changeAnswers, copyProject } from "../support/copyProject.js";
import { onlyChapter } from "../support/onlyChapter.js";

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
    expect(text).toContain("id 2019-003, spørsmål 8 (kostnadsramme), regel kostnadsramme_tusen: ");
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
    // Read from the log: the gate looks through this file too.
    const [, reason = ""] = /,(Skjemaet hadde [^,]*)\.,/.exec(before) ?? [];
    onlyChapter(project, `# Innledning\n\n${reason}.`);
    const { ok, text } = project.run(["build"]);
    expect(ok).toBe(false);
    expect(text).toMatch(
      /the note can't stand as it is:\n\n(?:.*\n)*notat\.html: what stands in corrections\.csv, linje \d+, reason is not public, but would be published/,
    );
    expect(text).not.toContain("out/2019/notat.html");
    const page = () => readFileSync(join(project.folder, "out/2019/notat.html"), "utf8");
    expect(page()).not.toContain(reason);
    // Review tells of it too, and writes no page, for what moved in the text would stand there.
    const review = project.run(["review"]);
    expect(review.ok).toBe(false);
    expect(review.text).toMatch(/review\.html er ikke skrevet, .*: corrections\.csv, linje \d+, reason/);
    expect(review.text).not.toContain(reason);
    expect(existsSync(join(project.folder, "out/2019/review.html"))).toBe(false);
  });

  test("and what an earlier build wrote of open data, and this one does not, is taken away", () => {
    const data = join(project.folder, "out/2019/data");
    writeFileSync(join(data, "tabeller-utgatt.csv"), "gammel");
    writeFileSync(join(data, "min-egen.csv"), "egen");
    appendFileSync(join(data, "SHA256SUMS"), `${"0".repeat(64)}  tabeller-utgatt.csv\n`);
    onlyChapter(project, "# Innledning\n\nSkjemaet hadde spørsmål.");
    const { ok, text } = project.run(["build"]);
    expect(ok, text).toBe(true);
    expect(existsSync(join(data, "tabeller-utgatt.csv"))).toBe(false);
    expect(readFileSync(join(data, "min-egen.csv"), "utf8")).toBe("egen");
  });

  test("without the private files of an edition, build, review, accept and status say where they lie, blame nothing else and put nothing there", () => {
    const path = join(project.folder, "data/2019/edition.json");
    const edition = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...edition, private: "../privat-2019" }));
    rmSync(join(project.folder, "data/2019/raw"), { recursive: true });
    rmSync(log);
    const wayOut =
      "but there is none. The answers of 2019 are not public: edition.json says that they lie in ../privat-2019. Get the folder from whoever keeps them; what was accepted of them stands in data/2019/accepted/.";
    for (const [first, command] of [
      ["raw/svar.xlsx", "build"],
      ["raw/svar.xlsx", "review"],
      ["raw/svar.xlsx", "accept"],
      ["corrections.csv", "status"],
    ] as const) {
      const { ok, text } = project.run([command]);
      expect(ok).toBe(false);
      expect(text).toContain(`There must be a file ../privat-2019/${first}, ${wayOut}`);
      expect(text).not.toMatch(/borte|at [^ ]+:\d+:\d+/);
      expect(text).not.toContain(project.folder);
    }
    expect(existsSync(join(project.folder, "../privat-2019"))).toBe(false);
    const page = readFileSync(join(project.folder, "out/2019/review.html"), "utf8");
    expect(page).toContain("Hva som er galt, står bare i terminalen.");
  });
});
