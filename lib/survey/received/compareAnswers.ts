import { formColumns } from "../forms/formColumns.js";
import type { RawSheet } from "../intake/workbook/rawWorkbook.js";
import type { Questionnaire } from "../questionnaire/types.js";

/** A cell that a body answered otherwise than before. */
export interface ChangedCell {
  readonly id: string;
  readonly field: string;
  /** The item's number and label, and the option's. */
  readonly question: string;
  /** Texts as they stand in the cells; empty for an empty cell. */
  readonly before: string;
  readonly after: string;
  readonly public: boolean;
}

export interface Changes {
  /** Ids of rows that were not there before. */
  readonly added: readonly string[];
  /** Ids of rows that are no longer there. */
  readonly gone: readonly string[];
  readonly cells: readonly ChangedCell[];
}

/** What a body's later form says otherwise than the one before: tiltak by id, cells as they stand. */
export function compareAnswers(before: RawSheet, after: RawSheet, questionnaire: Questionnaire): Changes {
  const [was, is] = [textsOf(before), textsOf(after)];
  const columns = formColumns(questionnaire).filter(({ role }) => role !== "id");
  return {
    added: [...is.keys()].filter((id) => !was.has(id)),
    gone: [...was.keys()].filter((id) => !is.has(id)),
    cells: [...is].flatMap(([id, now]) => {
      const then = was.get(id);
      if (!then) return [];
      return columns.flatMap(({ field, item, option }): ChangedCell[] => {
        const [first, second] = [then.get(field) ?? "", now.get(field) ?? ""];
        if (first === second) return [];
        const question = item ? `${item.number}. ${item.label}${option ? `: ${option.label}` : ""}` : field;
        return [{ id, field, question, before: first, after: second, public: item?.public ?? true }];
      });
    }),
  };
}

/** The cells' texts, by row's id and column's code. */
function textsOf({ rows: [header, ...rows] }: RawSheet): Map<string, Map<string, string>> {
  const codes = header?.cells.map((cell) => cell?.text.trim() ?? "") ?? [];
  const ids = codes.indexOf("id");
  return new Map(
    rows.map(({ cells }): [string, Map<string, string>] => [
      cells[ids]?.text.trim() ?? "",
      new Map(codes.map((code, at): [string, string] => [code, cells[at]?.text.trim() ?? ""])),
    ]),
  );
}
