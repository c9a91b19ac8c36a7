import type { Drift } from "./findDrift.js";

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
  readonly claims: readonly {
    readonly file: string;
    readonly cell: number;
    readonly text: string;
    readonly predicate: string;
  }[];
}

/** True when the note is the accepted one and every check holds. */
export function isClean(review: Review): boolean {
  return review.hasAccepted && review.drift.length === 0 && review.checks.every((check) => check.ok);
}

const KINDS: Record<Drift["kind"], string> = {
  value: "Tall",
  table: "Figurer og tabeller",
  input: "Filer som notatet er laget av",
  listed: "Merknader til svarene",
  text: "Notatets tekst",
};

/**
 * The review as a page of its own: what moved from what to what and where it stands, each check, the
 * reconciliation, and all claims with their predicates. No script, no request.
 */
export function renderReview(review: Review): string {
  const { year, checks, drift, reconciliation, claims } = review;
  const verdict = isClean(review)
    ? "Notatet er det samme som det godtatte, og alle kontroller holder."
    : `${review.hasAccepted ? `${drift.length} endringer fra det godtatte` : "Ingen tilstand er godtatt ennå"}, ${checks.filter((check) => !check.ok).length} kontroller feiler.`;
  return `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Gjennomgang ${year}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 "Source Sans 3", system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1, h2, h3 { line-height: 1.2; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
td.n { white-space: nowrap; font-variant-numeric: tabular-nums; }
.ok::before { content: "✓ "; } .bad::before { content: "✗ "; } .bad { font-weight: 600; }
del { opacity: .75; }
</style>
</head>
<body>
<main>
<h1>Gjennomgang av notatet for ${year}</h1>
<p class="${isClean(review) ? "ok" : "bad"}">${escapeHtml(verdict)}</p>
<h2>Kontroller</h2>
<ul>
${checks.map((check) => `<li class="${check.ok ? "ok" : "bad"}">${escapeHtml(check.title)}: ${escapeHtml(check.summary)}${check.findings.length > 0 ? `<ul>${check.findings.map((f) => `<li>${escapeHtml(f)}</li>`).join("")}</ul>` : ""}</li>`).join("\n")}
</ul>
<h2>Endringer</h2>
${
  drift.length === 0
    ? `<p>${review.hasAccepted ? "Ingen." : "Kjør <code>notat accept</code> for å godta denne tilstanden."}</p>`
    : (["value", "table", "input", "listed", "text"] as const)
        .map((kind) => renderDrift(kind, drift))
        .join("\n")
}
<h2>Avstemming mot det publiserte notatet</h2>
${renderTable(
  ["Id", "Kapittel", "Påstand", "Status", "Publisert", "Beregnet", "Forklaring"],
  reconciliation.map((row) => [
    row.id,
    row.section,
    row.claim,
    row.status,
    row.published,
    row.computed,
    row.explanation,
  ]),
)}
<h2>Påstander i notatet</h2>
${renderTable(
  ["Kapittel", "Celle", "Påstand", "Vilkår"],
  claims.map((claim) => [claim.file, String(claim.cell), claim.text, claim.predicate]),
)}
</main>
</body>
</html>
`;
}

function renderDrift(kind: Drift["kind"], drift: readonly Drift[]): string {
  const rows = drift.filter((d) => d.kind === kind);
  if (rows.length === 0) return "";
  const body = rows
    .map(
      (d) =>
        `<tr><td>${escapeHtml(d.what)}</td><td class="${kind === "value" || kind === "table" ? "n" : ""}">${d.from === null ? "<em>nytt</em>" : `<del>${escapeHtml(d.from)}</del>`}</td><td class="${kind === "value" || kind === "table" ? "n" : ""}">${d.to === null ? "<em>borte</em>" : escapeHtml(d.to)}</td><td>${d.places.map(escapeHtml).join("<br>")}</td></tr>`,
    )
    .join("\n");
  return `<h3>${KINDS[kind]}</h3>\n<div class="wide"><table><thead><tr><th scope="col">Hva</th><th scope="col">Fra</th><th scope="col">Til</th><th scope="col">Står i</th></tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "<p>Ingen.</p>";
  const line = (cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  return `<div class="wide"><table><thead><tr>${head.map((h) => `<th scope="col">${escapeHtml(h)}</th>`).join("")}</tr></thead><tbody>\n${rows.map(line).join("\n")}\n</tbody></table></div>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The review in short, for the terminal: one line a check, then what moved. */
export function summariseReview(review: Review, limit = 20): string {
  const lines = review.checks.flatMap((check) => [
    `${check.ok ? "✓" : "✗"} ${check.title}: ${check.summary}`,
    ...(check.ok ? [] : check.findings.slice(0, limit).map((finding) => `    ${finding}`)),
  ]);
  if (!review.hasAccepted) lines.push("✗ Nothing has been accepted yet: notat accept takes this state on.");
  for (const drift of review.drift.slice(0, limit)) {
    lines.push(`  ${drift.what}: ${drift.from ?? "(new)"} → ${drift.to ?? "(gone)"}`);
    for (const place of drift.places.slice(0, 2)) lines.push(`      ${place}`);
  }
  if (review.drift.length > limit) lines.push(`  … and ${review.drift.length - limit} more, in review.html.`);
  return lines.join("\n");
}
