import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import { frameItems } from "../../survey/questionnaire/frameItems.js";
import { measureFrame } from "../../transforms/measureFrame.js";
import { printAddress } from "../address/parseAddress.js";
import { everyBody } from "./bodies.js";
import { bodiesKey, FRAME, unitsOf } from "./units.js";
import type { World } from "./world.js";

/** The bodies that were asked, by the frame's own columns, whether they answered or not. */
export const frame: World = {
  keyIn: () => FRAME,
  statistics: ["count", "share", "base", "asked", "answered", "distinct"],
  evaluate(address, whole) {
    const { questionnaire } = whole;
    if (!questionnaire.framed)
      throw new ContentError(
        `There is no frame in ${address.year}, so nobody is known to have been asked who is not in the answers (${printAddress(address)}). Count those who are: ${bodiesKey(address.year)} instead of ${FRAME}.`,
      );
    return measureFrame(whole, address.items, address.cell, address.statistic);
  },
  question: (item, questionnaire) => frameItems(questionnaire).get(item),
  all: ({ statistic, year }) => (statistic === "distinct" ? "ulike verdier i utvalget" : everyone(year)),
  base: ({ year }, { base }) => `${formatNumber(base)} ${unitsOf(year).bodyUnit.many} i utvalget`,
  filter: ({ year }) => everyone(year),
  one: ({ year }) => unitsOf(year).bodyUnit.article,
  hasBase: true,
  countsUnits: true,
  needsPublication: true,
  // The share of a crossing is of the bodies that have every part but the last.
  baseOf: (address) =>
    address.items.length > 1
      ? { ...address, items: address.items.slice(0, -1), cell: address.cell.slice(0, -1), statistic: "count" }
      : everyBody(address),
  follows: (address) => (address.statistic === "base" ? [everyBody(address)] : null),
};

const everyone = (year: number): string => `alle ${unitsOf(year).bodyUnit.many} i utvalget`;
