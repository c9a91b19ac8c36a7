import type {
  Condition,
  GroupStatement,
  QuestionnaireSpec,
  Statement,
} from "notat/dist/lib/survey/questionnaire/types.js";

// An attack on published totals, written by itself: nothing of lib's reading of addresses, conditions or recodes is used.
// What an attacker does not see of a row is a variable; every published number is an equation; the solver is asked which
// other answers would give the same publication.

/** A sum of variables with factors, and a number. */
export interface Sum {
  readonly n: number;
  readonly of: ReadonlyMap<number, number>;
}

/** The option or kind of missing, an amount, the ticked options, or a text. */
export type Answer = string | number | ReadonlySet<string> | { readonly text: string };

/** What is known of one row; an item that is not among the answers is not seen. */
export interface SeenRow {
  readonly id: string;
  readonly place: Readonly<Record<string, string>>;
  readonly frame: Readonly<Record<string, boolean>>;
  readonly late: boolean;
  readonly answers: ReadonlyMap<string, Answer>;
  /** The answers as they are: a first completion. Only whether there are others is asked. */
  readonly truth: ReadonlyMap<string, Answer>;
}

// With a mark, since some items have options of the same name.
const MISSING = ["!ikke_svart", "!ikke_spurt", "!ikke_avklart", "!ikke_relevant"] as const;

const isMissing = (key: string): boolean =>
  key === "mangler" || (MISSING as readonly string[]).includes(`!${key}`);

const constant = (n: number): Sum => ({ n, of: new Map() });
const NO = constant(0);
const YES = constant(1);
function plus(...sums: readonly Sum[]): Sum {
  const of = new Map<number, number>();
  let n = 0;
  for (const sum of sums) {
    n += sum.n;
    for (const [variable, factor] of sum.of) {
      const now = (of.get(variable) ?? 0) + factor;
      now === 0 ? of.delete(variable) : of.set(variable, now);
    }
  }
  return { n, of };
}
const times = (factor: number, { n, of }: Sum): Sum => ({
  n: factor * n,
  of: new Map([...of].map(([variable, k]) => [variable, factor * k])),
});
const less = (a: Sum, b: Sum): Sum => plus(a, times(-1, b));

/** That a text is written. */
const TEXT = "~";

/** How a row stands to an item: each option and each kind of missing, as 0 or 1. */
type Standing = ReadonlyMap<string, Sum>;

/** Known to hold, and known not to hold: what is neither is unknown. */
interface Truth {
  readonly yes: Sum;
  readonly no: Sum;
}

export class Completions {
  readonly #spec: QuestionnaireSpec;
  readonly #rows: readonly SeenRow[];
  readonly #selections: Readonly<Record<string, Condition>>;
  /** The value of each variable in the answers as they are. */
  readonly #true: number[] = [];
  readonly #constraints: { readonly sum: Sum; readonly relation: "=" | "<=" | ">=" }[] = [];
  readonly #ands = new Map<string, Sum>();
  readonly #standings: Map<string, Standing>[] = [];
  /** Where classes of amounts begin. */
  readonly #limits: readonly number[];

