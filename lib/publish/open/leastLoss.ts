import type { RowReader } from "../../survey/questionnaire/conditions.js";
import type { Choice } from "./chosen.js";
import type { Attack } from "./findDisclosures.js";
import { type Demand, solve } from "./integerProgram.js";
import type { KeptBack } from "./publicAnswers.js";
import { type Cell, type Otherwise, type Question, Unseen } from "./unseen.js";

/** A question about the withheld tiltak of a place. */
interface Asked extends Question {
  readonly name: string;
}

/** So few answers kept back are not made fewer. */
const FEW = 2;
/** How many withheld tiltak of other places answer otherwise too, at first: more only where these are not enough. */
const FEW_OTHERS = 5;

/**
 * Fewer answers kept back than `protect` finds, which looks at two tiltak at a time: here any number of withheld tiltak,
 * and of public ones with something kept back, may have answered otherwise together. The loss is the number of answers
 * (a record's item) that are kept back; all count the same.
 *
 * For each answer that is told, worlds are looked for in which it is another one: one with few answers that are seen as
 * yet (`Unseen`). Of all worlds found, those are taken that need fewest answers kept back together (integer programming).
 * Then each answer is shown again without which every question still has another answer. What is left can't be shown,
 * one by one, as far as the search goes.
 * @param start What may be kept back.
 * @returns Null when it is not found to protect, even all of it.
 */
export async function leastLoss(
  attack: Attack,
  start: KeptBack,
  tell: (line: string) => void = () => {},
): Promise<Choice | null> {
  return new Search(attack, tell).from(start);
}

class Search {
  readonly #attack: Attack;
  readonly #unseen: Unseen;
  readonly #tell: (line: string) => void;
  readonly #questions: readonly Asked[];
  readonly #free: readonly string[];
  readonly #found: Otherwise[] = [];

  constructor(attack: Attack, tell: (line: string) => void) {
    this.#attack = attack;
    this.#unseen = new Unseen(attack.worlds);
    this.#tell = tell;
    const q = attack.answers.questionnaire;
    this.#free = Object.keys(q.items).filter((key) => attack.worlds.canBeHidden(key));
    this.#questions = questionsOf(attack);
  }

  async from(start: KeptBack): Promise<Choice | null> {
    const all = this.#cellsOf(start);
    for (const question of this.#questions)
      if (this.#worldsOf(question).length === 0 && !(await this.#otherwise(question, all, true))) {
        this.#tell(`${question.name} is told whatever of it is kept back`);
        return null;
      }
    let hidden = await this.#fewest();
    this.#tell(`${hidden.length}: ${this.#print(hidden)}`);
    for (const cell of [...hidden]) {
      const rest = hidden.filter((other) => other !== cell);
      if (await this.#isTold(rest)) continue;
      hidden = rest;
      this.#tell(`${this.#print([cell])} can be shown`);
    }
    const keptBack: Record<string, string[]> = {};
    for (const { row, key } of hidden) {
      const id = this.#idOf(row);
      keptBack[id] = [...(keptBack[id] ?? []), key];
    }
    return { keptBack, worlds: this.#witnesses(hidden) };
  }

  /** Few worlds in which every question has another answer, nothing but what is hidden being otherwise. */
  #witnesses(hidden: readonly Cell[]): Choice["worlds"] {
    const seen = new Set(hidden.map(nameOf));
    const possible = new Map(
      this.#questions.map((question) => [
        question,
        this.#worldsOf(question).filter((world) =>
          this.#publicOf(world).every((cell) => seen.has(nameOf(cell))),
        ),
      ]),
    );
    const worlds: Choice["worlds"] = [];
    for (let left = [...possible.values()]; left.length > 0; ) {
      const most = new Map<Otherwise, number>();
      for (const world of left.flat()) most.set(world, (most.get(world) ?? 0) + 1);
      const [[best]] = [...most].sort(([, a], [, b]) => b - a) as [[Otherwise, number]];
      const written: Record<string, Record<string, string>> = {};
      for (const { row, key, as } of best.cells) {
        const id = this.#idOf(row);
        written[id] = { ...written[id], [key]: this.#idOf(as) };
      }
      worlds.push(written);
      left = left.filter((some) => !some.includes(best));
    }
    return worlds;
  }

  #idOf(row: number): string {
    return String(this.#attack.rows[row]?.("id"));
  }

  #cellsOf(kept: KeptBack): Cell[] {
    const places = new Map(this.#attack.rows.map((row, place) => [String(row("id")), place]));
    return [...kept].flatMap(([id, keys]) =>
      [...keys].map((key) => ({ row: places.get(id) as number, key })),
    );
  }

