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

/**
 * Makes a column of values that come one after the other.
 * @example const column = new ColumnBuilder<string>(); column.add("ja"); column.add("ja"); column.build().dictionary // ["ja"]
 */
export class ColumnBuilder<Value> {
  #dictionary: Value[] = [];
  #places: Map<Value, number> | null = new Map();
  #codes: Codes = new Uint8Array(256);
  #length = 0;
  /** The values themselves, once there are too many for a dictionary. */
  #values: Value[] = [];
  #last: Value | undefined;
  #ofLast = -1;

  get length(): number {
    return this.#length;
  }

  add(value: Value): void {
    if (this.#places === null) this.#values.push(value);
    else this.#addCode(value, this.#places);
    this.#length += 1;
  }

  at(row: number): Value {
    return (
      this.#places === null ? this.#values[row] : this.#dictionary[this.#codes[row] as number]
    ) as Value;
  }

  /** The column as it stands: not to be added to after that. */
  build(): Column<Value> {
    if (this.#places === null) return this.#values;
    return new CodedColumn(this.#dictionary, this.#codes.slice(0, this.#length));
  }

  #addCode(value: Value, places: Map<Value, number>): void {
    const row = this.#length;
    if (row === this.#codes.length) this.#codes = widened(this.#codes, 2 * row);
    // Many give the same, one after the other.
    const code =
      this.#ofLast >= 0 && value === this.#last ? this.#ofLast : (places.get(value) ?? places.size);
    if (code === places.size) {
      if (code === MOST) {
        this.#values = Array.from(this.#codes.subarray(0, row), (known) => this.#dictionary[known] as Value);
        this.#values.push(value);
        this.#places = null;
        this.#dictionary = [];
        this.#codes = new Uint8Array(0);
        return;
      }
      places.set(value, code);
      this.#dictionary.push(value);
      if (code === NARROW) this.#codes = Uint16Array.from(this.#codes);
    }
    this.#codes[row] = code;
    this.#last = value;
    this.#ofLast = code;
  }
}

function widened(codes: Codes, length: number): Codes {
  const wide = codes instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
  wide.set(codes);
  return wide;
}
