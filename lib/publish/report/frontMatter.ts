import type { Edition } from "../../ground/edition/edition.js";
import type { Provenance } from "../../ground/edition/provenance.js";
import { formatDate } from "../../ground/text/dates.js";
import { escapeHtml } from "../../ground/text/escape.js";

/** A heading of the note, as the contents list it. */
export interface Heading {
  readonly id: string;
  /** `3.1`, `Vedlegg 1`, or empty. */
  readonly number: string;
  readonly text: string;
  readonly level: number;
}

/** Who, what, when; what the note is not; that the data are synthetic; whether it is a draft. */
export function titlePage(edition: Edition, provenance: Provenance): string {
  return `<header class="title-page">
<p class="sender">${escapeHtml(edition.sender)}</p>
<p class="series">${escapeHtml(edition.series)} ${escapeHtml(edition.number)}</p>
<h1>${escapeHtml(edition.title)}</h1>
${edition.subtitle ? `<p class="lead">${escapeHtml(edition.subtitle)}</p>` : ""}
<p class="issue">${formatDate(edition.date)}, versjon ${escapeHtml(edition.version)}</p>
<p class="issue">Feil meldes til <a href="mailto:${escapeHtml(edition.contact)}">${escapeHtml(edition.contact)}</a></p>
${edition.disclaimer ? `<p class="disclaimer">${escapeHtml(edition.disclaimer)}</p>` : ""}
${provenance.dirty ? '<p class="disclaimer">Utkast: Notatet er laget av filer med endringer som ikke er lagret i versjonskontrollen.</p>' : ""}
</header>`;
}

/** The contents: three levels, and what stands after the chapters. */
export function contents(headings: readonly Heading[]): string {
  const items = [
    ...headings.filter((heading) => heading.level <= 3),
    { id: "om-utgaven", number: "", text: "Om denne utgaven", level: 1 },
  ];
  const line = ({ id, number, text, level }: Heading): string =>
    `<li class="l${level}"><a href="#${id}">${number === "" ? "" : `<span class="num">${number}</span>`}<span class="name">${escapeHtml(text)}</span></a></li>`;
  return `<nav class="contents" aria-labelledby="innhold"><h2 id="innhold">Innhold</h2><ol>\n${items.map(line).join("\n")}\n</ol></nav>`;
}

/** How to cite, whom to tell, what was corrected, what it was made from. */
export function colophon(edition: Edition, provenance: Provenance): string {
  const commit =
    provenance.commit === null
      ? "filer uten versjonskontroll"
      : `versjon <code>${escapeHtml(provenance.commit)}</code> i versjonskontrollen${provenance.dirty ? ", med endringer som ikke er lagret" : ""}`;
  const corrections =
    edition.corrections.length === 0
      ? "<p>Ingen.</p>"
      : `<ul>${edition.corrections.map((c) => `<li>${formatDate(c.date)}: ${escapeHtml(c.text)}</li>`).join("")}</ul>`;
  return `<section class="colophon"><h2 id="om-utgaven">Om denne utgaven</h2>
<h3 id="sitere">Slik siterer du notatet</h3>
<p>${escapeHtml(edition.citation)}</p>
<h3 id="rettelser">Rettelser</h3>
${corrections}
<p>Har du funnet en feil, skriv til <a href="mailto:${escapeHtml(edition.contact)}">${escapeHtml(edition.contact)}</a>.</p>
<h3 id="opphav">Hva notatet er laget av</h3>
<p class="provenance">Notatet er laget av ${commit}, data <code>${escapeHtml(provenance.data)}</code> og spørreskjema <code>${escapeHtml(provenance.questionnaire)}</code>. Med de samme filene blir det likt, tegn for tegn.</p>
</section>`;
}