  /** @param selections Selections of the authors' own, which addresses name. */
  constructor(
    spec: QuestionnaireSpec,
    rows: readonly SeenRow[],
    selections: Readonly<Record<string, Condition>> = {},
  ) {
    this.#spec = spec;
    this.#selections = selections;
    this.#rows = rows;
    const conditions = [
      ...Object.values(spec.recodes ?? {}).flatMap(({ options }) => Object.values(options)),
      ...Object.values(spec.subsets ?? {}),
    ].map(({ when }) => JSON.stringify(when));
    const rules = JSON.stringify([spec.rules ?? [], (spec.groupRules ?? []).map(({ must }) => must)]);
    // Amounts are whole kroner: above 0 is from 1.
    const limits = [...conditions, rules].flatMap((text) =>
      [...text.matchAll(/"(from|below|above|to)":(\d+)/g)].map(
        ([, side, n]) => Number(n) + Number(side === "above" || side === "to"),
      ),
    );
    this.#limits = [...new Set([0, ...limits])].sort((a, b) => a - b);
    for (const row of rows) {
      const standing = new Map<string, Standing>();
      this.#standings.push(standing);
      for (const [key, item] of Object.entries(spec.items))
        if (item.kind !== "agency") standing.set(key, this.#standingOf(row, key));
    }
    for (const at of rows.keys()) this.#addRules(at);
  }

  // ---- What a row may hold.

  #bit(value: boolean): Sum {
    this.#true.push(Number(value));
    return { n: 0, of: new Map([[this.#true.length - 1, 1]]) };
  }

  #optionsOf(key: string): readonly string[] {
    const { kind, options } = this.#spec.items[key]!;
    if (kind === "amount") return this.#limits.map((limit) => `>=${limit}`);
    return kind === "text" ? [TEXT] : Object.keys(options ?? {});
  }

  #standingOf(row: SeenRow, key: string): Standing {
    const item = this.#spec.items[key]!;
    const seen = row.answers.get(key) ?? row.place[key];
    const value = seen ?? row.truth.get(key);
    if (value === undefined) throw new Error(`A row has no ${key}.`);
    const options = this.#optionsOf(key);
    const is = (option: string): boolean =>
      typeof value === "number"
        ? option === `>=${this.#limits.filter((limit) => limit <= value).at(-1)}`
        : typeof value === "string"
          ? option === (options.includes(value) ? value : `!${value}`)
          : "text" in value
            ? option === TEXT
            : value.has(option);
    if (seen !== undefined)
      return new Map([...options, ...MISSING].map((option) => [option, is(option) ? YES : NO]));
    const kinds = MISSING.filter((kind) =>
      kind === "!ikke_svart" ? !item.required : kind === "!ikke_spurt" ? item.asked : item.kind === "amount",
    );
    const standing = new Map(MISSING.map((kind) => [kind as string, NO]));
    for (const name of [...options, ...kinds]) standing.set(name, this.#bit(is(name)));
    const sum = (names: readonly string[]): Sum => plus(...names.map((name) => standing.get(name)!));
    const missing = sum(kinds);
    if (item.kind !== "multiple") this.#demand(less(plus(sum(options), missing), YES), "=");
    else {
      // No tick is no answer; with one there are at most so many.
      const most = Math.min(item.max ?? options.length, options.length);
      this.#demand(less(plus(sum(options), times(most, missing)), constant(most)), "<=");
      this.#demand(less(plus(sum(options), missing), YES), ">=");
      for (const [name, option] of Object.entries(item.options ?? {}))
        if (typeof option === "object" && option.exclusive)
          for (const other of options.filter((o) => o !== name))
            this.#demand(less(plus(standing.get(name)!, standing.get(other)!), YES), "<=");
    }
    return standing;
  }

  #addRules(at: number): void {
    for (const [key, item] of Object.entries(this.#spec.items)) {
      if (!item.asked) continue;
      // Whoever is not known to be led to an item is not asked: that one was tells of what is not seen before it.
      const asked = this.#truth(item.asked, at, true).yes;
      this.#demand(less(plus(this.#standings[at]!.get(key)!.get("!ikke_spurt")!, asked), YES), "=");
    }
    // A year's budget is never above the whole cost.
    const [budget, cost] = ["budsjett", "kostnadsramme"].map((key) => this.#standings[at]!.get(key));
    if (budget && cost)
      for (const low of this.#limits)
        for (const high of this.#limits.filter((limit) => limit > low))
          this.#demand(less(plus(budget.get(`>=${high}`)!, cost.get(`>=${low}`)!), YES), "<=");
  }

  // ---- What a number counts.

  /** All of some sums of 0 or 1. */
  #and(sums: readonly Sum[]): Sum {
    if (sums.some(({ n, of }) => of.size === 0 && n === 0)) return NO;
    const open = new Map(
      sums.filter(({ n, of }) => of.size > 0 || n !== 1).map((sum) => [print(sum), sum] as const),
    );
    if (open.size === 0) return YES;
    if (open.size === 1) return [...open.values()][0]!;
    const name = [...open.keys()].sort().join(" & ");
    let made = this.#ands.get(name);
    if (!made) {
      const parts = [...open.values()];
      made = this.#bit(parts.every((sum) => this.valueOf(sum) === 1));
      this.#ands.set(name, made);
      for (const sum of open.values()) this.#demand(less(made, sum), "<=");
      this.#demand(less(made, less(plus(...open.values()), constant(open.size - 1))), ">=");
    }
    return made;
  }
  #or(sums: readonly Sum[]): Sum {
    return less(YES, this.#and(sums.map((sum) => less(YES, sum))));
  }

  #truth(condition: Condition, at: number, routing = false): Truth {
    const row = this.#rows[at]!;
    const parts = (list: readonly Condition[]) => list.map((part) => this.#truth(part, at, routing));
    if ("not" in condition) {
      const { yes, no } = this.#truth(condition.not, at, routing);
      return { yes: no, no: yes };
    }
    if ("all" in condition) {
      const all = parts(condition.all);
      return { yes: this.#and(all.map(({ yes }) => yes)), no: this.#or(all.map(({ no }) => no)) };
    }
    if ("any" in condition) {
      const any = parts(condition.any);
      return { yes: this.#or(any.map(({ yes }) => yes)), no: this.#and(any.map(({ no }) => no)) };
    }
    const known = (holds: boolean): Truth => (holds ? { yes: YES, no: NO } : { yes: NO, no: YES });
    if ("frame" in condition) return known(row.frame[condition.frame] === true);
    if ("receivedAfter" in condition) return known(row.late);
    const { item: key } = condition;
    if ("is" in condition && row.place[key] !== undefined)
      return known(condition.is.includes(row.place[key]!));
    const standing = this.#standing(key, at);
    const wanted =
      "is" in condition
        ? condition.is
        : [...standing.keys()].filter((name) => {
            const limit = Number(name.slice(2));
            const { from, below } = condition;
            return (
              name.startsWith(">=") &&
              limit >= Number(from ?? 0) &&
              limit < Number(below ?? Number.POSITIVE_INFINITY)
            );
          });
    const yes = this.#any(key, wanted, at);
    const answered = this.#answered(key, at);
    const item = this.#spec.items[key];
    const undecided = routing && item?.undecided ? this.#any(key, item.undecided, at) : NO;
    const past =
      item?.asked && "is" in condition
        ? this.#and([standing.get("!ikke_spurt")!, this.#truth(item.asked, at, true).no])
        : NO;
    // Answered, and otherwise; or led past it by an answer that says enough.
    const no = plus(this.#and([answered, less(YES, yes), less(YES, undecided)]), past);
    return { yes, no };
  }

  #standing(key: string, at: number): Standing {
    const recode = this.#spec.recodes?.[key];
    const own = this.#standings[at]!;
    const known = own.get(key);
    if (known) return known;
    if (!recode) throw new Error(`There is no ${key} to be read.`);
    const made = new Map(
      Object.entries(recode.options).map(([option, { when }]) => [option, this.#truth(when, at).yes]),
    );
    own.set(key, made);
    return made;
  }

  #isMultiple(key: string): boolean {
    return this.#spec.items[key]?.kind === "multiple";
  }
  #any(key: string, options: readonly string[], at: number): Sum {
    const standing = this.#standing(key, at);
    const sums = options.flatMap((option) => {
      const one = standing.get(option) ?? standing.get(`!${option}`);
      if (one) return [one];
      if (option === "mangler") return [this.#missing(key, at)];
      // A recode is missing where what it is made of settles nothing; else where it was left blank.
      const source = this.#spec.recodes?.[key]?.of;
      if (source && isMissing(option)) {
        const undecided = this.#any(source, this.#spec.items[source]?.undecided ?? [], at);
        if (option === "ikke_avklart") return [undecided];
        if (option === "ikke_svart") return [less(this.#missing(key, at), undecided)];
      }
      throw new Error(`${key} has no ${option}.`);
    });
    return this.#isMultiple(key) ? this.#or(sums) : plus(...sums);
  }
  #answered(key: string, at: number): Sum {
    const standing = this.#standing(key, at);
    if (this.#spec.recodes?.[key]) return plus(...standing.values());
    return less(YES, plus(...MISSING.map((kind) => standing.get(kind)!)));
  }
  /** Asked, and without an answer. */
  #missing(key: string, at: number): Sum {
    return less(less(YES, this.#answered(key, at)), this.#notAsked(key, at));
  }
  #notAsked(key: string, at: number): Sum {
    const source = this.#spec.recodes?.[key]?.of ?? key;
    return this.#standing(source, at).get("!ikke_spurt") ?? NO;
  }

  // ---- Edit rules, as Kleene's three values: what is not answered leaves a statement open.

  readonly #opened = new Map<string, Sum>();
  readonly #openedBy: { readonly variable: number; readonly at: number; readonly keys: readonly string[] }[] =
    [];

  /** A bit that may be set where something holds, and has its value in the answers as they are. */
  #openWhere(at: number, keys: readonly string[], how: string, holds: Sum, value: () => boolean): Sum {
    const name = `${at} ${keys} ${how}`;
    let made = this.#opened.get(name);
    if (!made) {
      made = this.#bit(this.valueOf(holds) === 1 && value());
      this.#openedBy.push({ variable: this.#true.length - 1, at, keys });
      this.#opened.set(name, made);
      this.#demand(less(made, holds), "<=");
    }
    return made;
  }

  #judged(statement: Statement, at: number): Truth {
    if ("not" in statement) {
      const { yes, no } = this.#judged(statement.not, at);
      return { yes: no, no: yes };
    }
    if ("all" in statement) return this.#every(statement.all.map((part) => this.#judged(part, at)));
    if ("any" in statement) {
      const any = statement.any.map((part) => this.#judged(part, at));
      return { yes: this.#or(any.map(({ yes }) => yes)), no: this.#and(any.map(({ no }) => no)) };
    }
    const { item: key } = statement;
    const standing = this.#standing(key, at);
    const answered = plus(...this.#optionsOf(key).map((option) => standing.get(option)!));
    const row = this.#rows[at]!;
    const truth = row.answers.get(key) ?? row.truth.get(key)!;
    if ("is" in statement) {
      const yes = this.#any(key, statement.is, at);
      return { yes, no: less(this.#or([answered, yes]), yes) };
    }
    if ("matches" in statement) {
      const matches = (value: Answer): boolean =>
        typeof value === "object" && "text" in value && new RegExp(statement.matches, "iu").test(value.text);
      const yes = row.answers.has(key)
        ? constant(Number(matches(truth)))
        : this.#openWhere(at, [key], statement.matches, answered, () => matches(truth));
      return { yes, no: less(answered, yes) };
    }
    const { above, from, to, below } = statement;
    const compare = (
      limit: typeof above,
      side: string,
      holds: (value: number, limit: number) => boolean,
      inside: (start: number, limit: number) => boolean,
    ): Truth[] => {
      if (limit === undefined) return [];
      if (typeof limit === "number") {
        const starts = this.#limits.filter((start) => inside(start, limit));
        const yes = plus(...starts.map((start) => standing.get(`>=${start}`)!));
        return [{ yes, no: less(answered, yes) }];
      }
      const other = row.answers.get(limit.item) ?? row.truth.get(limit.item)!;
      const times = limit.times ?? 1;
      const value = () => holds(Number(truth), Number(other) * times);
      const both = this.#and([answered, this.#answered(limit.item, at)]);
      // Of amounts that are not seen only the class is known, and in each class some are on either side.
      const yes =
        both.of.size === 0
          ? constant(both.n && Number(value()))
          : this.#openWhere(at, [key, limit.item], `${side} ${times}`, both, value);
      return [{ yes, no: less(both, yes) }];
    };
    return this.#every([
      ...compare(
        above,
        ">",
        (a, b) => a > b,
        (start, limit) => start > limit,
      ),
      ...compare(
        from,
        ">=",
        (a, b) => a >= b,
        (start, limit) => start >= limit,
      ),
      ...compare(
        to,
        "<=",
        (a, b) => a <= b,
        (start, limit) => start <= limit,
      ),
      ...compare(
        below,
        "<",
        (a, b) => a < b,
        (start, limit) => start < limit,
      ),
    ]);
  }
  #every(parts: readonly Truth[]): Truth {
    return { yes: this.#and(parts.map(({ yes }) => yes)), no: this.#or(parts.map(({ no }) => no)) };
  }

  /** How often a rule holds and is broken; else it can't be decided. */
  ruled(key: string): { readonly holds: Sum; readonly broken: Sum; readonly tried: number } {
    const rule = this.#spec.rules?.find((one) => one.key === key);
    if (rule) {
      const each = this.#rows.map((_, at) => {
        const applies = rule.when ? this.#judged(rule.when, at) : { yes: YES, no: NO };
        const must = this.#judged(rule.must, at);
        return { holds: this.#or([applies.no, must.yes]), broken: this.#and([applies.yes, must.no]) };
      });
      return {
        holds: plus(...each.map(({ holds }) => holds)),
        broken: plus(...each.map(({ broken }) => broken)),
        tried: each.length,
      };
    }
    const together = this.#spec.groupRules?.find((one) => one.key === key);
    if (!together) throw new Error(`There is no rule ${key}.`);
    // Each body sends one file.
    const bodies = new Map<string, number[]>();
    for (const [at, { place }] of this.#rows.entries())
      bodies.set(place.virksomhet!, [...(bodies.get(place.virksomhet!) ?? []), at]);
    const each = [...bodies.values()].map((rows) => this.#ruledTogether(together.must, rows));
    return {
      holds: plus(...each.map(({ yes }) => yes)),
      broken: plus(...each.map(({ no }) => no)),
      tried: each.length,
    };
  }

  #ruledTogether(must: GroupStatement, rows: readonly number[]): Truth {
    if (!("count" in must)) throw new Error("Only rules about a number of rows can be read.");
    const { count } = must;
    const held = rows.map((at) => (count === "all" ? { yes: YES, no: NO } : this.#judged(count, at)));
    const least = plus(...held.map(({ yes }) => yes));
    const most = less(constant(rows.length), plus(...held.map(({ no }) => no)));
    const from = Math.max(must.from ?? 0, (must.above ?? -1) + 1);
    const above = Math.min(must.to ?? rows.length, (must.below ?? rows.length + 1) - 1) + 1;
    return {
      yes: this.#and([this.#atLeast(least, from), less(YES, this.#atLeast(most, above))]),
      no: this.#or([less(YES, this.#atLeast(most, from)), this.#atLeast(least, above)]),
    };
  }

  /** Whether a sum comes to so much. */
  #atLeast(sum: Sum, limit: number): Sum {
    const factors = [...sum.of.values()];
    const low = factors.reduce((total, factor) => total + Math.min(factor, 0), sum.n);
    const high = factors.reduce((total, factor) => total + Math.max(factor, 0), sum.n);
    if (low >= limit) return YES;
    if (high < limit) return NO;
    const made = this.#bit(this.valueOf(sum) >= limit);
    this.#demand(less(sum, plus(constant(limit - 1), times(high - limit + 1, made))), "<=");
    this.#demand(less(sum, plus(constant(low), times(limit - low, made))), ">=");
    return made;
  }

  /** How many answers were asked for, and how many of them are missing. */
  cells(): { readonly asked: Sum; readonly missing: Sum } {
    const all = this.#standings.flatMap((own) =>
      Object.keys(this.#spec.items).map((key) => own.get(key) ?? new Map<string, Sum>()),
    );
    const of = (kind: string): Sum => plus(...all.map((standing) => standing.get(kind) ?? NO));
    return { asked: less(constant(all.length), of("!ikke_spurt")), missing: of("!ikke_svart") };
  }

  // ---- Published numbers.

  #inSubset(subset: string, at: number): Sum {
    if (subset === "alle" || subset === "virksomheter") return YES;
    return this.#and(
      subset.split("+").map((name) => {
        const not = name.startsWith("ikke-") && this.#spec.subsets?.[name] === undefined;
        const plain = not ? name.slice("ikke-".length) : name;
        const when = this.#spec.subsets?.[plain]?.when ?? this.#selections[plain];
        if (!when) throw new Error(`There is no subset ${name}.`);
        const { yes, no } = this.#truth(when, at);
        return not ? no : yes;
      }),
    );
  }

  #inCell(items: readonly string[], cell: readonly string[], at: number): Sum {
    return this.#and(
      items.map((key, i) => {
        const part = cell[i]!;
        if (part === "*") return YES;
        const options = part.split("|");
        const placed = this.#rows[at]!.place[key];
        return placed !== undefined
          ? constant(Number(options.includes(placed)))
          : this.#any(key, options, at);
      }),
    );
  }

  /** What an address counts and what it counts among, or null for what rests on no answer that is not seen. */
  at(address: string): { readonly n: Sum; readonly base: Sum | null } | null {
    const [, subset = "", itemText = "", cellText = "", statistic = ""] = address.split("/");
    const items = itemText.split("×");
    const cell = cellText.split("×");
    const all = [...this.#rows.keys()];
    const isKnown = (key: string) =>
      this.#spec.items[key] !== undefined || this.#spec.recodes?.[key] !== undefined;
    if (!items.every(isKnown) || ["utvalg", "skjema", "logg"].includes(subset)) return null;
    const isIn = (at: number): Sum => this.#and([this.#inSubset(subset, at), this.#inCell(items, cell, at)]);
    const groups = (key: string): Sum => {
      const values = [...new Set(this.#rows.map(({ place }) => place[key]!))];
      return plus(
        ...values.map((value) =>
          this.#or(all.filter((at) => this.#rows[at]!.place[key] === value).map((at) => isIn(at))),
        ),
      );
    };
    if (statistic === "distinct" && items.length === 1) return { n: groups(items[0]!), base: null };
    if (subset === "virksomheter") return { n: groups("virksomhet"), base: null };
    const among = cell
      .flatMap((part) => part.split("|"))
      .some((part) => isMissing(part) && !this.#hasOption(items, part));
    const base = this.#baseOf(subset, items, among);
    // The bounds of a share follow from its count and from how many have not answered.
    if (["count", "share", "rank", "least", "most"].includes(statistic))
      return { n: plus(...all.map(isIn)), base };
    if (statistic === "answered")
      return {
        n: plus(
          ...all.map((at) =>
            this.#and([this.#inSubset(subset, at), ...items.map((key) => this.#answeredOrPlaced(key, at))]),
          ),
        ),
        base: null,
      };
    return { n: base, base: null };
  }

  #answeredOrPlaced(key: string, at: number): Sum {
    return this.#rows[at]!.place[key] !== undefined || this.#spec.items[key]?.kind === "text"
      ? YES
      : this.#answered(key, at);
  }

  #hasOption(items: readonly string[], option: string): boolean {
    return items.some((key) => Object.hasOwn(this.#spec.items[key]?.options ?? {}, option));
  }

  /** @param all Those who have not answered are counted among all who were asked. */
  #baseOf(subset: string, items: readonly string[], all: boolean): Sum {
    return plus(
      ...[...this.#rows.keys()].map((at) =>
        this.#and([
          this.#inSubset(subset, at),
          ...items.map((key) => {
            const { base } = this.#spec.recodes?.[key] ?? this.#spec.items[key]!;
            if (this.#rows[at]!.place[key] !== undefined) return YES;
            return base === "answered" && !all ? this.#answered(key, at) : less(YES, this.#notAsked(key, at));
          }),
        ]),
      ),
    );
  }

  /** Says that a sum is what it is, as a reader of the publication knows. */
  publish(sum: Sum): void {
    if (sum.of.size > 0) this.#demand(less(sum, constant(this.valueOf(sum))), "=");
  }

  /** What a sum is in the answers as they are. */
  valueOf({ n, of }: Sum): number {
    return [...of].reduce((value, [variable, factor]) => value + factor * this.#true[variable]!, n);
  }

  #demand(sum: Sum, relation: "=" | "<=" | ">="): void {
    const value = this.valueOf(sum);
    if (relation === "=" ? value !== 0 : relation === "<=" ? value > 0 : value < 0)
      throw new Error(
        `The answers as they are must meet every demand, but ${print(sum)} ${relation} 0 fails.`,
      );
    if (sum.of.size > 0) this.#constraints.push({ sum, relation });
  }

  // ---- Secrets.

  /** The classes of an amount between all limits that anything published names; none for what is no amount. */
  classesOf(key: string): readonly string[] {
    return this.#spec.items[key]?.kind === "amount" ? this.#optionsOf(key) : [];
  }

  /** How many of some rows have an option. */
  having(key: string, option: string, rows: readonly number[]): Sum {
    return plus(...rows.map((at) => this.#any(key, [option], at)));
  }

  /**
   * Every answer of a row that is not seen, with the variables that are otherwise only where it is; and those that are
   * only where one of two answers is.
   */
  unseen(): {
    readonly cells: readonly {
      readonly at: number;
      readonly key: string;
      readonly variables: readonly number[];
    }[];
    readonly together: readonly {
      readonly variable: number;
      readonly at: number;
      readonly keys: readonly string[];
    }[];
  } {
    const cells = this.#rows.flatMap(({ answers, place }, at) =>
      Object.keys(this.#spec.items).flatMap((key) => {
        if (answers.has(key) || place[key] !== undefined) return [];
        const standing = [...this.#standings[at]!.get(key)!.values()];
        return [{ at, key, variables: standing.flatMap(({ of }) => [...of.keys()]) }];
      }),
    );
    return { cells, together: this.#openedBy };
  }

  /** All of it as sums of zeros and ones, with the answers as they are. */
  asProgram(): {
    readonly truth: readonly number[];
    readonly constraints: readonly {
      readonly n: number;
      readonly of: readonly (readonly [number, number])[];
      readonly relation: string;
    }[];
  } {
    const constraints = this.#constraints.map(({ sum: { n, of }, relation }) => ({
      n,
      of: [...of],
      relation,
    }));
    return { truth: this.#true, constraints };
  }
}

function print({ n, of }: Sum): string {
  const terms = [...of]
    .sort(([a], [b]) => a - b)
    .map(([variable, factor]) => `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} x${variable}`);
  return [...terms, ...(n === 0 ? [] : [`${n < 0 ? "-" : "+"} ${Math.abs(n)}`])].join(" ") || "0";
}
