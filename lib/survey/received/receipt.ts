import { documentOf } from "../../ground/page/document.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { formatDate } from "../../ground/text/dates.js";
import { formatNumber } from "../../ground/text/format.js";
import { type Hole, html } from "../../ground/text/html.js";
import { visible } from "../../ground/text/visible.js";
import { type OpenEdition, titleOf } from "../edition/openEdition.js";
import type { Body } from "../frame/readFrame.js";
import { type Problem, shown } from "../intake/problem.js";
import type { CleanRow } from "../intake/row.js";
import type { UnitSpec } from "../questionnaire/types.js";
import { isWithheld } from "../questionnaire/withheld.js";
import type { ChangedCell, Changes } from "./compareAnswers.js";
import type { KnownTiltak } from "./lastTime.js";
import type { BodyAnswer } from "./readAnswer.js";

/** What a receipt tells of one file that came. */
export interface Receipt {
  readonly edition: OpenEdition;
  /** The file's own name. */
  readonly file: string;
  readonly sha256: string | null;
  /** ISO. */
  readonly received: string;
  /** Null when the file does not say whose it is. */
  readonly body: Body | null;
  /** Null when nothing of the file could be taken. */
  readonly answer: BodyAnswer | null;
  /** Why nothing was taken. */
  readonly refused: readonly Problem[];
  /** Against the answer that this one replaces; null when it is the first. */
  readonly changes: { readonly since: string; readonly what: Changes } | null;
  /** Log rows about tiltak that this answer no longer has. */
  readonly unfit: readonly Problem[];
  /** Tiltak of last time that the form does not name. */
  readonly unnamed: readonly KnownTiltak[];
  /** The day of a later answer that is the one in use; null when this one is. */
  readonly replacedBy: string | null;
}

/**
 * A receipt in bokmål, which can be sent to the body as it is: what was taken, what is asked, what is worth a look.
 *
 * One HTML file without script that asks for nothing. It quotes no answer that may not be published: an e-mail is
 * read by others too. The same file, answers and log give the same bytes.
 */
export function receiptOf(receipt: Receipt): string {
  const { edition, file, sha256, received, body, answer, changes } = receipt;
  const title = `Kvittering: ${titleOf(edition)}`;
  const questions = answer?.waiting.length ?? 0;
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const page = html`<main>
<h1>${title}</h1>
<p>${body ? html`<strong>${body.virksomhet}</strong>${edition.questionnaire.numbered ? `, ${edition.questionnaire.bodyKey} ${body.organisasjonsnummer}` : ""}` : "Avsenderen er ikke kjent."}</p>
<p>${summary(receipt)}</p>
${answer ? null : refusals(receipt.refused)}
${answer && questions > 0 ? waitingRows(answer) : null}
${answer ? unfitRows(receipt.unfit, edition.questionnaire.unit) : null}
${changes && answer ? changed(changes, answer, edition) : null}
${answer ? unnamedTiltak(receipt.unnamed, edition.questionnaire.unit) : null}
${answer ? remarks(answer.listed) : null}
${answer ? takenRows(answer, edition) : null}
<h2>Hva dere gjør nå</h2>
<p>${wayOn(receipt)}</p>
<p class="faint">Svar som ikke er offentlige, er ikke gjengitt her. Spørsmål: ${edition.edition.contact}.</p>
<p class="faint">Filen ${file}, mottatt ${formatDate(received)}.${sha256 ? html` Kontrollsum (SHA-256) <span class="code">${sha256}</span>.` : null}</p>
</main>`;
  return documentOf({ title, edition: null, policy, style: STYLE, body: page }).text;
}

const STYLE = `
body { font: 16px/1.5 Calibri, "Segoe UI", "Source Sans 3", Arial, sans-serif; color: #1a1a1a; background: #fff; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; } h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ccc; }
ul { margin: .2rem 0 .6rem; padding-left: 1.2rem; } li { margin: .25rem 0; overflow-wrap: anywhere; }
.faint { color: #555; font-size: .9rem; } .code { overflow-wrap: anywhere; }
`;

