import { csvHref } from "notat/dist/lib/publish/report/csvHref.js";
import { expect, test } from "vitest";

test("csvHref(csv) is an address that gives back the same bytes", async () => {
  const csv = '\ufeffSvar;Andel i %\r\n"Ja; helt";12,5 # <b> & ærlig ';
  const bytes = Buffer.from(await (await fetch(csvHref(csv))).arrayBuffer());
  expect(bytes.toString("utf8")).toBe(csv);
});
