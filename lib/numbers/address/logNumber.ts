import { join } from "node:path";
import { ContentError } from "../../ground/errors.js";
import { projectRoot } from "../../ground/project.js";
import {
  type Correction,
  isConfirmation,
  readCorrections,
} from "../../survey/corrections/readCorrections.js";
import type { Measured } from "../../transforms/measured.js";
import { type Address, printAddress } from "./parseAddress.js";

/** The corrections of a year, as they stand in its log; rows that only confirm a cell correct nothing. */
export function correctionsOf(year: number): Correction[] {
  const log = readCorrections(join(projectRoot, "data", String(year), "corrections.csv"));
  return log.filter((row) => !isConfirmation(row));
}

/**
 * A number about the corrections log (subset `logg`): rows by `regel`, or how many records they touch (`distinct`).
 *
 * The base is every correction in the log.
 * @throws {ContentError} When the item is not `regel`, or the log has no such rule.
 * @example evaluate("2019/logg/regel/dobbeltregistrering/count").n // 7
 */
export function logNumber(address: Address): Measured {
  const log = correctionsOf(address.year);
  const [part] = address.cell;
  if (address.items.join() !== "regel" || part === undefined)
    throw new ContentError(`The log is counted by "regel", but ${printAddress(address)} was asked for.`);
  const rules = new Set(log.map(({ rule }) => rule));
  const unknown = part === "*" ? undefined : part.find((rule) => !rules.has(rule));
  if (unknown !== undefined)
    throw new ContentError(
      `The log of ${address.year} has no rule "${unknown}". It has ${[...rules].sort().join(", ")}.`,
    );
  const rows = log.filter(({ rule }) => part === "*" || part.includes(rule));
  const n = address.measure === "distinct" ? new Set(rows.map(({ id }) => id)).size : rows.length;
  const value = address.measure === "share" ? n / log.length : n;
  return { n, base: log.length, rule: "asked", value };
}
