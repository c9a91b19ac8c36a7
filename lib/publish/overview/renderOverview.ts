import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Edition } from "../../ground/edition/edition.js";
import { documentOf } from "../../ground/page/document.js";
import { fontFace, sha256 } from "../../ground/page/page.js";
import { paletteCss } from "../../ground/page/palette.js";
import { projectRoot } from "../../ground/project.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { escapeHtml } from "../../ground/text/escape.js";
import { formatNumber } from "../../ground/text/format.js";
import { trusted } from "../../ground/text/html.js";
import { KEPT_BACK, labelOf, type PublicAnswer, PublicAnswers } from "../open/publicAnswers.js";
import type { NoteNumber } from "../report/renderNote.js";
import { overviewData, reasonsOf } from "./overviewData.js";
import { type OverviewSpec, rolesOf } from "./readOverview.js";

const require = createRequire(import.meta.url);

/**
 * The public overview as one HTML file: every tiltak that may be published, to be searched and narrowed.
 *
 * It asks for nothing: records, search and style are in it, and its policy allows these and nothing else. Without
 * script it is a plain table.
 * @param answers Public answers only; no other type fits.
 * @param numbers Numbers of the note whose records it shows.
 */
export function renderOverview(
  answers: PublicAnswers,
  spec: OverviewSpec,
  edition: Edition,
  numbers: readonly NoteNumber[] = [],
): string {
  PublicAnswers.check(answers, "renderOverview");
  const scripts = [
    asScript("MiniSearch", "minisearch"),
    asScript("norwegian", "@orama/stemmers/norwegian"),
    asset("overview.js"),
  ].map((script) => script.replaceAll("</script", "<\\/script"));
  const style = `${fontFace()}\n${paletteCss()}\n${pageStyle()}\n${asset("overview.css")}`;
  const policy = `default-src 'none'; script-src ${scripts.map((script) => `'${sha256(script)}'`).join(" ")}; style-src '${sha256(style)}'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'`;
  const data = JSON.stringify(overviewData(answers, spec, numbers)).replaceAll("<", "\\u003c");
  const { records, withheld, year } = answers;
  const amount = answers.fields.find(({ kind }) => kind === "amount");
  const { unit, bodyUnit, body: bodyItem } = answers.questionnaire;
  const isExempt =
    withheld === 0
      ? "Ingen er unntatt fra offentlighet."
      : `${withheld === 1 ? `${capitalise(unit.article)} er unntatt` : `${formatNumber(withheld)} er unntatt`} fra offentlighet og inngår bare i antallene i <a href="notat.html">notatet</a>.`;
  const isKeptBack = records.some(({ answers: given }) =>
    Object.values(given).some(
      (answer) => typeof answer === "object" && "missing" in answer && answer.missing === KEPT_BACK,
    ),
  );
  const keptBack = isKeptBack
    ? ` Svar merket «Skjermet» er holdt tilbake, slik at tallene i notatet ikke røper hva ${escapeHtml(unit.many)} som er unntatt, har svart.`
    : "";
  const mark = edition.syntheticMark;
  const title = `${edition.title}: oversikt over ${unit.all}`;
  const body = `<a class="skip" href="#innhold">Hopp til innholdet</a>
<div class="oversikt">
<header>
<h1>${escapeHtml(title)}</h1>
${mark ? `<p><strong class="merke">${escapeHtml(mark)}.</strong> ${escapeHtml(edition.disclaimer ?? "")}</p>` : ""}
<p>Oversikten har de ${formatNumber(records.length)} ${escapeHtml(unit.all)} som kan publiseres, av ${formatNumber(records.length + withheld)} i undersøkelsen. ${isExempt}${keptBack}</p>
</header>
<main id="innhold" tabindex="-1">
<div id="appen" hidden>
<form id="sok" role="search"><div class="felt"><label for="q">Søk i ${escapeHtml(unit.all)}</label><input type="search" id="q" autocomplete="off" spellcheck="false"></div><button type="button" id="nullstill" hidden>Nullstill søk og valg</button></form>
<div class="todelt">
<details id="avgrens"><summary>Avgrens listen</summary><div id="fasetter" role="region" aria-label="Avgrens listen"></div></details>
<div>
<div id="utvalg">
<p id="status" role="status" tabindex="-1"></p>
<ul id="valgt" aria-label="Valg som gjelder"></ul>
<p id="i-notatet" hidden></p>
<details id="tallene"><summary>Utvalget i tall</summary><div id="bilde" role="group" aria-label="Utvalget i tall"></div>
<p id="tegn" hidden><span class="mork"></span> det som vises <span class="lys"></span> alle ${formatNumber(records.length)}</p></details>
<div class="verktoy"><label>Sorter <select id="sorter"><option value="treff">Best treff</option><option value="alfabet">Navn</option>${bodyItem ? `<option value="eier">${escapeHtml(capitalise(bodyUnit.one))}</option>` : ""}${amount ? `<option value="storst">${escapeHtml(amount.label)}, størst først</option>` : ""}</select></label><label><input type="checkbox" id="vis-tabell"> Vis som tabell</label><button type="button" id="last-ned">Last ned det som vises (CSV)</button><button type="button" id="skriv-ut">Skriv ut</button></div>
<ol id="liste"></ol>
<div id="tabell" role="region" aria-label="${escapeHtml(capitalise(unit.all))} som tabell" tabindex="0" hidden><table><thead><tr>${headings(answers, spec)}</tr></thead><tbody id="rader"></tbody></table></div>
<p><button type="button" id="mer" hidden></button></p>
</div>
<article id="detalj" hidden></article>
</div>
</div>
</div>
<noscript><div class="uten-skript"><p>Søk og avgrensing trenger skript. Her er alle ${escapeHtml(unit.all)} som tabell; nettleserens eget søk virker.</p>
<table><thead><tr>${headings(answers, spec)}<th scope="col">${escapeHtml(fieldLabel(answers, spec.description))}</th></tr></thead><tbody>
${plainRows(answers, spec)}
</tbody></table></div></noscript>
</main>
<footer><p>${escapeHtml(edition.citation)} Feil i oversikten kan meldes til <a href="mailto:${escapeHtml(edition.contact)}">${escapeHtml(edition.contact)}</a>. <a href="data/">Åpne data</a> for ${year} har de samme opplysningene.</p></footer>
</div>
<script type="application/json" id="data">${data}</script>
${scripts.map((script) => `<script>${script}</script>`).join("\n")}`;
  return documentOf({ title, edition, policy, style, body: trusted(body) }).text;
}

