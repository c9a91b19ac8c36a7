import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { stringify } from "csv-stringify/sync";
import { ContentError } from "../../ground/errors.js";
import { withLock } from "../../ground/files/withLock.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { nearest } from "../../ground/text/nearest.js";
import { applyCorrections } from "../corrections/applyCorrections.js";
import type { Correction } from "../corrections/readCorrections.js";
import { replay, UNDONE, withoutUndone } from "../corrections/replay.js";
import { lockOf, type OpenEdition, openEdition } from "../edition/openEdition.js";
import { type Problem, printProblem, quote } from "../intake/problem.js";
import type { RawSheet } from "../intake/workbook/rawWorkbook.js";
import { readWorkbook } from "../intake/workbook/readWorkbook.js";
import { ANSWERS } from "../intake/workbook/sheetNames.js";
import type { LastTime } from "./lastTime.js";
import { idsOf } from "./readAnswer.js";
import { readReceived } from "./readReceived.js";

/** What is to be done to the answers to one item: set it, say that it is right, or take back what was done last. */
export type Change = { readonly to: string } | "confirm" | "undo";

export interface WantedChange {
  readonly id: string;
  /** The column's code. */
  readonly field: string;
  readonly change: Change;
  /** One of the edition's; for taking back, none is needed. */
  readonly rule: string;
  readonly reason: string;
  readonly by: string;
  /** ISO. */
  readonly date: string;
}

/** What a row of the log did. */
export interface LoggedChange {
  readonly row: Omit<Correction, "line">;
  /** What was wrong with the tiltak before, and is no longer. */
  readonly settled: readonly Problem[];
  /** What is still asked of it. */
  readonly left: readonly Problem[];
}

/**
 * Appends one row to the corrections log, with what stands in the cell until then. The log is only ever added to, and
 * written whole or not at all. Of two that come at once the second waits, and sees what the first has done.
 * @throws {ContentError} When there is no such tiltak or column, when nothing would change, when there is nothing to
 *  confirm or take back, or when the new answer itself would be wrong.
 */
export function changeLog(
  edition: OpenEdition,
  wanted: WantedChange,
  last: LastTime | null,
): Promise<LoggedChange> {
  return withLock(lockOf(edition), () =>
    // The log may be another since the edition was opened.
    changeNow(openEdition(edition.year, dirname(dirname(edition.folder))), wanted, last),
  );
}

async function changeNow(
  edition: OpenEdition,
  wanted: WantedChange,
  last: LastTime | null,
): Promise<LoggedChange> {
  const { id, field } = wanted;
  const { log, questionnaire } = edition;
  const look = await lookAt(edition, last);
  const row = {
    id,
    field,
    ...cellsOf(wanted, look.sheets, log),
    rule: wanted.rule,
    reason: wanted.reason,
    by: wanted.by,
    date: wanted.date,
  };
  if (wanted.change === "undo") row.rule = UNDONE;
  if (!Object.hasOwn(questionnaire.logRules, row.rule)) {
    const near = nearest(row.rule, Object.keys(questionnaire.logRules));
    throw new ContentError(
      `--rule must be one of the edition's (${Object.keys(questionnaire.logRules).join(", ")}), but is "${row.rule}".${near ? ` Is it "${near}"?` : ""}`,
    );
  }
  const line = log.reduce((most, one) => Math.max(most, one.line), 1) + 1;
  const before = await look.problemsOf(id, log);
  const after = await look.problemsOf(id, [...log, { ...row, line }]);
  const keyOf = (each: Problem): string => [each.kind, each.field, each.rule, each.line].join("\0");
  const fresh = after.filter(
    (each) => each.severity === "fails" && !before.some((one) => keyOf(one) === keyOf(each)),
  );
  const wrong =
    wanted.change === "undo"
      ? []
      : [
          ...fresh,
          ...after.filter(
            (each) => each.severity === "fails" && each.field === field && wanted.change !== "confirm",
          ),
        ];
  if (wrong.length > 0)
    throw new ContentError(
      `the log can't have that row, since the answer would be wrong:\n${[...new Set(wrong.map(printProblem))].map((text) => `  ${text}`).join("\n")}`,
    );
  if (wanted.change === "confirm" && after.length >= before.length)
    throw new ContentError(
      `there must be a question about ${id}, ${field} that the rule ${row.rule} settles, but there is none.${openRules(before, field)}`,
    );
  append(edition.private.log, row);
  const still = new Set(after.map(keyOf));
  return { row, settled: before.filter((each) => !still.has(keyOf(each))), left: after };
}

