import type { Statement } from "../report/statements.js";
import type { Drift } from "./findEffects.js";

/** One check of the review with what it found. */
export interface Check {
  readonly title: string;
  readonly ok: boolean;
  /** One line: what was checked, and how it went. */
  readonly summary: string;
  /** Each of one line or of several. */
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
