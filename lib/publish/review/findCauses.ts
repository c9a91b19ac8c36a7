import { basename } from "node:path";
import { formatAmount, formatNumber } from "../../ground/text/format.js";
import type { OpenEdition } from "../../survey/edition/openEdition.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { unitWords } from "../../survey/questionnaire/unitWords.js";
import type { AcceptedState } from "./acceptedState.js";
import { HELD } from "./answerFacts.js";
import { compareMaps } from "./compare.js";
import { compareStatements, type Drift } from "./findEffects.js";
import { CELL } from "./inputFacts.js";
import { NOT_PUBLIC, WITHHELD } from "./secretKey.js";

type Edition = Pick<OpenEdition, "questionnaire" | "log">;
type Moved = readonly [field: string, from: string | null, to: string | null];

/** Stands for a value of which it is known only that it is another. */
const OTHER = "";

const EXEMPT = "unntatt offentlighet";

/** Whether what a record answers to an item may not be shown. */
type Hides = (id: string, item: string) => boolean;

/**
 * What somebody changed since the state was accepted, but the library: answers, rows of the log, everything else that
 * the note is made of, cells of chapters, and the claims and exceptions in these.
 * @param current Its answers and log hide what the accepted state hides; see hidingIn.
 * @param cells The number of each cell; see cellNumbers.
 * @param hides What may be hidden now of a record that was shown then: nothing is told of what it is.
 * @param statementCells The cell of each claim and exception that there is; see cellsOfStatements.
 */
export function findCauses(
  accepted: Pick<AcceptedState, "answers" | "inputs" | "statements">,
  current: Pick<AcceptedState, "answers" | "inputs" | "statements">,
  edition: Edition,
  cells: ReadonlyMap<string, number>,
  hides: Hides = () => false,
  statementCells: ReadonlyMap<string, number> = new Map(),
): Drift[] {
  const answers = movedAnswers(accepted, current, edition, hides);
  const inputs = compareMaps(accepted.inputs, current.inputs);
  const cellsMoved = inputs.filter(([key]) => isOfChapter(key));
  const { gone, fresh, renamed } = chaptersMoved(byFile(cellsMoved));
  // Claims that came or went with their whole chapter follow from that.
  const whole = [...gone, ...fresh].map(([file]) => file).filter((file) => !renamed.has(file));
  const edited = cellsMoved.map(([key]) => key.split("\t")[0] ?? "").filter((file) => !whole.includes(file));
  const chapters = new Set(edited.map(nameOf));
  const editedCells = new Set(
    cellsMoved.map(([key]) => {
      const [file = "", id = ""] = key.split("\t");
      return `${nameOf(file)}\t${cells.get(`${file}\t${id}`)}`;
    }),
  );
  const statements = compareStatements(accepted, current)
    // One in a cell that nobody touched follows from something else.
    .filter(({ key }) => {
      const [chapter = ""] = key.split("\t");
      const cell = statementCells.get(key);
      return chapters.has(chapter) && (cell === undefined || editedCells.has(`${chapter}\t${cell}`));
    })
    .map(({ key, ...drift }): Drift => ({ ...drift, cause: true }));
  const corrected = new Set(answers.map(({ what }) => what));
  const isHiddenMoved = answers.some(({ from, to }) =>
    [from, to].some((value) => value === OTHER || value === HELD || value === EXEMPT),
  );
  return [
    ...answers,
    ...otherInputs(
      hideRows(
        inputs.filter(([key]) => !isOfChapter(key)),
        hides,
      ),
    ).filter(
      // A row of the log is told of with the answer that it changed.
      ({ what }) =>
        !corrected.has(ROW.exec(what)?.[1] ?? "") &&
        !(isHiddenMoved && what.endsWith(`corrections.csv, ${NOT_PUBLIC}`)),
    ),
    ...statements,
    ...movedCells(cellsMoved, cells),
  ];
}

/** The answer that a row of the log is about: `2019-003, budsjett`. */
const ROW = /corrections\.csv[,\t] ?((\S+), ([^,\t]*?))(?: \(\d+\))?[,\t] ?regel /;

