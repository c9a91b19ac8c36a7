import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import { type Correction, isConfirmation } from "../../survey/corrections/readCorrections.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { printAddress } from "../address/parseAddress.js";
import { unitsOf } from "./units.js";
import type { World } from "./world.js";

/**
 * The corrections log: rows by `regel`, or how many records they touch (`distinct`). The base is every correction.
 * @example evaluate("2019/logg/regel/dobbeltregistrering/count").n // 7
 */
export const log: World = {
  keyIn: () => "logg",
  statistics: ["count", "share", "base", "distinct"],
  evaluate(address) {
    const rows = correctionsOf(address.year);
    const [part] = address.cell;
    if (address.items.join() !== "regel" || part === undefined)
      throw new ContentError(`The log is counted by "regel", but ${printAddress(address)} was asked for.`);
    const rules = new Set(rows.map(({ rule }) => rule));
    const unknown = part === "*" ? undefined : part.find((rule) => !rules.has(rule));
    if (unknown !== undefined)
      throw new ContentError(
        `The log of ${address.year} has no rule "${unknown}". It has ${[...rules].sort().join(", ")}.`,
      );
    const inCell = rows.filter(({ rule }) => part === "*" || part.includes(rule));
    const base = rows.length;
    const whole = (n: number) => ({ n, base, rule: "asked", value: n }) as const;
    switch (address.statistic) {
      case "distinct":
        return whole(new Set(inCell.map(({ id }) => id)).size);
      case "share":
        return { ...whole(inCell.length), value: base === 0 ? null : inCell.length / base };
      case "base":
        return whole(base);
      default:
        return whole(inCell.length);
    }
  },
  question: () => undefined,
  option: (_, key, year) => openEdition(year).questionnaire.logRules[key],
  all: ({ statistic, year }) =>
    statistic === "distinct" ? `${unitsOf(year).unit.many} med rettelser` : "rettelser",
  base: (_, { base }) => `${formatNumber(base)} rettelser i loggen`,
  filter: () => "alle rettelser",
  one: ({ statistic, year }) => (statistic === "distinct" ? unitsOf(year).unit.article : "én"),
  hasBase: true,
  countsUnits: false,
  needsPublication: true,
  baseOf: () => null,
  follows: () => null,
};

/** The corrections of a year, as they stand in its log; rows that only confirm a cell correct nothing. */
export function correctionsOf(year: number): Correction[] {
  return openEdition(year).log.filter((row) => !isConfirmation(row));
}
