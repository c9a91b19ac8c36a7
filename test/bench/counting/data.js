// The same rows for every engine: those of 2019 drawn at random as often as wanted, with amounts of their own.
import { survey } from "notat";

/** The ten figures, by the items that they count, and the amounts with what divides them. */
export const FIGURES = [
  ["departement"],
  ["effekter"],
  ["brukergrupper"],
  ["kostnadsklasse"],
  ["finansiering"],
  ["faser"],
  ["faser", "finansiering"],
  ["innovasjon"],
  ["losninger"],
  ["involverte"],
];
export const AMOUNTS = [
  ["kostnadsramme", "departement"],
  ["budsjett", "departement"],
];

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @returns Columns as plain arrays, by name, with the questionnaire and the frame that they belong to. */
export async function makeData(size) {
  const { answersOf } = await import("notat/dist/lib/survey/answers/answers.js");
  const { tiltak } = await survey();
  const { questionnaire, frame } = answersOf(tiltak);
  const random = randomFrom(20_191_001);
  const from = Uint32Array.from({ length: size }, () => random() * tiltak.numRows());
  const factor = Float64Array.from({ length: size }, () => 0.5 + random());
  const amounts = new Set(AMOUNTS.map(([key]) => key));
  const columns = {};
  for (const name of namesOf(questionnaire)) {
    const values = tiltak.array(name);
    const made = new Array(size);
    for (let row = 0; row < size; row += 1) {
      const value = values[from[row]];
      made[row] =
        amounts.has(name) && typeof value === "number" ? Math.round(value * factor[row]) : (value ?? null);
    }
    columns[name] = made;
  }
  return { columns, questionnaire, frame, ticks: (item) => ticksOf(questionnaire, item) };
}

function namesOf(questionnaire) {
  const items = new Set([...FIGURES.flat(), ...AMOUNTS.flat(), "publiseres", "involverer"]);
  return [...items].flatMap((item) => [...(ticksOf(questionnaire, item) ?? [item]), `${item}__mangler`]);
}

/** The columns of a multiple response, or undefined. */
function ticksOf({ items }, key) {
  const item = items[key];
  return item?.kind === "multiple" ? item.options.map((option) => `${key}__${option.key}`) : undefined;
}
