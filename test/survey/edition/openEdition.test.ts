import { cpSync, mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContentError } from "notat";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { expect, test } from "vitest";

test("openEdition(2019) hands on what the files of the year hold", () => {
  const { edition, questionnaire, frame, log, published } = openEdition(2019);
  expect(edition.title).toBe("Digitaliseringstiltak i staten 2019");
  expect(Object.keys(questionnaire.items)).toHaveLength(22);
  // As data/README.md counts them.
  expect(frame).toHaveLength(73);
  expect(published.figures).toHaveLength(247);
  expect(published.earlier).toBeNull();
  expect(log[0]).toMatchObject({ line: 2, id: "2019-007", rule: "belop_i_tusen" });
  expect(openEdition(2019)).toBe(openEdition(2019));
});

test("openEdition(2018) has the numbers that were published of a year without answers, and no publication of its own", () => {
  const { earlier, figures, derived } = openEdition(2018).published;
  expect(earlier?.[0]?.record).toEqual({
    address: "2018/alle/virksomhet/*/base",
    value: 412,
    source: "Difi-notat 2019:10, kapittel 3.2.1",
  });
  expect([figures, derived]).toEqual([[], []]);
});

function copy(): { root: string; folder: string } {
  const root = mkdtempSync(join(tmpdir(), "notat år "));
  const folder = join(root, "data", "2019");
  mkdirSync(folder, { recursive: true });
  for (const file of ["frame.csv", "corrections.csv", "edition.json", "reference"])
    cpSync(join(projectRoot, "data", "2019", file), join(folder, file), { recursive: true });
  return { root, folder };
}

test("a file that has changed is read anew", () => {
  const { root, folder } = copy();
  expect(openEdition(2019, root).frame).toHaveLength(73);
  const path = join(folder, "frame.csv");
  writeFileSync(path, readFileSync(path, "utf8").trimEnd().split("\n").slice(0, -1).join("\n"));
  utimesSync(path, 1, 1);
  expect(openEdition(2019, root).frame).toHaveLength(72);
});

test.each<[string, string, (text: string) => string, string]>([
  [
    "a claim without a value",
    "reference/figures.csv",
    (text) => text.replace(/^(sum-agencies-answered,.*?,,)67(,)/m, "$1$2"),
    "line 2: (sum-agencies-answered) equals must have a value.",
  ],
  [
    "a claim told twice",
    "reference/figures.csv",
    (text) => text.replace("sum-agencies-sent", "sum-agencies-answered"),
    "line 3: (sum-agencies-answered) id must be its own, but is also on line 2.",
  ],
  [
    "a sentence of the publication's",
    "reference/figures.csv",
    (text) => text.replace(",en tredjedel av tiltakene,", ",en tredjedel av tiltakene i ett av årene,"),
    "quote must be at most 6 words",
  ],
  [
    "an operator that is none",
    "reference/figures.csv",
    (text) => text.replace(",equals,", ",equal,"),
    'line 2: operator must be one of equals, rounds, within, largest, top, ordered, greater, less, about, none, but is "equal".',
  ],
  [
    "a log with semicolons",
    "corrections.csv",
    (text) => text.replaceAll(",", ";"),
    "must be separated by commas, but is separated by semicolons",
  ],
])("%s is told of when the file is asked for, with its name", (_, file, change, message) => {
  const { root, folder } = copy();
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
  const edition = openEdition(2019, root);
  expect(edition.frame).toHaveLength(73);
  const read = () => (file === "corrections.csv" ? edition.log : edition.published.figures);
  expect(read).toThrow(ContentError);
  expect(read).toThrow(message);
  expect(read).toThrow(path);
});

test("published numbers of another year are refused", () => {
  const root = mkdtempSync(join(tmpdir(), "notat år "));
  mkdirSync(join(root, "data", "2017"), { recursive: true });
  cpSync(join(projectRoot, "data/2018/figures.csv"), join(root, "data/2017/figures.csv"));
  expect(() => openEdition(2017, root).published.earlier).toThrow(
    'line 2: address must be of 2017, but is "2018/alle/virksomhet/*/base".',
  );
});
