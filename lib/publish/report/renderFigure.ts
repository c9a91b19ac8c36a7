import { detachSvg } from "../../chapter/figures/detachSvg.js";
import { narrowSpec } from "../../chapter/figures/narrowSpec.js";
import type { FigureOutput, Part } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import type { Edition } from "../../ground/edition/edition.js";
import { formatNumber, formatOutOf } from "../../ground/text/format.js";
import { type Html, html, scriptJson, trusted } from "../../ground/text/html.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { PublishedLookup } from "./renderParts.js";
import { renderTable, toCsv } from "./renderTable.js";

/** One figure drawn twice: for the measure of the page, and for a small screen. */
export interface Drawings {
  readonly wide: string;
  readonly narrow: string;
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
  const heading = [title, subtitle, ...(mark ? [mark] : []), edition.citation];
  const csv = toCsv(figure.table.columns, figure.table.rows, heading);
  const file = drawings
    ? detachSvg(drawings.wide, {
        title,
        subtitle,
        note: plain(figure.note),
        source: `Kilde: ${edition.citation}`,
      })
    : "";
  const drawing = drawings
    ? html`<div class="wide-drawing">${trusted(drawings.wide)}</div><div class="narrow-drawing">${trusted(drawings.narrow)}</div>`
    : html`<p>${plain(figure.alt)}</p>`;
  const unpublished =
    figure.synthetic && mark
      ? html` <span class="mark">${mark}: Figuren har tall som ikke er publisert andre steder.</span>`
      : null;
  return html`<figure id="${id}" class="figure">
<figcaption id="${id}-tittel"><a class="permalink num" href="#${id}">${number}</a> ${inline(figure.title)}</figcaption>
<p class="subtitle">${inline(figure.subtitle)}</p>
<div class="drawing">${drawing}</div>
<script type="application/json" class="plotly-data">${specs(figure)}</script>
<p class="fignote">${inline(figure.note)}${unpublished}</p>
<div class="tools"><details class="data"><summary>Tallene som tabell</summary>${renderTable(figure.table.columns, figure.table.rows, `${number}: tallene som tabell`)}</details>
<details class="how"><summary>Slik er tallene regnet ut</summary>${renderHow(figure, settings)}</details>
<p class="downloads"><button type="button" class="explore" hidden>Utforsk figuren</button> <a download="${name}.csv" href="${dataUrl("text/csv", csv)}" aria-label="Last ned tallene (CSV), ${own}">Last ned tallene (CSV)</a>${file === "" ? null : html` <a download="${name}.svg" href="${dataUrl("image/svg+xml", file)}" aria-label="Last ned figuren (SVG), ${own}">Last ned figuren (SVG)</a>`}</p></div>
</figure>`;
}

/** What Plotly draws in the reader's browser, on a wide screen and on a narrow one. */
function specs(figure: FigureOutput): Html {
  const { data, layout, height } = narrowSpec(figure);
  const wide = { ...figure.plotly, layout: { ...figure.plotly.layout, height: figure.height } };
  return scriptJson({ wide, narrow: { data, layout: { ...layout, height } } });
}

function renderHow(figure: FigureOutput, { number, published }: FigureSettings): Html {
  const questions = [...new Set(figure.values.flatMap((value) => value.questions))];
  const bases = [
    ...new Set(figure.values.map((value) => `${value.baseText} (${value.filter}, ${value.year})`)),
  ];
  const rows = figure.values.map((value) => [
    value.counted,
    counted(value),
    published(value).text,
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
  return base === null ? formatNumber(n) : formatOutOf(n, base).replaceAll(" ", "\u00a0");
}

function dataUrl(type: string, content: string): string {
  return `data:${type};charset=utf-8;base64,${Buffer.from(content).toString("base64")}`;
}
