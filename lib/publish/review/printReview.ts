import type { Drift } from "./findEffects.js";
import type { Review } from "./review.js";

/**
 * The review in short, for the terminal: what was changed, then what follows from it, then the checks.
 * @param limit How many lines of each kind. What is cut off is counted; every kind of cause is told of.
 */
export function printReview(review: Review, limit = 12): string {
  const { checks, drift } = review;
  const causes = drift.filter(({ cause }) => cause);
  const effects = drift.filter(({ cause }) => !cause);
  const lines = [
    ...(causes.length > 0 ? [`Endret (${causes.length}):`] : []),
    ...["answer", "statement", "input", "library"].flatMap((kind) =>
      shorten(
        causes.filter((one) => one.kind === kind),
        limit,
        (one) => [`  ${printDrift(one)}`],
      ),
    ),
    ...(effects.length > 0
      ? [`${causes.length > 0 ? "Det som følger" : "Annerledes enn godtatt"} (${effects.length}):`]
      : []),
    ...EFFECTS.flatMap(({ title, kinds }) => {
      const own = effects.filter(({ kind }) => kinds.includes(kind));
      if (own.length === 0) return [];
      return [`  ${title} (${own.length})`, ...shorten(own, limit, printEffect)];
    }),
    ...checks.flatMap((check) => [
      `${check.ok ? "✓" : "✗"} ${check.title}: ${check.summary}`,
      ...(check.ok ? [] : shorten(check.findings, Math.max(limit, 20), indented)),
    ]),
    ...(review.hasAccepted ? [] : ["✗ Ingen tilstand er godtatt ennå: notat accept godtar denne."]),
  ];
  return lines.join("\n");
}

/** What stops the chapters is told in full, however long. */
function indented(finding: string): string[] {
  return finding.split("\n").map((line) => (line === "" ? "" : `    ${line}`));
}

/** One change in a line: `2019-003, kostnadsramme: 12 → 120 mill. kroner (corrections.csv, linje 14, regel …)`. */
function printDrift({ what, from, to, places }: Drift): string {
  const place = places.length > 0 ? ` (${places.join("; ")})` : "";
  return `${what}${movement(from, to)}${place}`;
}

/** From → to in words; where it is known only that something is another, that. */
export function movement(from: string | null, to: string | null): string {
  if (from === null) return to ? `: ny, ${to}` : ": ny";
  if (to === null) return from ? `: borte, var ${from}` : ": borte";
  return from === "" && to === "" ? ": endret" : `: ${from || EMPTY} → ${to || EMPTY}`;
}

const EMPTY = "(tomt)";

/** What follows, in the order in which it is told. */
const EFFECTS: readonly { readonly title: string; readonly kinds: readonly Drift["kind"][] }[] = [
  { title: "Tall", kinds: ["value"] },
  { title: "Figurer og tabeller", kinds: ["drawing", "table"] },
  { title: "Setninger", kinds: ["text"] },
  { title: "Påstander og unntak", kinds: ["statement"] },
  { title: "Svar som leses annerledes, blir skjermet eller vist igjen", kinds: ["answer"] },
  { title: "Merknader til svarene", kinds: ["listed"] },
];

function printEffect(drift: Drift): string[] {
  // Drawings are looked at in review.html.
  if (drift.kind === "drawing") return [`    ${drift.what}${movement(drift.from && "", drift.to && "")}`];
  if (drift.kind !== "text") return [`    ${printDrift(drift)}`];
  const { what, from, to } = drift;
  if (from === to) return [`    ${what}`, `      ${to}`];
  return [
    `    ${what}`,
    ...(from === null ? [] : [`      − ${from}`]),
    ...(to === null ? [] : [`      + ${to}`]),
  ];
}

function shorten<T>(list: readonly T[], limit: number, print: (one: T) => string[]): string[] {
  const more = list.length - limit;
  return [
    ...list.slice(0, limit).flatMap(print),
    ...(more > 0 ? [`    … og ${more} til, i review.html.`] : []),
  ];
}
