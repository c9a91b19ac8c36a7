import { isBlank } from "../../ground/text/visible.js";
import type { OpenEdition } from "../edition/openEdition.js";
import { type Problem, problem, quote } from "../intake/problem.js";
import { cellAt, cellName, type RawCell, type RawSheet } from "../intake/workbook/rawWorkbook.js";
import { unitWords } from "../questionnaire/unitWords.js";
import { formColumns, formVersion, HEADER_ROWS, headersOf, parseMark } from "./formColumns.js";

/** A form that came back, as the sheet that intake reads. */
export interface ReturnedForm {
  /** From the form's mark. */
  readonly organisasjonsnummer: string;
  /** Header and answered rows, each cell where it stands in the form; null when something is wrong with the form itself. */
  readonly sheet: RawSheet | null;
  /** With a sheet: what is listed of it, and what fails of single rows, each with its row's cell. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a sheet `Svar` that a form came back as: takes out what is the form's own (headers in words, checks, rows that
 * nobody filled in), and puts in what a form need not ask (the body, its ministry, the day of receipt).
 * @param received ISO.
 * @returns Null when the sheet has no mark: then it is no form of ours.
 */
export function fromForm(sheet: RawSheet, edition: OpenEdition, received: string): ReturnedForm | null {
  const [first, ...rest] = sheet.rows;
  const marks = (first?.cells ?? []).flatMap((cell, at) => {
    const mark = cell && parseMark(cell.text);
    return mark ? [{ mark, at }] : [];
  });
  const [found] = marks;
  if (!first || !found) return belowItsPlace(sheet);
  const { questionnaire, year, frame } = edition;
  const { bodyUnit } = questionnaire;
  const { mark, at: checks } = found;
  const refuse = (expected: string, came: string, wayOut: string, cell: string | null = null) =>
    problem({ kind: "sheet", sheet: sheet.name, cell, expected, came, wayOut });
  const problems: Problem[] = [];
  const body = frame.find(({ organisasjonsnummer }) => organisasjonsnummer === mark.organisasjonsnummer);
  if (mark.year !== year)
    problems.push(
      refuse(`Skjemaet må være for ${year}.`, `et skjema for ${mark.year}`, "Send årets skjema."),
    );
  else if (mark.version !== formVersion(questionnaire))
    problems.push(
      refuse(
        "Skjemaet må være den utgaven som sist ble sendt ut.",
        `utgave ${mark.version}`,
        "Be om et nytt skjema, og kopier svarene inn i det.",
      ),
    );
  if (!body)
    problems.push(
      refuse(
        `Skjemaet må være fra ${unitWords(bodyUnit).a} ${bodyUnit.one} som er spurt.`,
        `${questionnaire.bodyKey} ${mark.organisasjonsnummer}`,
        "Se om nummeret står i utvalget (frame.csv).",
      ),
    );
  const others = [...new Set(marks.map((each) => each.mark.organisasjonsnummer))];
  if (others.length > 1)
    problems.push(
      refuse(
        `Et skjema må være fra ${bodyUnit.article} ${bodyUnit.one}.`,
        `merkene til ${others.join(" og ")}`,
        `Send ett skjema for ${unitWords(bodyUnit).each} ${bodyUnit.one}.`,
      ),
    );
  if (first.number !== 1)
    problems.push(
      refuse("Første rad må ha kolonnenes koder.", `koder i rad ${first.number}`, "Slett radene over."),
    );
  const columns = new Map(formColumns(questionnaire).map((column) => [column.field, column]));
  // The rows of headers are dropped: they must be headers, or an answer would be dropped with them.
  for (let row = 2; row <= HEADER_ROWS; row++) {
    const cells = rest.find(({ number }) => number === row)?.cells ?? [];
    first.cells.forEach((code, at) => {
      const column = columns.get(code?.text.trim() ?? "");
      const expected = column && headersOf(column)[row - 2];
      const came = cells[at]?.text ?? "";
      if (expected !== undefined && came.trim() !== expected)
        problems.push(
          refuse(
            `Rad ${row} må være skjemaets egen: ${quote(expected)}.`,
            quote(came),
            "La de tre første radene stå som de var, og skriv svarene under dem.",
            cellName(row - 1, at),
          ),
        );
    });
  }
  const { organisasjonsnummer } = mark;
  const missing = [...columns.keys()].filter(
    (field) => !first.cells.some((cell) => cell?.text.trim() === field),
  );
  const width = Math.max(...sheet.rows.map(({ cells }) => cells.length));
  // A column of the body's own; where one of ours is missing it may be that one, and matchColumns asks.
  const own = new Set(
    missing.length > 0
      ? []
      : Array.from({ length: width }, (_, at) => at).filter(
          (at) => at !== checks && !columns.has(first.cells[at]?.text.trim() ?? ""),
        ),
  );
  // A column that was put in beside one of ours, under the same words: nobody can tell in which the answers are.
  for (const at of own) {
    const words = [2, 3].map(
      (row) => rest.find(({ number }) => number === row)?.cells[at]?.text.trim() ?? "",
    );
    const twin = [...columns.values()].find((column) =>
      headersOf(column).every((text, i) => text === words[i]),
    );
    if (twin)
      problems.push(
        refuse(
          "Hver kolonne må stå én gang.",
          `${quote(words.join(", "))} også i ${cellName(
            1,
            first.cells.findIndex((cell) => cell?.text.trim() === twin.field),
          )}`,
          "Samle svarene i skjemaets egen kolonne, og ta ut den andre.",
          cellName(1, at),
        ),
      );
  }
  if (problems.length > 0 || !body) return { organisasjonsnummer, sheet: null, problems };
  const ministry = questionnaire.ministry?.options.find(({ key }) => key === body.departement);
  const known: [string, string][] = [
    ["mottatt", received],
    ...(questionnaire.body ? [[questionnaire.body.key, body.virksomhet] as [string, string]] : []),
    ...(questionnaire.ministry
      ? [[questionnaire.ministry.key, ministry?.label ?? body.departement] as [string, string]]
      : []),
  ];
  const ids = first.cells.findIndex((cell) => cell?.text.trim() === "id");
  const extended = (row: number, cells: readonly (RawCell | undefined)[], texts: readonly string[]) => [
    ...Array.from({ length: width }, (_, at) => (at === checks || own.has(at) ? undefined : cells[at])),
    ...texts.map((text, i): RawCell => ({ at: cellName(row - 1, width + i), type: "text", text })),
  ];
  const answered = rest.filter(
    ({ number, cells }) =>
      number > HEADER_ROWS &&
      cells.some((cell, at) => at !== ids && at !== checks && cell !== undefined && !isBlank(cell.text)),
  );
  const told = [...own]
    .filter((at) => sheet.rows.some(({ cells }) => (cells[at]?.text ?? "").trim() !== ""))
    .map((at) => ({
      ...refuse(
        "En kolonne som ikke hører til skjemaet, er ikke lest.",
        quote(first.cells[at]?.text ?? sheet.rows.find(({ cells }) => cells[at])?.cells[at]?.text ?? ""),
        "Står det et svar der, før det inn i skjemaets egne kolonner.",
        cellName(0, at),
      ),
      severity: "listed" as const,
    }));
  const merged = (sheet.merged ?? []).map((range) => {
    const [from = null, to = from] = range.split(":").map(cellAt);
    return { range, from: from?.row ?? 0, to: to?.row ?? 0, fromColumn: from?.column ?? 0 };
  });
  // Of rows that share a cell nobody can tell which of them it is about: they wait, the others do not.
  const shared = merged
    .filter(({ from, fromColumn }) => from >= HEADER_ROWS && fromColumn < width)
    .flatMap(({ range, from, to }) =>
      answered
        .filter(({ number }) => number > from && number <= to + 1)
        .map(({ number, cells }) => ({
          ...refuse(
            "Celler kan ikke være slått sammen.",
            range,
            "Del dem opp igjen, og fyll ut hver celle.",
            cellName(number - 1, merged.find((one) => one.range === range)?.fromColumn ?? 0),
          ),
          kind: "cell" as const,
          id: cells[ids]?.text.trim() || null,
        })),
    );
  return {
    organisasjonsnummer,
    problems: [...told, ...shared],
    sheet: {
      name: sheet.name,
      merged: merged.filter(({ from }) => from < HEADER_ROWS).map(({ range }) => range),
      rows: [
        {
          number: 1,
          cells: extended(
            1,
            first.cells,
            known.map(([field]) => field),
          ),
        },
        ...answered.map(({ number, cells }) => ({
          number,
          cells: extended(
            number,
            cells,
            known.map(([, text]) => text),
          ),
        })),
      ],
    },
  };
}

/** How far down the form's first row may have been pushed for it to be known again. */
const WITHIN = 20;

/** A form whose first row stands further down, since rows were put in above it. */
function belowItsPlace(sheet: RawSheet): ReturnedForm | null {
  for (const { number, cells } of sheet.rows.slice(1, WITHIN))
    for (const cell of cells) {
      const mark = cell && parseMark(cell.text);
      if (mark)
        return {
          organisasjonsnummer: mark.organisasjonsnummer,
          sheet: null,
          problems: [
            problem({
              kind: "sheet",
              sheet: sheet.name,
              cell: cell.at,
              expected: "Første rad må ha kolonnenes koder.",
              came: `koder i rad ${number}`,
              wayOut: "Slett radene over.",
            }),
          ],
        };
    }
  return null;
}