  #print(cells: readonly Cell[]): string {
    return cells.map(({ row, key }) => `${this.#idOf(row)} ${key}`).join(", ");
  }

  /** Whether some question has one answer only. */
  async #isTold(hidden: readonly Cell[]): Promise<boolean> {
    for (const question of this.#questions)
      if (!this.#isOpen(question, hidden) && !(await this.#otherwise(question, hidden, false))) return true;
    return false;
  }

  /** The worlds found so far in which a question has another answer. */
  #worldsOf({ rows, holds }: Asked): Otherwise[] {
    const now = (row: number): RowReader => this.#attack.rows[row] as RowReader;
    const count = (world: Otherwise["rows"] | null): number =>
      rows.filter((row) => holds(world?.get(row) ?? now(row))).length;
    const was = count(null);
    return this.#found.filter((world) => count(world.rows) !== was);
  }

  #isOpen(question: Asked, hidden: readonly Cell[]): boolean {
    const seen = new Set(hidden.map(nameOf));
    return this.#worldsOf(question).some((world) =>
      this.#publicOf(world).every((cell) => seen.has(nameOf(cell))),
    );
  }

  #publicOf({ cells }: Otherwise): Cell[] {
    return cells.filter(({ row }) => !this.#attack.withheld.includes(row));
  }

  /**
   * A world in which a question has another answer.
   * @param isCostly Whether few of the hidden answers shall be otherwise.
   */
  async #otherwise(question: Asked, hidden: readonly Cell[], isCostly: boolean): Promise<Otherwise | null> {
    const others = this.#attack.withheld.filter((row) => !question.rows.includes(row));
    const isPublic = new Set(hidden.map(nameOf));
    let best: Otherwise | null = null;
    for (const some of others.length > FEW_OTHERS ? [others.slice(0, FEW_OTHERS), others] : [others]) {
      const of = new Map<number, string[]>([...question.rows, ...some].map((row) => [row, [...this.#free]]));
      for (const { row, key } of hidden) of.set(row, [...(of.get(row) ?? []), key]);
      const world = await this.#unseen
        .programOf(of, (row, key) => isCostly && isPublic.has(nameOf({ row, key })))
        .otherwise(question);
      if (!world) continue;
      this.#found.push(world);
      if (best === null || this.#publicOf(world).length < this.#publicOf(best).length) best = world;
      // With more withheld tiltak at hand, fewer public ones may do.
      if (!isCostly || this.#publicOf(best).length <= FEW) break;
    }
    this.#tell(`${question.name}: ${best ? this.#print(this.#publicOf(best)) : "told"}`);
    return best;
  }

  /** Of the worlds found, one for each question, so that fewest answers are kept back together. */
  async #fewest(): Promise<Cell[]> {
    const cells = new Map<string, Cell>();
    const choices = this.#questions.map((question) =>
      this.#worldsOf(question).map((world) => {
        const needed = this.#publicOf(world);
        for (const cell of needed) cells.set(nameOf(cell), cell);
        return needed.map(nameOf);
      }),
    );
    const names = [...cells.keys()].sort();
    const taken = await fewestCells(names, choices);
    return taken.map((name) => cells.get(name) as Cell);
  }
}

const nameOf = ({ row, key }: Cell): string => `${row} ${key}`;

/** What is told, asked of each place by itself. */
function questionsOf(attack: Attack): Asked[] {
  const idOf = (row: number): string => String(attack.rows[row]?.("id"));
  return attack.secrets().flatMap(({ item, option, sources, told, holds }) =>
    told.map((rows) => ({
      name: [rows.map(idOf), item, option].filter(Boolean).join(" "),
      rows,
      sources,
      holds,
    })),
  );
}

/** The fewest names so that of each list of choices some choice is taken wholly. */
async function fewestCells(
  names: readonly string[],
  choices: readonly (readonly (readonly string[])[])[],
): Promise<string[]> {
  const column = new Map(names.map((name, i) => [name, i]));
  let next = names.length;
  const demands: Demand[] = [];
  for (const some of choices) {
    const one = new Map<number, number>();
    for (const choice of some) {
      one.set(next, 1);
      for (const name of choice)
        demands.push({
          terms: new Map([
            [column.get(name) as number, 1],
            [next, -1],
          ]),
          from: 0,
          to: 1,
        });
      next++;
    }
    demands.push({ terms: one, from: 1, to: Number.POSITIVE_INFINITY });
  }
  const costs = Array.from({ length: next }, (_, i) => Number(i < names.length));
  const values = await solve(demands, { costs, isWhole: costs.map(() => true), gap: 0 });
  return names.filter((_, i) => (values?.[i] ?? 1) > 0.5);
}
