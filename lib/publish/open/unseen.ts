import { missingOf, type RowReader } from "../../survey/questionnaire/conditions.js";
import { type ItemDefinition, isNumeric } from "../../survey/questionnaire/types.js";
import { type Demand, solve, type Terms } from "./integerProgram.js";
import type { World, Worlds } from "./worlds.js";

/** What is asked of some rows: how many of them hold something, and whether that could be another number. */
export interface Question {
  readonly rows: readonly number[];
  /** The items of the form that it rests on. */
  readonly sources: readonly string[];
  readonly holds: (row: RowReader) => boolean;
}

/** An answer to an item in a row. */
export interface Cell {
  readonly row: number;
  readonly key: string;
}

/** A world with the same publication, and what is otherwise in it. */
export interface Otherwise {
  readonly rows: World;
  /** `as`: the row that answers as this one does there. */
  readonly cells: readonly (Cell & { readonly as: number })[];
  readonly keys: readonly string[];
}

/** What something says of a row for every way in which some items may have been answered there. */
interface Telling {
  /** The items, each with the class of each of its answers: answers that are told apart by nothing share one. */
  readonly items: readonly { readonly key: string; readonly classes: readonly number[] }[];
  /** What is said, for each combination of classes in the order of the items. */
  readonly says: readonly string[];
}

const SOME = Number.POSITIVE_INFINITY;
/** What it costs that an answer is otherwise which is seen as yet, where one that is hidden costs 1. */
const SEEN = 100;

/**
 * Everything that is not seen of the answers, as integer programs. A hidden answer may be any that some row has given to
 * the item (of amounts, its own or the smallest or largest of each range that published numbers tell apart), and every
 * published number must be what it is: as many rows of which it says each thing that it says. Routing holds, and so do
 * the edit rules of which no number is published. Texts, and amounts of which sums are published, stay as they are.
 */
export class Unseen {
  readonly #worlds: Worlds;
  readonly #answers = new Map<string, readonly number[]>();
  readonly #tellings = new WeakMap<object, Map<string, Telling>>();

  constructor(worlds: Worlds) {
    this.#worlds = worlds;
  }

  /**
   * The worlds with the same publication when some answers are hidden: row → items of the form.
   * @param isSeen Of a hidden answer, whether readers see it as yet: a world is looked for in which few such are otherwise.
   */
  programOf(
    hidden: ReadonlyMap<number, readonly string[]>,
    isSeen: (row: number, key: string) => boolean = () => false,
  ): Program {
    return new Program(this.#worlds, hidden, isSeen, (row, key) => this.#answersOf(row, key), this.#tellings);
  }

  /** The rows whose answers to an item a hidden one may be: its own comes first. */
  #answersOf(row: number, key: string): readonly number[] {
    const all = this.#answers.get(key) ?? this.#findAnswers(key);
    this.#answers.set(key, all);
    const own = printed(this.#worlds.rows[row] as RowReader, this.#item(key));
    return [
      row,
      ...all.filter((other) => printed(this.#worlds.rows[other] as RowReader, this.#item(key)) !== own),
    ];
  }

  #item(key: string): ItemDefinition {
    return this.#worlds.questionnaire.items[key] as ItemDefinition;
  }

  #findAnswers(key: string): readonly number[] {
    const item = this.#item(key);
    const { rows } = this.#worlds;
    const first = new Map<string, number>();
    for (const [place, row] of rows.entries())
      if (!first.has(printed(row, item))) first.set(printed(row, item), place);
    const different = [...first.values()];
    if (!isNumeric(item.kind)) return different;
    const amounts = different.filter((place) => missingOf(rows[place] as RowReader, key) === null);
    const amountOf = (place: number): number => Number(rows[place]?.(key));
    const ranges = new Map<string, number[]>();
    const about = this.#worlds.facts.filter(({ items }) => items?.has(key));
    const bases = rows.slice(0, 8);
    for (const place of amounts.sort((a, b) => amountOf(a) - amountOf(b))) {
      const says = JSON.stringify(
        bases.map((base) => {
          const row = this.#worlds.mixed(base, new Set([key]), rows[place] as RowReader);
          return about.filter(({ items }) => items?.size === 1).map(({ tells }) => tells(row));
        }),
      );
      ranges.set(says, [...(ranges.get(says) ?? []), place]);
    }
    const ends = [...ranges.values()].flatMap((range) => [...new Set([range[0], range.at(-1)] as number[])]);
    return [...different.filter((place) => !amounts.includes(place)), ...ends];
  }
}

function printed(row: RowReader, item: ItemDefinition): string {
  const missing = missingOf(row, item.key);
  if (missing !== null) return `!${missing}`;
  if (item.kind !== "multiple") return String(row(item.key));
  return item.options.map(({ key }) => Number(row(`${item.key}__${key}`) === true)).join("");
}

/** The worlds with the same publication, when some answers are hidden. */
export class Program {
  readonly #worlds: Worlds;
  readonly #hidden: ReadonlyMap<number, readonly string[]>;
  readonly #answersOf: (row: number, key: string) => readonly number[];
  readonly #tellings: WeakMap<object, Map<string, Telling>>;
  /** The column of the first answer to an item of a row. */
  readonly #columns = new Map<string, number>();
  /** Whether a column is 0 or 1 and nothing between. */
  readonly #whole: boolean[] = [];
  readonly #costs = new Map<number, number>();
  readonly #demands: Demand[] = [];
  readonly #combined = new Map<string, number>();