const count = (n: number, one: string, many: string): string => `${formatNumber(n)} ${n === 1 ? one : many}`;

function summary({ answer, replacedBy, changes, refused, edition }: Receipt): string {
  const { unit } = edition.questionnaire;
  if (!answer) return `Vi kunne ikke ta imot filen. ${count(refused.length, "ting", "ting")} må rettes.`;
  const all = answer.rows.length + answer.waiting.length;
  if (all === 0) return `Vi har tatt imot skjemaet. Det har ingen ${unit.many}.`;
  const asked = answer.waiting.length;
  const of =
    asked === 0
      ? `Vi har tatt inn ${all === 1 ? `${unit.article} ${unit.one}` : all === 2 ? `begge ${unit.all}` : `alle ${formatNumber(all)} ${unit.all}`}.`
      : `Vi har tatt inn ${formatNumber(answer.rows.length)} av ${formatNumber(all)} ${unit.many}. ${count(asked, unit.one, unit.many)} venter på svar fra dere.`;
  const order = replacedBy
    ? ` Et senere svar, mottatt ${formatDate(replacedBy)}, er det vi bruker.`
    : changes
      ? ` Dette svaret erstatter det som kom ${formatDate(changes.since)}.`
      : "";
  return `${of}${order}`;
}

function wayOn({ answer, edition }: Receipt): string {
  const { deadline } = edition.edition;
  const by = deadline ? ` Svarfristen er ${formatDate(deadline)}.` : "";
  const again = "Rett i det samme skjemaet, la id-ene stå som de er, og send hele skjemaet på nytt.";
  if (!answer) return `Rett det som står over, og send filen på nytt.${by}`;
  if (answer.waiting.length > 0)
    return `${again} Det nye svaret erstatter dette.${by} Er et svar riktig som det står, kan dere si det i en e-post.`;
  return `Dere trenger ikke å gjøre noe mer. Er noe feil likevel: ${again.charAt(0).toLowerCase()}${again.slice(1)}`;
}

