import type { ColumnTable } from "arquero";
import { chosenYear, editionYears } from "../../ground/project.js";
import { openEdition } from "../edition/openEdition.js";
import { addRecodes } from "./addRecodes.js";
import { type Answers, answersOf, bodiesOf, register, wholeAnswers } from "./answers.js";
import { addLoaded } from "./loaded.js";
import { loadSurvey } from "./loadSurvey.js";

/** The survey of one year as chapters use it. */
export interface Survey {
  /** One row for each of what the questionnaire counts, columns by the questionnaire. */
  readonly answers: ColumnTable;
  /** One row per body: those of the frame, whether they answered or not; without a frame, those that the answers name. */
  readonly bodies: ColumnTable;
  /** The answers, where they are of tiltak. */
  readonly tiltak: ColumnTable;
  /** The bodies, where they are virksomheter. */
  readonly virksomheter: ColumnTable;
}

/**
 * Loads the answers of the year that the note is made for, and those of the editions it is compared with.
 *
 * Raw answers with the log of corrections replayed, checked against the questionnaire.
 * What they come to is kept between runs; see loadSurvey.
 * @throws When anything in the data is wrong; the message lists all of it.
 * @example const { tiltak, virksomheter } = await survey();
 */
export async function survey(): Promise<Survey> {
  return openAnswers(chosenYear());
}

/** The same for a year. */
export async function openAnswers(year: number): Promise<Survey> {
  const opened = new Map<number, Survey>();
  await openWithEarlier(year, opened);
  return opened.get(year) as Survey;
}

/** An edition, and those that it and they are compared with. */
async function openWithEarlier(year: number, opened: Map<number, Survey>): Promise<void> {
  const made = await open(year);
  opened.set(year, made);
  const { items } = answersOf(made.tiltak).questionnaire;
  const earlier = new Set(Object.values(items).map((item) => item.comparability.with));
  for (const other of earlier)
    if (!opened.has(other) && editionYears().includes(other)) await openWithEarlier(other, opened);
}

/** Of each year the last that was opened: what is counted of it is counted once. */
const lately = new Map<
  number,
  { readonly hashes: string; readonly whole: Answers; readonly survey: Survey }
>();

async function open(year: number): Promise<Survey> {
  const loaded = await loadSurvey(openEdition(year));
  const hashes = JSON.stringify(loaded.hashes);
  const known = lately.get(year);
  if (known?.hashes === hashes) {
    addLoaded(known.whole);
    return known.survey;
  }
  const tiltak = addRecodes(loaded.tiltak, loaded.questionnaire);
  const { questionnaire, frame } = loaded;
  const whole = wholeAnswers({ year, questionnaire, frame, table: tiltak });
  addLoaded(whole);
  const [answers, bodies] = [register(whole), bodiesOf(whole).table];
  const survey = { answers, bodies, tiltak: answers, virksomheter: bodies };
  lately.set(year, { hashes, whole, survey });
  return survey;
}