  constructor(
    worlds: Worlds,
    hidden: ReadonlyMap<number, readonly string[]>,
    isSeen: (row: number, key: string) => boolean,
    answersOf: (row: number, key: string) => readonly number[],
    tellings: WeakMap<object, Map<string, Telling>>,
  ) {
    this.#worlds = worlds;
    this.#hidden = hidden;
    this.#answersOf = answersOf;
    this.#tellings = tellings;
    for (const [row, keys] of hidden)
      for (const key of keys) {
        const first = this.#whole.length;
        this.#columns.set(`${row} ${key}`, first);
        const answers = answersOf(row, key);
        for (const [i] of answers.entries()) {
          this.#whole.push(true);
          if (i > 0) this.#costs.set(first + i, isSeen(row, key) ? SEEN : 1);
        }
        this.#demand(new Map(answers.map((_, i) => [first + i, 1])), 1, 1);
      }
    for (const fact of worlds.facts) this.#keep(fact.items, fact, fact.placed, fact.tells);
    for (const gathering of worlds.gatherings) this.#gather(gathering);
    for (const check of worlds.checks)
      for (const row of hidden.keys()) {
        const { items, breaks, isCounted } = check;
        if (isCounted || breaks(worlds.rows[row] as RowReader)) continue;
        const terms = this.#said(row, items, check, false, (r) => String(breaks(r))).get("true");
        if (terms) this.#demand(terms, 0, 0);
      }
  }

  #demand(terms: Terms, from: number, to: number): void {
    if (terms.size > 0) this.#demands.push({ terms, from, to });
  }

