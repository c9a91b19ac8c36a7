import { from, op, table } from "arquero";
import { CodedColumn, ColumnBuilder } from "notat/dist/lib/survey/intake/codedColumn.js";
import { describe, expect, test } from "vitest";

function built<Value>(values: readonly Value[]) {
  const builder = new ColumnBuilder<Value>();
  for (const value of values) builder.add(value);
  return { builder, column: builder.build() };
}
/** Each of some numbers once, in an order in which neighbours differ by much, then the first ones once more. */
const spread = (count: number): number[] => {
  const once = Array.from({ length: count }, (_, i) => (i * 7919) % count);
  return [...once, ...once.slice(0, 10)];
};

describe("a column gives back what was put into it, in a byte or two a row", () => {
  // 7919 is a prime that divides none of these.
  test.each([
    [256, Uint8Array],
    [257, Uint16Array],
    [4096, Uint16Array],
  ])("of %i values that stand in it", (count, codes) => {
    const values = spread(count);
    const { column } = built(values);
    expect([...column]).toEqual(values);
    expect(column).toBeInstanceOf(CodedColumn);
    expect((column as CodedColumn<number>).codes).toBeInstanceOf(codes);
    expect((column as CodedColumn<number>).codes).toHaveLength(values.length);
    expect((column as CodedColumn<number>).dictionary).toHaveLength(count);
    expect((column as CodedColumn<number>).toArray()).toEqual(values);
    expect(values.map((_, row) => column.at(row))).toEqual(values);
  });

  test("or as an array, where there are more than that", () => {
    const values = spread(4097);
    const { builder, column } = built(values);
    expect(column).toEqual(values);
    expect(values.map((_, row) => builder.at(row))).toEqual(values);
    expect(builder.length).toBe(values.length);
  });

  test("also of nothing, false, 0 and an empty text, which are four things, and of no rows", () => {
    const values = [null, false, 0, "", null, "", 0, false];
    expect([...built(values).column]).toEqual(values);
    expect([...built([]).column]).toEqual([]);
  });
});

test("Arquero reads it as it reads an array", () => {
  const fase = ["ide", "konsept", "ide", null, "ide"];
  const n = [1, 2, 3, 4, 5];
  const coded = table({ fase: built(fase).column, n: built(n).column } as never);
  const plain = table({ fase, n });
  const verbs = (of: typeof plain) => [
    of.objects(),
    of.array("fase"),
    of.filter((d: { fase: string }) => d.fase === "ide").array("n"),
    of
      .groupby("fase")
      .rollup({ sum: op.sum("n") })
      .objects(),
    of.orderby("fase", "n").objects(),
    of.derive({ twice: (d: { n: number }) => d.n * 2 }).array("twice"),
    of.toCSV(),
    of.select("fase").dedupe().array("fase"),
    of.concat(from([{ fase: "x", n: 6 }])).objects(),
    of
      .filter((d: { n: number }) => d.n > 1)
      .reify()
      .objects(),
  ];
  expect(verbs(coded)).toEqual(verbs(plain));
});
