import { chosenYear } from "../../ground/project.js";
import { faceOf } from "./face.js";
import { loadQuestionnaire } from "./loadQuestionnaire.js";
import type { Questionnaire } from "./types.js";

// The build replaces this module's declarations by those that declare.ts makes of the newest questionnaire.

/**
 * Looks like an object that is only made when it is asked for something: so a year that is not there fails in the cell
 * that asks, in words, and not in the import.
 */
function later<T extends object>(make: () => T): T {
  let made: T | undefined;
  const get = (): T => {
    made ??= make();
    return made;
  };
  return new Proxy({} as T, {
    get: (_, key) => Reflect.get(get(), key),
    has: (_, key) => Reflect.has(get(), key),
    ownKeys: () => Reflect.ownKeys(get()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(get(), key),
  });
}

export const questionnaire: Questionnaire = later(() => loadQuestionnaire(chosenYear()));
const face = later(() => faceOf(questionnaire));
export const q = later(() => face.q);
export const s = later(() => face.s);

/** The tables of `survey()` by what they are of. */
export interface Tables {
  // biome-ignore lint/suspicious/noExplicitAny: only the build knows the names, and writes them out.
  readonly [name: string]: any;
}
