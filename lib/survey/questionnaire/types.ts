/**
 * How the answer to an item is given: one option, any of some options, whole kroner as people write them (`amount`), a
 * plain number with a unit of its own (`number`), a day, month or year (`date`), text, or the body that the row is of
 * (`agency`).
 */
export type Kind = "single" | "multiple" | "amount" | "number" | "date" | "text" | "agency";

/** Kinds whose answers are numbers, to be summed up rather than counted. */
export function isNumeric(kind: Kind): boolean {
  return kind === "amount" || kind === "number";
}

/** What one row of the answers is, in the forms that running text has of it. */
export interface UnitSpec {
  /** `tiltak`, `prosjekt`, `sak`. */
  readonly one: string;
  /** After a number: `tiltak`, `prosjekter`, `saker`. */
  readonly many: string;
  /** All of them: `tiltakene`, `prosjektene`, `sakene`. */
  readonly all: string;
  /** With one of them: `ett` prosjekt, `én` sak. */
  readonly article: "ett" | "én";
}

/**
 * Why a cell holds no answer.
 * - `ikke_svart`: the item was asked and left blank;
 * - `ikke_spurt`: routing did not lead to the item;
 * - `ikke_avklart`, `ikke_relevant`: the agency wrote so instead of an amount.
 *
 * A questionnaire may have kinds of its own beside them.
 */
export const MISSING = {
  ikke_svart: "Ikke svart",
  ikke_spurt: "Ikke spurt",
  ikke_avklart: "Ikke avklart",
  ikke_relevant: "Ikke relevant",
} as const;
export type Missing = keyof typeof MISSING | (string & {});

/** Something for each kind of missing: for these always, for a questionnaire's own where it has some. */
export type ByMissing<T> = Readonly<Record<keyof typeof MISSING, T>> & Readonly<Record<string, T>>;

/** A kind of missing that a questionnaire has beside those that every one has. */
export interface MissingSpec {
  /** As a reader sees it: `Ikke offentliggjort`. */
  readonly label: string;
  /** What stands in the cell: `NFP`. Upper and lower case are the same. */
  readonly texts: readonly [string, ...string[]];
}

/** Who is counted in the denominator of an item's shares. */
export type BaseRule = "asked" | "answered";

/** How an item stands to the same item of an earlier edition. As long as that is undecided, no note is built. */
export type ComparabilityStatus = "same" | "narrower" | "wider" | "new" | "broken" | "undecided";

/** The same as a reader sees it. */
export const COMPARABILITY_LABELS: Readonly<Record<ComparabilityStatus, string>> = {
  same: "Kan sammenliknes",
  narrower: "Smalere enn før",
  wider: "Videre enn før",
  new: "Nytt spørsmål",
  broken: "Kan ikke sammenliknes",
  undecided: "Ikke avgjort",
};

/**
 * Which rows: a statement about answers that can be evaluated, printed and sent as data.
 * `is` holds when the row has any of the options (or kinds of missing); `from`/`below` are
 * limits of a number, or of a date as text (`2026-06`): [from, below);
 * `frame` names a true/false column of the frame; `receivedAfter` is a day (ISO), itself not taken in.
 */
