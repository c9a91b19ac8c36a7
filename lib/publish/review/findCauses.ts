import { basename } from "node:path";
import { formatAmount, formatNumber } from "../../ground/text/format.js";
import type { OpenEdition } from "../../survey/edition/openEdition.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { unitWords } from "../../survey/questionnaire/unitWords.js";
import type { AcceptedState } from "./acceptedState.js";
import { HELD } from "./answerFacts.js";
import { compareMaps } from "./compare.js";
import { compareStatements, type Drift } from "./findEffects.js";
import { CELL, ORDER } from "./inputFacts.js";
import { shownInLine } from "./oneLine.js";
import { NOT_PUBLIC, WITHHELD } from "./secretKey.js";

type Edition = Pick<OpenEdition, "questionnaire" | "log" | "frame">;
type Moved = readonly [field: string, from: string | null, to: string | null];

/** Stands for a value of which it is known only that it is another. */
const OTHER = "";

/** The kind of missing of those who were not asked. */
const NOT_ASKED = "ikke_spurt";

/** Instead of an answer that intake can make nothing of. */
const UNREADABLE = "(kan ikke leses)";

/** The field of a row of the log that takes a record out. */
const TAKEN_OUT = "utgår";

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
  const renamed = renamedChapters(accepted.inputs, current.inputs);
  const before = asNamed(accepted, renamed);
  const inputs = compareMaps(before.inputs, current.inputs);
  const answers = withRowsGone(movedAnswers(accepted, current, edition, hides), inputs);
  const cellsMoved = inputs.filter(([key]) => isOfChapter(key));
  // Claims that came or went with their whole chapter follow from that.
  const [had, has] = [filesIn(before.inputs), filesIn(current.inputs)];
  const edited = [...byFile(cellsMoved).keys()].filter((file) => had.has(file) && has.has(file));
  const chapters = new Set(edited.map(nameOf));
  const editedCells = new Set(
    cellsMoved.map(([key]) => {
      const [file = "", id = ""] = key.split("\t");
      return `${nameOf(file)}\t${cells.get(`${file}\t${id}`)}`;
    }),
  );
  const statements = compareStatements(before, current)
    // One in a cell that nobody touched follows from something else.
    .filter(({ key }) => {
      const [chapter = ""] = key.split("\t");
      const cell = statementCells.get(key);
      return chapters.has(chapter) && (cell === undefined || editedCells.has(`${chapter}\t${cell}`));
    })
    .map(({ key, ...drift }): Drift => ({ ...drift, cause: true }));
  const corrected = new Set(answers.map(correctedBy));
  const isHiddenMoved = answers.some(({ from, to }) =>
    [from, to].some((value) => value === OTHER || value === HELD || value === EXEMPT),
  );
  return [
    ...followingItem(answers, inputs, edition.questionnaire),
    ...otherInputs(
      hideRows(
        inputs.filter(([key]) => !isOfChapter(key)),
        hides,
      ),
    ).filter(
      // A row of the log is told of with the answer that it changed.
      ({ what }) =>
        !corrected.has(correctedIn(what)) &&
        !(isHiddenMoved && what.endsWith(`corrections.csv, ${NOT_PUBLIC}`)),
    ),
    ...statements,
    ...[...renamed].map(([file, origin]) => drift("Kapittel med nytt filnavn", origin, file)),
    ...[...byFile(cellsMoved)].flatMap(([file, list]): Drift[] => {
      if (!has.has(file)) return [drift(`${file}, kapittelet`, OTHER, null)];
      if (!had.has(file)) return [drift(`${file}, kapittelet`, null, OTHER)];
      return cellDrifts(file, list, cells);
    }),
  ];
}

/**
 * Answers that can't be read any more since their item, or the bodies, were changed, or that are asked of others since its
 * routing was, follow from that. What is hidden may be another for the same reason: that can be told only later.
 */
