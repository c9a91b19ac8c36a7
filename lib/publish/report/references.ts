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
  #kept: ReadonlySet<string> | null = null;

  /** @param where File and cell, for the error when the name is taken. */
  add(key: string, target: Target, where: string): void {
    if (this.#targets.has(key))
      this.#doubled.push(
        `${where}: "${key}" must be the only one of its name in the note, but there is another. Give one its own: figure(…, { id: "…" }), table("…", …).`,
      );
    this.#targets.set(key, target);
  }

  /** From now on only these elements can be led to: what else a page of one chapter names stands in the whole note. */
  keepTo(ids: ReadonlySet<string>): void {
    this.#kept = ids;
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
    const shown = capital ? name.charAt(0).toUpperCase() + name.slice(1) : name;
    return this.#kept && !this.#kept.has(id) ? html`${shown} i notatet` : html`<a href="#${id}">${shown}</a>`;
  }

  problems(): string[] {
    return [...this.#doubled, ...this.#missing];
  }
}
