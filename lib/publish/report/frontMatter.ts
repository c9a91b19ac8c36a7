import type { Edition } from "../../ground/edition/edition.js";
import type { Provenance } from "../../ground/edition/provenance.js";
import { formatDate } from "../../ground/text/dates.js";
import { type Html, html, joined } from "../../ground/text/html.js";

/** A heading of the note, as the contents list it. */
export interface Heading {
  readonly id: string;
  /** `3.1`, `Vedlegg 1`, or empty. */
  readonly number: string;
  readonly text: string;
  readonly level: number;
}

/** Who, what, when; what the note is not; that the data are synthetic; whether it is a draft. */
export function titlePage(edition: Edition, provenance: Provenance): Html {
  const { subtitle } = edition;
  return html`<header class="title-page">
<p class="sender">${edition.sender}</p>
<p class="series">${edition.series} ${edition.number}</p>
<h1>${edition.title}</h1>
${subtitle ? html`<p class="lead">${subtitle}</p>` : null}
${issue(edition, provenance)}
</header>`;
}

/** When, whom to tell of faults, what the note is not, whether it is a draft. */
function issue({ date, version, contact, disclaimer }: Edition, provenance: Provenance): Html {
  return html`<p class="issue">${formatDate(date)}, versjon ${version}</p>
<p class="issue">Feil meldes til <a href="mailto:${contact}">${contact}</a></p>
${disclaimer ? html`<p class="disclaimer">${disclaimer}</p>` : null}
${provenance.dirty ? html`<p class="disclaimer">Utkast: Notatet er laget av filer med endringer som ikke er lagret i versjonskontrollen.</p>` : null}`;
}

/** The same of a chapter that is published by itself: its own title, and which note it is from. */
export function chapterTitlePage(
  edition: Edition,
  provenance: Provenance,
  chapter: { readonly id: string; readonly title: Html },
): Html {
  return html`<header class="title-page">
<p class="sender">${edition.sender}</p>
<p class="series">${edition.series} ${edition.number}</p>
<h1 id="${chapter.id}">${chapter.title}</h1>
<p class="lead">Utdrag av notatet <i>${edition.title}</i></p>
${issue(edition, provenance)}
</header>`;
}

/** The title page as plain text, a paragraph a line: the same whatever the state of the checkout. */
export function titleText(edition: Edition): string {
  const { sender, series, number, title, subtitle, date, version, contact, disclaimer } = edition;
  const lines = [
    sender,
    `${series} ${number}`,
    title,
    subtitle,
    `${formatDate(date)}, versjon ${version}`,
    `Feil meldes til ${contact}`,
    disclaimer,
  ];
  return lines.flatMap((line) => (line ? [`${line.replace(/\s+/g, " ").trim()}\n`] : [])).join("");
}

/**
 * The switch that lays buttons over the numbers of the text, where the reader begins; it works by the stylesheet alone.
 * And what the mark of a number means.
 */
export function readingAid({ syntheticMark }: Edition): Html {
  return html`<div class="reading"><div class="switch"><input type="checkbox" id="vis-tallgrunnlag" aria-describedby="om-tallgrunnlag"><div><label for="vis-tallgrunnlag">Vis tallgrunnlag</label><small id="om-tallgrunnlag">Gjør tallene i teksten til knapper som viser hva de bygger på.</small></div></div>
${syntheticMark ? html`<p class="mark">${syntheticMark}. Tall merket med * er ikke publisert andre steder.</p>` : null}</div>`;
}

/** The contents: three levels, and what stands after the chapters. */
export function contents(headings: readonly Heading[]): Html {
  const items = [
    ...headings.filter((heading) => heading.level <= 3),
    { id: "om-utgaven", number: "", text: "Om denne utgaven", level: 1 },
  ];
  const lines = items.map(
    ({ id, number, text, level }) =>
      html`<li class="l${level}"><a href="#${id}">${number === "" ? null : html`<span class="num">${number}</span>`}<span class="name">${text}</span></a></li>`,
  );
  return html`<nav class="contents" aria-labelledby="innhold"><h2 id="innhold">Innhold</h2><ol>
${joined(lines, "\n")}
</ol></nav>`;
}

/** How to cite, whom to tell, what was corrected, what it was made from. */
export function colophon(edition: Edition, provenance: Provenance): Html {
  const commit =
    provenance.commit === null
      ? "filer uten versjonskontroll"
      : html`versjon <code>${provenance.commit}</code> i versjonskontrollen${provenance.dirty ? ", med endringer som ikke er lagret" : ""}`;
  const corrections =
    edition.corrections.length === 0
      ? html`<p>Ingen.</p>`
      : html`<ul>${edition.corrections.map(({ date, text }) => html`<li>${formatDate(date)}: ${text}</li>`)}</ul>`;
  return html`<section class="colophon"><h2 id="om-utgaven">Om denne utgaven</h2>
<h3 id="sitere">Slik siterer du notatet</h3>
<p>${edition.citation}</p>
<h3 id="rettelser">Rettelser etter utgivelsen</h3>
${corrections}
<p>Har du funnet en feil, skriv til <a href="mailto:${edition.contact}">${edition.contact}</a>.</p>
<h3 id="opphav">Hva notatet er laget av</h3>
<p class="provenance">Notatet er laget av ${commit}, data <code>${provenance.data}</code> og spørreskjema <code>${provenance.questionnaire}</code>. Med de samme filene blir det likt, tegn for tegn.</p>
</section>`;
}
