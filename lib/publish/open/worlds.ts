import { type Address, parseAddress } from "../../numbers/address/parseAddress.js";
import { isAmount } from "../../numbers/values/printers.js";
import { FRAME, isOfBodies } from "../../numbers/worlds/units.js";
import { isWorld, worldOf } from "../../numbers/worlds/worlds.js";
import type { Answers } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { outcomeOf } from "../../survey/intake/editRules.js";
import { groupsOf, outcomeOfGroup } from "../../survey/intake/groupRules.js";
import type { FieldValue } from "../../survey/intake/row.js";
import { itemsOf as itemsOfStatement } from "../../survey/questionnaire/checkKnowledge.js";
import { atomsOf, itemsOf } from "../../survey/questionnaire/conditionParts.js";
import {
  hasOption,
  isAsked,
  missingOf,
  type RowReader,
  truthOf,
} from "../../survey/questionnaire/conditions.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { recodeRow } from "../../survey/questionnaire/recodeRow.js";
import type {
  Condition,
  GroupRule,
  GroupStatement,
  ItemDefinition,
  Questionnaire,
  RecodeSpec,
} from "../../survey/questionnaire/types.js";
import { sourcesOf } from "./publicAnswers.js";
import type { Publication } from "./publication.js";

/** Some rows that hold something else than they do: place of the row → what stands there. */
export type World = ReadonlyMap<number, RowReader>;

/** What a published address tells of each row; the number is a sum over rows, so equal tellings give equal numbers. */
interface Fact {
  readonly address: string;
  /** Items of the form that it rests on; null for all of them. */
  readonly items: ReadonlySet<string> | null;
  /** Whether it asks where a tiltak is placed. */
  readonly placed: boolean;
  readonly tells: (row: RowReader) => string;
  /** Whether a row is of the place that the number is of, if it is of one. */
  readonly placesIt: (row: RowReader) => boolean;
  /** Whether a row is in the number; of a rule, whether it breaks it. */
  readonly counts: (row: RowReader) => boolean;
}

const itemOf = new Map<string, string>();

/** The item whose answer a column holds, as `item` or `item__part`. Kept: it is asked for in each world that is tried. */
function itemOfColumn(column: string): string {
  let item = itemOf.get(column);
  if (item === undefined) {
    [item = ""] = column.split("__");
    itemOf.set(column, item);
  }
  return item;
}

/** An edit rule, or the routing to an item. */
interface Check {
  readonly key: string;
  readonly items: ReadonlySet<string>;
  readonly breaks: (row: RowReader) => boolean;
  /** Whether it is published how many rows break it. */
  readonly isCounted: boolean;
}

/** A published number of groups that have a row of a kind: bodies with such a tiltak, ministries that there are. */
interface Gathering {
  readonly address: string;
  readonly items: ReadonlySet<string>;
  /** The item whose answers the groups are, where they are bodies or ministries that have such a row. */
  readonly place: ItemDefinition | null;
  readonly groups: (row: RowReader) => readonly string[];
  /** The groups of every row as it is. */
  readonly now: readonly (readonly string[])[];
}

/**
 * Tells whether the answers could have been others without any published number being another. What differs between
 * two such worlds, nobody can tell from what is published.
 *
 * Known to everyone is taken to be: every number of the publication with its base, how many answered each item, how many
 * tiltak each body and each ministry has, the edit rules, and the form's routing.
 */
export class Worlds {
  readonly rows: readonly RowReader[];
  readonly questionnaire: Questionnaire;
  readonly facts: readonly Fact[];
  readonly gatherings: readonly Gathering[];
  /** What can be wrong with the answers of a row together. */
  readonly checks: readonly Check[];
  /** Items of which amounts are published: of public rows, so that a hidden one of them could be worked out. */
  readonly #summed: ReadonlySet<string>;
  /** The rules about a body's rows together of which a number is published. */
  readonly #together: readonly GroupRule[];

