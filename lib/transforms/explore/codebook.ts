import { type ColumnTable, table } from "arquero";
import { fold } from "../../ground/text/nearest.js";
import { questionnaire } from "../../survey/questionnaire/current.js";
import type { ItemDefinition, Kind } from "../../survey/questionnaire/types.js";

/** How an answer is given, in words: of bodies, by what they are called. */
export function kindInWords({ kind, label }: ItemDefinition): string {
  return kind === "agency" ? label.toLowerCase() : KINDS[kind];
}

const KINDS: Readonly<Record<Exclude<Kind, "agency">, string>> = {
  single: "ett svar",
  multiple: "flere svar",
  amount: "beløp",
  number: "tall",
  date: "dato",
  text: "fritekst",
};

interface Entry {
  /** As a cell writes it: `q.effekter.kvalitet`, `s.skate`. */
  readonly skriv: string;
  /** Number in the form; null for subsets. */
  readonly nr: number | null;
  readonly slag: string;
  readonly betegnelse: string;
  /** The question, or what else an option has been called. */
  readonly tekst: string;
}

/**
 * Looks up items, options, recodes and subsets of the questionnaire by words in their keys, labels, questions and
 * sections, upper and lower case alike; all words must be there.
 *
 * @param words What to look for; everything when left out. An item that is found comes with all its options, an option
 *  with its item.
 * @returns One row an entry, in the form's order: what to write (`q.kostnadsramme`), number, kind, name, text. No row
 *  when nothing is found.
 * @example codebook("kostnad")
 */
export function codebook(words = ""): ColumnTable {
  const wanted = fold(words).split(" ");
  const has = (...texts: string[]): boolean => {
    const text = fold(texts.join(" "));
    return wanted.every((word) => text.includes(word));
  };
  const { items, recodes, subsets } = questionnaire;
  const entries = Object.values({ ...items, ...recodes }).flatMap((item) => entriesOf(item, has));
  const parts = Object.values(subsets)
    .filter(({ key, label }) => has(key, label))
    .map(
      ({ key, label }): Entry => ({
        skriv: `s.${key}`,
        nr: null,
        slag: "utvalg",
        betegnelse: label,
        tekst: "",
      }),
    );
  return toTable([...entries, ...parts]);
}

function entriesOf(item: ItemDefinition, has: (...texts: string[]) => boolean): Entry[] {
  const { key, label, question, section, options, number, recode } = item;
  const own = has(key, label, question, section);
  const found = options.filter((option) => own || has(option.key, option.label, ...option.aliases));
  if (!own && found.length === 0) return [];
  return [
    {
      skriv: `q.${key}`,
      nr: number,
      slag: recode ? "omkoding" : kindInWords(item),
      betegnelse: label,
      tekst: question,
    },
    ...found.map(
      (option): Entry => ({
        skriv: `q.${key}.${option.key}`,
        nr: number,
        slag: "svar",
        betegnelse: option.label,
        tekst: option.aliases.join("; "),
      }),
    ),
  ];
}

function toTable(entries: readonly Entry[]): ColumnTable {
  const names = ["skriv", "nr", "slag", "betegnelse", "tekst"] as const;
  return table(Object.fromEntries(names.map((name) => [name, entries.map((entry) => entry[name])])) as never);
}
