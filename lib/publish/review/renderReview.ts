import type { TableColumn } from "../../chapter/outputs.js";
import { pageOf } from "../../ground/page/page.js";
import { type Html, html, joined } from "../../ground/text/html.js";
import { keepTogether } from "../../ground/text/keepTogether.js";
import { renderTable } from "../report/renderTable.js";
import { detailOf, type Statement } from "../report/statements.js";
import { renderCauses, renderEffects } from "./renderDrift.js";
import { type Check, isClean, type ReconciledRow, type Review } from "./review.js";

/**
 * The review as a page of its own, in the note's style: what was changed, the checks that fail, what follows from the
 * change, from what to what; the checks that hold, the reconciliation, what carries the text. No script, no request.
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
    body: keepTogether(
      joined(
        [
          review.hasAccepted
            ? renderCauses(drift)
            : html`<p>Kjør <code>notat accept</code> for å godta denne tilstanden.</p>`,
          failing.length > 0 ? html`<h2>Feil</h2>${failing.map(renderCheck)}` : null,
          review.hasAccepted ? renderEffects(drift) : null,
          html`<h2>Kontroller som holder</h2>`,
          checks.filter((check) => check.ok).map(renderCheck),
          html`<h2>Avstemming mot det som er publisert</h2>`,
          renderReconciliation(review.reconciliation),
          html`<h2>Det som bærer teksten</h2><p>Påstandene har hvert sitt vilkår, og tallene som det er prøvd på. Resten svarer forfatterne for.</p>`,
          renderStatements(review),
        ],
        "\n",
      ),
    ),
    popovers: html``,
    interactive: false,
  });
}

/** A check with what it found: open when it fails, folded when it holds. */
function renderCheck({ title, ok, summary, findings }: Check): Html {
  const heading = html`<strong class="${ok ? "ok" : "bad"}">${title}</strong>: ${summary}`;
  if (findings.length === 0) return html`<p class="check">${heading}</p>`;
  return html`<details class="check"${ok ? null : html` open`}><summary>${heading}</summary><ul>${findings.map((finding) => html`<li>${finding.includes("\n") ? html`<pre>${finding}</pre>` : finding}</li>`)}</ul></details>`;
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
        .map((statement) => [
          statement.text,
          detailOf(statement),
          statement.cell === null ? statement.file : `${statement.file}, celle ${statement.cell}`,
        ]);
      return folded(`${title} (${rows.length})`, columns, rows);
    }),
    "\n",
  );
}

function folded(title: string, labels: readonly string[], rows: readonly (readonly string[])[]): Html {
  if (rows.length === 0) return html`<p class="check">${title}</p>`;
  const columns = labels.map((label): TableColumn => ({ label, kind: "text" }));
  return html`<details class="check"><summary>${title}</summary>${renderTable(columns, rows, title)}</details>`;
}

function counted(n: number, one: string, several: string): string {
  return n === 1 ? `1 ${one}` : `${n === 0 ? "ingen" : n} ${several}`;
}
