import { formatNumber } from "../../ground/text/format.js";
import { type Answers, register } from "../../survey/answers/answers.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { subsetAt } from "../../survey/answers/subset.js";
import { findItem, wholeItem } from "../../survey/questionnaire/findItem.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { whoAnswered, whoGave, whoWereAsked } from "../../survey/questionnaire/unitWords.js";
import { inRows } from "../../transforms/inRows.js";
import { measure, ROW_STATISTICS } from "../../transforms/measure.js";
import type { Statistic } from "../../transforms/measured.js";
import { type Address, asksMissing, wholeOf } from "../address/parseAddress.js";
import { isAmount } from "../values/printers.js";
import { laterQuestionnaire, unitsOf } from "./units.js";
import type { World } from "./world.js";

/** The rows and what was answered of them: all of them, or a subset. */
export const answers: World = {
  keyIn: () => "alle",
  statistics: ROW_STATISTICS,
  evaluate: (address, whole) =>
    measure(subsetOf(whole, address.subset), address.items, address.cell, address.statistic),
  question: () => undefined,
  all({ statistic, year, items }) {
    if (statistic === "unknown") return `${unitsOf(year).unit.many} som det er ukjent om hører til`;
    if (statistic === "unweighted") return `alle svar${WITHOUT_WEIGHTS}`;
    const words = WORDS[statistic] ?? "alle svar";
    return isNumber(items, year) ? words.replace("beløpene", "tallene").replace("beløpet", "tallet") : words;
  },
  base: ({ statistic, year, items }, { base, rule, rows }) => {
    const counted = `${formatNumber(base)} ${unitsOf(year).unit.many}`;
    if (statistic === "unknown") return counted;
    if (isAmount(statistic)) {
      const { questionnaire } = loadedAnswers(year) ?? {};
      const open = questionnaire?.mayBePublished === null ? "" : " og kan publiseres";
      const given = isNumber(items, year) ? "tall" : "beløp";
      return `${counted} ${whoGave(unitsOf(year).unit)} ${given}${open}`;
    }
    // Of a register nothing was asked.
    const { unit } = unitsOf(year);
    const asked = loadedAnswers(year)?.questionnaire.framed === false ? "" : ` ${whoWereAsked(unit)}`;
    // A sum of weights says nothing of how many were asked.
    const beside = statistic === "unweighted" ? WITHOUT_WEIGHTS : inRows(rows?.base);
    return `${counted}${beside}${{ asked, answered: ` ${whoAnswered(unit)}`, all: "" }[rule]}`;
  },
  filter({ subset, year }, known) {
    if (subset === "alle") return `alle ${unitsOf(year).unit.many}`;
    if (known === null) return earlierLabel(subset, year);
    return (known.key === subset ? known : subsetOf(known, subset)).label;
  },
  one: ({ year }) => unitsOf(year).unit.article,
  hasBase: true,
  countsUnits: true,
  needsPublication: true,
  baseOf(address, questionnaire) {
    if (questionnaire === null) return wholeOf(address, asksMissing(address) ? "asked" : "base");
    // An item that all are asked, and whose base they all are, leaves the base of a crossing as it is.
    const ruleOf = (key: string) =>
      asksMissing(address) ? "asked" : (findItem(questionnaire, key)?.base ?? "asked");
    const { items } = address;
    const narrowing = items.filter(
      (key) => ruleOf(key) === "answered" || findItem(questionnaire, key)?.asked,
    );
    if (narrowing.length > 1 && narrowing.some((key) => ruleOf(key) === "answered")) return null;
    const [only = items[0] as string] = narrowing;
    const of = narrowing.length > 1 ? address : { ...address, items: [only], cell: ["*" as const] };
    return wholeOf(of, ruleOf(only));
  },
  follows(address, questionnaire) {
    if (address.statistic === "base") {
      const base = answers.baseOf(address, questionnaire);
      return base && [base];
    }
    return address.statistic === "asked" && questionnaire ? askedFrom(address, questionnaire) : null;
  },
};

const WITHOUT_WEIGHTS = " (talt uten vekter)";

/** Whether what is summed up are plain numbers and no amounts. */
function isNumber(items: Address["items"], year: number): boolean {
  const { questionnaire } = loadedAnswers(year) ?? {};
  return questionnaire !== undefined && findItem(questionnaire, items.at(-1) as string)?.kind === "number";
}

/** What a number is that counts no option. */
const WORDS: Partial<Record<Statistic, string>> = {
  distinct: "ulike svar",
  withheld: "beløp som ikke kan publiseres",
  sum: "summen av beløpene",
  mean: "gjennomsnittet av beløpene",
  lowest: "det minste beløpet",
  q1: "nedre kvartil av beløpene",
  median: "medianen av beløpene",
  q3: "øvre kvartil av beløpene",
  highest: "det største beløpet",
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
  const all: Address = { ...inAll, items: [wholeItem(questionnaire)], cell: ["*"], statistic: "base" };
  const { subset } = address;
  if (subset === "alle") return [all];
  if (subset.startsWith("ikke-")) {
    const key = subset.slice("ikke-".length);
    const left = sizeFrom({ ...address, subset: key }, questionnaire);
    const decides = questionnaire.subsets[key]?.when;
    if (left === null || decides === undefined || !("is" in decides)) return null;
    // Those of whom it is unknown belong to neither.
    const unknown: Address = { ...inAll, items: [decides.item], cell: [["mangler"]], statistic: "count" };
    return [all, ...left, unknown];
  }
  const when = questionnaire.subsets[subset]?.when;
  if (when === undefined || !("is" in when)) return null;
  return [{ ...inAll, items: [when.item], cell: [when.is], statistic: "count" }];
}

const subsets = new WeakMap<Answers, Map<string, Answers>>();

/** The rows that an address's subset names. */
function subsetOf(whole: Answers, key: string): Answers {
  const known = subsets.get(whole) ?? new Map<string, Answers>();
  subsets.set(whole, known);
  const found = known.get(key) ?? narrow(whole, key);
  known.set(key, found);
  return found;
}

function narrow(whole: Answers, key: string): Answers {
  if (key === "alle") return whole;
  const answers = subsetAt(whole, key);
  register(answers);
  return answers;
}

/** A year without answers has no questionnaire here: its subsets are called as in the first edition after it. */
function earlierLabel(key: string, year: number): string {
  const later = laterQuestionnaire(year);
  const known = later?.subsets ?? {};
  return key
    .split("+")
    .map((part) => {
      const label = known[part.replace(/^ikke-/, "")]?.label;
      if (label === undefined) return part;
      return part.startsWith("ikke-") ? `øvrige ${unitsOf(year).unit.many} (ikke ${label})` : label;
    })
    .join(" og ");
}
