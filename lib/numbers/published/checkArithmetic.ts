import { ContentError } from "../../ground/errors.js";
import { percent, roundHalfUp } from "../../ground/text/percent.js";

/** A statement of arithmetic, and whether it is true. */
export interface Statement {
  readonly text: string;
  readonly holds: boolean;
}

/**
 * Runs statements of arithmetic, separated by `;`: sums and products of numbers and of the functions below, compared
 * by `=`, `<` or `>`.
 *
 * - `percent(k, n)`: 100 k / n, not rounded.
 * - `round(x)`: to a whole number, half up.
 * - `fits(p, n)`: how many whole numbers k of n make a share that rounds to p per cent. 0: no share of n does
 *   (the GRIM test, Brown & Heathers 2017).
 * - `least(p, n)`, `most(p, n)`: the smallest and largest such k.
 *
 * @throws When a statement can't be read; the message has it.
 * @example checkArithmetic("fits(50, 73) = 0") // [{ text: "fits(50, 73) = 0", holds: true }]
 */
export function checkArithmetic(statements: string): Statement[] {
  return statements
    .split(";")
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => ({ text, holds: new Reader(text).statement() }));
}

/** Whole numbers k of n whose share rounds half up to p per cent. */
function fitting(p: number, n: number): number[] {
  return Array.from({ length: n + 1 }, (_, k) => k).filter((k) => percent(k, n) === p);
}

const FUNCTIONS: Readonly<Record<string, (...numbers: number[]) => number>> = {
  percent: (k = 0, n = 0) => (100 * k) / n,
  // Through thousandths, so that binary fractions can't tip a half.
  round: (x = 0) => roundHalfUp(Math.round(x * 1e6), 1e6),
  fits: (p = 0, n = 0) => fitting(p, n).length,
  least: (p = 0, n = 0) => fitting(p, n)[0] ?? Number.NaN,
  most: (p = 0, n = 0) => fitting(p, n).at(-1) ?? Number.NaN,
};

class Reader {
  private readonly tokens: string[];
  private at = 0;

  constructor(private readonly text: string) {
    this.tokens = text.match(/\d+(?:\.\d+)?|[a-z]+|\S/g) ?? [];
  }

  statement(): boolean {
    const left = this.sum();
    const sign = this.take();
    if (!["=", "<", ">"].includes(sign)) this.fail();
    const right = this.sum();
    if (this.at < this.tokens.length) this.fail();
    if (sign === "=") return Math.abs(left - right) < 1e-9;
    if (sign === "<") return left < right;
    return left > right;
  }

  private sum(): number {
    let total = this.product();
    while (this.peek() === "+" || this.peek() === "-")
      total += this.take() === "+" ? this.product() : -this.product();
    return total;
  }

  private product(): number {
    let total = this.factor();
    while (this.peek() === "*" || this.peek() === "/")
      total = this.take() === "*" ? total * this.factor() : total / this.factor();
    return total;
  }

  private factor(): number {
    const token = this.take();
    if (/^\d/.test(token)) return Number(token);
    if (token === "(") {
      const inside = this.sum();
      this.expect(")");
      return inside;
    }
    const f = FUNCTIONS[token];
    if (!f) return this.fail();
    this.expect("(");
    const numbers = [this.sum()];
    while (this.peek() === ",") {
      this.take();
      numbers.push(this.sum());
    }
    this.expect(")");
    return f(...numbers);
  }

  private peek(): string | undefined {
    return this.tokens[this.at];
  }

  private take(): string {
    return this.tokens[this.at++] ?? this.fail();
  }

  private expect(token: string): void {
    if (this.take() !== token) this.fail();
  }

  private fail(): never {
    throw new ContentError(
      `Arithmetic must read like "192 + 179 - 96 = 275" or "fits(50, 73) = 0", but "${this.text}" can't be read at ${this.tokens[this.at - 1] ?? "its end"}. Functions: ${Object.keys(FUNCTIONS).join(", ")}.`,
    );
  }
}
