import { editionYears } from "../../ground/project.js";
import type { Answers } from "../../survey/answers/answers.js";
import { ownSelections } from "../../survey/answers/subset.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { loadQuestionnaire } from "../../survey/questionnaire/loadQuestionnaire.js";
import { type ItemDefinition, MISSING } from "../../survey/questionnaire/types.js";
import { optionsOf } from "../../transforms/coded.js";
import type { Measured } from "../../transforms/measured.js";
import type { Address } from "../address/parseAddress.js";
import { worldOf } from "../worlds/worlds.js";
import { isAmount } from "./printers.js";
import type { ValueRecord } from "./valueRecord.js";

type Description = Pick<ValueRecord, "questions" | "counted" | "baseText" | "filter" | "selections">;

/**
 * A number in words, for whoever asks where it comes from: by its address alone, but for the label of a selection of
 * the authors' own.
 * @param answers That the number is of; null for a year without answers.
 */
export function describe(address: Address, measured: Measured, answers: Answers | null): Description {
  const world = worldOf(address);
  const { year, items, cell } = address;
  const definitions = items.map((key) =>
    answers ? findItem(answers.questionnaire, key) : laterItem(key, year),
  );
  const partOf = (part: Address["cell"][number], i: number): string =>
    countedOf(part, definitions[i], answers, (key) => world.option?.(items[i] ?? "", key, year));
  return {
    questions: items.map(
      (key, i) =>
        world.question(key, answers?.questionnaire ?? null) ?? questionOf(definitions[i], key, year),
    ),
    counted: cell.every((part) => part === "*")
      ? world.all(address)
      : isAmount(address.statistic)
        ? `${world.all(address)}: ${cell.slice(0, -1).map(partOf).join(" og ")}`
        : cell.map(partOf).join(" og "),
    baseText: world.base(address, measured),
    filter: world.filter(address, answers),
    ...selectionsOf(address, answers),
  };
}

function selectionsOf(address: Address, answers: Answers | null): Pick<ValueRecord, "selections"> {
  const selections = answers ? ownSelections(answers, address.subset) : {};
  return Object.keys(selections).length > 0 ? { selections } : {};
}

function questionOf(item: ItemDefinition | undefined, key: string, year: number): string {
  if (!item) return key;
  return `${item.number}. ${item.question}${item.year === year ? "" : ` (ordlyd fra ${item.year})`}`;
}

function countedOf(
  part: Address["cell"][number],
  item: ItemDefinition | undefined,
  answers: Answers | null,
  named: (key: string) => string | undefined,
): string {
  if (part === "*") return "alle svar";
  const options = answers && item ? optionsOf(answers, item) : (item?.options ?? []);
  const others: Record<string, string> = { ...MISSING, mangler: MISSING.ikke_svart, ja: "Ja", nei: "Nei" };
  return part
    .map((k) => named(k) ?? options.find((o) => o.key === k)?.label ?? others[k] ?? k)
    .join(" eller ");
}

/** A year without answers has no questionnaire here: its words are those of the first edition that compares with it. */
function laterItem(key: string, year: number): ItemDefinition | undefined {
  return editionYears()
    .map((edition) => findItem(loadQuestionnaire(edition), key))
    .find((item) => item?.comparability.with === year);
}
