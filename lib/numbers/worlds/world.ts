import type { Answers } from "../../survey/answers/answers.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import type { Measured, Statistic } from "../../transforms/measured.js";
import type { Address } from "../address/parseAddress.js";

/**
 * Something that numbers can be of: the answers, the bodies that gave them, the frame, the form, the log. An address
 * names its world by its subset. Everything that tells one world from another is said here, in one file for each.
 */
export interface World {
  /** The subset that a year's addresses of this world have; no subset of the answers may be called so. */
  keyIn(year: number): string;
  /** What can be asked for. */
  readonly statistics: readonly Statistic[];

  /**
   * The number at an address of this world.
   * @param whole All answers of the address's year.
   * @throws {ContentError} When the address names what this world has not.
   */
  evaluate(address: Address, whole: Answers): Measured;

  /** What an item of the address asks, in bokmål; undefined where the questionnaire's own words serve. */
  question(item: string, questionnaire: Questionnaire | null): string | undefined;
  /** What a key of a cell is called that no questionnaire has, in bokmål: a rule, an outcome. */
  option?(item: string, key: string, year: number): string | undefined;
  /** What an address counts that names no option, in bokmål: `alle svar`, `rettelser`. */
  all(address: Address): string;
  /** Who is counted in the denominator, with their number: `432 tiltak som fikk spørsmålet`. */
  base(address: Address, measured: Measured): string;
  /** Which rows: `alle tiltak`, `tiltak fra Skate-virksomhetene`. @param answers Null for a year without answers. */
  filter(address: Address, answers: Answers | null): string;
  /** One of what is counted, as running text has it: `ett` tiltak, `én` virksomhet. */
  one(address: Address): "ett" | "én";
  /** Whether a count is out of its base, so that both are printed where it is explained. */
  readonly hasBase: boolean;

  /** Whether what is counted are rows or bodies, which the text calls by their names. */
  readonly countsUnits: boolean;

  /** Whether numbers need a publication behind them where the answers are made up. */
  readonly needsPublication: boolean;
  /** Where the base of a count or a share stands; null when it has none that can be published. */
  baseOf(address: Address, questionnaire: Questionnaire | null): Address | null;
  /** Addresses whose numbers together give this `base`, `asked` or `answered`; null when none do. */
  follows(address: Address, questionnaire: Questionnaire | null): readonly Address[] | null;
}
