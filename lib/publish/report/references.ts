import { type Html, html } from "../../ground/text/html.js";
import { nearest } from "../../ground/text/nearest.js";

/** What a reference leads to. */
interface Target {
  /** The element's id. */
  readonly id: string;
  /** As the text calls it: `figur 2`, `kapittel 3.1`, `«Sammendrag»`. */
  readonly name: string;
}

/** The note's cross-references: who may be referred to, by `figur:effekter`, and what was asked for in vain. */
export class References {
  readonly #targets = new Map<string, Target>();
  readonly #doubled: string[] = [];
  readonly #missing = new Set<string>();

  /** @param where File and cell, for the error when the name is taken. */
  add(key: string, target: Target, where: string): void {
    if (this.#targets.has(key))
      this.#doubled.push(
        `${where}: "${key}" must be the only one of its name in the note, but there is another.`,
      );
    this.#targets.set(key, target);
  }

  /** The reference as a link; asked when every target has its number. @param capital Where a sentence begins. */
  link(key: string, capital: boolean): Html {
    const target = this.#targets.get(key);
    if (!target) {
      const known = [...this.#targets.keys()];
      const near = nearest(key, known);
      this.#missing.add(
        `There is no "${key}" to refer to. ${near ? `Is it "${near}"?` : `There are ${known.join(", ")}.`}`,
      );
      return html`${key}`;
    }
    const { id, name } = target;
    return html`<a href="#${id}">${capital ? name.charAt(0).toUpperCase() + name.slice(1) : name}</a>`;
  }

  problems(): string[] {
    return [...this.#doubled, ...this.#missing];
  }
}
