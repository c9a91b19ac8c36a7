import type { Column } from "../../chapter/outputs.js";
import { pageOf } from "../../ground/page/page.js";
import { type Html, html, joined } from "../../ground/text/html.js";
import { renderTable } from "../report/renderTable.js";
import type { Statement } from "../report/statements.js";
import type { Drift } from "./findDrift.js";
import { renderDrift } from "./renderDrift.js";

/** One check of the review with what it found. */
export interface Check {
  readonly title: string;
  readonly ok: boolean;
  /** One line: what was checked, and how it went. */
  readonly summary: string;
  readonly findings: readonly string[];
}

/** A row of the reconciliation, as `review.html` shows it. */
export interface ReconciledRow {
  readonly id: string;
  readonly section: string;
  readonly claim: string;
  readonly status: string;
  readonly published: string;
  readonly computed: string;
  readonly explanation: string;
}

/** What a review found, before it is shown. */
export interface Review {
  readonly year: number;
  readonly checks: readonly Check[];
  readonly drift: readonly Drift[];
  /** False when nothing had been accepted, so that nothing could be compared. */
  readonly hasAccepted: boolean;
  readonly reconciliation: readonly ReconciledRow[];
  /** What carries the text: claims, exceptions, names, facts. */
  readonly statements: readonly Statement[];
}

/** True when the note is the accepted one and every check holds. */
export function isClean(review: Review): boolean {
  return review.hasAccepted && review.drift.length === 0 && review.checks.every((check) => check.ok);
}

/**
 * The review as a page of its own, in the note's style: what moved, from what to what, causes first; what is new of
 * that which carries the text; the checks, those that fail first and open; the reconciliation. No script, no request.
 */
export function renderReview(review: Review): string {
  const { year, checks, drift } = review;
  const failing = checks.filter((check) => !check.ok);
  const verdict = isClean(review)
    ? "Notatet er det samme som det godtatte, og alle kontroller holder."
    : [
        review.hasAccepted ? counted(drift.length, "endring", "endringer") : "Ingen tilstand er godtatt ennå",
        counted(failing.length, "kontroll feiler", "kontroller feiler"),
      ].join(", ");
  return pageOf({
    title: `Gjennomgang ${year}`,
    edition: null,
    head: html`<header class="title-page"><h1>Gjennomgang av notatet for ${year}</h1><p class="lead verdict ${isClean(review) ? "ok" : "bad"}">${verdict}</p></header>`,
    body: joined(
      [
        failing.length > 0 ? html`<h2>Feil</h2>${failing.map(renderCheck)}` : null,
        html`<h2>Endringer</h2>`,
        review.hasAccepted
          ? renderDrift(drift)
          : html`<p>Kjør <code>notat accept</code> for å godta denne tilstanden.</p>`,
        html`<h2>Kontroller som holder</h2>`,
        checks.filter((check) => check.ok).map(renderCheck),
        html`<h2>Avstemming mot det som er publisert</h2>`,
        renderReconciliation(review.reconciliation),
        html`<h2>Det som bærer teksten</h2><p>Påstandene har hvert sitt vilkår, og tallene som det er prøvd på. Resten svarer forfatterne for.</p>`,
        renderStatements(review),
      ],
      "\n",
    ),
    popovers: html``,
    interactive: false,
  });
}

/** A check with what it found: open when it fails, folded when it holds. */
function renderCheck({ title, ok, summary, findings }: Check): Html {
  const heading = html`<strong class="${ok ? "ok" : "bad"}">${title}</strong>: ${summary}`;
  if (findings.length === 0) return html`<p class="check">${heading}</p>`;
  return html`<details class="check"${ok ? null : html` open`}><summary>${heading}</summary><ul>${findings.map((finding) => html`<li>${finding}</li>`)}</ul></details>`;
}

function renderReconciliation(rows: readonly ReconciledRow[]): Html {
  const statuses = [...new Set(rows.map(({ status }) => status))];
  return joined(
    statuses.map((status) => {
      const own = rows.filter((row) => row.status === status);
      const cells = own.map(({ section, claim, published, computed, explanation }) => [
        claim,
        published,
        [computed, explanation].filter((text) => text !== "").join(". "),
        section,
      ]);
      return folded(`${status} (${own.length})`, ["Påstand", "Publisert", "Svarene gir", "Kapittel"], cells);
    }),
    "\n",
  );
}

const STATEMENTS: readonly { kind: Statement["kind"]; title: string; columns: readonly string[] }[] = [
  { kind: "claim", title: "Påstander", columns: ["Påstand", "Vilkår og tall", "Hvor"] },
  { kind: "exception", title: "Unntak", columns: ["Ord", "Grunn", "Hvor"] },
  { kind: "name", title: "Navn", columns: ["Navn", "Hvorfra", "Hvor"] },
  { kind: "fact", title: "Opplysninger utenfra", columns: ["Opplysning", "Kilde", "Hvor"] },
];

function renderStatements({ statements }: Review): Html {
  return joined(
    STATEMENTS.map(({ kind, title, columns }) => {
      const rows = statements
        .filter((statement) => statement.kind === kind)
        .map(({ text, detail, file, cell }) => [
          text,
          detail,
          cell === null ? file : `${file}, celle ${cell}`,
        ]);
      return folded(`${title} (${rows.length})`, columns, rows);
    }),
    "\n",
  );
}

function folded(title: string, labels: readonly string[], rows: readonly (readonly string[])[]): Html {
  if (rows.length === 0) return html`<p class="check">${title}</p>`;
  const columns = labels.map((label): Column => ({ label, kind: "text" }));
  return html`<details class="check"><summary>${title}</summary>${renderTable(columns, rows, title)}</details>`;
}

function counted(n: number, one: string, several: string): string {
  return n === 1 ? `1 ${one}` : `${n === 0 ? "ingen" : n} ${several}`;
}

/** Drawings are looked at in review.html; what of their text came or went is in the tables. */
function shortOf(text: string | null): string | null {
  return text?.startsWith("<svg") ? "(drawing)" : text;
}

/** The review in short, for the terminal: one line a check, then what moved. */
export function summariseReview(review: Review, limit = 20): string {
  const lines = review.checks.flatMap((check) => [
    `${check.ok ? "✓" : "✗"} ${check.title}: ${check.summary}`,
    ...(check.ok ? [] : check.findings.slice(0, limit).map((finding) => `    ${finding}`)),
  ]);
  if (!review.hasAccepted) lines.push("✗ Nothing has been accepted yet: notat accept takes this state on.");
  for (const drift of review.drift.slice(0, limit)) {
    lines.push(`  ${drift.what}: ${shortOf(drift.from) ?? "(new)"} → ${shortOf(drift.to) ?? "(gone)"}`);
    for (const place of drift.places.slice(0, 2)) lines.push(`      ${place}`);
  }
  if (review.drift.length > limit) lines.push(`  … and ${review.drift.length - limit} more, in review.html.`);
  return lines.join("\n");
}
