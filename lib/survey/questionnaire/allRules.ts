import type { GroupRule, Questionnaire, Severity } from "./types.js";

/** An edit rule of whatever level, as a table lists it. */
export interface ListedRule {
  readonly key: string;
  /** What it asks, in few words; its message to the body when it has no label. */
  readonly label: string;
  /** What it is about: each row, the rows of each body, or those of each file. */
  readonly level: "row" | GroupRule["level"];
  readonly severity: Severity;
}

/** All edit rules of an edition: of single rows, then of bodies and files. */
export function allRules({ rules, spec }: Questionnaire): ListedRule[] {
  return [
    ...rules.map(({ key, label, message, severity }) => ({
      key,
      label: label ?? message,
      level: "row" as const,
      severity,
    })),
    ...(spec.groupRules ?? []).map(({ key, label, message, level, severity }) => ({
      key,
      label: label ?? message,
      level,
      severity,
    })),
  ];
}

/** How grave a rule is, in bokmål. */
export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  information: "Opplysning",
  warning: "Advarsel",
  error: "Feil",
  critical: "Alvorlig feil",
};
