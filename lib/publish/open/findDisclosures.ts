import { parseAddress } from "../../numbers/address/parseAddress.js";
import type { Answers } from "../../survey/answers/answers.js";
import { hasOption, type RowReader } from "../../survey/questionnaire/conditions.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { type ItemDefinition, isNumeric } from "../../survey/questionnaire/types.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";
import type { Choice } from "./chosen.js";
import { type KeptBack, sourcesOf } from "./publicAnswers.js";
import type { Publication } from "./publication.js";
import { type World, Worlds } from "./worlds.js";

/** An answer of one or two withheld tiltak of a body or ministry that the published numbers, less the public rows, tell. */
export interface Disclosure {
  /** The ministry's or the body's key; null when it is told of every withheld tiltak. */
  readonly place: string | null;
  /** Withheld tiltak there. */
  readonly withheld: number;
  /** What is told: an item's option, or that they are in a published number. */
  readonly item: string;
  readonly option: string | null;
  /** How many of them have the option, or are in the number: known for certain. */
  readonly known: number;
  /** The published number that tells it, or one that it rests on. */
  readonly address: string;
}

/**
 * Which answers of one or two withheld tiltak, placed with a body or a ministry, follow from all that is published.
 *
 * An answer is safe when there is another world: other answers, with which every published number would be what it is,
 * and in which the withheld tiltak of that place have answered otherwise. Three kinds of answers have none:
 * - those that a number of a place tells: the public rows there, taken from it, leave nothing open; of three and more
 *   withheld tiltak there, only that all or none of them are counted, which tells it of each;
 * - those in which no withheld tiltak of another place differs, so that the difference between a total and the public rows
 *   tells it of each. With one or two withheld tiltak in all, that is every answer that is counted.
 *
 * What opens them is an exchange: a public tiltak whose answers are kept back may have answered as a withheld one, and
 * that one as it, when no published number would be another and no edit rule be broken. What all withheld tiltak have
 * answered alike is opened only by one of which no number of its own place tells: else it hides those of its place alone.
 *
 * A total of none, or of all, tells of everybody by itself: that is no difference, and no row can hide it.
 * @param keptBack Answers of public rows that are not shown.
 */
export function findDisclosures(
  answers: Answers,
  publication: Publication,
  keptBack: KeptBack = new Map(),
): Disclosure[] {
  const attack = new Attack(answers, publication);
  const covers = attack.coversOf(keptBack);
  return attack.secrets().filter((secret) => !covers.some((cover) => attack.opens(cover, secret)));
}

/** Of so many withheld tiltak of a place, an answer is told by what is told of them together. */
const FEW = 2;

/** Answers of a public row that are kept back. */
export interface Cover {
  readonly row: number;
  readonly keys: readonly string[];
}

/** What is told as long as nothing is kept back, and how to see whether it is otherwise. */
export interface Secret extends Disclosure {
  /** The items of the form that it rests on. */
  readonly sources: readonly string[];
  /** The ministries and bodies of whose withheld tiltak it is told. */
  readonly places: readonly string[];
  /** The withheld tiltak of each ministry or body of whose one or two it is told. */
  readonly told: readonly (readonly number[])[];
  /** The withheld tiltak with which an exchange opens it. */
  readonly among: readonly number[];
  readonly holds: (row: RowReader) => boolean;
}

/** What `findDisclosures` and `protect` ask, with what was found out kept for the next asking. */
export class Attack {
  readonly answers: Answers;
  readonly rows: readonly RowReader[];
  readonly worlds: Worlds;
  readonly withheld: readonly number[];
  readonly #exchanges = new Map<string, RowReader | null>();
  readonly #askedAt = new Map<number, ReadonlySet<string>>();
  #places: ReadonlyMap<string, number> | undefined;

  constructor(answers: Answers, publication: Publication) {
    this.answers = answers;
    this.worlds = new Worlds(answers, publication);
    this.rows = this.worlds.rows;
    this.withheld = [...this.rows.keys()].filter((place) =>
      isWithheld(this.rows[place] as RowReader, answers.questionnaire),
    );
  }

