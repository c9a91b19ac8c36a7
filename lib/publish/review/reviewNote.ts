import { isDeepStrictEqual } from "node:util";
import type { Notebook } from "../../engine/notebook/notebook.js";
import { inputHashes } from "../../ground/edition/provenance.js";
import { ContentError } from "../../ground/errors.js";
import { projectRoot } from "../../ground/project.js";
import { numberAt, sourceOf } from "../../numbers/address/evaluate.js";
import { reconcile, STATUS_LABELS } from "../../numbers/published/reconcile.js";
import { loadSurvey } from "../../survey/answers/loadSurvey.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import type { Listed } from "../../survey/intake/listing.js";
import { printProblem } from "../../survey/intake/problem.js";
import { type AssembledNote, assembleNote } from "../note/assembleNote.js";
import { collectState } from "../note/collectState.js";
import { statementsIn, statementsOf } from "../report/statements.js";
import { type AcceptedState, readAccepted, toAccepted } from "./acceptedState.js";
import { checkValues } from "./checkValues.js";
import { findDrift } from "./findDrift.js";
import { newlyListed, SETTLE_AMOUNTS } from "./newlyListed.js";
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
  const statements = [...statementsIn(chapters), ...statementsOf(openEdition(year).edition)];
  const state = toAccepted(collected, inputHashes(projectRoot, year), { ...note, statements });
  const accepted = readAccepted(projectRoot, year);
  const rows = reconcile(numberAt, year);
  const review: Review = {
    year,
    checks: [
      chaptersCheck(chapters.length, note.problems),
      checkValues(collected.values),
      await dataCheck(year, accepted),
      listedCheck(note.listed, accepted),
      confidentialCheck(note.confidential),
      reconciliationCheck(rows),
    ],
    drift: accepted ? findDrift(accepted, state, collected) : [],
    hasAccepted: accepted !== null,
    reconciliation: rows.map((row) => ({
      id: row.id,
      section: row.section,
      claim: row.wording,
      status: STATUS_LABELS[row.status],
      published: row.published,
      computed: row.computed,
      explanation: row.explanation,
    })),
    statements,
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

/**
 * Reads the answers once more from the files, past what is kept between runs: nothing wrong may remain after the log,
 * and the answers must be those that the chapters ran on. Files that are not the accepted ones are a change, not a
 * fault, and are listed among the changes.
 */
async function dataCheck(year: number, accepted: AcceptedState | null): Promise<Check> {
  const title = "Dataene lest på nytt";
  try {
    const { tiltak, log, hashes } = await loadSurvey(openEdition(year), { cache: false });
    const used = sourceOf(year);
    const same =
      used.kind === "answers" &&
      tiltak
        .columnNames()
        .every((name) => isDeepStrictEqual(tiltak.array(name), used.answers.all.array(name)));
    const { workbook, name } = openEdition(year).private;
    const raw = accepted?.inputs.get(name(workbook)) === hashes.workbook;
    return {
      title,
      ok: same,
      summary: `rådata ${hashes.workbook.slice(0, 12)} (${raw ? "de godtatte" : "ikke de godtatte"}), ${log.rows.length} rettelser spilt av, ${log.mended.length} feil rettet av dem, ingen igjen, ${log.listed.length} merknader${same ? "" : "; svarene er andre enn dem kapitlene ble kjørt på"}`,
      findings: log.listed.map(printProblem),
    };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return { title, ok: false, summary: "feil igjen i svarene", findings: error.message.split("\n") };
  }
}

/** An amount that is listed anew is settled in the log; until then this state can't be taken on. */
function listedCheck(listed: readonly Listed[], accepted: AcceptedState | null): Check {
  const { all, amounts } = newlyListed(listed, accepted?.listed ?? null);
  return {
    title: "Merknader til svarene",
    ok: amounts.length === 0,
    summary: `${listed.length} merknader, ${all.length} nye siden den godtatte tilstanden${amounts.length > 0 ? `, ${amounts.length} av dem om beløp. ${SETTLE_AMOUNTS}` : ""}`,
    findings: (amounts.length > 0 ? amounts : all).map(({ problem }) => printProblem(problem)),
  };
}

function confidentialCheck({ secrets, leaks }: AssembledNote["confidential"]): Check {
  return {
    title: "Opplysninger som ikke er offentlige",
    ok: leaks.length === 0,
    summary: `${secrets} opplysninger lett etter i alt som gis ut, ${leaks.length} funnet`,
    // The text itself is not repeated: the review may be read by more people than the answers.
    findings: leaks.map(({ artefact, place }) => `${place}: står i ${artefact}, men er ikke offentlig`),
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