function followingItem(
  answers: readonly Drift[],
  inputs: readonly MovedInput[],
  { items }: Questionnaire,
): Drift[] {
  const specs = inputs.map(([key]) => /questionnaire\.ts\t\t(items\.[^.]+\.[^.]+)/.exec(key)?.[1] ?? "");
  const isFrameMoved = inputs.some(([key]) => key.includes("/frame.csv\t"));
  const follows = ({ what, from, to }: Drift): boolean => {
    const item = items[what.split(", ")[1] ?? ""];
    if (!item) return false;
    const notAsked = `(${item.missing[NOT_ASKED]?.toLowerCase()})`;
    const isSpecMoved = specs.some((spec) => spec.startsWith(`items.${item.key}.`));
    return (
      (to === UNREADABLE && (isSpecMoved || (item.kind === "agency" && isFrameMoved))) ||
      ([from, to].includes(notAsked) && specs.includes(`items.${item.key}.asked`))
    );
  };
  const isHidden = ({ from, to }: Drift): boolean => from === OTHER && to === OTHER;
  const some = answers.some(follows);
  return answers.map((one) => (follows(one) || (some && isHidden(one)) ? { ...one, cause: false } : one));
}

/** The answer that a row of the log is about: `2019-003, budsjett`. */
const ROW = /corrections\.csv[,\t] ?(\S+), ([^,\t]*?)(?:__[^,\t]*?)?(?: \(\d+\))?[,\t] ?regel (\S+)/;

const correctedIn = (row: string): string => {
  const [, id = "", field = ""] = ROW.exec(row) ?? [];
  return `${id}, ${field}`;
};

/** What a row of the log that changed it is about: `2019-003, budsjett`; of a whole record that it is taken out. */
const correctedBy = ({ what }: Drift): string => (what.includes(", ") ? what : `${what}, ${TAKEN_OUT}`);

/** An answer whose row in the log was taken out is another for that reason. */
function withRowsGone(answers: readonly Drift[], inputs: readonly MovedInput[]): Drift[] {
  return answers.map((one) => {
    const gone = inputs.filter(([key, , to]) => to === null && correctedIn(key) === correctedBy(one));
    const rules = gone.map(
      ([key]) => `rettelsen i corrections.csv etter regel ${ROW.exec(key)?.[3]} er borte`,
    );
    return { ...one, places: [...one.places, ...rules] };
  });
}