  constructor(answers: Answers, { addresses, selections }: Publication) {
    const { questionnaire } = answers;
    this.questionnaire = questionnaire;
    this.rows = rowsOf(answers.all);
    const read = [...new Set(addresses)]
      .map((text) => ({ text, address: parseAddress(text) }))
      .filter(({ address }) => address.year === answers.year);
    const ofAnswers = read.filter(({ address }) => address.subset !== FRAME && worldOf(address).countsUnits);
    const answered = Object.keys(questionnaire.items).map((key) => `${answers.year}/alle/${key}/*/answered`);
    const facts = new Map<string, Fact>();
    const gatherings: Gathering[] = [];
    const summed = new Set<string>();
    for (const { text, address } of [
      ...ofAnswers,
      ...answered.map((text) => ({ text, address: parseAddress(text) })),
    ]) {
      if (isAmount(address.statistic)) summed.add(address.items.at(-1) as string);
      if (isOfBodies(address) || address.statistic === "distinct")
        gatherings.push(...this.#gatheringsOf(text, address, selections));
      if (isWorld(address) && address.subset !== "alle") continue;
      const fact = factOf(text, address, selections, questionnaire);
      const { subset, items, cell, statistic } = address;
      const how = [statistic === "unknown", tellsWhoAnswered(address, questionnaire)];
      facts.set(`${subset} ${items} ${cell.join(" ")} ${how}`, fact);
    }
    const tried = read.filter(
      ({ address: { subset, items } }) => subset === "kontroll" && items[0] === "regel",
    );
    for (const { text, address } of tried)
      for (const [rule, fact] of factsOfRules(text, address, questionnaire)) facts.set(`regel ${rule}`, fact);
    this.#together = groupRulesIn(tried, questionnaire);
    // Those that most other answers contradict come first: it is enough to find one.
    this.facts = [...facts.values()].sort((a, b) => Number(a.placed) - Number(b.placed));
    this.gatherings = gatherings;
    this.checks = checksOf(questionnaire).map((check) => ({
      ...check,
      isCounted: facts.has(`regel ${check.key}`),
    }));
    this.#summed = summed;
  }

  /** A published number that rests on an item, one that asks for places before others; null when none does. */
  addressOn(item: string): string | null {
    const about = this.facts.filter(({ items }) => restsOn(items, sourcesOf(item, this.questionnaire)));
    return (about.find(({ placed }) => placed) ?? about[0])?.address ?? null;
  }

  /** The items that stand together with any of some items in a published number or in an edit rule. */
  beside(keys: ReadonlySet<string>): Set<string> {
    const together = [
      ...this.facts.flatMap(({ items }) => (items ? [[...items]] : [])),
      ...this.questionnaire.rules.map(({ items }) => [...items]),
    ];
    return new Set(together.filter((items) => items.some((key) => keys.has(key))).flat());
  }

  /** Items that are asked because of an answer to an item. */
  routedBy(key: string): string[] {
    const next = Object.values(this.questionnaire.items)
      .filter(({ asked }) => asked !== null && itemsOf(asked).includes(key))
      .map((item) => item.key);
    return [...next, ...next.flatMap((item) => this.routedBy(item))];
  }

  /** The items that decide whether a tiltak may be published: of withheld ones their answers are no secret. */
  itemsOfPublishing(): Set<string> {
    const { mayBePublished } = this.questionnaire;
    return new Set(mayBePublished ? itemsOf(mayBePublished) : []);
  }

  /** Whether an item's answers of a withheld tiltak are looked at as a secret: not texts, nor where it is placed. */
  canBeHidden(key: string): boolean {
    const q = this.questionnaire;
    const item = q.items[key];
    return (
      item !== undefined &&
      item.kind !== "agency" &&
      item.kind !== "text" &&
      item !== q.ministry &&
      !this.itemsOfPublishing().has(key) &&
      !this.isSummed(key)
    );
  }

  /** Whether some amount of an item is published, so that one that is kept back could be worked out. */
  isSummed(key: string): boolean {
    return this.#summed.has(key);
  }

  /** A row with some items answered as in another. */
  mixed(base: RowReader, keys: ReadonlySet<string>, other: RowReader): RowReader {
    return this.#overridden(base, keys, (column) => other(column));
  }

  /** A row with one item answered as given by columns. */
  answered(base: RowReader, key: string, columns: Readonly<Record<string, unknown>>): RowReader {
    return this.#overridden(base, new Set([key]), (column) =>
      Object.hasOwn(columns, column) ? columns[column] : base(column),
    );
  }

