import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { privateFiles } from "notat/dist/lib/ground/edition/privateFiles.js";
import { inputHashes } from "notat/dist/lib/ground/edition/provenance.js";
import { describe, expect, test } from "vitest";

function project(place?: string): string {
  const root = join(mkdtempSync(join(tmpdir(), "notat private ")), "prosjekt");
  mkdirSync(join(root, "data/2020"), { recursive: true });
  if (place !== undefined)
    writeFileSync(join(root, "data/2020/edition.json"), JSON.stringify({ private: place }));
  return root;
}

describe("privateFiles(year, root)", () => {
  test("is the edition's own folder when edition.json names none, or is not there yet", () => {
    for (const root of [project(), project("")]) {
      const files = privateFiles(2020, root);
      expect(files.workbook).toBe(join(root, "data/2020/raw/svar.xlsx"));
      expect(files.log).toBe(join(root, "data/2020/corrections.csv"));
      expect(files.name(files.log)).toBe("data/2020/corrections.csv");
    }
  });

  test("is the folder that edition.json names, from the project's root", () => {
    const root = project("../svar 2020");
    const files = privateFiles(2020, root);
    expect(files.folder).toBe(resolve(root, "../svar 2020"));
    expect(files.name(files.workbook)).toBe("../svar 2020/raw/svar.xlsx");
  });
});

test("inputHashes(root, year) has answers and log wherever they lie, and no other private file", () => {
  for (const place of ["../svar", "data/2020/private"]) {
    const root = project(place);
    const { folder, workbook, log } = privateFiles(2020, root);
    mkdirSync(join(folder, "raw"), { recursive: true });
    for (const file of [workbook, log, join(folder, "raw/etaten.xlsx")]) writeFileSync(file, "x");
    expect([...inputHashes(root, 2020).keys()]).toEqual(
      [`${place}/corrections.csv`, `${place}/raw/svar.xlsx`, "data/2020/edition.json"].sort(),
    );
  }
});

test("inputHashes(root, year) has the chapters and the pictures beside them", () => {
  const root = project();
  mkdirSync(join(root, "notebooks/2020"), { recursive: true });
  for (const name of ["1-en.ipynb", "kart.PNG", "README.md"])
    writeFileSync(join(root, "notebooks/2020", name), "x");
  expect([...inputHashes(root, 2020).keys()]).toEqual([
    "notebooks/2020/1-en.ipynb",
    "notebooks/2020/kart.PNG",
  ]);
});

const root = fileURLToPath(new URL("../../../", import.meta.url));

test.skipIf(!existsSync(join(root, ".git")))(
  "git ignores answers and log of every edition but the synthetic one",
  () => {
    const ignored = (path: string): boolean => {
      try {
        execFileSync("git", ["check-ignore", "-q", "--no-index", path], { cwd: root });
        return true;
      } catch {
        return false;
      }
    };
    for (const path of ["raw/svar.xlsx", "raw/skjema/etaten.xlsx", "corrections.csv", "private/nøkkel"])
      expect(ignored(`data/2031/${path}`), path).toBe(true);
    for (const path of ["data/2019/raw/svar.xlsx", "data/2019/corrections.csv", "data/2031/questionnaire.ts"])
      expect(ignored(path), path).toBe(false);
  },
);
