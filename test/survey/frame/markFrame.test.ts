import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markFrame } from "notat/dist/lib/survey/frame/markFrame.js";
import { expect, test } from "vitest";

function frameOf(...lines: readonly string[]): { path: string; lines: () => string[] } {
  const path = join(mkdtempSync(join(tmpdir(), "notat utvalg ")), "frame.csv");
  writeFileSync(path, lines.join(""));
  return { path, lines: () => readFileSync(path, "utf8").split("\n") };
}
const marks = (
  number: string,
  mark: Parameters<typeof markFrame>[1] extends ReadonlyMap<string, infer M> ? M : never,
) => new Map([[number, mark]]);

test.each(["\n", "\r\n"])(
  "all that is not noted stays as it was, and is read again (line break %j)",
  (end) => {
    const header = `organisasjonsnummer,virksomhet,svar${end}`;
    const odd = '889640782,"Etat ""A"",\nunder B",';
    const frame = frameOf(header, `${odd}${end}`, `974761076,"Etat C",2020-08-01${end}`, "986252932,Etat D,");
    expect(markFrame(frame.path, marks("986252932", { svar: "2020-08-20" }))).toBe(true);
    expect(frame.lines()).toEqual([
      "organisasjonsnummer,virksomhet,svar",
      ...odd.split("\n"),
      '974761076,"Etat C",2020-08-01',
      "986252932,Etat D,2020-08-20",
      "",
    ]);
    // By whoever has not written it.
    const copy = frameOf(readFileSync(frame.path, "utf8"));
    expect(markFrame(copy.path, marks("889640782", { svar: "2020-08-21" }))).toBe(true);
    expect(copy.lines()).toHaveLength(6);
    expect(copy.lines()[2]).toBe('under B",2020-08-21');
  },
);

test("the first answer's day stays, reminders are added, and a frame gets the columns that it needs", () => {
  const frame = frameOf("organisasjonsnummer,virksomhet,svar\n", "889640782,Etat A,\n");
  markFrame(frame.path, marks("889640782", { sendt: "2020-06-01", purret: "2020-08-10" }));
  markFrame(frame.path, marks("889640782", { purret: "2020-08-17", svar: "2020-08-20" }));
  expect(markFrame(frame.path, marks("889640782", { svar: "2020-09-01" }))).toBe(false);
  expect(frame.lines()).toEqual([
    "organisasjonsnummer,virksomhet,sendt,purret,svar",
    "889640782,Etat A,2020-06-01,2020-08-10 2020-08-17,2020-08-20",
    "",
  ]);
});
