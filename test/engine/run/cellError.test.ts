import * as aq from "arquero";
import { ContentError, q, tabulate } from "notat";
import { thrownError } from "notat/dist/lib/engine/run/cellError.js";
import { expect, test } from "vitest";

const none = new Map();
const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (e) {
    return e;
  }
};

test("thrownError(e) of the author's own mistake is the library's sentence, without its stack", () => {
  const error = thrownError(new ContentError("Må være noe.\n  Gjør slik."), none);
  expect(error).toEqual({
    ename: "ContentError",
    evalue: "Må være noe.\n  Gjør slik.",
    traceback: ["Må være noe.", "  Gjør slik."],
    place: null,
  });
  const lost = thrownBy(() => tabulate(aq.table({ a: [1] }), q.effekter));
  expect(thrownError(lost, none).traceback.join("\n")).toMatch(
    /^The table must know its questionnaire[^\n]*$/,
  );
});

test("thrownError(e) of any other has no line from inside this library or a package", () => {
  const inside = thrownBy(() => tabulate(undefined as never, undefined as never));
  expect(thrownError(inside, none).traceback.join("\n")).not.toMatch(/lib\/dist|node_modules/);
  const arquero = thrownBy(() => aq.table({ a: [1] }).select("b"));
  const { traceback } = thrownError(arquero, none);
  expect(traceback[0]).toMatch(/^Error: /);
  expect(traceback.join("\n")).not.toContain("node_modules");
});

test("thrownError(e) says nothing of a cause that is none, and tells one that there is", () => {
  const without = thrownError(new Error("x", { cause: undefined }), none);
  expect(without.traceback.join("\n")).not.toMatch(/cause|\}/);
  const nested = Object.assign(new Error("x", { cause: undefined }), { code: "X" });
  expect(thrownError(nested, none).traceback.join("\n")).not.toContain("cause");
  const cause = thrownError(new Error("x", { cause: new Error("innerst") }), none);
  expect(cause.traceback.join("\n")).toContain("[cause]: Error: innerst");
});
