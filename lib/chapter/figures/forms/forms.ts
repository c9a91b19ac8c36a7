import { ContentError } from "../../../ground/errors.js";
import { arrange, type Chart, checkChart, describeChart, FORMS, type FormName } from "../chart.js";
import { WIDTH } from "../theme.js";
import { bars } from "./bars.js";
import { box } from "./box.js";
import { checkDrawn } from "./checkDrawn.js";
import { dots } from "./dots.js";
import type { Form, Spec } from "./form.js";
import { heatMap } from "./heatMap.js";
import { histogram } from "./histogram.js";
import { lines } from "./lines.js";
import { scatter } from "./scatter.js";
import { stackedBars } from "./stackedBars.js";

const forms: Readonly<Record<FormName, Form>> = {
  bars,
  stackedBars,
  dots,
  lines,
  heatMap,
  histogram,
  box,
  scatter,
};

/** Width in px of drawings for small screens. */
export const NARROW_WIDTH = 340;

/**
 * What Plotly draws of a chart, every number of it held against the chart's table.
 * @param width In px; below 600 the form's drawing for small screens.
 * @throws {ContentError} When the form can't draw such rows, or has no drawing for small screens.
 * @throws {Error} When the form draws a number that is not the table's: a fault of the form.
 */
export function specOf(given: Chart, width = WIDTH): Spec {
  const chart = arrange(given);
  const form = formOf(chart);
  checkChart(chart);
  const refused = form.refuse?.(chart) ?? null;
  if (refused !== null)
    throw new ContentError(`The figure "${chart.id}" can't be drawn as ${chart.form}: ${refused}.`);
  const spec = width < 600 ? form.narrow(chart, width) : form.wide(chart);
  checkDrawn(chart, spec);
  return spec;
}

/** The chart in words, made from its rows. */
export function altOf(chart: Chart): string {
  return describeChart(chart, formOf(chart).name(chart));
}

/** Whether the reader's page can draw it anew. */
export function isLive(chart: Chart): boolean {
  return formOf(chart).live;
}

function formOf({ form, id }: Chart): Form {
  const found: Partial<Form> | undefined = forms[form];
  if (!found)
    throw new ContentError(
      `The figure "${id}" must have one of the forms ${FORMS.join(", ")}, but has "${form}".`,
    );
  if (!found.narrow)
    throw new ContentError(`The form "${form}" can't be drawn on a small screen: give it a "narrow".`);
  return found as Form;
}
