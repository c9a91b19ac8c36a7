import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CodeCell } from "notat/dist/lib/engine/notebook/notebook.js";
import { runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { beforeAll, describe, expect, test } from "vitest";

const file = fileURLToPath(new URL("../../notebooks/utforsk/tolv-oppgaver.ipynb", import.meta.url));
const shown = new Map<string, string>();
let sources: [string, string][] = [];

beforeAll(async () => {
  const [run] = await runNotebooks([file]);
  const cells = run!.notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  for (const { id, outputs } of cells)
    shown.set(
      String(id),
      outputs
        .map((output) => JSON.stringify(output))
        .join("\n")
        .replaceAll("\u00a0", " "),
    );
  const written = JSON.parse(readFileSync(file, "utf8")) as { cells: CodeCell[] };
  sources = written.cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ id, source }): [string, string] => [String(id), [source].flat().join("")]);
}, 120_000);

describe("the twelve tasks", () => {
  test("take three lines at most, each", () => {
    expect(sources).toHaveLength(13);
    for (const [id, source] of sources) expect(source.trim().split("\n").length, id).toBeLessThanOrEqual(3);
  });
  // Numbers of Difi's note, of the recount by hand in test/data, and of arithmetic.
  test.each([
    ["frekvens", /Grunnlag: 418 som svarte\. Svar mangler for 14 av 432\. De er ikke med i grunnlaget\./],
    ["flersvar", /Flere svar mulig \(inntil 3\), så andelene summerer seg til mer enn 100 prosent\./],
    ["krysstabell", /418 tiltak som svarte på begge/],
    ["summer", /16 beløp er holdt utenfor, siden tiltakene ikke kan publiseres\./],
    ["kvartiler", /301 beløp/],
    ["del", /281 øvrige tiltak/],
    // 317 of 432 gave an amount; 87 left it blank and 28 said that it is not settled.
    ["omkoding", /Størrelse, omkodet.*115/s],
    ["storst", /Andre departementer/],
    ["samlet", /Det offentlige/],
    ["utvikling", /Fra 2018 er bare tallene publisert\./],
    ["treveis", /Grunnlag: \d+ i alle lag til sammen\./],
    ["vekter", /Fase/],
  ])("%s says what its base is and what is missing", (id, text) => {
    expect(shown.get(id)).toMatch(text);
    expect(shown.get(id)).not.toContain('"output_type":"error"');
  });
});
