import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { chosenYear, editionYears } from "../../ground/project.js";
import { openEdition } from "../edition/openEdition.js";
import type { Tables } from "../questionnaire/current.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { unitKey } from "../questionnaire/unitWords.js";
import { addRecodes } from "./addRecodes.js";
import { type Answers, answersOf, bodiesOf, register, wholeAnswers } from "./answers.js";
import { addLoaded } from "./loaded.js";
import { loadSurvey } from "./loadSurvey.js";

/**
 * The survey of one year as chapters use it. Its tables also have the names that the questionnaire gives rows and bodies:
 * `tiltak` and `virksomheter`, `prosjekter` and `etater`.
 */
export interface Survey extends Tables {
  /** One row for each of what the questionnaire counts, columns by the questionnaire. */
  readonly answers: ColumnTable;
  /** One row per body: those of the frame, whether they answered or not; without a frame, those that the answers name. */
  readonly bodies: ColumnTable;
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
  const { items } = answersOf(made.answers).questionnaire;
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
  const table = addRecodes(loaded.tiltak, loaded.questionnaire);
  const { questionnaire, frame } = loaded;
  const weights = weightsOf(table, questionnaire);
  const whole = wholeAnswers({ year, questionnaire, frame, table, weights });
  addLoaded(whole);
  const [answers, bodies] = [register(whole), bodiesOf(whole).table];
  const { unit, bodyUnit } = questionnaire;
  const survey: Survey = { [unitKey(unit)]: answers, [unitKey(bodyUnit)]: bodies, answers, bodies };
  lately.set(year, { hashes, whole, survey });
  return survey;
}

/** What each row counts for. @throws When a row says nothing of it, or less than nothing. */
function weightsOf(table: ColumnTable, { year, weight }: Questionnaire): Float64Array | null {
  if (weight === null) return null;
  const wrong: string[] = [];
  const ids = table.array("id");
  const weights = Float64Array.from(table.array(weight.key) as ArrayLike<number | null>, (value, row) => {
    if (value === null || value < 0) wrong.push(`${ids[row]} has ${value ?? "none"}`);
    return value ?? 0;
  });
  if (wrong.length > 0)
    throw new ContentError(
      `"${weight.key}" weights the rows of ${year} (roles.weight), so each must have a number that is not negative, but ${wrong.slice(0, 3).join(", ")}${wrong.length > 3 ? ` and ${wrong.length - 3} more rows are so` : ""}. What is not to count has 0.`,
    );
  return weights;
}