  #overridden(base: RowReader, keys: ReadonlySet<string>, other: RowReader): RowReader {
    const questionnaire = this.questionnaire;
    const recoded = this.#recodedFrom(keys);
    const made = new Map<string, ReturnType<typeof recodeRow>>();
    const row: RowReader = (column) => {
      const item = itemOfColumn(column);
      if (keys.has(item)) return other(column);
      const recode = recoded.get(item);
      if (!recode) return base(column);
      let value = made.get(item);
      if (!value) {
        value = recodeRow(recode, row, questionnaire);
        made.set(item, value);
      }
      return column === item ? value.option : value.missing;
    };
    return row;
  }

  readonly #recoded = new Map<string, ReadonlyMap<string, RecodeSpec>>();

  /** The recodes that rest on any of some items. */
  #recodedFrom(keys: ReadonlySet<string>): ReadonlyMap<string, RecodeSpec> {
    const name = [...keys].join();
    const known = this.#recoded.get(name);
    if (known) return known;
    const { recodes } = this.questionnaire;
    const resting = Object.entries(recodes).flatMap(([key, { recode }]) =>
      recode && sourcesOf(key, this.questionnaire).some((source) => keys.has(source))
        ? [[key, recode] as const]
        : [],
    );
    const made = new Map(resting);
    this.#recoded.set(name, made);
    return made;
  }

  /** What is wrong with the answers of a row together: edit rules that are broken, items that are asked and have none. */
  faults(row: RowReader): string[] {
    return this.checks.filter(({ breaks }) => breaks(row)).map(({ key }) => key);
  }

  /**
   * Whether the same numbers would be published in a world.
   * @param keys The items that are answered otherwise in it.
   */
  isSame(world: World, keys: readonly string[]): boolean {
    const places = [...world.keys()];
    for (const fact of this.#restingOn(keys)) {
      const before = places.map((place) => this.#tellsNow(fact, place)).sort();
      const after = places.map((place) => fact.tells(world.get(place) as RowReader)).sort();
      if (before.some((told, i) => told !== after[i])) return false;
    }
    if (!this.#together.every((rule) => this.#comesToSame(rule, world, keys))) return false;
    return this.gatherings.every((gathering) => {
      if (!restsOn(gathering.items, keys)) return true;
      const after = new Map(places.map((place) => [place, gathering.groups(world.get(place) as RowReader)]));
      if (places.every((place) => String(after.get(place)) === String(gathering.now[place]))) return true;
      const there = new Set(gathering.now.flatMap((groups, place) => after.get(place) ?? groups));
      return there.size === new Set(gathering.now.flat()).size;
    });
  }

  /** Whether a rule about the rows of each body comes to the same, for as many bodies. */
  #comesToSame({ must }: GroupRule, world: World, keys: readonly string[]): boolean {
    const key = this.questionnaire.body?.key;
    if (key === undefined || !restsOn(itemsOfGroup(must), keys)) return true;
    const bodyOf = (place: number): string => String(this.rows[place]?.(key));
    const touched = new Set([...world.keys()].map(bodyOf));
    const places = this.rows.map((_, place) => place).filter((place) => touched.has(bodyOf(place)));
    const outcomes = (rowAt: (place: number) => RowReader): string =>
      groupsOf(places, "body", bodyOf)
        .map((group) =>
          outcomeOfGroup(
            must,
            group.map((place) => valuesOf(rowAt(place))),
          ),
        )
        .sort()
        .join();
    const now = (place: number): RowReader => this.rows[place] as RowReader;
    return outcomes(now) === outcomes((place) => world.get(place) ?? now(place));
  }

  /** The items that published numbers of a row's own body or ministry ask for. */
  askedOf(row: RowReader): ReadonlySet<string> {
    const q = this.questionnaire;
    const isPlace = (key: string): boolean => key === q.body?.key || key === q.ministry?.key;
    const own = this.facts.filter(({ address, items, placesIt }) => {
      if (items === null || !placesIt(row)) return false;
      const { items: crossed, cell } = parseAddress(address);
      return crossed.some((key, i) => isPlace(key) && cell[i] !== "*");
    });
    return new Set(own.flatMap(({ items }) => [...(items ?? [])]).filter((key) => !isPlace(key)));
  }

  readonly #resting = new Map<string, readonly Fact[]>();
  readonly #now = new Map<Fact, Map<number, string>>();

  #restingOn(keys: readonly string[]): readonly Fact[] {
    const name = keys.join();
    const facts = this.#resting.get(name) ?? this.facts.filter(({ items }) => restsOn(items, keys));
    this.#resting.set(name, facts);
    return facts;
  }

  #tellsNow(fact: Fact, place: number): string {
    const known = this.#now.get(fact) ?? new Map<number, string>();
    this.#now.set(fact, known);
    const told = known.get(place) ?? fact.tells(this.rows[place] as RowReader);
    known.set(place, told);
    return told;
  }

  #gatheringsOf(text: string, address: Address, selections: Publication["selections"]): Gathering[] {
    const q = this.questionnaire;
    const definitions = address.items.map((key) => findItem(q, key));
    // Columns of the frame are no answers.
    if (definitions.some((item) => item === undefined)) return [];
    const items = definitions as ItemDefinition[];
    const conditions = conditionsOf(address, selections, q);
    const sources = new Set([
      ...address.items.flatMap((key) => sourcesOf(key, q)),
      ...(conditions ?? []).flatMap((when) => sourcesIn(when, q)),
    ]);
    const isIn = (row: RowReader, from: number): boolean =>
      (conditions ?? []).every((when) => truthOf(when, row, q) === true) &&
      items.slice(from).every((item, i) => inCell(row, item, address.cell[i + from] ?? "*"));
    const make = (groups: Gathering["groups"], place: ItemDefinition | null): Gathering => ({
      address: text,
      items: sources,
      place,
      groups,
      now: this.rows.map(groups),
    });
    const [first] = items as [ItemDefinition];
    const optionsIn = (row: RowReader): string[] =>
      first.kind === "agency"
        ? [String(row(first.key))]
        : first.options.filter(({ key }) => hasOption(row, first, key)).map(({ key }) => key);
    const isPlace = first === q.body || first === q.ministry;
    if (!isOfBodies(address))
      return [make((row) => (isIn(row, 1) ? optionsIn(row) : []), isPlace ? first : null)];
    const body = (row: RowReader): string => (q.body ? String(row(q.body.key)) : "");
    if (address.statistic !== "distinct") return [make((row) => (isIn(row, 0) ? [body(row)] : []), q.body)];
    return first.options.map(({ key }) =>
      make((row) => (isIn(row, 1) && hasOption(row, first, key) ? [body(row)] : []), null),
    );
  }
}