  secrets(): Secret[] {
    return [...this.#ofPlaces(), ...this.#ofGatherings(), ...this.#ofAll(), ...this.#ofAmounts()];
  }

  coversOf(keptBack: KeptBack): Cover[] {
    return [...keptBack].flatMap(([id, keys]) => {
      const row = this.#placeOf(id) as number;
      // A record may cover several secrets, each with some of what is kept back of it; what is shown covers none.
      const together = [...keys].map((key) => this.closureOf([key]).filter((other) => keys.has(other)));
      return [[...keys], ...together].map((some) => ({ row, keys: some }));
    });
  }

  /**
   * The worlds of a choice that are possible: only withheld tiltak and what is kept back are otherwise there, each answer
   * is one that some tiltak gave, nothing is wrong with the answers together that is not as it is, and the same numbers
   * would be published.
   */
  worldsOf({ worlds }: Choice, keptBack: KeptBack): World[] {
    return worlds.flatMap((written) => this.#worldOf(written, keptBack) ?? []);
  }

  #worldOf(written: Choice["worlds"][number], keptBack: KeptBack): World | null {
    const world = new Map<number, RowReader>();
    const changed = new Set<string>();
    for (const [id, answers] of Object.entries(written)) {
      const place = this.#placeOf(id);
      const now = place === null ? undefined : this.rows[place];
      if (place === null || !now) return null;
      const isUnseen = (key: string): boolean =>
        this.worlds.canBeHidden(key) &&
        (this.withheld.includes(place) || keptBack.get(id)?.has(key) === true);
      let row = now;
      for (const [key, as] of Object.entries(answers)) {
        const other = this.#placeOf(as);
        if (other === null || !isUnseen(key)) return null;
        row = this.worlds.mixed(row, new Set([key]), this.rows[other] as RowReader);
        changed.add(key);
      }
      // Of a rule of which it is published how often it is broken, that is enough.
      if (this.worlds.checks.some(({ isCounted, breaks }) => !isCounted && breaks(row) && !breaks(now)))
        return null;
      world.set(place, row);
    }
    return this.worlds.isSame(world, [...changed]) ? world : null;
  }

  #placeOf(id: string): number | null {
    this.#places ??= new Map(this.rows.map((row, place) => [String(row("id")), place]));
    return this.#places.get(id) ?? null;
  }

  /** Whether some world lets a secret be otherwise, at each place of whose withheld tiltak it is told. */
  opensIn(worlds: readonly World[], { told, holds }: Secret): boolean {
    const now = (row: number): RowReader => this.rows[row] as RowReader;
    const count = (rows: readonly number[], world?: World): number =>
      rows.filter((row) => holds(world?.get(row) ?? now(row))).length;
    return told.every((rows) => worlds.some((world) => count(rows, world) !== count(rows)));
  }

  /** Items with those that are asked because of an answer to them, and so tell it. */
  closureOf(keys: readonly string[]): string[] {
    return [...new Set(keys.flatMap((key) => [key, ...this.worlds.routedBy(key)]))];
  }

  /** The items that stand together with some in a published number or in an edit rule. */
  beside(keys: readonly string[]): string[] {
    return [...this.worlds.beside(new Set(keys))];
  }

  /** Whether what is kept back lets a secret be otherwise. */
  opens(cover: Cover, secret: Secret): boolean {
    if (!secret.sources.some((key) => cover.keys.includes(key))) return false;
    // Where a number of its own place tells that it is this one that is hidden there, it hides no tiltak of another.
    if (this.#isTiedElsewhere(cover, secret)) return false;
    return secret.among.some((withheld) => {
      const before = this.rows[withheld] as RowReader;
      // Taking something else from the public row must be possible at all before it is looked at closely.
      if (
        secret.holds(this.worlds.mixed(before, new Set(cover.keys), this.rows[cover.row] as RowReader)) ===
        secret.holds(before)
      )
        return false;
      return this.#exchange(cover, withheld) !== null;
    });
  }

  #isTiedElsewhere({ row }: Cover, { sources, places }: Secret): boolean {
    const { ministry, body } = this.answers.questionnaire;
    const own = [ministry, body].map((item) => item && String((this.rows[row] as RowReader)(item.key)));
    if (places.every((place) => own.includes(place))) return false;
    let asked = this.#askedAt.get(row);
    if (!asked) {
      asked = this.worlds.askedOf(this.rows[row] as RowReader);
      this.#askedAt.set(row, asked);
    }
    return sources.some((key) => asked.has(key));
  }

