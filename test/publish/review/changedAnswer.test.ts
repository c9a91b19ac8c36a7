import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { numberAt } from "notat/dist/lib/numbers/address/evaluate.js";
import { printAddress } from "notat/dist/lib/numbers/address/parseAddress.js";
import { reconcile } from "notat/dist/lib/numbers/published/reconcile.js";
import { addRecodes } from "notat/dist/lib/survey/answers/addRecodes.js";
import { register, wholeAnswers } from "notat/dist/lib/survey/answers/answers.js";
import { addLoaded } from "notat/dist/lib/survey/answers/loaded.js";
import { loadSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { afterAll, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { type Cells, cleanAnswers, correctionsLog, rawAnswers, recount } from "../../support/recount.js";

// The whole way: a workbook with one answer changed, read by intake, corrected, counted, reconciled.
const root = mkdtempSync(join(tmpdir(), "notat-changed-"));
afterAll(() => rmSync(root, { recursive: true }));

test("a workbook in which one answer has changed moves exactly the claims that count it", async () => {
  const corrected = new Set(correctionsLog().map(({ id }) => id));
  const raw = rawAnswers();
  const row = raw.find(
    (cells) =>
      !corrected.has(cells.id) && cells.involverte === "Virksomheter i egen sektor" && cells.ks === "",
  ) as Cells;
  row.involverte = "Annet";

  const source = join(projectRoot, "data", "2019");
  const folder = join(root, "data", "2019");
  mkdirSync(join(folder, "raw"), { recursive: true });
  for (const file of ["frame.csv", "corrections.csv"]) cpSync(join(source, file), join(folder, file));
  const workbook = XLSX.read(readFileSync(join(source, "raw", "svar.xlsx")));
  const sheet = workbook.Sheets.Svar as XLSX.WorkSheet;
  const header = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1 })[0] as string[];
  const cell = XLSX.utils.encode_cell({ r: raw.indexOf(row) + 1, c: header.indexOf("involverte") });
  sheet[cell] = { t: "s", v: "Annet" };
  writeFileSync(join(folder, "raw", "svar.xlsx"), XLSX.write(workbook, { type: "buffer" }) as Buffer);

  const { questionnaire, frame, tiltak } = await loadSurvey(openEdition(2019, root));
  const table = addRecodes(tiltak, questionnaire);
  const whole = wholeAnswers({ year: 2019, questionnaire, frame, table });
  register(whole);
  addLoaded(whole);

  const differing = (rows: ReturnType<typeof reconcile>): string[] =>
    rows.filter(({ status }) => status === "differs").map(({ id }) => id);
  // 51 → 50 in the own sector, 27 → 28 others; each is stated in the text and in figure 10.
  const moved = ["s341-own-sector", "s341-other", "fig10-own-sector", "fig10-other"];
  const counts = recount(cleanAnswers(raw));
  expect(differing(reconcile(numberAt, 2019))).toEqual(moved);
  expect(differing(reconcile((address) => counts(printAddress(address)), 2019))).toEqual(moved);
});
