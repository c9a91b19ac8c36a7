import { expect, test } from "vitest";
import { notat } from "./notat.js";

// What an owner of a survey may get wrong: told with the way out, and nothing is written.
test.each([
  [
    "form --body Kartvrket",
    `--body must be one of the frame's bodies, but is "Kartvrket". Is it "Kartverket"?`,
  ],
  [
    "form --body Ukjentetaten",
    `--body must be one of the frame's bodies, but is "Ukjentetaten". Give its name, its short name or its organisation number as frame.csv has it.`,
  ],
  [
    "intake README.md --received 2020-01-01",
    "--received must be a day from 2019-01-01 to 2019-12-09, the day of the edition, but is 2020-01-01. Give the day that the forms came: --received 2019-12-09.",
  ],
  [
    "intake README.md --received 2019-08-30",
    "The answers of 2019 are one workbook, data/2019/raw/svar.xlsx: forms can't be taken in beside it.",
  ],
  [
    "intake nothere.xlsx neither --received 2020-01-01",
    `There must be a workbook or a folder at nothere.xlsx, but there is none.
There must be a workbook or a folder at neither, but there is none.
--received must be a day from 2019-01-01 to 2019-12-09, the day of the edition, but is 2020-01-01. Give the day that the forms came: --received 2019-12-09.
The answers of 2019 are one workbook, data/2019/raw/svar.xlsx: forms can't be taken in beside it.`,
  ],
  ["map nothere.xlsx --body NAV", "There must be a workbook at nothere.xlsx, but there is no such file."],
  [
    "correct 2019-003 budsjett 5 --rule belop_i_tusen --reason r --date 2020-01-01",
    "--date must not be after 2019-12-09, the day of the edition, but is 2020-01-01. Give the day of the correction: --date 2019-12-09.",
  ],
  [
    "confirm 2019-003 budsjett",
    "There must be --rule and --reason: every row of the log says what was wrong, and why it was changed.",
  ],
  ["new edition 2019", "There must be an edition before 2019 to make it of. There are: 2019."],
])("notat %s", async (line, message) => {
  const { code, stderr } = await notat(line.split(" "), new URL("../../", import.meta.url).pathname);
  expect(stderr).toContain(`notat: ${message}`);
  expect(code).toBe(2);
});
