import { formatNumber } from "../../ground/text/format.js";
import { bodiesOf } from "../../survey/answers/answers.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { frameItems } from "../../survey/questionnaire/frameItems.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { whoAnswered, whoWereAsked } from "../../survey/questionnaire/unitWords.js";
import { measure } from "../../transforms/measure.js";
import type { Address } from "../address/parseAddress.js";
import { bodiesKey, unitsOf } from "./units.js";
import type { World } from "./world.js";

/** The bodies, by what their tiltak have; and by whether they answered. */
export const bodies: World = {
  keyIn: bodiesKey,
  statistics: ["count", "share", "base", "asked", "answered", "distinct"],
  evaluate: (address, whole) => measure(bodiesOf(whole), address.items, address.cell, address.statistic),
  question: (item, questionnaire) => frameItems(questionnaire).get(item),
  all: ({ statistic, year }) => (statistic === "distinct" ? "ulike svar" : everyone(year)),
  base: ({ year }, { base, rule }) => {
    const { bodyUnit } = unitsOf(year);
    const counted = `${formatNumber(base)} ${bodyUnit.many}`;
    if (rule !== "asked") return `${counted} ${whoAnswered(bodyUnit)}`;
    // Of a register nobody was asked.
    return loadedAnswers(year)?.questionnaire.framed === false
      ? counted
      : `${counted} ${whoWereAsked(bodyUnit)}`;
  },
  filter: ({ year }) => everyone(year),
  one: ({ year }) => unitsOf(year).bodyUnit.article,
  hasBase: true,
  countsUnits: true,
  needsPublication: true,
  baseOf,
  follows: (address, questionnaire) =>
    address.statistic === "base" ? [baseOf(address, questionnaire)] : null,
};

const everyone = (year: number): string => `alle ${unitsOf(year).bodyUnit.many}`;

/** Where the size of the frame stands. */
export function everyBody(address: Address): Address {
  return { ...address, subset: bodiesKey(address.year), items: ["svar"], cell: ["*"], statistic: "base" };
}

/** The whole frame for its own columns, the bodies that answered for what they answered. */
function baseOf(address: Address, questionnaire: Questionnaire | null): Address {
  const every = everyBody(address);
  return frameItems(questionnaire).has(address.items[0] as string)
    ? every
    : { ...every, cell: [["ja"]], statistic: "count" };
}
