import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { changeAnswers, copyProject, type ProjectCopy } from "../support/copyProject.js";

// Answers that are wrong must not leave a wrong sentence standing: the claims that no longer hold stop their chapter.

describe("with the columns of kvalitet and miljo swapped", () => {
  let run: ReturnType<ProjectCopy["run"]>;
  beforeAll(() => {
    const copy = copyProject();
    const [a, b] = ["effekter__kvalitet", "effekter__miljo"];
    const swap = (name: unknown) => (name === a ? b : name === b ? a : name) as string;
    changeAnswers(copy, 2019, ([header = [], ...rows]) => [header.map(swap), ...rows]);
    // The log goes with its columns.
    const log = join(copy.folder, "data/2019/corrections.csv");
    writeFileSync(log, readFileSync(log, "utf8").replace(/effekter__(?:kvalitet|miljo)\b/g, swap));
    run = copy.run([
      "run",
      "notebooks/2019/0-sammendrag.ipynb",
      "notebooks/2019/3.1-effekter.ipynb",
      "--out",
      "out",
    ]);
  }, 60_000);
  test("the summary and chapter 3.1 stop", () => {
    expect(run.ok).toBe(false);
    expect(run.text).toContain("Notebooks: 2 failed");
  });
  test.each([
    "The data do not carry the claim «De vanligste effektene er bedre tjenester og effektivisering».",
    "The data do not carry the claim «Bedre tjenester og effektivisering er de vanligste effektene».",
    "It needs: «Økt kvalitet på virksomhetens tjenester» og «Effektivisering» er de største av svarene på «Forventede effekter»",
  ])("%s", (message) => {
    expect(run.text.replace(/\s+/g, " ")).toContain(message);
  });
});

describe("with 60 measures moved from gjennomføring to idé", () => {
  let run: ReturnType<ProjectCopy["run"]>;
  beforeAll(() => {
    const copy = copyProject();
    const log = readFileSync(join(copy.folder, "data/2019/corrections.csv"), "utf8");
    changeAnswers(copy, 2019, ([header = [], ...rows]) => {
      const phase = header.indexOf("fase");
      const free = rows.filter((row) => row[phase] === "Gjennomføring" && !log.includes(`${row[0]},`));
      for (const row of free.slice(0, 60)) row[phase] = "Idé";
      return [header, ...rows];
    });
    run = copy.run(["run", "notebooks/2019/3.2-kostnader.ipynb", "--out", "out"]);
  }, 60_000);
  test("chapter 3.2 stops with the claim, what it needs and the numbers", () => {
    expect(run.ok).toBe(false);
    expect(run.text).toMatch(
      /The data do not carry the claim «omtrent det samme i hver fase»\.\s+It needs: «Idé og Ikke svart».* er høyst 3 fra hverandre/,
    );
  });
});
