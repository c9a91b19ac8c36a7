import { renderTable, toCsv } from "notat/dist/lib/publish/report/renderTable.js";
import { expect, test } from "vitest";

const columns = [
  { label: "Svar", kind: "text" },
  { label: "Antall", kind: "count" },
  { label: "Andel", kind: "percent" },
] as const;

test("renderTable(columns, rows) writes Norwegian numbers, row headers and what is not published", () => {
  const { text: html } = renderTable(
    columns,
    [
      ["Økt <kvalitet>", 1276, 63.9],
      ["Andre", null, 3],
    ],
    "Tabell",
  );
  expect(html).toContain(
    '<th scope="row">Økt &lt;kvalitet&gt;</th><td class="n">1\u00a0276</td><td class="n">63,9\u00a0%</td>',
  );
  expect(html).toContain('<td class="n">–</td><td class="n">3,0\u00a0%</td>');
});

test("toCsv(columns, rows) is what a Norwegian spreadsheet reads, with formulas made harmless", () => {
  const csv = toCsv(columns, [
    ["=HYPERLINK(1)", 276, 63.9],
    ['Si "ja"; nei', null, 0],
  ]);
  // The header is the first line.
  expect(csv).toBe('\ufeffSvar;Antall;Andel\r\n\'=HYPERLINK(1);276;63,9\r\n"Si ""ja""; nei";;0\r\n');
  for (const start of ["+", "-", "@", "\t"])
    expect(toCsv(columns, [[`${start}1`, 1, 1]])).toContain(`'${start}1`);
});
