import { recordsOf, syntheticIn, tableOf } from "../../chapter/figures/chart.js";
import { detachSvg } from "../../chapter/figures/detachSvg.js";
import type { FigureOutput, Part } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import type { Edition } from "../../ground/edition/edition.js";
import { decimalsOf, formatNumber, formatOutOf } from "../../ground/text/format.js";
import { type Html, html, trusted } from "../../ground/text/html.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { csvHref } from "./csvHref.js";
import { figureCsv } from "./figureCsv.js";
import type { PublishedLookup } from "./renderParts.js";
import { renderTable } from "./renderTable.js";
import { svgHref } from "./svgHref.js";

/** One figure drawn twice: for the measure of the page, and for a small screen; and what a reader may explore. */
export interface Drawings {
  readonly wide: string;
  readonly narrow: string;
  /** See liveViews; null where there is nothing to choose. */
  readonly views: string | null;
}

export interface FigureSettings {
  readonly edition: Edition;
  /** `Figur 2` */
  readonly number: string;
  readonly drawings: Drawings | undefined;
  readonly published: PublishedLookup;
  /** Parts as HTML. */
  inline(parts: readonly Part[]): Html;
}

/**
 * A figure in the page: title, subtitle, drawing, note; then its data table, how it was computed, and downloads.
 * Everything is there without script, which only adds the button that lets the reader explore.
 */
export function renderFigure(figure: FigureOutput, settings: FigureSettings): Html {
  const { edition, number, drawings, inline } = settings;
  const id = `figur-${figure.id}`;
  const mark = edition.syntheticMark;
  const own = number.toLowerCase();
  const name = `${edition.year}-${id}`;
  const title = `${number}. ${plain(figure.title)}`.replace(/\s+/g, " ");
  const subtitle = plain(figure.subtitle).replace(/\s+/g, " ");
  const table = tableOf(figure.chart);
  const csv = figureCsv(figure, { title, mark, source: `${edition.series} ${edition.number}` });
  const where = mark ? syntheticIn(figure.chart) : null;
  const starred =
    where === null
      ? ""
      : `${mark}: Tall ${where === "table" ? "i tabellen " : ""}merket med * er ikke publisert andre steder.`;
  const file = drawings
    ? detachSvg(drawings.wide, {
        title,
        subtitle,
        note: `${plain(figure.note)} ${where === "drawing" ? starred : ""}`.trim(),
        source: `Kilde: ${edition.citation}`,
      })
    : "";
  const views = drawings?.views ?? null;
  const drawing = drawings
    ? html`<div class="wide-drawing">${trusted(drawings.wide)}</div><div class="narrow-drawing">${trusted(drawings.narrow)}</div>`
    : html`<p>${plain(figure.alt)}</p>`;
  return html`<figure id="${id}" class="figure" data-mark="${mark ?? ""}">
<figcaption id="${id}-tittel"><a class="permalink num" href="#${id}">${number}</a> ${inline(figure.title)}</figcaption>
<p class="subtitle">${inline(figure.subtitle)}</p>
<div class="drawing">${drawing}</div>
${views === null ? null : html`<script type="application/octet-stream" class="views">${views}</script>`}
<p class="fignote">${inline(figure.note)}${starred === "" ? null : html` <span class="mark">${starred}</span>`}</p>
<div class="tools"><details class="data"><summary>Tallene som tabell</summary>${renderTable(table.columns, table.rows, `${number}: tallene som tabell`, mark ? { synthetic: table.synthetic } : {})}</details>
<details class="how"><summary>Slik er tallene regnet ut</summary>${renderHow(figure, settings)}</details>
<p class="downloads">${views === null ? null : html`<button type="button" class="explore" hidden>Utforsk figuren</button> `}<a download="${name}.csv" href="${csvHref(csv)}" aria-label="Last ned tallene (CSV), ${own}">Last ned tallene (CSV)</a>${file === "" ? null : html` <a download="${name}.svg" href="${trusted(svgHref(file))}" aria-label="Last ned figuren (SVG), ${own}" class="svg-file">Last ned figuren (SVG)</a> <button type="button" class="png-file" data-name="${name}.png" aria-label="Last ned figuren (PNG), ${own}" hidden>Last ned figuren (PNG)</button>`}</p></div>
</figure>`;
}

function renderHow({ chart }: FigureOutput, { number, published }: FigureSettings): Html {
  const values = recordsOf(chart);
  const questions = [...new Set(values.flatMap((value) => value.questions))];
  const bases = [...new Set(values.map((value) => `${value.baseText} (${value.filter}, ${value.year})`))];
  const rows = values.map((value) => [
    value.counted,
    counted(value),
    published(value).lines.join(" "),
    value.address,
  ]);
  const columns = ["Hva som telles", "Antall", "Publisert", "Adresse"].map((label) => ({
    label,
    kind: "text" as const,
  }));
  return html`<p>Spørsmål: ${questions.join(" × ")}<br>Grunnlag: ${bases.join("; ")}</p>
<p>Hvert tall er telt opp fra svarene på adressen i tabellen. Prosentene er regnet av antallene og rundet av til nærmeste hele tall, halve oppover. Koden står til slutt i kapittelet.</p>
${renderTable(columns, rows, `${number}: slik er tallene regnet ut`)}`;
}

function counted({ n, base, text }: ValueRecord): string {
  if (n === null) return text;
  return base === null ? formatNumber(n, decimalsOf(n)) : formatOutOf(n, base).replaceAll(" ", "\u00a0");
}
