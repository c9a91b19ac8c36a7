import { ContentError } from "../../ground/errors.js";
import type { Item, Option, Questionnaire, Subset } from "./types.js";

/** `q`: items and recodes by key, each with its definition under `$` and its options by key. */
export type ItemsFace = Readonly<Record<string, Item & Readonly<Record<string, Option>>>>;
/** `s`: named subsets by key. */
export type SubsetsFace = Readonly<Record<string, Subset>>;

/**
 * The questionnaire as cells use it: `q.effekter`, `q.effekter.kvalitet`, `s.skate`.
 * Asking for what is not there throws with the nearest keys, since the types in cells are the newest edition's
 * and another year may be chosen.
 */
export function faceOf(questionnaire: Questionnaire): { q: ItemsFace; s: SubsetsFace } {
  const items = { ...questionnaire.items, ...questionnaire.recodes };
  const q = Object.fromEntries(
    Object.values(items).map((definition) => {
      const options = Object.fromEntries(definition.options.map((option) => [option.key, option]));
      return [
        definition.key,
        strict(
          { $: definition, ...options },
          (key) =>
            `"${definition.key}" has no option "${key}" in the questionnaire of ${questionnaire.year}.`,
        ),
      ];
    }),
  );
  return {
    q: strict(q, (key) => `The questionnaire of ${questionnaire.year} has no item "${key}".`) as ItemsFace,
    s: strict(
      { ...questionnaire.subsets },
      (key) => `The questionnaire of ${questionnaire.year} has no subset "${key}".`,
    ),
  };
}

/** Keys that runtimes ask every object for: printing, awaiting, converting. */
const PROBED = new Set([
  "then",
  "toJSON",
  "toString",
  "valueOf",
  "constructor",
  "inspect",
  "asymmetricMatch",
  "nodeType",
  "$$typeof",
  "@@__IMMUTABLE_ITERABLE__@@",
  "@@__IMMUTABLE_RECORD__@@",
  "toHTML",
  "prototype",
]);

function strict<T extends object>(target: T, message: (key: string) => string): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === "symbol" || key in object || PROBED.has(key))
        return Reflect.get(object, key, receiver);
      throw new ContentError(
        `${message(key)} It has ${Object.keys(object)
          .filter((k) => k !== "$")
          .join(", ")}.`,
      );
    },
  });
}
