import type { ItemDefinition, Questionnaire } from "./types.js";

/** Recodes that cells have made, by questionnaire. */
const own = new WeakMap<Questionnaire, Map<string, ItemDefinition>>();

/** The item or recode called `key`, or undefined: of the questionnaire, or made in a cell. */
export function findItem(questionnaire: Questionnaire, key: string): ItemDefinition | undefined {
  return questionnaire.items[key] ?? questionnaire.recodes[key] ?? own.get(questionnaire)?.get(key);
}

/** Makes a cell's own recode known. One of the same key that another table had is forgotten. */
export function addOwnItem(questionnaire: Questionnaire, item: ItemDefinition): void {
  const known = own.get(questionnaire) ?? new Map<string, ItemDefinition>();
  own.set(questionnaire, known);
  known.set(item.key, item);
}

/** An item whose base is every row: at which the number of all rows stands. */
export function wholeItem({ body, items }: Questionnaire): string {
  const ofAll = body ?? Object.values(items).find(({ asked, base }) => asked === null && base === "asked");
  return (ofAll ?? (Object.values(items)[0] as ItemDefinition)).key;
}