/** Rows of the log about what is hidden now are one. */
function hideRows(moved: readonly MovedInput[], hides: Hides): MovedInput[] {
  const isHidden = ([key]: MovedInput): boolean => {
    const [, , id = "", field = ""] = ROW.exec(key) ?? [];
    return id !== "" && hides(id, field.split("__")[0] as string);
  };
  const [hidden] = moved.filter(isHidden);
  if (!hidden) return [...moved];
  const one: MovedInput = [`${hidden[0].split("\t")[0]}\t\t${NOT_PUBLIC}`, OTHER, OTHER];
  return [...moved.filter((row) => !isHidden(row) && row[0] !== one[0]), one];
}

/**
 * Answers that are kept back, or shown again, since answers, numbers or the questionnaire are others: of all records at
 * once where an item is another.
 * @param comparable As the accepted state hides them.
 * @param current As they are hidden now.
 * @param causes What was changed; what is told there is not told again.
 */
export function findHidden(
  comparable: ReadonlyMap<string, string>,
  current: ReadonlyMap<string, string>,
  causes: readonly Drift[],
  { questionnaire }: Pick<Edition, "questionnaire">,
): Drift[] {
  const told = new Set(causes.map(({ what }) => what));
  const items = new Map<string, Drift>();
  const single = compareMaps(comparable, current).flatMap(([key, from, to]): Drift[] => {
    const [id = "", field = ""] = key.split("\t");
    const item = questionnaire.items[field];
    if (!item) return [];
    const one = (what: string, from: string | null, to: string | null): Drift => ({
      kind: "answer",
      cause: false,
      what,
      from,
      to,
      places: [],
    });
    if (from === null || to === null) {
      const [before, after] =
        to === null ? ["offentlige", "ikke offentlige"] : ["ikke offentlige", "offentlige"];
      items.set(field, one(`Svarene på «${item.label}» (${field})`, before, after));
      return [];
    }
    const what = `${id}, ${field}`;
    if (told.has(what)) return [];
    // What becomes kept back is told of without what it is.
    return [one(what, to === HELD ? "(vist)" : from, inWords(questionnaire, field, from, to)[1])];
  });
  return [...items.values(), ...single];
}

function movedAnswers(
  accepted: Pick<AcceptedState, "answers">,
  current: Pick<AcceptedState, "answers">,
  edition: Edition,
  hides: Hides,
): Drift[] {
  const { questionnaire } = edition;
  return [...byRecord(accepted, current)].flatMap(([id, fields]): Drift[] => {
    const [before, after] = [accepted, current].map(({ answers }) => nameIn(answers, id, questionnaire));
    const one = (what: string, from: string | null, to: string | null, field?: string): Drift => {
      const rows = edition.log.filter(
        (row) => row.id === id && (!field || row.field.split("__")[0] === field),
      );
      const last = rows.at(-1);
      const places = field && last ? [`corrections.csv, linje ${last.line}, regel ${last.rule}`] : [];
      return { kind: "answer", cause: true, what: `${id}${what}`, from, to, places };
    };
    if (before === null) return [one("", null, after ?? OTHER)];
    if (after === null) return [one("", before ?? OTHER, null)];
    if (fields.some(([field, from]) => field === WITHHELD && from === null))
      return [one("", before ?? OTHER, EXEMPT)];
    if (fields.some(([field, , to]) => field === WITHHELD && to === null))
      return [one("", EXEMPT, after ?? OTHER)];
    const told = fields
      // What went with its item follows from that.
      .filter(([field]) => Object.hasOwn(questionnaire.items, field))
      .map(([field, from, to]) => {
        const isPublic = questionnaire.items[field]?.public === true;
        const shown = !isPublic ? NOT_PUBLIC : hides(id, field) ? HELD : to;
        const [a, b] = inWords(questionnaire, field, from, shown);
        return one(`, ${field}`, a, b, field);
      });
    const hidden = fields.find(([field]) => field === NOT_PUBLIC || field === WITHHELD);
    if (!hidden) return told;
    const what =
      hidden[0] === WITHHELD
        ? `${unitWords(questionnaire.unit).a} ${questionnaire.unit.one} som er unntatt offentlighet`
        : "noe som ikke er offentlig";
    return [...told, one(`, ${what}`, OTHER, OTHER)];
  });
}

