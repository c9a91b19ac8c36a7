import type { Advice } from "../../engine/kernel/adviseColumns.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { ItemDefinition, Questionnaire } from "../../survey/questionnaire/types.js";
import { STATISTICS } from "../../transforms/measured.js";

/** What is written of an address whose text is still open. */
const OPEN_ADDRESS = /\b(?:at|evaluate)\(\s*["'`]([^"'`\n]*)$/;

/**
 * The next part of an address in `at("…")`: subset, items, cell, statistic, by the questionnaire.
 * @example adviseOnAddress('at("alle/fin', questionnaire) // { from: 9, matches: ["finansiering"] }
 */
export function adviseOnAddress(before: string, questionnaire: Questionnaire): Advice | null {
  const written = OPEN_ADDRESS.exec(before)?.[1];
  if (written === undefined) return null;
  const word = /[^/×|+]*$/.exec(written)?.[0] ?? "";
  const parts = placeOf(written);
  const [, items = "", cell = ""] = parts;
  const found = (): readonly string[] => {
    switch (parts.length) {
      case 1:
        return ["alle", ...Object.keys(questionnaire.subsets)];
      case 2:
        return [...Object.keys(questionnaire.items), ...Object.keys(questionnaire.recodes)];
      case 3:
        return ["*", ...(itemAt(questionnaire, items, cell)?.options ?? []).map(({ key }) => key), "mangler"];
      default:
        return STATISTICS;
    }
  };
  const matches = found().filter((candidate) => candidate.startsWith(word));
  return matches.length === 0 ? null : { from: before.length - word.length, matches };
}

/** The parts of an address after its year, which is left out for the note's own. */
function placeOf(written: string): string[] {
  const parts = written.split("/");
  return /^\d{4}$/.test(parts[0] ?? "") && parts.length > 1 ? parts.slice(1) : parts;
}

/** The item that the last part of a cell is an answer to. */
function itemAt(questionnaire: Questionnaire, items: string, cell: string): ItemDefinition | undefined {
  return findItem(questionnaire, items.split("×")[cell.split("×").length - 1] ?? "");
}

/**
 * What a key is called: of an item after `q.`, an option after `q.effekter.`, a subset after `s.`, and of the same in an
 * address.
 */
export function labelOnSurvey(
  before: string,
  from: number,
  key: string,
  questionnaire: Questionnaire,
): string | undefined {
  const start = before.slice(0, from);
  if (/(?:^|[^\w$.])s\.$/.test(start)) return questionnaire.subsets[key]?.label;
  const ofItem = /(?:^|[^\w$.])q\.(?:([\w$]+)\.)?$/.exec(start);
  if (ofItem)
    return ofItem[1] === undefined
      ? itemLabel(questionnaire, key)
      : optionLabel(findItem(questionnaire, ofItem[1]), key);
  const written = OPEN_ADDRESS.exec(start)?.[1];
  if (written === undefined) return undefined;
  const parts = placeOf(written);
  if (parts.length === 1) return questionnaire.subsets[key]?.label;
  if (parts.length === 2) return itemLabel(questionnaire, key);
  const [, items = "", cell = ""] = parts;
  return parts.length === 3 ? optionLabel(itemAt(questionnaire, items, cell), key) : undefined;
}

function itemLabel(questionnaire: Questionnaire, key: string): string | undefined {
  const item = findItem(questionnaire, key);
  return item && `${item.number}. ${item.label}`;
}

function optionLabel(item: ItemDefinition | null | undefined, key: string): string | undefined {
  return item?.options.find((option) => option.key === key)?.label;
}
