import type { Part } from "../outputs.js";

/** A piece of running text made by a function of this library: a phrase, a claim, a label, a reference. */
export class Piece {
  readonly parts: readonly Part[];
  constructor(parts: readonly Part[]) {
    this.parts = parts;
  }
}
