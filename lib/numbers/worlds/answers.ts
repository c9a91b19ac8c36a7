import { ContentError } from "../../ground/errors.js";
import { editionYears } from "../../ground/project.js";
import { formatNumber } from "../../ground/text/format.js";
import { complement, subset } from "../../survey/answers/subset.js";
import { type Universe, universeOf } from "../../survey/answers/universe.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { loadQuestionnaire } from "../../survey/questionnaire/loadQuestionnaire.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { measure } from "../../transforms/measure.js";
import { type Address, asksMissing, wholeOf } from "../address/parseAddress.js";
import type { World } from "./world.js";

/** The records (tiltak) and what was answered of them: all of them, or a subset. */
export const answers: World = {
  key: "alle",
  statistics: ["count", "share", "least", "most", "base", "asked", "answered", "distinct", "rank"],
  evaluate: (address, whole) =>
    measure(subsetOf(whole, address.subset), address.items, address.cell, address.statistic),
  question: () => undefined,
  all: ({ statistic }) => (statistic === "distinct" ? "ulike svar" : "alle svar"),
  base: (_, { base, rule }) =>
    `${formatNumber(base)} tiltak som ${rule === "asked" ? "fikk spørsmålet" : "svarte"}`,
  filter({ subset, year }, known) {
    if (subset === "alle") return "alle tiltak";
    if (known === null) return earlierLabel(subset, year);
    return (known.key === subset ? known : subsetOf(known, subset)).label;
  },
  one: () => "ett",
  hasBase: true,
  needsPublication: true,
  baseOf(address, questionnaire) {
    if (questionnaire === null) return wholeOf(address, asksMissing(address) ? "asked" : "base");
    const { items } = address;
    const rule =
      items.length > 1 || asksMissing(address) ? "asked" : findItem(questionnaire, items[0] as string)?.base;
    return wholeOf(address, rule ?? "asked");
  },
  follows(address, questionnaire) {
    if (address.statistic === "base") {
      const base = answers.baseOf(address, questionnaire);
      return base && [base];
    }
    return address.statistic === "asked" && questionnaire ? askedFrom(address, questionnaire) : null;
  },
};

/** Those asked: the whole subset, or those whose answer led to the item. */
function askedFrom(address: Address, questionnaire: Questionnaire): readonly Address[] | null {
  const conditions = address.items.map((key) => findItem(questionnaire, key)?.asked);
  const [condition] = conditions;
  if (conditions.every((when) => when === null)) return sizeFrom(address, questionnaire);
  if (conditions.length > 1 || !condition || !("is" in condition)) return null;
  return [{ ...address, items: [condition.item], cell: [condition.is], statistic: "count" }];
}

/** The size of a subset: that of all, less what is not in it, or the count of the answer that makes it. */
function sizeFrom(address: Address, questionnaire: Questionnaire): readonly Address[] | null {
  const inAll = { ...address, subset: "alle" };
  const all: Address = { ...inAll, items: ["virksomhet"], cell: ["*"], statistic: "base" };
  const { subset } = address;
  if (subset === "alle") return [all];
  if (subset.startsWith("ikke-")) {
    const left = sizeFrom({ ...address, subset: subset.slice("ikke-".length) }, questionnaire);
    return left && [all, ...left];
  }
  const when = questionnaire.subsets[subset]?.when;
  if (when === undefined || !("is" in when)) return null;
  return [{ ...inAll, items: [when.item], cell: [when.is], statistic: "count" }];
}

const subsets = new WeakMap<Universe, Map<string, Universe>>();

/** The rows that an address's subset names. */
function subsetOf(whole: Universe, key: string): Universe {
  const known = subsets.get(whole) ?? new Map<string, Universe>();
  subsets.set(whole, known);
  const found = known.get(key) ?? narrow(whole, key);
  known.set(key, found);
  return found;
}

function narrow(whole: Universe, key: string): Universe {
  if (key === "alle") return whole;
  let table = whole.table;
  for (const part of key.split("+")) {
    const name = part.replace(/^ikke-/, "");
    const selection = whole.questionnaire.subsets[name];
    if (!selection) {
      throw new ContentError(
        `The questionnaire of ${whole.year} has no subset "${name}". It has ${Object.keys(whole.questionnaire.subsets).join(", ")}.`,
      );
    }
    table = part === name ? subset(table, selection) : complement(subset(table, selection));
  }
  return universeOf(table);
}

/** A year without answers has no questionnaire here: its subsets are called as in the first edition after it. */
function earlierLabel(key: string, year: number): string {
  const later = editionYears().find((edition) => edition > year);
  const known = later === undefined ? {} : loadQuestionnaire(later).subsets;
  return key
    .split("+")
    .map((part) => {
      const label = known[part.replace(/^ikke-/, "")]?.label;
      if (label === undefined) return part;
      return part.startsWith("ikke-") ? `øvrige tiltak (ikke ${label})` : label;
    })
    .join(" og ");
}
