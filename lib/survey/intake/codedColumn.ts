/** A column as tables take it: an array, or what can be read like one. */
export type Column<Value> = readonly Value[] | CodedColumn<Value>;

/** What stands in each row, as a place in a dictionary: as narrow as there are few. */
export type Codes = Uint8Array | Uint16Array;

/** A column in which few values stand many times: a byte or two a row, where an array has eight. Arquero reads it as it is. */
export class CodedColumn<Value> {
  constructor(
    /** What stands in it, each once. */
    readonly dictionary: readonly Value[],
    readonly codes: Codes,
  ) {}
  get length(): number {
    return this.codes.length;
  }
  at(row: number): Value {
    return this.dictionary[this.codes[row] as number] as Value;
  }
  *[Symbol.iterator](): Generator<Value> {
    for (const code of this.codes) yield this.dictionary[code] as Value;
  }
  toArray(): Value[] {
    return Array.from(this.codes, (code) => this.dictionary[code] as Value);
  }
}

/** More values than these are no answers that many give: then they stand in the column themselves. */
const MOST = 1 << 12;
const NARROW = 1 << 8;
/** Rows are kept by so many: what grows as one is copied again and again, and V8 takes its time to clear that away. */
const PIECE = 1 << 12;

/**
 * Makes a column of values that come one after the other.
 * @example const column = new ColumnBuilder<string>(); column.add("ja"); column.add("ja"); column.build().dictionary // ["ja"]
 */
export class ColumnBuilder<Value> {
  #length = 0;
  readonly #dictionary: Value[] = [];
  readonly #places = new Map<Value, number>();
  #codes: Codes[] = [];
  /** The values themselves, once there are too many for a dictionary. */
  #values: Value[][] | null = null;
  #last: Value | undefined;
  #ofLast = -1;

  get length(): number {
    return this.#length;
  }

  add(value: Value): void {
    const at = this.#length % PIECE;
    // Many give the same, one after the other.
    const code =
      this.#values !== null || (this.#ofLast >= 0 && value === this.#last)
        ? this.#ofLast
        : this.#codeOf(value);
    if (this.#values !== null) {
      if (at === 0) this.#values.push([]);
      this.#values.at(-1)?.push(value);
    } else {
      if (at === 0)
        this.#codes.push(this.#dictionary.length > NARROW ? new Uint16Array(PIECE) : new Uint8Array(PIECE));
      (this.#codes.at(-1) as Codes)[at] = code;
      this.#last = value;
      this.#ofLast = code;
    }
    this.#length += 1;
  }

  at(row: number): Value {
    const piece = Math.floor(row / PIECE);
    if (this.#values !== null) return (this.#values[piece] as Value[])[row % PIECE] as Value;
    return this.#dictionary[(this.#codes[piece] as Codes)[row % PIECE] as number] as Value;
  }

  /** The column as it stands: not to be added to after that. */
  build(): Column<Value> {
    if (this.#values !== null) return this.#values.flat();
    const codes =
      this.#dictionary.length > NARROW ? new Uint16Array(this.#length) : new Uint8Array(this.#length);
    for (const [i, piece] of this.#codes.entries())
      codes.set(piece.subarray(0, Math.min(PIECE, this.#length - i * PIECE)), i * PIECE);
    return new CodedColumn(this.#dictionary, codes);
  }

  #codeOf(value: Value): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const code = this.#dictionary.length;
    if (code === MOST) {
      const all = Array.from({ length: this.#length }, (_, row) => this.at(row));
      this.#values = Array.from({ length: Math.ceil(all.length / PIECE) }, (_, i) =>
        all.slice(i * PIECE, (i + 1) * PIECE),
      );
      this.#codes = [];
      this.#dictionary.length = 0;
      this.#places.clear();
      return -1;
    }
    this.#places.set(value, code);
    this.#dictionary.push(value);
    if (code === NARROW) this.#codes = this.#codes.map((piece) => Uint16Array.from(piece));
    return code;
  }
}
