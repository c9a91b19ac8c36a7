import { formatNumber } from "../../ground/text/format.js";
import { frameItems } from "../../survey/questionnaire/frameItems.js";
import { measureFrame } from "../../transforms/measureFrame.js";
import { everyBody } from "./bodies.js";
import type { World } from "./world.js";

/** The bodies that were asked, by the frame's own columns, whether they answered or not. */
export const frame: World = {
  key: "utvalg",
  statistics: ["count", "share", "base", "asked", "answered", "distinct"],
  evaluate: (address, whole) => measureFrame(whole.frame, address.items, address.cell, address.statistic),
  question: (item, questionnaire) => frameItems(questionnaire).get(item),
  all: ({ statistic }) =>
    statistic === "distinct" ? "ulike verdier i utvalget" : "alle virksomheter i utvalget",
  base: (_, { base }) => `${formatNumber(base)} virksomheter i utvalget`,
  filter: () => "alle virksomheter i utvalget",
  one: () => "én",
  hasBase: true,
  needsPublication: true,
  // The share of a crossing is of the bodies that have every part but the last.
  baseOf: (address) =>
    address.items.length > 1
      ? { ...address, items: address.items.slice(0, -1), cell: address.cell.slice(0, -1), statistic: "count" }
      : everyBody(address),
  follows: (address) => (address.statistic === "base" ? [everyBody(address)] : null),
};
