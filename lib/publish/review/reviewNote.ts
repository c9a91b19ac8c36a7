import { existsSync } from "node:fs";
import { relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Notebook } from "../../engine/notebook/notebook.js";
import { changedSince } from "../../ground/edition/provenance.js";
import { ContentError } from "../../ground/errors.js";
import { projectRoot } from "../../ground/project.js";
import { numberAt, sourceOf } from "../../numbers/address/evaluate.js";
import { reconcile, STATUS_LABELS } from "../../numbers/published/reconcile.js";
import { answersOf } from "../../survey/answers/answers.js";
import { loadSurvey } from "../../survey/answers/loadSurvey.js";
import { openAnswers } from "../../survey/answers/survey.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import type { Listed } from "../../survey/intake/listing.js";
import { type Problem, printProblem } from "../../survey/intake/problem.js";
import { receivedFiles } from "../../survey/received/receivedFiles.js";
import { type AssembledNote, assembleNote } from "../note/assembleNote.js";
import { collectState, type NoteState } from "../note/collectState.js";
import { keptBackOf } from "../open/keptBackOf.js";
import { publicationIn } from "../open/publication.js";
import type { Secret } from "../open/secrets.js";
import { titleText } from "../report/frontMatter.js";
import { type Statement, statementsIn, statementsOf } from "../report/statements.js";
import { type AcceptedState, acceptedFolder, cellsOfStatements, toAccepted } from "./acceptedState.js";
import { answerFacts, type Hiding, hidesIn, hidingIn } from "./answerFacts.js";
import { checkValues } from "./checkValues.js";
import { findCauses, findHidden, followRenames } from "./findCauses.js";
import { type Drift, findEffects } from "./findEffects.js";
import { cellNumbers, inputFacts } from "./inputFacts.js";
import { newlyListed, SETTLE_AMOUNTS } from "./newlyListed.js";
import type { Check, Review } from "./review.js";
import { type Digest, keyFileOf, keyOf, readKey, sealed } from "./secretKey.js";

/**
 * Holds a freshly run note against the accepted state, the published figures and the rules of the house.
 *
 * @param chapters Executed from scratch, in the order of the note.
 * @param accepted Null when nothing has been accepted yet.
 * @param isAccepting Whether the accepted state is about to be replaced, so that a text in it that may no longer be
 *  public stops nothing.
 * @returns The review, the state that `accept` would take on, and what may stand in no page that is written.
 */
export async function reviewNote(
  year: number,
  chapters: readonly { file: string; notebook: Notebook }[],
  accepted: AcceptedState | null,
  isAccepting = false,
): Promise<{ review: Review; state: AcceptedState; secrets: readonly Secret[] }> {
  const replaced = isAccepting ? acceptedFolder(projectRoot, year) : undefined;
  const note = await assembleNote(year, chapters, { replaced });
  const collected = collectState(chapters);
  const edition = openEdition(year);
  const statements = [...statementsIn(chapters), ...statementsOf(edition.edition)];
  const { answers } = await openAnswers(year);
  const keptBack = await keptBackOf(answersOf(answers), publicationIn(chapters, year));
  const key = readKey(keyFileOf(year));
  const digest = keyOf(year, accepted?.inputs ?? null);
  const text = titleText(edition.edition) + note.text;
  const stateWith = async (digest: Digest | null): Promise<AcceptedState> => {
    const sources = await readSources(year, { isPublic: (item) => item.public, keptBack }, digest, accepted);
    const listed = listedLines(note.listed, accepted, digest, hiddenOf(hidesIn(sources.answers)));
    return toAccepted(collected, { ...note, ...sources, text, statements, listed });
  };
  const current = await stateWith(digest);
  const isHidden = hiddenOf(hidesIn(current.answers));
  const rows = reconcile(numberAt, year);
  const review: Review = {
    year,
    checks: [
      chaptersCheck(chapters.length, note.problems),
      checkValues(collected.values),
      await dataCheck(year, isHidden),
      listedCheck(note.listed, accepted, digest, isHidden),
      confidentialCheck(note.confidential),
      reconciliationCheck(rows),
      ...(isAccepting ? [] : keyCheck(year, accepted)),
    ],
    drift: accepted
      ? await findDrift(year, accepted, current, {
          collected,
          statements,
          digest,
          secrets: note.confidential.secrets,
        })
      : [],
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
  const state = digest === key ? current : await stateWith(key);
  return { review, state, secrets: note.confidential.secrets };
}

/**
 * What is left to say when the chapters can't be run to their end: why, and what was changed since the accepted state,
 * which most often is the reason.
 */
export async function reviewFailure(
  year: number,
  failure: ContentError,
  accepted: AcceptedState | null,
): Promise<Review> {
  const findings = [failure.message];
  const check = { title: "Kapitlene", ok: false, summary: "kan ikke kjøres til ende", findings };
  return {
    year,
    checks: [check],
    drift: accepted ? await causesOfFailure(year, accepted) : [],
    hasAccepted: accepted !== null,
    reconciliation: [],
    statements: [],
  };
}

async function causesOfFailure(year: number, accepted: AcceptedState): Promise<Drift[]> {
  const { statements } = accepted;
  const attempt = async <T>(read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof ContentError) return otherwise;
      throw error;
    }
  };
  // What can't be read is the failure that is told already: nothing else is blamed for it.
  return attempt(async () => {
    const edition = openEdition(year);
    const { workbook, register } = edition.private;
    // Without the answers nothing can be told of them, and all that lies beside them is away too.
    if (![workbook, register].some(existsSync) && receivedFiles(edition).length === 0) return [];
    const digest = keyOf(year, accepted.inputs);
    const hiding = hidingIn(accepted, edition.questionnaire);
    const read = await attempt(
      async () => answerFacts(await loadSurvey(edition, { refuse: false }), hiding, digest),
      null,
    );
    const answers = read ?? new Map(accepted.answers);
    const inputs = new Map(await inputFacts(year, digest, hidesIn(accepted.answers)));
    if (digest === null) for (const facts of [answers, inputs]) withoutDigests(facts, accepted);
    const { log, name } = edition.private;
    if (!existsSync(log))
      for (const [key, value] of accepted.inputs)
        if (key.startsWith(`${name(log)}\t`)) inputs.set(key, value);
    // Which answers are kept back depends on the numbers of the note; as long as there is none, it is those of last time.
    const current = { answers, inputs, statements };
    // Whether what a tiltak was called may be told when it is gone, can't be known either.
    const hides = (id: string, item: string): boolean =>
      hidesIn(answers)(id, item) ||
      (item === edition.questionnaire.name?.key && !answers.has(`${id}\t${item}`));
    const causes = findCauses(accepted, current, edition, cellNumbers(year), hides);
    return causes.length > 0 || read === null ? causes : libraryDrift(year, true);
  }, []);
}