  /** What a withheld tiltak would have answered after an exchange that nothing published tells; null when something does. */
  #exchange({ row: open, keys }: Cover, withheld: number): RowReader | null {
    const name = `${open} ${withheld} ${[...keys].sort()}`;
    let made = this.#exchanges.get(name);
    if (made === undefined) {
      made = this.#tryExchange(open, withheld, keys);
      this.#exchanges.set(name, made);
    }
    return made;
  }

  #tryExchange(open: number, withheld: number, keys: readonly string[]): RowReader | null {
    const worlds = this.worlds;
    if (keys.some((key) => worlds.isSummed(key))) return null;
    const asked = new Set(keys);
    const shown = this.rows[open] as RowReader;
    const secret = this.rows[withheld] as RowReader;
    const openRow = worlds.mixed(shown, asked, secret);
    const withheldRow = worlds.mixed(secret, asked, shown);
    const faults = new Set([shown, secret].flatMap((row) => worlds.faults(row)));
    if ([openRow, withheldRow].some((row) => worlds.faults(row).some((fault) => !faults.has(fault))))
      return null;
    const world = new Map([
      [open, openRow],
      [withheld, withheldRow],
    ]);
    return worlds.isSame(world, keys) ? withheldRow : null;
  }

  /** Withheld tiltak by ministry and by body, where there are one or two. */
  groups(): Map<string, number[]> {
    const { ministry, body } = this.answers.questionnaire;
    const groups = [ministry, body].flatMap((item) => (item ? [...this.#groupsBy(item.key)] : []));
    return new Map(groups.filter(([, members]) => members.length <= FEW));
  }

  /** Withheld tiltak by an item that places them. */
  #groupsBy(key: string): Map<string, number[]> {
    const groups = new Map<string, number[]>();
    for (const row of this.withheld) {
      const name = String((this.rows[row] as RowReader)(key));
      groups.set(name, [...(groups.get(name) ?? []), row]);
    }
    return groups;
  }

  /** Numbers of one place. */
  #ofPlaces(): Secret[] {
    const { questionnaire: q } = this.answers;
    const isPlace = (key: string): boolean => key === q.ministry?.key || key === q.body?.key;
    const facts = this.worlds.facts.filter(({ placed, items }) => placed && items !== null);
    return facts.flatMap(({ address, items, placesIt, counts }): Secret[] => {
      const parsed = parseAddress(address);
      if (!parsed.items.some((key, i) => isPlace(key) && parsed.cell[i] !== "*")) return [];
      const sources = [...(items ?? [])].filter((key) => !isPlace(key));
      const among = this.withheld.filter((place) => placesIt(this.rows[place] as RowReader));
      const known = among.filter((place) => counts(this.rows[place] as RowReader)).length;
      // Of many together only that all or none of them are counted tells of each.
      const isAlike = known === 0 || known === among.length;
      const told =
        among.length <= FEW
          ? [among]
          : [...this.groups().values()].filter((few) => isAlike && few.every((row) => among.includes(row)));
      if (sources.length === 0 || among.length === 0 || told.length === 0) return [];
      const place = parsed.items.flatMap((key, i) => (isPlace(key) ? parsed.cell[i] : [])).join("|");
      return [
        {
          place,
          withheld: among.length,
          item: sources[0] as string,
          option: null,
          known,
          address,
          sources,
          places: [place],
          told,
          among,
          holds: counts,
        },
      ];
    });
  }

  /**
   * Numbers of bodies or ministries that have a tiltak of a kind. Where the public tiltak show all of them, no withheld
   * one of the others is of that kind; where so many are missing as there are others, each of these has one.
   */
  #ofGatherings(): Secret[] {
    const { questionnaire: q } = this.answers;
    const hidden = new Set(this.withheld);
    return this.worlds.gatherings.flatMap(({ address, items, place, groups, now }): Secret[] => {
      const sources = [...items].filter((key) => key !== q.ministry?.key && key !== q.body?.key);
      if (place === null || sources.length === 0) return [];
      const all = new Set(now.flat());
      const seen = new Set(now.flatMap((group, row) => (hidden.has(row) ? [] : group)));
      const others = [...this.#groupsBy(place.key)].filter(([name]) => !seen.has(name));
      const unseen = all.size - seen.size;
      if (unseen !== 0 && unseen !== others.length) return [];
      return others
        .filter(([, members]) => members.length <= FEW)
        .map(([name, among]) => ({
          place: name,
          withheld: among.length,
          item: sources[0] as string,
          option: null,
          known: among.filter((member) => now[member]?.length !== 0).length,
          address,
          sources,
          places: [name],
          told: [among],
          among,
          holds: (row) => groups(row).length > 0,
        }));
    });
  }

  /** Answers in which the withheld tiltak of a place differ from none of another. */
  #ofAll(): Secret[] {
    const { questionnaire: q } = this.answers;
    const deciding = this.worlds.itemsOfPublishing();
    return [...Object.values(q.items), ...Object.values(q.recodes)].flatMap((item) => {
      const address = this.worlds.addressOn(item.key);
      if (item.key === q.ministry?.key || deciding.has(item.key) || address === null) return [];
      return item.options.flatMap(({ key: option }): Secret[] => {
        const holds = (row: RowReader): boolean => hasOption(row, item, option);
        const about = { item: item.key, option, address, sources: sourcesOf(item.key, q) };
        return this.#alike(holds, about).filter(
          ({ places: [place = ""] }) => !this.#isFree(item, holds, this.groups().get(place) ?? []),
        );
      });
    });
  }

  /** How many amounts are in a range that is no class of a recode: those that break an edit rule, or are selected. */
  #ofAmounts(): Secret[] {
    const { questionnaire: q } = this.answers;
    const print = (holds: (row: RowReader) => boolean): string =>
      this.rows.map((row) => Number(holds(row))).join("");
    const known = new Set(
      Object.values(q.recodes).flatMap((recode) =>
        recode.options.map(({ key }) => print((row) => hasOption(row, recode, key))),
      ),
    );
    return this.worlds.facts.flatMap(({ address, items, placed, counts }): Secret[] => {
      const [item, ...others] = [...(items ?? [])]
        .filter((key) => key !== q.ministry?.key && key !== q.body?.key)
        .map((key) => q.items[key]);
      if (placed || !item?.public || !isNumeric(item.kind) || others.length > 0) return [];
      const range = print(counts);
      if (known.has(range)) return [];
      known.add(range);
      return this.#alike(counts, { item: item.key, option: null, address, sources: [item.key] });
    });
  }

  /** What is told of withheld tiltak that are, or are not, all of a kind; of nobody when all tiltak are alike. */
  #alike(
    holds: (row: RowReader) => boolean,
    about: Pick<Secret, "item" | "option" | "address" | "sources">,
  ): Secret[] {
    const have = this.rows.filter(holds).length;
    if (have === 0 || have === this.rows.length) return [];
    const groups = [...this.groups()];
    const does = (row: number): boolean => holds(this.rows[row] as RowReader);
    const told = groups.filter(
      ([, members]) =>
        !this.withheld.some(
          (other) => !members.includes(other) && members.some((member) => does(member) !== does(other)),
        ),
    );
    if (told.length === 0) return [];
    const [place, members] = told[0] as [string, number[]];
    // Whoever answers otherwise may stand in any place, so that one exchange opens all of them.
    const isUniform = told.length === groups.length;
    const among = isUniform ? this.withheld : members;
    return [
      {
        ...about,
        place: isUniform ? null : place,
        withheld: among.length,
        known: among.filter(does).length,
        places: told.map(([name]) => name),
        told: told.map(([, members]) => members),
        among,
        holds,
      },
    ];
  }

  /** Whether a withheld tiltak can have answered otherwise without any number telling: an option that none counts. */
  #isFree(item: ItemDefinition, holds: (row: RowReader) => boolean, members: readonly number[]): boolean {
    const { questionnaire: q } = this.answers;
    return members.some((member) => {
      const row = this.rows[member] as RowReader;
      return sourcesOf(item.key, q)
        .map((key) => findItem(q, key) as ItemDefinition)
        .some((source) =>
          answersTo(source).some((columns) => {
            const other = this.worlds.answered(row, source.key, columns(row));
            return (
              holds(other) !== holds(row) && this.worlds.isSame(new Map([[member, other]]), [source.key])
            );
          }),
        );
    });
  }
}

/** Other answers that an item can have, as columns; for ticks, each one set or taken away. */
function answersTo(item: ItemDefinition): ((row: RowReader) => Record<string, unknown>)[] {
  const answered = { [`${item.key}__mangler`]: null };
  if (item.kind === "multiple")
    return item.options.map(({ key }) => (row) => ({
      [`${item.key}__${key}`]: row(`${item.key}__${key}`) !== true,
    }));
  return item.options.map(({ key }) => () => ({ ...answered, [item.key]: key }));
}
