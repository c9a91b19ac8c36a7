import type { Crosstab } from "../../transforms/crosstab.js";
import type { Statistic } from "../../transforms/measured.js";
import type { Address } from "../address/parseAddress.js";
import { valueIn } from "./ofTabulation.js";
import type { Value } from "./value.js";

type Part = Address["cell"][number];

/** The value of a cell of a crosstab, within its layer where it has one. */
export function inCrosstab(
  { answers, layer, rowItem, columnItem }: Pick<Crosstab, "answers" | "layer" | "rowItem" | "columnItem">,
  row: Part,
  column: Part,
  what: Statistic,
): Value {
  const items = [rowItem.key, columnItem.key];
  return layer === null
    ? valueIn(answers, items, [row, column], what)
    : valueIn(answers, [layer.item.key, ...items], [[layer.key], row, column], what);
}