function openRules(problems: readonly Problem[], field: string): string {
  const rules = problems.flatMap((each) =>
    each.field === field && each.confirmable && each.rule ? [each.rule] : [],
  );
  return rules.length > 0 ? ` Open there: ${[...new Set(rules)].join(", ")}.` : "";
}

/** The cell's text until now, and from now on. */
function cellsOf(
  { id, field, change }: WantedChange,
  sheets: readonly RawSheet[],
  log: readonly Correction[],
): { before: string; after: string } {
  const { standing } = withoutUndone(log);
  if (change === "undo") {
    const done = standing.findLast((row) => row.id === id && row.field === field);
    if (!done)
      throw new ContentError(
        `there must be a row of the log about ${id}, ${field} to take back, but there is none.`,
      );
    return { before: done.after, after: done.before };
  }
  const sheet = sheets.find((each) => idsOf(each).has(id));
  if (!sheet) {
    const near = nearest(
      id,
      sheets.flatMap((each) => [...idsOf(each)]),
    );
    throw new ContentError(
      `there must be a row with the id "${id}" in the answers, but there is none.${near ? ` Is it "${near}"?` : ""}`,
    );
  }
  const codes = (sheet.rows[0]?.cells ?? []).map((cell) => cell?.text.trim() ?? "");
  const at = codes.indexOf(field);
  if (at < 0 || field === "id") {
    const near = nearest(
      field,
      codes.filter((code) => code !== "" && code !== "id"),
    );
    throw new ContentError(
      `there must be a column "${field}" in the answers that can be corrected, but there is none.${near ? ` Is it "${near}"?` : ""}`,
    );
  }
  const { sheet: replayed } = replay(
    sheet,
    standing.filter((row) => row.id === id),
  );
  const ids = codes.indexOf("id");
  const before = replayed.rows.find(({ cells }) => cells[ids]?.text.trim() === id)?.cells[at]?.text ?? "";
  if (change === "confirm") return { before, after: before };
  if (change.to === before)
    throw new ContentError(
      `the new answer must be another than the one that stands, but ${id}, ${field} is ${quote(before)} already. To say that it is right: notat confirm.`,
    );
  return { before, after: change.to };
}

/** The answers as they came, and what is asked of a tiltak under a log. */
export async function lookAt(
  edition: OpenEdition,
  last: LastTime | null,
): Promise<{
  readonly sheets: readonly RawSheet[];
  problemsOf(id: string, log: readonly Correction[]): Promise<readonly Problem[]>;
}> {
  const { workbook: path } = edition.private;
  if (!existsSync(path)) {
    const { answers } = await readReceived(edition, edition.log, last);
    return {
      sheets: [...answers.values()].flatMap(({ sheet }) => sheet ?? []),
      async problemsOf(id, log) {
        const { answers: now, unfit } = await readReceived(edition, log, last);
        return [...now.values()]
          .flatMap(({ waiting, listed }) => [
            ...waiting.filter((row) => row.id === id).flatMap(({ problems }) => problems),
            ...listed.filter((each) => each.id === id),
          ])
          .concat(unfit.filter((each) => each.id === id));
      },
    };
  }
  const { workbook, problems } = await readWorkbook(path);
  const sheet = workbook?.sheets.find(({ name }) => name === ANSWERS);
  if (!sheet)
    throw new ContentError(
      `${edition.private.name(path)} must be readable, but is not:\n${problems.map(printProblem).join("\n")}`,
    );
  const receipts = { first: `${edition.year}-01-01`, last: edition.lastDay ?? `${edition.year}-12-31` };
  return {
    sheets: [sheet],
    async problemsOf(id, log) {
      const { remaining, listed } = applyCorrections(
        sheet,
        log,
        edition.questionnaire,
        edition.frame,
        receipts,
      );
      return [...remaining, ...listed].filter((each) => each.id === id);
    },
  };
}

function append(path: string, row: Omit<Correction, "line">): void {
  const text = existsSync(path) ? readFileSync(path, "utf8") : `${COLUMNS.join()}\n`;
  // A log may have its columns in another order.
  const [header = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  const columns = header
    .split(",")
    .map((name) => name.trim().replace(/^"(.*)"$/, "$1")) as (keyof typeof row)[];
  const end = text.endsWith("\n") ? "" : "\n";
  writeWhole(path, `${text}${end}${stringify([columns.map((column) => row[column] ?? "")])}`);
}

const COLUMNS = ["id", "field", "before", "after", "rule", "reason", "by", "date"];