/**
 * What the note is made of, as the accepted state has it.
 * @param inLog Whose answers say which rows of the log are hidden; those read when left out.
 */
async function readSources(
  year: number,
  hiding: Hiding,
  digest: Digest | null,
  accepted: AcceptedState | null,
  inLog?: AcceptedState["answers"],
): Promise<Pick<AcceptedState, "answers" | "inputs">> {
  const answers = answerFacts(await loadSurvey(openEdition(year)), hiding, digest);
  const inputs = new Map(await inputFacts(year, digest, hidesIn(inLog ?? answers)));
  if (digest === null && accepted) for (const facts of [answers, inputs]) withoutDigests(facts, accepted);
  return { answers, inputs };
}

/** Without the key, what is not public can't be compared: it is taken for the same, and a check says so. */
function withoutDigests(facts: Map<string, string>, { answers, inputs }: AcceptedState): void {
  for (const [key, value] of facts)
    if (value === "") facts.set(key, answers.get(key) ?? inputs.get(key) ?? value);
}

function keyCheck(year: number, accepted: AcceptedState | null): Check[] {
  if (accepted === null || keyOf(year, accepted.inputs) !== null) return [];
  const path = openEdition(year).private.name(keyFileOf(year));
  const fault =
    readKey(keyFileOf(year)) === null ? "mangler" : "er en annen enn den som tilstanden er godtatt med";
  return [
    {
      title: "Nøkkelen til det som ikke er offentlig",
      ok: false,
      summary: `${path} ${fault}, så det som ikke er offentlig, er ikke sammenliknet. Hent nøkkelen der de rå svarene er, eller godta tilstanden med en ny (notat accept).`,
      findings: [],
    },
  ];
}

async function findDrift(
  year: number,
  accepted: AcceptedState,
  state: AcceptedState,
  of: {
    readonly collected: NoteState;
    readonly statements: readonly Statement[];
    readonly digest: Digest | null;
    readonly secrets: readonly Secret[];
  },
): Promise<Drift[]> {
  const edition = openEdition(year);
  const before = followRenames(accepted, state);
  const hiding = hidingIn(accepted, edition.questionnaire);
  const comparable = await readSources(year, hiding, of.digest, accepted, accepted.answers);
  const secrets = new Set(of.secrets.map(({ text }) => text));
  const hidden = hidesIn(state.answers);
  // A tiltak that was taken out is in no answers, and what it was called may not be told.
  const hides = (id: string, item: string): boolean =>
    hidden(id, item) ||
    (!state.answers.has(`${id}\t${item}`) && secrets.has(accepted.answers.get(`${id}\t${item}`) ?? ""));
  const causes = findCauses(
    accepted,
    { ...state, ...comparable },
    edition,
    cellNumbers(year),
    hides,
    cellsOfStatements(of.statements),
  );
  const effects = [
    ...findEffects(before, state, of.collected, causes),
    ...findHidden(comparable.answers, state.answers, causes, edition),
  ];
  const library = effects.length > 0 ? libraryDrift(year, causes.length === 0) : [];
  return [...causes, ...library, ...effects];
}

/**
 * The library and its packages, when something moved: git knows whether they are others than those of the accepted
 * state. Where it does not, they are what is left when nothing else was changed.
 */
