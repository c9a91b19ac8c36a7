import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { loadEarlier, loadSurvey } from "../answers/loadSurvey.js";
import { rowsOf } from "../answers/rowsOf.js";
import type { OpenEdition } from "../edition/openEdition.js";
import type { FieldValue } from "../intake/row.js";
import type { OpenQuestion } from "./followUp.js";
import { lastTime } from "./lastTime.js";
import { readReceived } from "./readReceived.js";

/** What has come and what is asked: tiltak by organisation number, and every open question. */
export async function openQuestions(
  edition: OpenEdition,
  oneWorkbook: boolean,
): Promise<{
  readonly tiltak: ReadonlyMap<string, { readonly taken: number; readonly waiting: number }>;
  readonly last: ReadonlyMap<string, number> | null;
  readonly questions: readonly OpenQuestion[];
  /** The answers that are taken, one row a tiltak, with the log. */
  readonly rows: readonly Readonly<Record<string, FieldValue>>[];
  /** How many files were refused. */
  readonly refused: number;
}> {
  const earlier = await loadEarlier(edition);
  const before = lastTime(edition, earlier);
  const last = before && new Map([...before.tiltak].map(([number, list]) => [number, list.length]));
  const names = new Map(
    edition.frame.map(({ organisasjonsnummer, virksomhet }) => [organisasjonsnummer, virksomhet]),
  );
  if (oneWorkbook) {
    const { tiltak: table, log, questionnaire } = await loadSurvey(edition);
    const owners = new Map(
      rowsOf(table).map((row) => [String(row("id")), String(row(questionnaire.body?.key ?? "id"))]),
    );
    const tiltak = new Map<string, { taken: number; waiting: number }>();
    for (const owner of owners.values())
      tiltak.set(owner, { taken: (tiltak.get(owner)?.taken ?? 0) + 1, waiting: 0 });
    const questions = log.listed.map((problem) => ({
      body: names.get(owners.get(problem.id ?? "") ?? "") ?? "",
      problem,
      waits: false,
    }));
    return { tiltak, last, questions, rows: table.objects() as Record<string, FieldValue>[], refused: 0 };
  }
  const { answers, unfit } = await readReceived(edition, edition.log, before);
  const tiltak = new Map(
    [...answers].map(([number, { rows, waiting }]) => [
      number,
      { taken: rows.length, waiting: waiting.length },
    ]),
  );
  const questions = [
    ...[...answers].flatMap(([number, { waiting, listed }]) => {
      const body = names.get(number) ?? number;
      return [
        ...waiting.flatMap(({ id, problems }) =>
          problems.map((problem) => ({ body, problem: { ...problem, id: problem.id ?? id }, waits: true })),
        ),
        ...listed.map((problem) => ({ body, problem, waits: false })),
      ];
    }),
    ...unfit.map((problem) => ({ body: "", problem, waits: false })),
  ];
  const rejected = join(edition.private.folder, "raw", "avvist");
  const refused = existsSync(rejected)
    ? readdirSync(rejected).filter((name) => !name.startsWith(".")).length
    : 0;
  const rows = [...answers.values()].flatMap((answer) => answer.rows.map(({ values }) => values));
  return { tiltak, last, questions, rows, refused };
}
