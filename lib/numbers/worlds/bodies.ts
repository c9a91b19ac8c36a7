import { formatNumber } from "../../ground/text/format.js";
import { type Answers, register } from "../../survey/answers/answers.js";
import { frameItems } from "../../survey/questionnaire/frameItems.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { measure } from "../../transforms/measure.js";
import type { Address } from "../address/parseAddress.js";
import type { World } from "./world.js";

/** The bodies, by what their tiltak have; and by whether they answered. */
export const bodies: World = {
  key: "virksomheter",
  statistics: ["count", "share", "base", "asked", "answered", "distinct"],
  evaluate: (address, whole) => measure(bodiesOf(whole), address.items, address.cell, address.statistic),
  question: (item, questionnaire) => frameItems(questionnaire).get(item),
  all: ({ statistic }) => (statistic === "distinct" ? "ulike svar" : "alle virksomheter"),
  base: (_, { base, rule }) =>
    `${formatNumber(base)} virksomheter som ${rule === "asked" ? "fikk spørsmålet" : "svarte"}`,
  filter: () => "alle virksomheter",
  one: () => "én",
  hasBase: true,
  needsPublication: true,
  baseOf,
  follows: (address, questionnaire) =>
    address.statistic === "base" ? [baseOf(address, questionnaire)] : null,
};

/** Where the size of the frame stands. */
export function everyBody(address: Address): Address {
  return { ...address, subset: bodies.key, items: ["svar"], cell: ["*"], statistic: "base" };
}

/** The whole frame for its own columns, the bodies that answered for what they answered. */
function baseOf(address: Address, questionnaire: Questionnaire | null): Address {
  const every = everyBody(address);
  return frameItems(questionnaire).has(address.items[0] as string)
    ? every
    : { ...every, cell: [["ja"]], statistic: "count" };
}

const frames = new WeakMap<Answers, Answers>();

function bodiesOf(whole: Answers): Answers {
  const known = frames.get(whole);
  if (known) return known;
  const made: Answers = {
    ...whole,
    unit: "virksomheter",
    key: bodies.key,
    label: "virksomheter",
    table: whole.frame.reify(),
  };
  register(made);
  frames.set(whole, made);
  return made;
}
