import { ContentError } from "../../ground/errors.js";
import { type Address, isDifference } from "../../numbers/address/parseAddress.js";
import { hasPublished } from "../../numbers/published/publishedAddresses.js";
import type { Value } from "../../numbers/values/value.js";
import type { Counted } from "./chart.js";

/**
 * A chart's cell from a value: the count with its base, and whether each way of printing it is published.
 * @param options.outside Whether it is not counted in the base of the others.
 * @throws When the value is a difference, which is no count of a base.
 */
export function cellOf(value: Value, { outside = false }: { outside?: boolean } = {}): Counted {
  const { measured, record, place } = value;
  if (isDifference(place))
    throw new ContentError(`A figure draws counts and shares, but ${value.address} is a difference.`);
  const isPublished = (statistic: Address["statistic"], decimals?: number): boolean =>
    hasPublished({ ...place, statistic }, decimals);
  return {
    n: measured.n,
    base: measured.base,
    ...(outside ? { outside: true as const } : {}),
    record,
    synthetic: {
      count: !isPublished("count"),
      percent: !isPublished("share", 0),
      decimal: !isPublished("share", 1),
    },
  };
}
