import { type ColumnTable, table } from "arquero";
import { UsageError } from "../../ground/errors.js";
import { fold } from "../../ground/text/nearest.js";
import { answersOf } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";

/** Letters of the text before and after what was found. */
const AROUND = 40;

/**
 * Finds words in what the bodies have written: names, deliveries, comments, the texts beside «Andre». Upper and lower
 * case alike, also within words, so that «sky» finds «nettsky» and «beskytte»: `treff` says which.
 *
 * Addresses of contacts are left out. All tiltak are searched, also those that may not be published
 * (`kan_publiseres`): it is to look at, and can't stand in a chapter.
 * @param of The tiltak, or a subset of them.
 * @param words A word or a part of a sentence.
 * @returns One row for each text that has it: `id`, body, name of the tiltak, item, what stands around it. No row when
 *  nothing is found.
 * @throws When there is nothing to look for, or when the table has lost its questionnaire.
 * @example tiltak.semijoin(search(tiltak, "sky"), "id") // the tiltak themselves
 */
export function search(of: ColumnTable, words: string): ColumnTable {
  const wanted = fold(words);
  if (wanted === "") throw new UsageError('search() must have something to look for, but has "".');
  const { questionnaire, frame } = answersOf(of);
  const bodies = new Map(
    rowsOf(frame).map((row) => [row(questionnaire.bodyKey), row(questionnaire.shortName)]),
  );
  const { body, name } = questionnaire;
  const named = questionnaire.bodyName;
  const texts = Object.values(questionnaire.items).flatMap(({ key, kind, label, options }) =>
    kind === "text"
      ? [{ column: key, label }]
      : options
          .filter(({ specify }) => specify)
          .map((option) => ({ column: `${key}__${option.key}__tekst`, label: `${label}: ${option.label}` })),
  );
  const found = rowsOf(of).flatMap((row) =>
    texts.flatMap(({ column, label }) => {
      const hit = find(row(column), wanted);
      return hit === null
        ? []
        : [
            {
              id: row("id"),
              [named]: (body && bodies.get(row(body.key))) ?? null,
              betegnelse: name ? row(name.key) : null,
              felt: label,
              utdrag: hit.excerpt,
              treff: hit.within ? "inni et ord" : "ord",
              kan_publiseres: isWithheld(row, questionnaire) ? "nei" : "ja",
            },
          ];
    }),
  );
  const names = ["id", named, "betegnelse", "felt", "utdrag", "treff", "kan_publiseres"];
  return table(
    Object.fromEntries(
      names.map((name) => [name, found.map((hit) => (hit as Record<string, unknown>)[name])]),
    ) as never,
  );
}

/** The first place where a word begins with what is wanted, or else the first place at all. */
function find(value: unknown, wanted: string): { excerpt: string; within: boolean } | null {
  if (typeof value !== "string") return null;
  const text = value.normalize("NFC").replace(/\s+/g, " ").trim();
  if (/^\S+@\S+$/.test(text)) return null;
  const lower = text.toLowerCase();
  const places: number[] = [];
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + 1)) places.push(at);
  if (places.length === 0) return null;
  const start = places.find((at) => at === 0 || !/[\p{L}\p{N}]/u.test(lower[at - 1] as string));
  const at = start ?? (places[0] as number);
  const [from, to] = [Math.max(0, at - AROUND), Math.min(text.length, at + wanted.length + AROUND)];
  const excerpt = `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
  return { excerpt, within: start === undefined };
}
