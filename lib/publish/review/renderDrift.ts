import { diffWordsWithSpace } from "diff";
import { type Html, html, joined } from "../../ground/text/html.js";
import type { Drift } from "./findEffects.js";
import { movement } from "./printReview.js";

/** What was changed since the accepted state, by where: answers, claims, the other files, the library. */
export function renderCauses(drift: readonly Drift[]): Html {
  if (drift.length === 0) return html`<h2>Endringer</h2><p>Ingen.</p>`;
  const of = (...kinds: Drift["kind"][]): Drift[] =>
    drift.filter(({ cause, kind }) => cause && kinds.includes(kind));
  return joined(
    [
      html`<h2>Det som er endret</h2>`,
      section("Svar", of("answer"), renderList),
      section("Påstander og unntak", of("statement"), (list) => list.map(renderText)),
      section("Filer som notatet er laget av", of("input"), renderList),
      renderLibrary(of("library"), of("answer", "statement", "input").length > 0),
      drift.some(({ cause }) => cause) ? null : html`<p>Ikke funnet.</p>`,
    ],
    "\n",
  );
}

/** The library's files: folded where they are many and answers or chapters were changed too, which a reviewer reads first. */
function renderLibrary(files: readonly Drift[], besides: boolean): Html | null {
  return besides && files.length > 8
    ? html`<details class="check"><summary>Biblioteket: ${files.length} filer endret</summary>${renderList(files)}</details>`
    : section("Biblioteket", files, renderList);
}

/** What follows from the changes, as before and after: numbers, figures and tables, sentences, what they rest on. */
export function renderEffects(drift: readonly Drift[]): Html | null {
  const effects = drift.filter(({ cause }) => !cause);
  if (effects.length === 0) return null;
  const of = (kind: Drift["kind"]): Drift[] => effects.filter((one) => one.kind === kind);
  return joined(
    [
      html`<h2>Det som følger av endringene</h2>`,
      section("Tall", of("value"), renderNumbers),
      section("Tegninger", of("drawing"), (list) => list.map(renderDrawing)),
      section("Celler i figurer og tabeller", of("table"), renderNumbers),
      section("Setninger", of("text"), (list) => list.map(renderText)),
      section("Påstander og unntak", of("statement"), (list) => list.map(renderText)),
      section("Svar som leses annerledes, blir skjermet eller vist igjen", of("answer"), renderList),
      section("Merknader til svarene", of("listed"), renderList),
    ],
    "\n",
  );
}

function section(
  title: string,
  drift: readonly Drift[],
  render: (drift: readonly Drift[]) => Html | readonly Html[],
): Html | null {
  return drift.length === 0 ? null : html`<h3>${title} (${drift.length})</h3>${render(drift)}`;
}

function renderList(drift: readonly Drift[]): Html {
  return html`<ul>${drift.map(({ what, from, to, places }) => html`<li>${what}${movement(from, to)}${places.map((place) => html` <small>${place}</small>`)}</li>`)}</ul>`;
}

function renderNumbers(drift: readonly Drift[]): Html {
  const rows = drift.map(
    ({ what, from, to, places }) =>
      html`<tr><th scope="row"><code>${what}</code>${places.map((place) => html`<small>${place}</small>`)}</th><td class="n">${from ?? "nytt"}</td><td class="n">${to ?? "borte"}</td></tr>`,
  );
  return html`<div class="wide" role="region" aria-label="Tall før og nå" tabindex="0"><table><thead><tr><th scope="col">Hva, og hvor det står</th><th scope="col" class="n">Før</th><th scope="col" class="n">Nå</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** As pictures, in which nothing can run. */
function renderDrawing({ what, from, to }: Drift): Html {
  const picture = (svg: string | null, when: string): Html =>
    svg === null
      ? html`<em>Ingen tegning</em>`
      : html`<img class="paper" alt="${what}, ${when}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
  return beforeAndAfter(what, picture(from, "før"), picture(to, "nå"));
}

/** A sentence twice, with the words that went and those that came marked. */
function renderText({ what, from, to }: Drift): Html {
  if (from === to) return html`<div class="change"><p class="what">${what}</p><div>${to ?? ""}</div></div>`;
  if (from === null || to === null)
    return beforeAndAfter(
      what,
      html`${from ?? html`<em>Sto ikke her</em>`}`,
      html`${to ?? html`<em>Er tatt ut</em>`}`,
    );
  const words = diffWordsWithSpace(from, to);
  return beforeAndAfter(
    what,
    html`${words.map(({ value, added, removed }) => (added ? null : removed ? html`<del>${value}</del>` : value))}`,
    html`${words.map(({ value, added, removed }) => (removed ? null : added ? html`<ins>${value}</ins>` : value))}`,
  );
}

function beforeAndAfter(what: string, before: Html, after: Html): Html {
  return html`<div class="change"><p class="what">${what}</p><div><span class="when">Før</span>${before}</div><div><span class="when">Nå</span>${after}</div></div>`;
}
