import type { Complaint } from "./parseCell.js";
import { quote } from "./problem.js";
import type { Value } from "./row.js";

/**
 * A rule about how the answers to one measure must fit together. What the questionnaire itself says (labels,
 * number of ticks, routing, required items) is checked by it and not repeated here.
 */
export interface EditRule {
  readonly key: string;
  /** `fails` stops the run until the log mends it; `listed` is only told of. */
  readonly severity: "fails" | "listed";
  /** Can be right after all: a log row that names the value once more settles it. */
  readonly confirmable: boolean;
  /** The columns it looks at; the first is the one that is asked about. */
  readonly fields: readonly [string, ...string[]];
  /** What must hold, and the way out: bokmål. */
  readonly text: string;
  readonly wayOut: string;
  /** What came, when the values break the rule; they are in the order of `fields`, and none is null. */
  readonly broken: (...values: never[]) => string | null;
}

const MILLION = 1_000_000;
/** How near a ratio must be to 1 000 or 1 000 000 to look like a mistaken unit. */
const NEAR = 1.1;
const kroner = (amount: number): string => `${String(amount).replace(/\B(?=(\d{3})+$)/g, "\u00a0")} kroner`;
const CONFIRM = "Rett beløpet, eller bekreft det i loggen.";

function amountRules(field: string, name: string): EditRule[] {
  return [
    {
      key: `${field}_lavt`,
      severity: "fails",
      confirmable: true,
      fields: [field],
      text: `${name} må være minst 1 000 kroner. Et mindre beløp står trolig i tusen eller millioner.`,
      wayOut: CONFIRM,
      broken: (amount: number) => (amount > 0 && amount < 1000 ? kroner(amount) : null),
    },
    {
      key: `${field}_tusen`,
      severity: "listed",
      confirmable: true,
      fields: [field],
      text: `${name} er under 100 000 kroner: står beløpet i tusen kroner?`,
      wayOut: CONFIRM,
      broken: (amount: number) => (amount >= 1000 && amount < 100_000 ? kroner(amount) : null),
    },
    {
      key: `${field}_hoyt`,
      severity: "fails",
      confirmable: true,
      fields: [field],
      text: `${name} må være høyst 10 milliarder kroner. Et større beløp er trolig skrevet med for mange nuller.`,
      wayOut: CONFIRM,
      broken: (amount: number) => (amount > 10_000 * MILLION ? kroner(amount) : null),
    },
  ];
}

export const EDIT_RULES: readonly EditRule[] = [
  ...amountRules("kostnadsramme", "Kostnadsrammen"),
  ...amountRules("budsjett", "Budsjettet"),
  {
    key: "budsjett_over_ramme",
    severity: "fails",
    confirmable: false,
    fields: ["budsjett", "kostnadsramme"],
    text: "Budsjettet for ett år kan ikke være større enn den totale kostnadsrammen.",
    wayOut: "Rett det beløpet som er feil; se etter beløp i tusen eller millioner.",
    broken: (year: number, total: number) => (year > total ? `${kroner(year)} av ${kroner(total)}` : null),
  },
  {
    key: "enhet_ulik",
    severity: "listed",
    confirmable: true,
    fields: ["budsjett", "kostnadsramme"],
    text: "Kostnadsrammen er omtrent tusen eller en million ganger budsjettet: står beløpene i samme enhet?",
    wayOut: CONFIRM,
    broken: (year: number, total: number) =>
      year > 0 && [1000, MILLION].some((unit) => total / year > unit / NEAR && total / year < unit * NEAR)
        ? `${kroner(year)} av ${kroner(total)}`
        : null,
  },
  {
    key: "kommentar_finansiering",
    severity: "listed",
    confirmable: true,
    fields: ["finansiering", "kommentar"],
    text: "Svaret om finansiering må stemme med kommentaren.",
    wayOut: "Spør virksomheten hva som gjelder.",
    broken: (answer: string, comment: string) => {
      const without =
        /\b(?:ikke (?:full)?finansiert|mangler finansiering|uten finansiering|ufinansiert|ikke (?:fått|sikret) finansiering)/i;
      const withAll =
        /(?<!ikke )\b(?:fullfinansiert|(?:er|fullt) finansiert|finansieringen er (?:på plass|sikret))/i;
      const contradicts = (answer === "ja" ? without : withAll).test(comment);
      return contradicts ? `svaret ${quote(answer)} og kommentaren ${quote(comment)}` : null;
    },
  },
];

/**
 * The edit rules that a row's values break. Rules about columns that the row lacks, or that are empty, are passed over.
 */
export function checkRules(
  values: Readonly<Record<string, Value>>,
): (Complaint & { field: string; related: readonly string[] })[] {
  return EDIT_RULES.flatMap((rule) => {
    const given = rule.fields.map((field) => values[field] ?? null);
    if (given.includes(null)) return [];
    const came = (rule.broken as (...values: Value[]) => string | null)(...given);
    if (came === null) return [];
    const [field, ...related] = rule.fields;
    const { key, severity, confirmable, text, wayOut } = rule;
    return [
      {
        kind: "rule" as const,
        rule: key,
        severity,
        confirmable,
        field,
        related,
        came,
        expected: text,
        wayOut,
      },
    ];
  });
}
