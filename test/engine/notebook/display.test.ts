import { display, onDisplay } from "notat";
import { expect, test } from "vitest";

test("display(bundle) does nothing outside a notebook, but tests can listen", () => {
  const shown: unknown[] = [];
  const off = onDisplay((data) => shown.push(data));
  display({ "text/plain": "a" });
  off();
  display({ "text/plain": "b" });
  expect(shown).toEqual([{ "text/plain": "a" }]);
});