function checksOf(q: Questionnaire): Omit<Check, "isCounted">[] {
  const routing = Object.values(q.items).flatMap(({ key, asked: when }): Omit<Check, "isCounted">[] => {
    if (when === null) return [];
    const breaks = (row: RowReader): boolean => {
      const asked = truthOf(when, row, q);
      return typeof asked === "boolean" && asked === (missingOf(row, key) === "ikke_spurt");
    };
    return [{ key, items: new Set([key, ...sourcesIn(when, q)]), breaks }];
  });
  const rules = q.rules.map((rule) => ({
    key: rule.key,
    items: new Set(rule.items),
    breaks: (row: RowReader) => outcomeOf(rule, valuesOf(row)) === "broken",
  }));
  return [...routing, ...rules];
}

/** What a number of an edit rule tells of each row: what the rule comes to there. */
function factsOfRules(text: string, { cell: [part = "*"] }: Address, q: Questionnaire) {
  return q.rules
    .filter(({ key }) => part === "*" || part.includes(key))
    .map((rule): [string, Fact] => [
      rule.key,
      {
        address: text,
        items: new Set<string>(rule.items),
        placed: false,
        placesIt: () => true,
        counts: (row) => outcomeOf(rule, valuesOf(row)) === "broken",
        tells: (row) => outcomeOf(rule, valuesOf(row)),
      },
    ]);
}

function groupRulesIn(
  tried: readonly { readonly address: Address }[],
  { spec }: Questionnaire,
): readonly GroupRule[] {
  return (spec.groupRules ?? []).filter(({ key }) =>
    tried.some(({ address: { cell } }) => cell[0] === "*" || cell[0]?.includes(key)),
  );
}

function itemsOfGroup(must: GroupStatement): Set<string> {
  if ("sum" in must) return new Set([must.sum]);
  const about = "count" in must ? must.count : must.share;
  return new Set(about === "all" ? [] : itemsOfStatement(about));
}

/** The answers of a row as rules read them. */
function valuesOf(row: RowReader): Readonly<Record<string, FieldValue>> {
  return new Proxy({}, { get: (_, column) => readOr(row, String(column)) });
}

