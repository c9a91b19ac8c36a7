import { evaluate } from "../address/evaluate.js";
import { assembleNote } from "../note/assembleNote.js";
import { inputHashes } from "../note/provenance.js";
import type { Notebook } from "../notebook/notebook.js";
import { projectRoot } from "../project.js";
import { loadSurvey } from "../survey/loadSurvey.js";
import { type AcceptedState, readAccepted, toAccepted } from "./acceptedState.js";
import { collectState } from "./collectState.js";
import { findDrift } from "./findDrift.js";
import { reconcile, STATUS_LABELS } from "./reconcile.js";
import type { Check, Review } from "./renderReview.js";

/**
 * Holds a freshly run note against the accepted state, the published figures and the rules of the house.
 *
 * @param chapters Executed from scratch, in the order of the note.
 * @returns The review, and the state that `accept` would take on.
 */
export async function reviewNote(
  year: number,
  chapters: readonly { file: string; notebook: Notebook }[],
): Promise<{ review: Review; state: AcceptedState }> {
  const note = await assembleNote(year, chapters);
  const collected = collectState(chapters);
  const state = toAccepted(collected, inputHashes(projectRoot, year), note.text);
  const accepted = readAccepted(projectRoot, year);
  const rows = reconcile(evaluate, year);
  const review: Review = {
    year,
    checks: [
      chaptersCheck(chapters.length, note.problems),
      addressCheck(collected.values),
      await dataCheck(year),
      reconciliationCheck(rows),
    ],
    drift: accepted ? findDrift(accepted, state, collected) : [],
    hasAccepted: accepted !== null,
    reconciliation: rows.map((row) => ({
      id: row.id,
      section: row.section,
      claim: row.claim,
      status: STATUS_LABELS[row.status],
      published: row.published,
      computed: row.computed,
      explanation: row.explanation,
    })),
    claims: collected.claims,
  };
  return { review, state };
}

function chaptersCheck(count: number, problems: readonly string[]): Check {
  const summary =
    problems.length === 0
      ? `${count} kapitler kjørt fra grunnen av, teksten er i orden`
      : `${problems.length} feil i teksten`;
  return { title: "Kapitlene", ok: problems.length === 0, summary, findings: problems };
}

/** What a chapter printed is evaluated again here, from its address alone. */
function addressCheck(values: ReturnType<typeof collectState>["values"]): Check {
  const own: string[] = [];
  const findings: string[] = [];
  for (const { address, n, base } of values.values()) {
    if (address.includes(" − ")) continue;
    try {
      const again = evaluate(address);
      const same = n === null || [again.n, again.value].includes(n);
      const sameBase = base === null || again.base === base;
      if (!same || !sameBase)
        findings.push(`${address}: notatet har ${n} av ${base}, adressen gir ${again.n} av ${again.base}`);
    } catch {
      own.push(address);
    }
  }
  const summary = `${values.size} tall, ${own.length} av dem fra forfatterens egne utvalg, ${findings.length} avviker`;
  return { title: "Tallene regnet på nytt fra adressen", ok: findings.length === 0, summary, findings };
}

async function dataCheck(year: number): Promise<Check> {
  const { log, hashes } = await loadSurvey(projectRoot, year);
  return {
    title: "Dataene",
    ok: true,
    summary: `rådata ${hashes.workbook.slice(0, 12)}, ${log.rows.length} rettelser spilt av, ${log.mended.length} feil rettet av dem, ${log.listed.length} merknader`,
    findings: log.listed.map((problem) => JSON.stringify(problem)),
  };
}

function reconciliationCheck(rows: ReturnType<typeof reconcile>): Check {
  const counts = new Map<string, number>();
  for (const { status } of rows)
    counts.set(STATUS_LABELS[status], (counts.get(STATUS_LABELS[status]) ?? 0) + 1);
  const differing = rows.filter((row) => row.status === "differs");
  return {
    title: "Avstemming mot det publiserte notatet",
    ok: differing.length === 0,
    summary: `${rows.length} påstander: ${[...counts].map(([status, n]) => `${status.toLowerCase()} ${n}`).join(", ")}`,
    findings: differing.map((row) => `${row.id}: publisert ${row.published}, beregnet ${row.computed}`),
  };
}