function libraryDrift(year: number, isAllThatIsLeft: boolean): Drift[] {
  const accepted = relative(projectRoot, acceptedFolder(projectRoot, year));
  const changed = changedSince(projectRoot, accepted, ["lib", "package-lock.json"]);
  const one = (what: string): Drift => ({ kind: "library", cause: true, what, from: "", to: "", places: [] });
  if (changed && changed.length > 0) return changed.map((file) => one(`Biblioteket, ${file}`));
  if (!isAllThatIsLeft) return [];
  return [
    one("Biblioteket (lib/), pakkene eller Node, for svarene, de andre filene og kapitlene er de godtatte"),
  ];
}

function chaptersCheck(count: number, problems: readonly string[]): Check {
  const summary =
    problems.length === 0
      ? `${count} ${count === 1 ? "kapittel" : "kapitler"} kjørt fra grunnen av, teksten er i orden`
      : `${problems.length} feil i teksten`;
  return { title: "Kapitlene", ok: problems.length === 0, summary, findings: problems };
}

/**
 * Reads the answers once more from the files, past what is kept between runs: nothing wrong may remain after the log,
 * and the answers must be those that the chapters ran on.
 */
async function dataCheck(year: number, isHidden: (problem: Problem) => boolean): Promise<Check> {
  const title = "Dataene lest på nytt";
  try {
    const { tiltak, log, hashes } = await loadSurvey(openEdition(year), { cache: false });
    const used = sourceOf(year);
    const same =
      used.kind === "answers" &&
      tiltak
        .columnNames()
        .every((name) => isDeepStrictEqual(tiltak.array(name), used.answers.all.array(name)));
    return {
      title,
      ok: same,
      summary: `rådata ${hashes.workbook.slice(0, 12)}, ${log.rows.length} ${log.rows.length === 1 ? "rettelse" : "rettelser"} spilt av, ${log.mended.length} feil rettet av dem, ingen igjen, ${log.listed.length} merknader${same ? "" : "; svarene er andre enn dem kapitlene ble kjørt på"}`,
      findings: tellVisible(log.listed, isHidden),
    };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return { title, ok: false, summary: "feil igjen i svarene", findings: error.message.split("\n") };
  }
}

/** Whether a problem is one of answers that are withheld or kept back, by itself or by the rule that it breaks. */
const hiddenOf =
  (hides: (id: string, item: string) => boolean) =>
  ({ id, field, related, secret }: Problem): boolean =>
    secret || [field ?? "", ...related].some((name) => hides(id ?? "", name.split("__")[0] as string));

/** The review may be read by more people than the answers; `notat build` says all of what is new. */
function tellVisible(problems: readonly Problem[], isHidden: (problem: Problem) => boolean): string[] {
  const visible = problems.filter((problem) => !isHidden(problem));
  const hidden = problems.length - visible.length;
  return [
    ...visible.map(printProblem),
    ...(hidden === 0
      ? []
      : [
          `${hidden === 1 ? "1 merknad" : `${hidden} merknader`} til svar som ikke er offentlige, er ikke gjengitt.`,
        ]),
  ];
}

/** What is listed, as the accepted state has it. */
function listedLines(
  listed: readonly Listed[],
  accepted: AcceptedState | null,
  digest: Digest | null,
  isHidden: (problem: Problem) => boolean,
): string[] {
  const lines = listed.map(({ line, problem }) => sealed(line, digest, isHidden(problem)));
  if (digest !== null) return lines;
  const known = [...(accepted?.listed ?? [])];
  return [...new Set(lines)].flatMap((line) => {
    const same = known.filter((other) => other.startsWith(line));
    return same.length > 0 ? same : [line];
  });
}

/** An amount that is listed anew is settled in the log; until then this state can't be taken on. */
function listedCheck(
  listed: readonly Listed[],
  accepted: AcceptedState | null,
  digest: Digest | null,
  isHidden: (problem: Problem) => boolean,
): Check {
  const { all, amounts } = newlyListed(listed, accepted?.listed ?? null, digest);
  return {
    title: "Merknader til svarene",
    ok: amounts.length === 0,
    summary: `${listed.length} merknader, ${all.length} nye siden den godtatte tilstanden${amounts.length > 0 ? `, ${amounts.length} av dem om beløp. ${SETTLE_AMOUNTS}` : ""}`,
    findings: tellVisible(
      (amounts.length > 0 ? amounts : all).map(({ problem }) => problem),
      isHidden,
    ),
  };
}

function confidentialCheck({ secrets, leaks }: AssembledNote["confidential"]): Check {
  return {
    title: "Opplysninger som ikke er offentlige",
    ok: leaks.length === 0,
    summary: `${new Set(secrets.map(({ place }) => place)).size} opplysninger lett etter i alt som gis ut, ${leaks.length} funnet`,
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
    summary:
      rows.length === 0
        ? "ingen publiserte tall å avstemme mot"
        : `${rows.length} påstander: ${[...counts].map(([status, n]) => `${status.toLowerCase()} ${n}`).join(", ")}`,
    findings: differing.map((row) => `${row.id}: publisert ${row.published}, beregnet ${row.computed}`),
  };
}
