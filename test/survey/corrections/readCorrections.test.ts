import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCorrections } from "notat/dist/lib/survey/corrections/readCorrections.js";
import { expect, test } from "vitest";
import { questionnaire, temporaryFolder } from "../intake/makeAnswers.js";

/** The rules that the logs of these tests may name. */
const known = { ...questionnaire, logRules: { r: "Noe er rettet", belop_i_tusen: "Beløp i tusen" } };
const HEADER = "id,field,before,after,rule,reason,by,date";

function write(...lines: string[]): string {
  const path = join(temporaryFolder(), "corrections.csv");
  writeFileSync(path, lines.join("\r\n"));
  return path;
}

test("readCorrections(path, questionnaire) gives every row with its line, texts untouched", () => {
  const path = write(
    `\uFEFF${HEADER}`,
    'T-1,navn," To',
    'linjer ",007,r,"Sa ""ja""",AN,2019-11-04',
    "T-2,fase,,Idé,r,g,AN,2019-11-05",
    "",
  );
  expect(readCorrections(path, known)).toEqual([
    {
      line: 2,
      id: "T-1",
      field: "navn",
      before: " To\r\nlinjer ",
      after: "007",
      rule: "r",
      reason: 'Sa "ja"',
      by: "AN",
      date: "2019-11-04",
    },
    {
      line: 4,
      id: "T-2",
      field: "fase",
      before: "",
      after: "Idé",
      rule: "r",
      reason: "g",
      by: "AN",
      date: "2019-11-05",
    },
  ]);
});

test("readCorrections(path, questionnaire) says all that is wrong, line by line", () => {
  const path = write(
    HEADER,
    "T-1,fase,Ja,Nei,,,AN,4.11.2019",
    ",fase,Ja,Nei,r,g,AN,2019-11-31",
    "T-2,fase,Ja,Nei,r,g,AN,31/12/2019",
    "T-2,fase,\0,Nei,r,g,AN,",
  );
  expect(() => readCorrections(path, known)).toThrow(
    `${path} can't be used:
  line 2: rule must not be empty.
  line 2: reason must not be empty.
  line 2: date must be a date such as 2026-06-30, but is "4.11.2019". Write it as 2019-11-04.
  line 3: id must not be empty.
  line 3: date must be a date such as 2026-06-30, but is "2019-11-31".
  line 4: date must be a date such as 2026-06-30, but is "31/12/2019". Write it as 2019-12-31.
  line 5: before must not have the character NUL. Type the line anew, or save the file as UTF-8.
  line 5: date must be a date such as 2026-06-30, but is "".`,
  );
});

test("readCorrections(path, questionnaire, last) refuses a date after the edition's own", () => {
  const path = write(HEADER, "T-1,fase,Ja,Nei,r,g,AN,2019-12-09", "T-1,fase,Nei,Ja,r,g,AN,2091-11-04");
  expect(readCorrections(path, known)).toHaveLength(2);
  expect(() => readCorrections(path, known, "2019-12-09")).toThrow(
    `${path} can't be used:
  line 3: date must not be after 2019-12-09, the day of the edition, but is 2091-11-04. Mend it, or the date in edition.json.`,
  );
});

test("readCorrections(path, questionnaire) refuses other columns, a row of other length, a quotation mark astray", () => {
  const columns = write("id,field,before,after", "");
  expect(() => readCorrections(columns, known)).toThrow(
    `${columns} must have the columns id, field, before, after, rule, reason, by, date, but has id, field, before, after.`,
  );
  expect(() => readCorrections(write(HEADER, "T-1,fase,Ja"), known)).toThrow(
    /must be comma-separated values, but .* on line 2/,
  );
  expect(() => readCorrections(write(HEADER, 'T-1,fa"se,Ja,Nei,r,g,AN,2019-11-04'), known)).toThrow(
    /must be comma-separated values, but .* line 2/,
  );
});

test("readCorrections(path, questionnaire) refuses a rule that the edition does not know, the nearest suggested", () => {
  const path = write(HEADER, "T-1,fase,Ja,Nei,belop_i_tusn,g,AN,2019-11-04");
  expect(() => readCorrections(path, known)).toThrow(
    `${path} can't be used:
  line 2: rule must be one of the edition's (r, belop_i_tusen), but is "belop_i_tusn". Is it "belop_i_tusen"?`,
  );
});

test("readCorrections(path, questionnaire) without a file says which file must be there", () => {
  expect(() => readCorrections("/finnes/ikke.csv", known)).toThrow(
    "There must be a file /finnes/ikke.csv with the columns id, field, before, after, rule, reason, by, date, but there is none.",
  );
});