  /** A published number is what it is: each thing that it says of rows is said of as many. */
  #keep(
    items: ReadonlySet<string> | null,
    about: object,
    placed: boolean,
    tells: (row: RowReader) => string,
  ): void {
    const all = new Map<string, Map<number, number>>();
    const now = new Map<string, number>();
    for (const row of this.#hidden.keys()) {
      const said = this.#said(row, items, about, placed, tells);
      if (said.size < 2) continue;
      const own = tells(this.#worlds.rows[row] as RowReader);
      now.set(own, (now.get(own) ?? 0) + 1);
      for (const [what, terms] of said) {
        const sum = all.get(what) ?? new Map<number, number>();
        all.set(what, sum);
        for (const [column, factor] of terms) sum.set(column, (sum.get(column) ?? 0) + factor);
      }
    }
    for (const [what, terms] of all) this.#demand(terms, now.get(what) ?? 0, now.get(what) ?? 0);
  }

  #gather(gathering: Worlds["gatherings"][number]): void {
    const { items, groups, now } = gathering;
    const shown = new Set<string>();
    const open = new Map<string, Map<number, number>>();
    for (const [place, own] of now.entries()) {
      const said = this.#hidden.has(place)
        ? this.#said(place, items, gathering, true, (row) => JSON.stringify(groups(row)))
        : new Map<string, Terms>();
      if (said.size < 2) for (const group of own) shown.add(group);
      else
        for (const [what, terms] of said)
          for (const group of JSON.parse(what) as string[]) {
            const sum = open.get(group) ?? new Map<number, number>();
            open.set(group, sum);
            for (const [column, factor] of terms) sum.set(column, (sum.get(column) ?? 0) + factor);
          }
    }
    const isThere = new Map<number, number>();
    const there = new Set(now.flat());
    let count = 0;
    for (const [group, terms] of open) {
      if (shown.has(group)) continue;
      if (there.has(group)) count++;
      const column = this.#whole.push(true) - 1;
      isThere.set(column, 1);
      this.#demand(new Map([...terms, [column, -1]]), 0, SOME);
      this.#demand(new Map([...terms, [column, -this.#hidden.size]]), -SOME, 0);
    }
    this.#demand(isThere, count, count);
  }

  /** What something says of a row, each with the sum that is 1 where it is said; one thing alone where nothing is open. */
  #said(
    row: number,
    items: ReadonlySet<string> | null,
    about: object,
    placed: boolean,
    tells: (row: RowReader) => string,
  ): Map<string, Terms> {
    const keys = (this.#hidden.get(row) ?? []).filter((key) => items === null || items.has(key));
    const base = this.#worlds.rows[row] as RowReader;
    if (keys.length === 0) return new Map([[tells(base), new Map()]]);
    const telling = this.#tellingOf(row, keys, items, about, placed, tells);
    const found = new Map<string, Map<number, number>>();
    if (new Set(telling.says).size < 2) return new Map([[telling.says[0] as string, new Map()]]);
    const columns = this.#combine(row, telling);
    for (const [i, what] of telling.says.entries()) {
      const sum = found.get(what) ?? new Map<number, number>();
      found.set(what, sum);
      for (const column of columns[i] as number[]) sum.set(column, 1);
    }
    return found;
  }

  /** Columns of which one is 1 where a row is in a combination of classes, for each combination. */
  #combine(row: number, { items, says }: Telling): number[][] {
    const inClass = (item: Telling["items"][number], wanted: number): number[] => {
      const first = this.#columns.get(`${row} ${item.key}`) as number;
      return item.classes.flatMap((one, i) => (one === wanted ? [first + i] : []));
    };
    if (items.length === 1) return says.map((_, i) => inClass(items[0] as Telling["items"][number], i));
    const name = `${row} ${JSON.stringify(items)}`;
    let first = this.#combined.get(name);
    if (first === undefined) {
      first = this.#whole.length;
      this.#combined.set(name, first);
      for (const _ of says) this.#whole.push(false);
      const sizes = items.map(({ classes }) => Math.max(...classes) + 1);
      let step = says.length;
      for (const [at, item] of items.entries()) {
        const size = sizes[at] as number;
        step /= size;
        for (let wanted = 0; wanted < size; wanted++) {
          const terms = new Map<number, number>();
          for (let i = 0; i < says.length; i++)
            if (Math.floor(i / step) % size === wanted) terms.set(first + i, 1);
          for (const column of inClass(item, wanted)) terms.set(column, -1);
          this.#demand(terms, 0, 0);
        }
      }
    }
    return says.map((_, i) => [(first as number) + i]);
  }

  #tellingOf(
    row: number,
    keys: readonly string[],
    items: ReadonlySet<string> | null,
    about: object,
    placed: boolean,
    tells: (row: RowReader) => string,
  ): Telling {
    const { rows, questionnaire: q } = this.#worlds;
    const base = rows[row] as RowReader;
    const answers = keys.map((key) => this.#answersOf(row, key));
    // Where all that it rests on is hidden, it says the same of every row whose answers may be the same.
    const isWhole = !placed && items !== null && [...items].every((key) => keys.includes(key));
    const own = keys.map((key) =>
      isNumeric((q.items[key] as ItemDefinition).kind) || !isWhole
        ? row
        : printed(base, q.items[key] as ItemDefinition),
    );
    const cached = `${keys} ${own}`;
    const known = this.#tellings.get(about)?.get(cached);
    if (known) return known;
    const says: string[] = [];
    const visit = (at: number, sofar: RowReader): void => {
      if (at === keys.length) {
        says.push(tells(sofar));
        return;
      }
      for (const answer of answers[at] as readonly number[])
        visit(at + 1, this.#worlds.mixed(sofar, new Set([keys[at] as string]), rows[answer] as RowReader));
    };
    visit(0, base);
    const made = classified(
      keys,
      answers.map(({ length }) => length),
      says,
    );
    this.#tellings.set(about, (this.#tellings.get(about) ?? new Map()).set(cached, made));
    return made;
  }

  /** A world with the same publication in which a question has another answer; null when there is none. */
  async otherwise({ rows, sources, holds }: Question): Promise<Otherwise | null> {
    const sum = new Map<number, number>();
    let known = 0;
    let was = 0;
    for (const row of rows) {
      const own = holds(this.#worlds.rows[row] as RowReader);
      const said = this.#said(row, new Set(sources), holds, true, (r) => String(holds(r)));
      was += Number(own);
      if (said.size < 2) known += Number(said.has("true"));
      else for (const [column, factor] of said.get("true") ?? []) sum.set(column, factor);
    }
    if (sum.size === 0) return null;
    const sides: [number, number][] = [];
    if (was < rows.length) sides.push([was - known + 1, SOME]);
    if (was > 0) sides.push([-SOME, was - known - 1]);
    for (const [from, to] of sides) {
      const solution = await this.#solve({ terms: sum, from, to });
      const world = solution && this.#worldOf(solution);
      // Whatever the solver says: what is told of rows together, the program does not know.
      if (world && this.#isOtherwise(world, { rows, holds }) && this.#worlds.isSame(world.rows, world.keys))
        return world;
    }
    return null;
  }

  #isOtherwise({ rows: world }: Otherwise, { rows, holds }: Pick<Question, "rows" | "holds">): boolean {
    const count = (at: (row: number) => RowReader): number => rows.filter((row) => holds(at(row))).length;
    const now = (row: number): RowReader => this.#worlds.rows[row] as RowReader;
    return count(now) !== count((row) => world.get(row) ?? now(row));
  }

  #worldOf(solution: readonly number[]): Otherwise {
    const rows = new Map<number, RowReader>();
    const cells: (Cell & { as: number })[] = [];
    for (const [row, keys] of this.#hidden) {
      let made = this.#worlds.rows[row] as RowReader;
      for (const key of keys) {
        const first = this.#columns.get(`${row} ${key}`) as number;
        const answers = this.#answersOf(row, key);
        const taken = answers.findIndex((_, i) => (solution[first + i] as number) > 0.5);
        if (taken <= 0) continue;
        const as = answers[taken] as number;
        made = this.#worlds.mixed(made, new Set([key]), this.#worlds.rows[as] as RowReader);
        cells.push({ row, key, as });
      }
      if (made !== this.#worlds.rows[row]) rows.set(row, made);
    }
    return { rows, cells, keys: [...new Set(cells.map(({ key }) => key))] };
  }

  #solve(asked: Demand): Promise<readonly number[] | null> {
    return solve([...this.#demands, asked], {
      costs: this.#whole.map((_, column) => this.#costs.get(column) ?? 0),
      isWhole: this.#whole,
      gap: SEEN - 1,
    });
  }
}

/** Answers of an item that are told apart by nothing, whatever the other items are, become one class. */
function classified(keys: readonly string[], sizes: readonly number[], says: readonly string[]): Telling {
  const stepOf = (at: number): number => sizes.slice(at + 1).reduce((a, b) => a * b, 1);
  const classesAt = keys.map((_, at) => {
    const step = stepOf(at);
    const size = sizes[at] as number;
    const vectors: string[][] = Array.from({ length: size }, () => []);
    for (const [i, what] of says.entries()) vectors[Math.floor(i / step) % size]?.push(what);
    const names = new Map<string, number>();
    return vectors.map((vector) => {
      const name = JSON.stringify(vector);
      const known = names.get(name) ?? names.size;
      names.set(name, known);
      return known;
    });
  });
  // An item that settles nothing is left out.
  const left = [...keys.keys()].filter((at) => Math.max(...(classesAt[at] as number[])) > 0);
  if (left.length === 0) return { items: [], says: [says[0] as string] };
  const few: string[] = [];
  const visit = (n: number, index: number): void => {
    if (n === left.length) {
      few.push(says[index] as string);
      return;
    }
    const at = left[n] as number;
    const classes = classesAt[at] as number[];
    for (let wanted = 0; wanted <= Math.max(...classes); wanted++)
      visit(n + 1, index + classes.indexOf(wanted) * stepOf(at));
  };
  visit(0, 0);
  return {
    items: left.map((at) => ({ key: keys[at] as string, classes: classesAt[at] as number[] })),
    says: few,
  };
}
