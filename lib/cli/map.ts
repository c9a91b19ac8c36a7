import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { ContentError } from "../ground/errors.js";
import { writeWhole } from "../ground/files/writeWhole.js";
import { chooseYear, editionYears, projectRoot } from "../ground/project.js";
import { findBody } from "./findBody.js";
import { makeFolder } from "./makeFolder.js";
import { parseYear } from "./options.js";

export function mapCommand(): Command {
  return new Command("map")
    .description(
      "Map a body's own list to the form: propose which column and answer is which, and fill in the form.",
    )
    .argument("<FILE>", "the body's workbook")
    .requiredOption("--body <NAME>", "whose it is: name, short name or organisation number")
    .option("--year <YYYY>", "the edition (default: the newest)", parseYear)
    .option("--out <DIR>", "folder for the filled form (default: out/<year>/skjema-fra-liste in the project)")
    .addHelpText(
      "after",
      `
The mapping is a file, kart/<organisation number>.csv of the edition's private files: a line for each column and answer
with what the proposal rests on. Write ja or nei in its column godtatt; felt and valg may be mended. Nothing is used
that was not accepted. When every line is decided, the form is filled in; notat intake takes it in like any other, and
asks about what is not mapped. Last year's mapping is this year's beginning.

Example: notat map portefolje.xlsx --body NAV --year 2020`,
    )
    .action(map);
}

async function map(file: string, options: { body: string; year?: number; out?: string }): Promise<void> {
  const year = chooseYear(options.year);
  const { openEdition } = await import("../survey/edition/openEdition.js");
  const { printProblem } = await import("../survey/intake/problem.js");
  const { openFormReaders } = await import("../survey/received/readReceived.js");
  const { applyMap, printMap, proposeMap, readMap, undecidedLines } = await import(
    "../survey/received/mapList.js"
  );
  const { writeForm } = await import("../survey/forms/writeForm.js");
  const edition = openEdition(year);
  const body = findBody(edition.frame, options.body);
  const readers = openFormReaders();
  const { workbook, problems } = await readers.read(file, null).finally(() => readers.close());
  if (!workbook)
    throw new ContentError(
      `${file} can't be read:\n${problems.map((each) => `  ${printProblem(each)}`).join("\n") || "  It has no sheet that is not hidden."}`,
    );
  const name = join("kart", `${body.organisasjonsnummer}.csv`);
  const path = join(edition.private.folder, name);
  const kept = editionYears()
    .filter((other) => other < year)
    .map((other) => join(openEdition(other).private.folder, name))
    .findLast((known) => existsSync(known));
  const known = readMap(existsSync(path) ? path : (kept ?? path));
  const lines = proposeMap(workbook.sheets, edition.questionnaire, known);
  writeWhole(path, printMap(lines));
  console.log(relative(process.cwd(), path));
  const open = undecidedLines(lines);
  const columns = lines.filter(({ hva }) => hva === "kolonne");
  const mapped = new Set(
    columns
      .filter(({ felt, godtatt }) => felt !== "" && godtatt === "ja")
      .map(({ felt }) => felt.split("__")[0]),
  );
  console.log(`${columns.length} columns, ${lines.length - columns.length} answers; ${open} to be decided.`);
  if (open > 0) {
    console.log("Write ja or nei in the column godtatt of every line, and run this again.");
    return;
  }
  // What is a tiltak of last time keeps its id; all others have one that no other body's form can have.
  const { loadEarlier } = await import("../survey/answers/loadSurvey.js");
  const { lastTime } = await import("../survey/received/lastTime.js");
  const before = lastTime(edition, await loadEarlier(edition))?.tiltak.get(body.organisasjonsnummer) ?? [];
  const last = new Set(before.map(({ id }) => id));
  const rows = applyMap(workbook.sheets, lines, edition.questionnaire, (row, own) =>
    own !== null && last.has(own) ? own : `${year}-${body.organisasjonsnummer}-${own ?? `L${row}`}`,
  );
  if (rows.length === 0)
    throw new ContentError(
      `${file} must have the columns that ${relative(process.cwd(), path)} accepts, with rows below them, but has none.`,
    );
  const bytes = readFileSync(file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  writeWhole(
    join(edition.private.folder, "raw", "lister", `${body.organisasjonsnummer}_${sha256}.xlsx`),
    bytes,
  );
  const out = options.out ?? join(projectRoot, "out", String(year), "skjema-fra-liste");
  makeFolder(out);
  const form = join(out, `liste-${year}-${body.organisasjonsnummer}.xlsx`);
  writeWhole(form, await writeForm(edition, body, rows));
  const unmapped = Object.values(edition.questionnaire.items).filter(
    ({ key, kind }) => !mapped.has(key) && kind !== "agency" && key !== edition.questionnaire.ministry?.key,
  );
  console.log(
    `${relative(process.cwd(), form)}: ${rows.length} ${rows.length === 1 ? edition.questionnaire.unit.one : edition.questionnaire.unit.many}`,
  );
  if (unmapped.length > 0)
    console.log(`Not in the list: ${unmapped.map(({ number, label }) => `${number} ${label}`).join(", ")}.`);
}