function factOf(
  text: string,
  address: Address,
  selections: Publication["selections"],
  q: Questionnaire,
): Fact {
  const conditions = conditionsOf(address, selections, q);
  const definitions = address.items.map((key) => findItem(q, key));
  if (conditions === null || definitions.some((item) => item === undefined)) {
    // A recode or a selection of a cell's own, of which nothing is known here: it may rest on everything.
    const all = Object.keys(q.items);
    return {
      address: text,
      items: null,
      placed: true,
      placesIt: () => true,
      counts: () => false,
      tells: (row) => JSON.stringify(all.map((key) => tellsOf(row, findItem(q, key) as ItemDefinition))),
    };
  }
  const items = definitions as ItemDefinition[];
  const isPlace = (key: string): boolean => key === q.body?.key || key === q.ministry?.key;
  const placed =
    conditions.flatMap(atomsOf).some((atom) => asksPlace(atom, q)) ||
    address.items.some((key, i) => isPlace(key) && (address.cell[i] !== "*" || address.statistic === "rank"));
  // Of a row that is not in the subset nothing is told, but how many there are of whom nobody knows where that is published.
  const tells = (row: RowReader): string => {
    const truths = conditions.map((when) => truthOf(when, row, q));
    if (truths.every((truth) => truth === true))
      return `1${items.map((item, i) => standing(row, item, address, i, q)).join("")}`;
    return address.statistic === "unknown" && !truths.includes(false) ? "?" : "0";
  };
  return {
    address: text,
    items: new Set([
      ...address.items.flatMap((key) => sourcesOf(key, q)),
      ...conditions.flatMap((when) => sourcesIn(when, q)),
    ]),
    placed,
    tells,
    placesIt: (row) =>
      items.every((item, i) => !isPlace(item.key) || inCell(row, item, address.cell[i] ?? "*")),
    counts: (row) =>
      conditions.every((when) => truthOf(when, row, q) === true) &&
      items.every((item, i) => inCell(row, item, address.cell[i] ?? "*")),
  };
}

function asksPlace(atom: Condition, q: Questionnaire): boolean {
  return (
    "frame" in atom ||
    ("item" in atom && sourcesOf(atom.item, q).some((key) => key === q.body?.key || key === q.ministry?.key))
  );
}

/** Whether a number, or its base, tells those who have not answered from those who have: not where all asked are its base. */
function tellsWhoAnswered({ items, statistic }: Address, q: Questionnaire): boolean {
  const [only = "", ...others] = items;
  const isPlain = ["count", "share", "base"].includes(statistic) && others.length === 0;
  return !isPlain || findItem(q, only)?.base !== "asked";
}

/** How a row stands to one item of an address: in the cell, not in it, not answered, not asked, or nobody knows. */
function standing(
  row: RowReader,
  item: ItemDefinition,
  address: Address,
  i: number,
  q: Questionnaire,
): string {
  const part = address.cell[i] ?? "*";
  // A rank is among all options, so that each of them counts.
  if (address.statistic === "rank") return `${tellsOf(row, item)};`;
  const missing = missingOf(row, item.key);
  const has = inCell(row, item, part);
  const isTold = tellsWhoAnswered(address, q);
  if (missing === null || (missing !== "ikke_spurt" && !isTold)) return has ? "a" : "b";
  if (missing !== "ikke_spurt") return has && part !== "*" ? "c" : "d";
  return isAsked(row, item, q) === false ? "e" : "f";
}

function inCell(row: RowReader, item: ItemDefinition, part: readonly string[] | "*"): boolean {
  return part === "*" || part.some((option) => hasOption(row, item, option));
}

function tellsOf(row: RowReader, item: ItemDefinition): string {
  const missing = missingOf(row, item.key);
  if (missing !== null) return `!${missing}`;
  if (item.kind !== "multiple") return String(row(item.key));
  return item.options
    .filter(({ key }) => hasOption(row, item, key))
    .map(({ key }) => key)
    .join();
}

/** Null when the subset names a selection of which nothing is known. */
function conditionsOf(
  address: Address,
  selections: Publication["selections"],
  q: Questionnaire,
): Condition[] | null {
  if (isWorld(address)) return [];
  const conditions = address.subset.split("+").map((part) => {
    const name = part.replace(/^ikke-/, "");
    const when = q.subsets[name]?.when ?? selections[name];
    return when && name !== part ? { not: when } : when;
  });
  return conditions.every((when) => when !== undefined) ? (conditions as Condition[]) : null;
}

function sourcesIn(condition: Condition, q: Questionnaire): string[] {
  return atomsOf(condition).flatMap((atom) => ("item" in atom ? sourcesOf(atom.item, q) : []));
}

function restsOn(items: ReadonlySet<string> | null, keys: readonly string[]): boolean {
  return items === null || keys.some((key) => items.has(key));
}

function readOr(row: RowReader, column: string): unknown {
  try {
    return row(column);
  } catch {
    return undefined;
  }
}
