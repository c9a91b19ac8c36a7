import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { copyProject, type ProjectCopy } from "../support/copyProject.js";

let copy: ProjectCopy;

/** Puts a cell of code at the end of a chapter. */
function append(chapter: string, ...sources: string[]): void {
  const file = join(copy.folder, "notebooks/2019", `${chapter}.ipynb`);
  const notebook = JSON.parse(readFileSync(file, "utf8"));
  sources.forEach((source, i) => {
    notebook.cells.push({
      cell_type: "code",
      id: `feil-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    });
  });
  writeFileSync(file, JSON.stringify(notebook));
}

beforeAll(() => {
  copy = copyProject();
  append("3.1-effekter", 'throw new Error("første");', 'throw new Error("andre");');
  append("3.3-innovasjon", "prose`${majority(tabulate(tiltak, q.fase), q.fase.ide)`De fleste`} er ideer.`;");
});

test("without --keep-going a chapter stops at its first failing cell", () => {
  const { ok, text } = copy.run(["build"]);
  expect(ok).toBe(false);
  expect(text).toContain("første");
  expect(text).not.toContain("Error: andre");
}, 300_000);

test("build --keep-going and review tell of all failing cells and claims of all chapters, and write no note", () => {
  for (const command of [["build", "--keep-going"], ["review"]]) {
    const { ok, text } = copy.run(command);
    expect(ok).toBe(false);
    for (const what of ["Error: første", "Error: andre", "De fleste"]) expect(text).toContain(what);
    expect(existsSync(join(copy.folder, "out/2019/notat.html"))).toBe(false);
  }
}, 600_000);
