import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { loadQuestionnaire } from "notat/dist/lib/questionnaire/loadQuestionnaire.js";
import { type Body, makeBodies } from "./bodies.js";
import { readClaims } from "./claims.js";
import { fillCore } from "./core.js";
import { fillStage, type Ground } from "./fillStage.js";
import { datesOf, finishRows } from "./finishRows.js";
import { InfeasibleError } from "./solveCounts.js";
import { spoilRows } from "./spoilRows.js";
import { bodiesStage, effectsStage, technologyStage, usersStage } from "./stages.js";
import { headersOf, toCells } from "./toCells.js";
import { writeWorkbook } from "./writeWorkbook.js";

/**
 * Makes the synthetic answers of 2019 from the published claims: `node .notat/make/main.js [folder]`.
 * @param into The folder of the year; its reference figures are read, the rest is written.
 */
async function makeData(from: string, into: string): Promise<void> {
  const q = loadQuestionnaire(2019);
  const bodies = makeBodies();
  const started = process.hrtime.bigint();
  const ground: Ground = {
    q,
    claims: readClaims(join(from, "reference", "figures.csv")),
    published: readPublished(join(from, "..", "2018", "figures.csv")),
    met: new Set(),
    say: (line) =>
      process.stderr.write(
        `${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(1).padStart(6)} s  ${line}\n`,
      ),
  };
  const drafts = await fillCore(ground);
  for (const stage of [bodiesStage(bodies), effectsStage(bodies), usersStage(), technologyStage(bodies)]) {
    await fillStage(drafts, stage, ground);
  }
  const measures = finishRows(drafts, bodies);
  const byNumber = new Map(bodies.map((body) => [body.organisasjonsnummer, body]));
  const { raw, log } = spoilRows(measures.map((measure) => toCells(measure, byNumber, q)));
  mkdirSync(join(into, "raw"), { recursive: true });
  writeFileSync(join(into, "frame.csv"), frameCsv(bodies));
  writeFileSync(join(into, "raw", "svar.xlsx"), writeWorkbook(headersOf(q), raw));
  writeFileSync(
    join(into, "corrections.csv"),
    stringify(log, {
      header: true,
      columns: ["id", "field", "before", "after", "rule", "reason", "by", "date"],
    }),
  );
  ground.say(`${measures.length} measures, ${raw.length} raw rows, ${log.length} corrections`);
}

function frameCsv(bodies: readonly Body[]): string {
  const dates = datesOf(bodies);
  const columns = [
    "organisasjonsnummer",
    "virksomhet",
    "kortnavn",
    "departement",
    "skate",
    "opphav",
    "bruttobudsjettert",
    "svar",
  ];
  const rows = bodies.map((body) => ({
    ...body,
    skate: String(body.skate),
    bruttobudsjettert: String(body.bruttobudsjettert),
    svar: dates.get(body.organisasjonsnummer) ?? "",
  }));
  return stringify(rows, { header: true, columns });
}

function readPublished(path: string): Map<string, number> {
  const lines = parse(readFileSync(path), { columns: true, bom: true }) as {
    address: string;
    value: string;
  }[];
  return new Map(lines.map(({ address, value }) => [address, Number(value)]));
}

// Runs as .notat/make/main.js.
const year = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "data", "2019");
try {
  await makeData(year, process.argv[2] ?? year);
} catch (error) {
  if (!(error instanceof InfeasibleError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
