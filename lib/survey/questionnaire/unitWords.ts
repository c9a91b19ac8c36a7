import { slug } from "../../ground/text/slug.js";
import type { UnitSpec } from "./types.js";

/** The words that go with a unit, by its gender. */
export interface UnitWords {
  /** `hvert` tiltak, `hver` sak. */
  readonly each: "hvert" | "hver";
  /** `et` tiltak, `en` sak. */
  readonly a: "et" | "en";
}

/** @example unitWords({ one: "sak", many: "saker", all: "sakene", article: "én" }).each // "hver" */
export function unitWords({ article }: UnitSpec): UnitWords {
  return article === "ett" ? { each: "hvert", a: "et" } : { each: "hver", a: "en" };
}

/** What a unit's rows are called where only plain letters can stand: in addresses, and of the tables of `survey()`. */
export function unitKey({ many }: UnitSpec): string {
  return slug(many, "_");
}

/**
 * Of those that answered an item, or two that are crossed, after their number: `prosjekter som svarte`; an answer does
 * not answer: `svar der spørsmålet er besvart`.
 */
export function whoAnswered(unit: UnitSpec, items: 1 | 2 = 1): string {
  if (isAnswer(unit)) return items === 2 ? "der begge spørsmålene er besvart" : "der spørsmålet er besvart";
  return items === 2 ? "som svarte på begge" : "som svarte";
}

/** Of those that were asked, after their number. */
export function whoWereAsked(unit: UnitSpec, items: 1 | 2 = 1): string {
  if (isAnswer(unit)) return items === 2 ? "der begge spørsmålene ble stilt" : "der spørsmålet ble stilt";
  return items === 2 ? "som fikk begge spørsmålene" : "som fikk spørsmålet";
}

/** Of those that gave something, before what they gave: `prosjekter som oppga` beløp, `svar med` beløp. */
export function whoGave(unit: UnitSpec): string {
  return isAnswer(unit) ? "med" : "som oppga";
}

/** Whether what is counted are answers themselves. */
export function isAnswer({ one }: UnitSpec): boolean {
  return /(?:^|\p{L})svar(?:else)?$|^(?:respons|skjema)$/iu.test(one);
}