export type Condition =
  | { readonly item: string; readonly is: readonly string[] }
  | { readonly item: string; readonly from?: number | string; readonly below?: number | string }
  | { readonly frame: string }
  | { readonly receivedAfter: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** An option as written in the questionnaire: its label, or the label with what else it has been called. */
export type OptionSpec =
  | string
  | {
      readonly label: string;
      /** Spellings that the form or earlier exports used; accepted on the way in, never printed. */
      readonly aliases?: readonly string[];
      /** The form asks for a text beside the tick (column `item__option__tekst`). */
      readonly specify?: boolean;
      /** Not to be ticked together with any other option. */
      readonly exclusive?: boolean;
      /** The header over its ticks, where it is not `item__option` (multiple only). */
      readonly column?: string;
    };

export interface ComparabilitySpec {
  readonly with: number;
  readonly status: ComparabilityStatus;
  /** In bokmål, for the methods page. */
  readonly reason: string;
}

/** One numbered question of the form, as written in `data/<year>/questionnaire.ts`. */
export interface ItemSpec {
  /** Its number in the form; its place among the items when left out. */
  readonly number?: number;
  /** Heading of the form above the item. */
  readonly section?: string;
  readonly kind: Kind;
  /** Short name for figures and tables. */
  readonly label: string;
  /** The question in our own words, bokmål; the label when left out. */
  readonly question?: string;
  /** The header over its answers, where it is not the item's key. */
  readonly column?: string;
  readonly options?: Readonly<Record<string, OptionSpec>>;
  /** The most ticks allowed (multiple only). */
  readonly max?: number;
  /** Who is asked; everyone when left out. */
  readonly asked?: Condition;
  /** Must be answered when asked, or the row is refused. */
  readonly required?: boolean;
  readonly base?: BaseRule;
  /** Show those who did not answer as a row of their own. */
  readonly showMissing?: boolean;
  /** Options that settle nothing («Vet ikke»): whether they would have led to an item that they route past is unknown. */
  readonly undecided?: readonly string[];
  /** What numbers are counted in, as it stands after them: `timer`, `mill. dollar`. Amounts are in `kroner` when left out. */
  readonly unit?: string;
  /** The mark before decimals in the answers' own notation (`number` only); a comma when left out. */
  readonly decimal?: "," | ".";
  /** Asks about the year itself, so that last year's answer is not carried over into the form. */
  readonly everyYear?: boolean;
  /** May stand in the open data; not, when left out. */
  readonly public?: boolean;
  /** New this year when left out. */
  readonly comparability?: ComparabilitySpec;
}

/**
 * A new item made of answers: its options are conditions, of which every set of answers meets exactly one (or none,
 * where there is `otherwise`). Where missing answers leave it open which, the new item is missing too.
 */
export interface RecodeSpec {
  readonly label: string;
  readonly question: string;
  /** The item whose asked, missing and base rule it takes over. */
  readonly of: string;
  readonly options: Readonly<Record<string, { readonly label: string; readonly when: Condition }>>;
  /** The option of those for whom every condition is known not to hold. */
  readonly otherwise?: string;
  readonly base?: BaseRule;
  readonly showMissing?: boolean;
  /** New this year when left out. */
  readonly comparability?: ComparabilitySpec;
}

/** A named part of the rows. */
export interface SubsetSpec {
  /** As it stands in «… av 73 …»: `tiltak som involverer kommunesektoren`. */
  readonly label: string;
  readonly when: Condition;
}

/** A column that an edition's frame has beside those that every frame has: true or false, or one of its options. */
export interface FrameColumnSpec {
  /** As a reader sees it: `Med i Skate`. */
  readonly label: string;
  /** Left out for a column of true and false, which can be asked for like an item with the options ja and nei. */
  readonly options?: Readonly<
    Record<
      string,
      | string
      | {
          readonly label: string;
          /** A body with this mark is made up: its organisation number is from the range for synthetic bodies. */
          readonly invented?: true;
        }
    >
  >;
}

/**
 * A questionnaire as written. A survey of one's own needs a year, what a row is, and its items; the rest is for what a
 * survey has beside them.
 */
export interface QuestionnaireSpec {
  readonly year: number;
  /** What a row is: `{ one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" }`. */
  readonly unit: UnitSpec;
  /** What a body is, where rows are of bodies (an item of the kind "agency"); a virksomhet when left out. */
  readonly bodyUnit?: UnitSpec;
  /** What bodies are placed under (`roles.ministry`): `departement`, `fylke`; where it is left out, sentences about their number are not checked for it. */
  readonly groupUnit?: UnitSpec;
  readonly items: Readonly<Record<string, ItemSpec>>;
  readonly recodes?: Readonly<Record<string, RecodeSpec>>;
  readonly subsets?: Readonly<Record<string, SubsetSpec>>;
  /** Kinds of missing of its own. */
  readonly missing?: Readonly<Record<string, MissingSpec>>;
  /** The items with which the survey tells rows apart and places them, and the columns by which its frame knows bodies. */
  readonly roles?: {
    /** What the body is placed under (single choice; the frame has it too). */
    readonly ministry?: string;
    /** What a row is called (text): a body has one row of a name. */
    readonly name?: string;
    /** What a row counts for (number), where the rows are a sample: counts, shares, sums and quantiles are then weighted. */
    readonly weight?: string;
    /**
     * The column of the frame that tells bodies apart: letters and digits, in the names of files and addresses too. Default:
     * `organisasjonsnummer`, nine digits of which the last must be right. Null where they have only their names.
     */
    readonly number?: string | null;
    /** The column of the frame with their short names, which need not be there. Default: `kortnavn`. */
    readonly shortName?: string;
  };
  /** Which rows may be published (of all others nothing is shown but that they are counted); all when left out. */
  readonly mayBePublished?: Condition;
  /**
   * The frame's own columns, in their order. Left out where there is no frame: nobody was asked who is not in the
   * answers, so there is no response rate, and bodies are those that the answers name.
   */
  readonly frame?: Readonly<Record<string, FrameColumnSpec>>;
  /** How the answers of one row must fit together. */
  readonly rules?: readonly EditRule[];
  /** How the tiltak of a body, or of a file, must fit together. */
  readonly groupRules?: readonly GroupRule[];
  /** The rules that a row of the corrections log may name beside the edit rules, each in words for a table. */
  readonly corrections?: Readonly<Record<string, string>>;
}

/** A limit of a number: a number, or so many times the answer to another item. */
export type Limit = number | { readonly item: string; readonly times?: number };

/**
 * What an edit rule says of the answers to one tiltak. `is` holds when the answer is any of the options (or kinds of
 * missing); of numbers, `above` and `below` leave the limit out, `from` and `to` take it in; `matches` is a regular
 * expression for text, upper and lower case alike. What is not answered is neither: then nobody can tell.
 */
export type Statement =
  | { readonly item: string; readonly is: readonly string[] }
  | {
      readonly item: string;
      readonly above?: Limit;
      readonly from?: Limit;
      readonly to?: Limit;
      readonly below?: Limit;
    }
  | { readonly item: string; readonly matches: string }
  | { readonly all: readonly Statement[] }
  | { readonly any: readonly Statement[] }
  | { readonly not: Statement };

/**
 * How grave a broken rule is: `information` and `warning` are only told of; `error` and `critical` stop the run until
 * the log mends them.
 */
export const SEVERITIES = ["information", "warning", "error", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * A rule about how the answers to one tiltak must fit together. What the questionnaire itself says (labels, number of
 * ticks, routing, required items) is checked by it and not repeated in a rule.
 */
export interface EditRule {
  /** Of its own; a row of the corrections log may name it. */
  readonly key: string;
  /** What it asks, in few words for a table; its message when left out. */
  readonly label?: string;
  readonly severity: Severity;
  /** Can be right after all: a log row that names the value once more settles it. */
  readonly confirmable: boolean;
  /** The items it is about; the first is the one that is asked about. */
  readonly items: readonly [string, ...string[]];
  /** Where this does not hold, the rule says nothing. */
  readonly when?: Statement;
  readonly must: Statement;
  /** What must hold, to the body: bokmål. */
  readonly message: string;
  /** What came, with `{item}` for each answer; the answer to the first item when left out. */
  readonly came?: string;
  readonly wayOut: string;
}

/**
 * What a rule says of several tiltak together: of how many something holds (`"all"` for how many there are), of which
 * share of them, or what the amounts of an item come to.
 */
export type GroupStatement = (
  | { readonly count: Statement | "all" }
  | { readonly share: Statement }
  | { readonly sum: string }
) & { readonly above?: number; readonly from?: number; readonly to?: number; readonly below?: number };

/**
 * A rule about the tiltak of one body (`body`) or of everything that a file has (`file`). What is broken is asked of
 * the body; a broken rule that is an error or critical lets the whole file wait, since no single row is at fault.
 */
export interface GroupRule {
  /** Of its own among all rules. */
  readonly key: string;
  /** What it asks, in few words for a table; its message when left out. */
  readonly label?: string;
  readonly level: "body" | "file";
  readonly severity: Severity;
  readonly must: GroupStatement;
  /** What must hold, to the body: bokmål. */
  readonly message: string;
  readonly wayOut: string;
}

/** An answer option: what `q.effekter.kvalitet` is. */
export interface Option<Item extends string = string> {
  readonly item: Item;
  readonly key: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly specify: boolean;
  readonly exclusive: boolean;
  /** The header over its ticks. */
  readonly column?: string;
}

/** An item or a recode with every default filled in: what `q.effekter.$` is. */
export interface ItemDefinition<Item extends string = string> {
  readonly key: Item;
  readonly year: number;
  /** The number in the form; that of the source item for a recode. */
  readonly number: number;
  readonly section: string;
  readonly kind: Kind;
  readonly label: string;
  readonly question: string;
  readonly options: readonly Option<Item>[];
  /** Infinity when any number of ticks is allowed. */
  readonly max: number;
  readonly asked: Condition | null;
  readonly required: boolean;
  readonly base: BaseRule;
  readonly showMissing: boolean;
  readonly everyYear: boolean;
  /** Keys of options that settle nothing. */
  readonly undecided: readonly string[];
  /** What numbers are counted in; null where that is not said. */
  readonly unit: string | null;
  /** The mark before decimals in the answers. */
  readonly decimal: "," | ".";
  /** The header over its answers. */
  readonly column: string;
  /** Why an answer may be missing: each kind with its label. */
  readonly missing: ByMissing<string>;
  readonly public: boolean;
  readonly comparability: ComparabilitySpec;
  /** For a recode: how it is made. */
  readonly recode: RecodeSpec | null;
}

/** What a cell passes to `tabulate`: the definition under `$`, the options under their keys. */
export interface Item<Key extends string = string> {
  readonly $: ItemDefinition<Key>;
}

/** Keeps TypeScript from widening the item's key to fit the option: an option of another item is an error in the cell. */
export type Given<Key> = [Key][Key extends string ? 0 : never];

/** What a cell passes to `subset`. */
export interface Subset {
  readonly key: string;
  readonly label: string;
  readonly when: Condition;
}

/** The questionnaire of one year, complete: parsed once, asked by everything after it. */
export interface Questionnaire {
  readonly year: number;
  readonly items: Readonly<Record<string, ItemDefinition>>;
  readonly recodes: Readonly<Record<string, ItemDefinition>>;
  readonly subsets: Readonly<Record<string, Subset>>;
  readonly unit: UnitSpec;
  readonly bodyUnit: UnitSpec;
  /** Null where it is not said. */
  readonly groupUnit: UnitSpec | null;
  /** Every kind of missing, with its label: those of every questionnaire, then its own. */
  readonly missing: ByMissing<string>;
  /** Which kind of missing a cell is that holds a text of its own kinds, by the text in small letters. */
  readonly missingTexts: ReadonlyMap<string, string>;
  /** The item that names the body of a row; null where rows are of no body. */
  readonly body: ItemDefinition | null;
  /** The item that names the ministry of its body; null where there is none. */
  readonly ministry: ItemDefinition | null;
  /** The item that names the row; null where rows have no names. */
  readonly name: ItemDefinition | null;
  /** The item that says what a row counts for; null where each counts for one. */
  readonly weight: ItemDefinition | null;
  /** Null where all may. */
  readonly mayBePublished: Condition | null;
  /** Whether there is a frame: a list of the bodies that were asked. */
  readonly framed: boolean;
  /** The column that tells bodies apart in their table. */
  readonly bodyKey: string;
  /** Whether what stands there are numbers that they have, and no keys made of their names. */
  readonly numbered: boolean;
  /** The column of their names: the key of the item that names them, or the word for one. */
  readonly bodyName: string;
  /** The column of their short names. */
  readonly shortName: string;
  /** The frame's own columns, beside those that every frame has. */
  readonly frame: readonly FrameColumn[];
  readonly rules: readonly EditRule[];
  /** In words: every rule that a row of the corrections log may name (the checks of every edition, edit rules, its own). */
  readonly logRules: Readonly<Record<string, string>>;
  readonly spec: QuestionnaireSpec;
}

/** A column of an edition's frame, complete. */
export interface FrameColumn {
  readonly key: string;
  readonly label: string;
  /** Null for a column of true and false. */
  readonly options:
    | readonly { readonly key: string; readonly label: string; readonly invented: boolean }[]
    | null;
}
