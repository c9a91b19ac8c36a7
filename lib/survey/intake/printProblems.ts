import { formatNumber } from "../../ground/text/format.js";
import { visible } from "../../ground/text/visible.js";
import { isStructural, type Problem, printProblem, shown } from "./problem.js";

/** The most lines that one message has. */
const LINES = 20;
/** How many cells and answers of a group are named. */
const NAMED = 5;
const ANSWERS = 3;
/** Kinds whose cause is not what came: one amount in millions is as wrong as another. */
const ANY_ANSWER: ReadonlySet<string> = new Set([
  "amount",
  "rule",
  "date",
  "id",
  "required",
  "column",
  "formula",
  "corrections",
]);

/**
 * Problems as lines for people, without what is not public. Those of the file, its sheets and columns stand alone,
 * since without them the others mean nothing; those of the log come last. Cells with one cause share a line.
 * @returns At most twenty lines, and how many there would be.
 * @example printProblems(problems).lines.join("\n")
 */
export function printProblems(problems: readonly Problem[]): { lines: string[]; all: number } {
  const lines = groupProblems(inOrder(problems)).map(printGroup);
  const rest = lines.length - LINES;
  if (rest <= 0) return { lines, all: lines.length };
  return {
    lines: [...lines.slice(0, LINES - 1), `… og ${formatNumber(rest + 1)} slag til.`],
    all: lines.length,
  };
}

/** Structural problems, when there are any, alone; else all, the log's last. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const structural = problems.filter(isStructural);
  const failing = structural.filter(({ severity }) => severity === "fails");
  if (failing.length > 0) return failing;
  const rest = problems.filter((problem) => !isStructural(problem));
  return [
    ...structural,
    ...rest.filter(({ kind }) => kind !== "corrections"),
    ...rest.filter(({ kind }) => kind === "corrections"),
  ];
}

function groupProblems(problems: readonly Problem[]): Problem[][] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { kind, severity, sheet, rule, expected } = problem;
    const came = ANY_ANSWER.has(kind) ? "" : shown(problem).came;
    const key = [kind, severity, sheet, rule, expected, came].join("\u0000");
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()];
}

function printGroup(group: readonly Problem[]): string {
  const [first] = group as readonly [Problem, ...Problem[]];
  if (group.length === 1) return printProblem(first);
  const same = <T>(values: readonly T[]): T | null =>
    values.every((value) => value === values[0]) ? (values[0] ?? null) : null;
  const item = same(group.map((problem) => problem.item));
  const field = same(group.map((problem) => problem.field));
  const place = [
    first.kind === "corrections" && "corrections.csv",
    first.sheet && `arket ${first.sheet}`,
    item !== null ? `spørsmål ${item}${field === null ? "" : ` (${field})`}` : field && `kolonnen ${field}`,
    first.rule && `regel ${first.rule}`,
  ].filter(Boolean);
  const answers = [...new Set(group.map((problem) => shown(problem).came))];
  const came = answers.slice(0, ANSWERS).join("; ") + (answers.length > ANSWERS ? " og annet" : "");
  const wayOut = same(group.map((problem) => shown(problem).wayOut));
  const parts = [
    `${place.length > 0 ? `${place.join(", ")}: ` : ""}${first.expected} Det kom: ${came}.`,
    wayOut,
    `Gjelder ${placesOf(group)}`,
  ];
  return visible(parts.filter(Boolean).join(" "));
}

/** `2 419 celler: S2, T2, U2, V2, W2 …` */
function placesOf(group: readonly Problem[]): string {
  const [one, many, name] = (
    group.every(({ cell }) => cell !== null)
      ? ["celle", "celler", ({ cell }: Problem) => cell]
      : group.every(({ line }) => line !== null)
        ? ["linje", "linjer", ({ line }: Problem) => String(line)]
        : ["sted", "steder", ({ field, sheet }: Problem) => field ?? sheet]
  ) as [string, string, (problem: Problem) => string | null];
  const names = [...new Set(group.map(name).filter((text) => text !== null))];
  const list = names.slice(0, NAMED).join(", ") + (names.length > NAMED ? " …" : ".");
  const count = `${formatNumber(group.length)} ${group.length === 1 ? one : many}`;
  return names.length > 0 ? `${count}: ${list}` : `${count}.`;
}
