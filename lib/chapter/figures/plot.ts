import { inspect } from "node:util";
import { plotlyBundle } from "../../engine/notebook/bundleOf.js";
import { display } from "../../engine/notebook/display.js";
import { ContentError } from "../../ground/errors.js";

/**
 * Shows any figure of Plotly's, to look at. In JupyterLab and in the page of `notat run`; never in a chapter, whose
 * figures are made of rows (`bars`, `heatMap` …) and so have a base, a table and addresses.
 *
 * @param data Traces as Plotly takes them; columns of a table may stand in them.
 * @param layout As Plotly takes it.
 * @throws When `data` is no list of traces.
 * @example plot([{ type: "violin", y: tiltak.array("kostnadsramme") }], { title: { text: "Kostnadsramme" } })
 */
export function plot(data: readonly object[], layout: object = {}): void {
  const isTrace = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  const wrong = Array.isArray(data) ? data.find((one) => !isTrace(one)) : data;
  if (wrong !== undefined || !Array.isArray(data))
    throw new ContentError(
      `plot(data, layout?) must have a list of traces, [{ type: "bar", x: […], y: […] }], but got ${Array.isArray(data) ? "a list with " : ""}${inspect(wrong, { depth: 0 })}.`,
    );
  display(plotlyBundle(data, layout));
}
