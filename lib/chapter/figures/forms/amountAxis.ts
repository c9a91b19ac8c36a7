import { formatNumber } from "../../../ground/text/format.js";
import type { Chart } from "../chart.js";
import { COLOURS } from "../theme.js";

/**
 * An axis for amounts: from zero, or, where the largest is more than a hundred times the smallest and none is zero or
 * below, one on which each step is ten times the one before; its title says so.
 */
export function amountAxis(amounts: readonly number[], title: string, size: number): object {
  const low = Math.min(...amounts);
  const high = Math.max(...amounts);
  const common = { gridcolor: COLOURS.grid, zerolinecolor: COLOURS.axis, fixedrange: true };
  if (!isLogarithmic(amounts))
    return {
      ...common,
      title: { text: title, standoff: 8, font: { size } },
      range: [Math.min(0, low), high === 0 ? 1 : high * 1.05],
    };
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const steps = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  return {
    ...common,
    type: "log",
    title: { text: `${title} (logaritmisk)`, standoff: 8, font: { size } },
    range: [Math.log10(low) - 0.1, Math.log10(high) + 0.1],
    tickvals: steps,
    ticktext: steps.map((step) => formatNumber(step, step < 1 ? -Math.round(Math.log10(step)) : 0)),
  };
}

function isLogarithmic(amounts: readonly number[]): boolean {
  const low = Math.min(...amounts);
  return low > 0 && Math.max(...amounts) > 100 * low;
}

/** A chart's amounts of one series. */
export function amountsOf(chart: Chart, j: number): number[] {
  return chart.rows.flatMap(({ cells }) => {
    const cell = cells[j];
    return cell !== undefined && "amount" in cell ? [cell.amount] : [];
  });
}