/** One thing that is asked, without what is not public. */
function asked(problem: Problem): Hole {
  const { sheet, cell, item, field, expected } = problem;
  const { came, wayOut } = shown(problem);
  const where = [
    cell ? `celle ${cell}` : sheet ? `arket ${sheet}` : null,
    item !== null ? `spørsmål ${item}` : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
  if (problem.kind === "corrections")
    return html`<li>${cell ? `Celle ${cell}: ` : ""}Vi har tidligere rettet dette svaret etter avtale med dere. Nå er svaret et annet enn det vi rettet. Hva gjelder?</li>\n`;
  const place = where || (field ? `kolonnen ${field}` : "");
  return html`<li>${place ? `${place.charAt(0).toUpperCase()}${place.slice(1)}: ` : ""}${visible(expected)} Det kom: ${visible(came)}. ${visible(wayOut)}</li>\n`;
}

function refusals(problems: readonly Problem[]): Hole {
  return html`<h2>Dette må rettes</h2>\n<ul>\n${problems.slice(0, MOST).map(asked)}${more(problems.length)}</ul>`;
}

/** A receipt names so many of one kind; a form with more wrong is mended as a whole. */
const MOST = 60;
const more = (all: number): Hole =>
  all > MOST ? html`<li>… og ${formatNumber(all - MOST)} til.</li>\n` : null;

function waitingRows({ waiting }: BodyAnswer): Hole {
  const rows = waiting.slice(0, MOST).map(
    ({ id, number, problems }) => html`<h3>Rad ${number}${id ? `, id ${visible(id)}` : ""}</h3>
<ul>
${problems.map(asked)}</ul>
`,
  );
  return html`<h2>Spørsmål til dere</h2>
<p>Disse radene er ikke tatt inn ennå.</p>
${rows}${waiting.length > MOST ? html`<p>… og ${formatNumber(waiting.length - MOST)} rader til.</p>` : null}`;
}

function unfitRows(problems: readonly Problem[], unit: UnitSpec): Hole {
  if (problems.length === 0) return null;
  const ids = [...new Set(problems.map(({ id }) => id ?? ""))];
  return html`<h2>Rettelser som ikke lenger passer</h2>
<p>Vi har tidligere rettet svar etter avtale med dere, for ${unit.many} som ikke står i dette skjemaet: ${ids.map(visible).join(", ")}. Er de avsluttet, eller skal de være med?</p>`;
}

function unnamedTiltak(tiltak: readonly KnownTiltak[], unit: UnitSpec): Hole {
  if (tiltak.length === 0) return null;
  return html`<h2>${capitalise(unit.many)} fra forrige gang som ikke er nevnt</h2>
<p>Er de avsluttet, stanset eller slått sammen med andre, er alt i orden. Hvis ikke, mangler de i skjemaet.</p>
<ul>
${tiltak.slice(0, MOST).map(({ id, name, withheld }) => html`<li>${visible(id)}${name && !withheld ? `: ${visible(name)}` : ""}</li>\n`)}${more(tiltak.length)}</ul>`;
}

function remarks(listed: readonly Problem[]): Hole {
  if (listed.length === 0) return null;
  return html`<h2>Merknader</h2>
<p>Svarene er tatt inn som de står. Se om de er riktige.</p>
<ul>
${listed.slice(0, MOST).map((problem) => {
  const text = asked(problem);
  return problem.id ? html`<li class="of">Id ${visible(problem.id)}<ul>${text}</ul></li>\n` : text;
})}${more(listed.length)}</ul>`;
}

function changed(
  { since, what }: NonNullable<Receipt["changes"]>,
  answer: BodyAnswer,
  edition: OpenEdition,
): Hole {
  const { unit } = edition.questionnaire;
  const open = new Set([
    ...answer.rows.filter((row) => !kept(row, edition)).map(({ id }) => id),
    ...answer.waiting.filter(({ withheld }) => !withheld).map(({ id }) => id),
  ]);
  const told = (cell: ChangedCell): Hole => {
    const quoted = (text: string): string => (text === "" ? "ubesvart" : `«${visible(text).slice(0, 80)}»`);
    const how =
      cell.public && open.has(cell.id)
        ? `${quoted(cell.before)} → ${quoted(cell.after)}`
        : "endret (ikke gjengitt, siden svaret ikke er offentlig)";
    return html`<tr><td>${visible(cell.id)}</td><td>${cell.question}</td><td>${how}</td></tr>\n`;
  };
  const ids = (title: string, list: readonly string[]): Hole =>
    list.length > 0 ? html`<p>${title}: ${list.map(visible).join(", ")}.</p>\n` : null;
  return html`<h2>Endret siden svaret fra ${formatDate(since)}</h2>
${what.cells.length + what.added.length + what.gone.length === 0 ? html`<p>Ingen svar er endret.</p>` : null}
${ids(`Nye ${unit.many}`, what.added)}${ids(`${capitalise(unit.many)} som ikke står i skjemaet lenger`, what.gone)}
${
  what.cells.length > 0
    ? html`<table>
<thead><tr><th>Id</th><th>Spørsmål</th><th>Svar</th></tr></thead>
<tbody>
${what.cells.slice(0, 4 * MOST).map(told)}</tbody>
</table>`
    : null
}`;
}

const kept = (row: CleanRow, { questionnaire }: OpenEdition): boolean =>
  isWithheld((column) => row.value(column), questionnaire);

function takenRows({ rows }: BodyAnswer, edition: OpenEdition): Hole {
  if (rows.length === 0) return null;
  const { name } = edition.questionnaire;
  return html`<h2>Tatt inn</h2>
<table>
<thead><tr><th>Rad</th><th>Id</th><th>${name?.label ?? "Navn"}</th></tr></thead>
<tbody>
${rows.map((row) => html`<tr><td>${row.number}</td><td>${visible(row.id)}</td><td>${kept(row, edition) ? "(ikke gjengitt)" : visible(String(row.value(name?.key ?? "") ?? ""))}</td></tr>\n`)}</tbody>
</table>`;
}
