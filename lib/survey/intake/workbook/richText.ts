import type { PlainCopy } from "./plainCopy.js";
import { unescapeText } from "./walkXml.js";

/**
 * A text that the XML holds in a `t`, or in the `t` of several runs (`r`); the hints for pronunciation (`rPh`) between
 * them are no part of it.
 */
export class RichText {
  private pieces: string[] = [];
  private struck = false;
  private piece: string | null = null;
  private phonetic = 0;

  constructor(private readonly copy: PlainCopy) {}

  open(name: string): void {
    if (name === "t") this.piece = "";
    else if (name === "rPh" || name === "r") this.copy.open(name);
    if (name === "rPh") this.phonetic += 1;
  }

  /** The run that is open is struck through. */
  strike(): void {
    this.struck = true;
  }

  text(text: string): void {
    if (this.piece !== null) this.piece += text;
  }

  close(name: string): void {
    if (name === "rPh") this.phonetic -= 1;
    if (name === "rPh" || name === "r") this.copy.close(name);
    else if (name === "t" && this.piece !== null) {
      const text = unescapeText(this.piece);
      if (this.phonetic === 0) this.pieces.push(text);
      this.copy.text("t", text);
      this.piece = null;
    }
  }

  /** The whole text, and whether any of it is struck through; the next one begins. */
  take(): { readonly text: string; readonly struck: boolean } {
    const whole = { text: this.pieces.join(""), struck: this.struck };
    this.pieces = [];
    this.struck = false;
    return whole;
  }
}