/** Rows of the log about what is hidden now are one. */
function hideRows(moved: readonly MovedInput[], hides: Hides): MovedInput[] {
  const isHidden = ([key]: MovedInput): boolean => {
    const [, id = "", field = ""] = ROW.exec(key) ?? [];
    return id !== "" && hides(id, field);
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
  edition: Edition,
): Drift[] {
  const { questionnaire } = edition;
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
    if (told.has(what) || told.has(id)) return [];
    // What becomes kept back is told of without what it is.
    return [one(what, to === HELD ? "(vist)" : from, inWords(edition, field, from, to)[1])];
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
    if (after === null) {
      const { name } = questionnaire;
      return [one("", name !== null && hides(id, name.key) ? OTHER : (before ?? OTHER), null, TAKEN_OUT)];
    }
    if (fields.some(([field, from]) => field === WITHHELD && from === null))
      return [one("", "offentlig", EXEMPT)];
    if (fields.some(([field, , to]) => field === WITHHELD && to === null))
      return [one("", EXEMPT, after ?? OTHER)];
    const told = fields
      // What went with its item follows from that.
      .filter(([field]) => Object.hasOwn(questionnaire.items, field))
      .map(([field, from, to]) => {
        const isPublic = questionnaire.items[field]?.public === true;
        const shown = !isPublic ? NOT_PUBLIC : hides(id, field) ? HELD : to === "" ? UNREADABLE : to;
        const [a, b] = inWords(edition, field, from, shown);
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

/** Bodies by their names; options by their labels; amounts as short as tells them apart: `12` → `120 mill. kroner`. */
function inWords(
  { questionnaire, frame }: Edition,
  field: string,
  from: string | null,
  to: string | null,
): [string | null, string | null] {
  const item = questionnaire.items[field];
  if (item?.kind === "agency") {
    const name = (text: string | null) =>
      frame.find(({ organisasjonsnummer }) => organisasjonsnummer === text)?.virksomhet ?? text;
    return [name(from), name(to)];
  }
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
  const shown = (text: string | null) => text && shownInLine(text);
  return item && item.options.length > 0 ? [label(from), label(to)] : [shown(from), shown(to)];
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
  const fileOf = (key: string): string => key.split("\t")[0] ?? "";
  const isOrder = (key: string): boolean => key.endsWith(ORDER);
  // What came or went changes the order of the rest only as it must.
  const cameOrWent = new Set(
    moved.filter(([, from, to]) => from === null || to === null).map(([key]) => fileOf(key)),
  );
  for (const [key, from, to] of moved) {
    if (isOrder(key) && cameOrWent.has(fileOf(key))) continue;
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
      return [drift(name, null, rowInWords(fields.map(([field, , to]) => [field, to])))];
    if (what !== "" && fields.length > 1 && fields.every(([, , to]) => to === null))
      return [drift(name, rowInWords(fields.map(([field, from]) => [field, from])), null)];
    return fields.map(([field, from, to]) =>
      isOrder(field)
        ? drift(`${name}, ${ORDER}`, OTHER, OTHER)
        : drift(`${name}, ${field}`, yesOrNo(from), yesOrNo(to)),
    );
  });
}

/** `svar 2019-08-30; virksomhet Moseverket` */
const rowInWords = (fields: readonly (readonly [string, string | null])[]): string =>
  fields.map(([field, value]) => `${field} ${yesOrNo(value)}`).join("; ");

/** As the files have it, but for what only programs say. */
const yesOrNo = (value: string | null): string | null =>
  value === "true" ? "ja" : value === "false" ? "nei" : value && shownInLine(value);

type MovedInput = readonly [key: string, from: string | null, to: string | null];

type Chapters = Pick<AcceptedState, "inputs" | "statements">;

/** The accepted claims and exceptions as they would be called now: those of a chapter whose file has another name are the same. */
export function followRenames(
  accepted: AcceptedState,
  current: Pick<AcceptedState, "inputs">,
): AcceptedState {
  const { statements } = asNamed(accepted, renamedChapters(accepted.inputs, current.inputs));
  return { ...accepted, statements };
}

/** Cells and claims of the accepted state, under the names that their chapters' files have now. */
function asNamed({ inputs, statements }: Chapters, renamed: ReadonlyMap<string, string>): Chapters {
  const files = new Map([...renamed].map(([file, origin]) => [origin, file]));
  const chapters = new Map([...renamed].map(([file, origin]) => [nameOf(origin), nameOf(file)]));
  const under = (names: ReadonlyMap<string, string>, facts: ReadonlyMap<string, string>) =>
    new Map(
      [...facts].map(([key, value]): [string, string] => {
        const [name = "", ...rest] = key.split("\t");
        return [[names.get(name) ?? name, ...rest].join("\t"), value];
      }),
    );
  return { inputs: under(files, inputs), statements: under(chapters, statements) };
}

const nameOf = (file: string): string => basename(file, ".ipynb");
const isOfChapter = (key: string): boolean => (key.split("\t")[0] ?? "").endsWith(".ipynb");

/** The files of chapters that have another name, with the one they had: more than half of the cells are the same. */
function renamedChapters(
  accepted: ReadonlyMap<string, string>,
  current: ReadonlyMap<string, string>,
): Map<string, string> {
  const [before, after] = [cellsByFile(accepted), cellsByFile(current)];
  const alike = (file: string, origin: string): boolean => {
    const [now = new Set(), then = new Set()] = [after.get(file), before.get(origin)];
    return [...now].filter((cell) => then.has(cell)).length > Math.min(now.size, then.size) / 2;
  };
  return new Map(
    [...after.keys()]
      .filter((file) => !alike(file, file))
      .flatMap((file) => {
        const origin = [...before.keys()].find((other) => !alike(other, other) && alike(file, other));
        return origin === undefined ? [] : [[file, origin] as const];
      }),
  );
}

function cellsByFile(inputs: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  for (const [key, value] of inputs) {
    const [file = "", id = "", field = ""] = key.split("\t");
    if (isOfChapter(key)) files.set(file, (files.get(file) ?? new Set()).add(`${id}\t${field}\t${value}`));
  }
  return files;
}

function byFile(moved: readonly MovedInput[]): Map<string, Moved[]> {
  const files = new Map<string, Moved[]>();
  for (const [key, from, to] of moved) {
    const [file = "", id = "", field = ""] = key.split("\t");
    files.set(file, [...(files.get(file) ?? []), [field === CELL ? id : field, from, to]]);
  }
  return files;
}

const filesIn = (inputs: ReadonlyMap<string, string>): Set<string> =>
  new Set([...inputs.keys()].map((key) => key.split("\t")[0] ?? ""));

/** The cells of a chapter that moved, by their number. */
function cellDrifts(file: string, list: readonly Moved[], cells: ReadonlyMap<string, number>): Drift[] {
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