function byRecord(
  accepted: Pick<AcceptedState, "answers">,
  current: Pick<AcceptedState, "answers">,
): Map<string, Moved[]> {
  const records = new Map<string, Moved[]>();
  for (const [key, from, to] of compareMaps(accepted.answers, current.answers)) {
    const [id = "", field = ""] = key.split("\t");
    records.set(id, [...(records.get(id) ?? []), [field, from, to]]);
  }
  return records;
}

/** What a record is called; undefined where that is not public, null where there is no such record. */
function nameIn(
  answers: ReadonlyMap<string, string>,
  id: string,
  { name }: Questionnaire,
): string | undefined | null {
  const known = name === null ? undefined : answers.get(`${id}\t${name.key}`);
  if (known !== undefined) return `«${known}»`;
  return answers.has(`${id}\t${WITHHELD}`) ? undefined : null;
}

/** Options by their labels; amounts as short as tells them apart: `12` → `120 mill. kroner`. */
function inWords(
  { items }: Questionnaire,
  field: string,
  from: string | null,
  to: string | null,
): [string | null, string | null] {
  const item = items[field];
  if (item?.kind === "amount") return amounts(from, to);
  const label = (text: string | null): string | null =>
    text === null || text.startsWith("(")
      ? text
      : text
          .split("; ")
          .map((key) => {
            const [own = "", rest = ""] = key.split(/(?= \()/);
            return `${item?.options.find((option) => option.key === own)?.label ?? own}${rest}`;
          })
          .join("; ");
  return item && item.options.length > 0 ? [label(from), label(to)] : [from, to];
}

function amounts(from: string | null, to: string | null): [string | null, string | null] {
  const isAmount = (text: string | null): text is string => text !== null && /^\d+(?:\.\d+)?$/.test(text);
  if (!isAmount(from) || !isAmount(to))
    return [from, to].map((text) => (isAmount(text) ? formatAmount(Number(text), "kroner") : text)) as [
      string | null,
      string | null,
    ];
  const short = [from, to].map((text) => formatAmount(Number(text), "kroner")) as [string, string];
  // Rounded alike, or as if they were: then the kroner themselves.
  const [a, b] =
    short[0] === short[1] ? [from, to].map((text) => `${formatNumber(Number(text))} kroner`) : short;
  const unit = / \p{L}.*$/u.exec(b as string)?.[0] ?? "";
  return [(a as string).endsWith(unit) ? (a as string).slice(0, -unit.length) : (a as string), b as string];
}

const drift = (what: string, from: string | null, to: string | null): Drift => ({
  kind: "input",
  cause: true,
  what,
  from,
  to,
  places: [],
});

/** Rows and files that came or went are one change each; else each field that moved. */
function otherInputs(moved: readonly (readonly [string, string | null, string | null])[]): Drift[] {
  const groups = new Map<string, Moved[]>();
  for (const [key, from, to] of moved) {
    const [file = "", what = "", field = ""] = key.split("\t");
    const group = `${file}\t${what}`;
    groups.set(group, [...(groups.get(group) ?? []), [field, from, to]]);
  }
  return [...groups].flatMap(([group, fields]): Drift[] => {
    const [file = "", what = ""] = group.split("\t");
    const name = [file, what].filter(Boolean).join(", ");
    const digested = file.endsWith("corrections.csv") || file.endsWith("/raw");
    if (digested || fields.some(([field]) => field === ""))
      return fields.map(([field, from, to]) =>
        drift([name, field].filter(Boolean).join(", "), from && OTHER, to && OTHER),
      );
    if (what !== "" && fields.length > 1 && fields.every(([, from]) => from === null))
      return [drift(name, null, fields.map(([, , to]) => to).join("; "))];
    if (what !== "" && fields.length > 1 && fields.every(([, , to]) => to === null))
      return [drift(name, fields.map(([, from]) => from).join("; "), null)];
    return fields.map(([field, from, to]) => drift(`${name}, ${field}`, yesOrNo(from), yesOrNo(to)));
  });
}

/** As the files have it, but for what only programs say. */
const yesOrNo = (value: string | null): string | null =>
  value === "true" ? "ja" : value === "false" ? "nei" : value;

type MovedInput = readonly [key: string, from: string | null, to: string | null];

/**
 * The accepted claims and exceptions as they would be called now: those of a chapter whose file has another name are
 * the same.
 */
export function followRenames(
  accepted: AcceptedState,
  current: Pick<AcceptedState, "inputs">,
): AcceptedState {
  const moved = compareMaps(accepted.inputs, current.inputs).filter(([key]) => isOfChapter(key));
  const { renamed } = chaptersMoved(byFile(moved));
  const chapters = new Map([...renamed].map(([file, origin]) => [nameOf(origin), nameOf(file)]));
  const statements = [...accepted.statements].map(([key, value]): [string, string] => {
    const [chapter = "", ...rest] = key.split("\t");
    return [[chapters.get(chapter) ?? chapter, ...rest].join("\t"), value];
  });
  return { ...accepted, statements: new Map(statements) };
}

const nameOf = (file: string): string => basename(file, ".ipynb");
const isOfChapter = (key: string): boolean => (key.split("\t")[0] ?? "").endsWith(".ipynb");

function byFile(moved: readonly MovedInput[]): Map<string, Moved[]> {
  const files = new Map<string, Moved[]>();
  for (const [key, from, to] of moved) {
    const [file = "", id = "", field = ""] = key.split("\t");
    files.set(file, [...(files.get(file) ?? []), [field === CELL ? id : field, from, to]]);
  }
  return files;
}

/** Chapters that went, that came, and of these with the file that they were: more than half of its cells are the same. */
function chaptersMoved(files: ReadonlyMap<string, readonly Moved[]>) {
  const gone = [...files].filter(([, list]) => list.every(([, , to]) => to === null));
  const fresh = [...files].filter(([, list]) => list.every(([, from]) => from === null));
  const renamed = new Map(
    fresh.flatMap(([file, list]) => {
      const had = new Set(list.map(([, , to]) => to));
      const origin = gone.find(
        ([, old]) => old.filter(([, from]) => had.has(from)).length > Math.min(old.length, list.length) / 2,
      );
      return origin ? [[file, origin[0]] as const] : [];
    }),
  );
  return { gone, fresh, renamed };
}

/** Chapters that came, went or have another name; else the cells that did, by their number. */
function movedCells(moved: readonly MovedInput[], cells: ReadonlyMap<string, number>): Drift[] {
  const files = byFile(moved);
  const { gone, fresh, renamed } = chaptersMoved(files);
  const origins = new Set(renamed.values());
  return [...files].flatMap(([file, list]): Drift[] => {
    if (origins.has(file)) return [];
    const origin = renamed.get(file);
    if (origin) {
      const old = new Map((files.get(origin) ?? []).map(([id, from]) => [id, from]));
      const own = list.filter(([id, , to]) => old.get(id) !== to);
      return [
        drift("Kapittel med nytt filnavn", origin, file),
        ...cellDrifts(
          file,
          own.map(([id, , to]) => [id, old.get(id) ?? null, to]),
          cells,
          drift,
        ),
      ];
    }
    if (gone.some(([name]) => name === file)) return [drift(`${file}, kapittelet`, OTHER, null)];
    if (fresh.some(([name]) => name === file)) return [drift(`${file}, kapittelet`, null, OTHER)];
    return cellDrifts(file, list, cells, drift);
  });
}

function cellDrifts(
  file: string,
  list: readonly Moved[],
  cells: ReadonlyMap<string, number>,
  drift: (what: string, from: string | null, to: string | null) => Drift,
): Drift[] {
  const order = "rekkefølgen av cellene";
  const cameOrWent = list.some(([id, from, to]) => id !== order && (from === null || to === null));
  return list
    .filter(([id]) => id !== order || !cameOrWent)
    .map(([id, from, to]): [number, Drift] => {
      const number = cells.get(`${file}\t${id}`);
      const name = id === order || id === "metadata" ? id : number ? `celle ${number}` : `cellen «${id}»`;
      return [number ?? 0, drift(`${file}, ${name}`, from && OTHER, to && OTHER)];
    })
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}