/** A CommonJS module of one file as a script that gives its exports a name. */
function asScript(name: string, module: string): string {
  const source = readFileSync(require.resolve(module), "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
  return `window.${name}=(()=>{const module={exports:{}},exports=module.exports;${source}\nreturn module.exports})();`;
}

function headings(answers: PublicAnswers, spec: OverviewSpec): string {
  const { name, group } = rolesOf(answers.questionnaire);
  const { body, bodyUnit } = answers.questionnaire;
  const labels = [
    fieldLabel(answers, name.key),
    ...(body ? [capitalise(bodyUnit.one)] : []),
    ...[group.key, ...spec.columns].map((key) => fieldLabel(answers, key)),
  ];
  return labels.map((label) => `<th scope="col">${escapeHtml(label)}</th>`).join("");
}

function plainRows(answers: PublicAnswers, spec: OverviewSpec): string {
  const { name, group } = rolesOf(answers.questionnaire);
  const reasons = reasonsOf(answers);
  const whyMissing = (answer: PublicAnswer | undefined): string =>
    typeof answer === "object" && "missing" in answer ? (reasons[answer.missing] ?? "") : "";
  return answers.records
    .map((record) => {
      const cells = [
        ...(answers.questionnaire.body ? [record.body.name] : []),
        ...[group.key, ...spec.columns, spec.description].map(
          (key) => labelOf(answers.fields, record, key) || whyMissing(record.answers[key]),
        ),
      ];
      return `<tr><th scope="row">${escapeHtml(labelOf(answers.fields, record, name.key))}</th>${cells.map((cell) => `<td>${escapeHtml(cell) || "–"}</td>`).join("")}</tr>`;
    })
    .join("\n");
}

function fieldLabel({ fields }: PublicAnswers, key: string): string {
  return fields.find((field) => field.key === key)?.label ?? key;
}

function pageStyle(): string {
  return readFileSync(join(projectRoot, "lib", "ground", "page", "assets", "page.css"), "utf8");
}

function asset(name: string): string {
  return readFileSync(join(projectRoot, "lib", "publish", "overview", "assets", name), "utf8");
}
