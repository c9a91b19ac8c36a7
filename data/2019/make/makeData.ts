import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { loadPublishedYear } from "notat/dist/lib/numbers/address/publishedYear.js";
import { readPublished } from "notat/dist/lib/numbers/published/readPublished.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import { type Body, makeBodies } from "./bodies.js";
import { fillCore } from "./core.js";
import { countFilled, type Filled } from "./countFilled.js";
import { fillStage, type Ground } from "./fillStage.js";
import { datesOf, finishRows, type Measure } from "./finishRows.js";
import { spoilRows } from "./spoilRows.js";
import { bodiesStage, effectsStage, technologyStage, usersStage } from "./stages.js";
import { headersOf, toCells } from "./toCells.js";
import { writeWorkbook } from "./writeWorkbook.js";

/**
 * Makes the synthetic answers of 2019 from the published figures: the integer programs, then rows, then
 * the raw answers with their errors and the log that mends them.
 *
 * The reference is read from the project; `frame.csv`, `raw/svar.xlsx` and `corrections.csv` are written.
 * @param into The folder to write to.
 * @param say Is told how far the work has come.
 * @throws InfeasibleError naming the figures in conflict.
 */
export async function makeData(into: string, say: (line: string) => void): Promise<void> {
  const q = loadQuestionnaire(2019);
  const bodies = makeBodies();
  const ground: Ground = {
    q,
    // What arithmetic forbids or missing numbers leave open is no constraint.
    figures: readPublished(2019).filter(({ status }) => status === ""),
    published: new Map([...loadPublishedYear(2018)!].map(([address, { value }]) => [address, value])),
    met: new Set(),
    say,
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
  for (const { items, cells, filled, independent } of crossings(measures)) {
    say(
      `${items.join(" × ")}: ${filled} of ${cells} cells filled; independence gives ${independent.toFixed(0)}`,
    );
  }
  say(`${measures.length} measures, ${raw.length} raw rows, ${log.length} corrections`);
}

/** Large crossings of which nothing was published. */
function crossings(measures: readonly Measure[]): Filled[] {
  const rows = measures.map((measure) =>
    Object.fromEntries(
      Object.entries({
        ...measure,
        samarbeid: `${measure.involverer} ${measure.involverte}`,
        losninger: `${measure.utvikle === "ja"} ${measure.gjenbruke === "ja"}`,
      }).map(([item, answer]) => [item, Array.isArray(answer) ? answer.join("|") : String(answer)]),
    ),
  );
  return [
    ["fase", "finansiering", "samarbeid", "losninger"],
    ["effekter", "brukergrupper"],
    ["effekter", "teknologi"],
    ["departement", "fase", "losninger"],
    ["departement", "innovasjon", "brukergrupper"],
    ["virksomhet", "effekter"],
    ["fase", "innovasjon", "utvikle", "gjenbruke"],
  ].map((items) => countFilled(rows, items));
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
