import type { Condition } from "../../survey/questionnaire/types.js";

/** Where a number comes from: printed on request beside every number of the note. */
export interface ValueRecord {
  /** `2019/alle/effekter/kvalitet/share` */
  readonly address: string;
  /** As printed in the text: `64 prosent (276 av 432)`. */
  readonly text: string;
  /** The numerator, an integer; null for statistics that have none (ranks). */
  readonly n: number | null;
  /** The denominator: how many are counted. */
  readonly base: number | null;
  /** The base in words: `alle 432 tiltak som fikk spørsmålet`. */
  readonly baseText: string;
  /** Items in the order of the address: `16. Hvilke effekter …`. */
  readonly questions: readonly string[];
  /** What the number counts, in words: `Økt kvalitet på virksomhetens tjenester`. */
  readonly counted: string;
  /** Which rows: `alle tiltak`, `Skate-virksomhetenes tiltak`. */
  readonly filter: string;
  readonly year: number;
  /** True when no published figure answers to it as it is printed: the number follows from synthetic data. */
  readonly synthetic: boolean;
  /** Selections of the authors' own that the address names, as conditions: no questionnaire has them. */
  readonly selections?: Readonly<Record<string, Condition>>;
  /** Of a share that is printed without its count. */
  readonly decimals?: number;
}
