import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  bars,
  count,
  figure,
  has,
  onDisplay,
  prose,
  q,
  shareOutOf,
  subset,
  table,
  tabulate,
  title,
} from "notat";
import type { ExecutedNotebook } from "notat/dist/lib/chapter/shown.js";
import { TableRows } from "notat/dist/lib/chapter/tables/tableRows.js";
import { collectState } from "notat/dist/lib/publish/note/collectState.js";
import {
  readAccepted,
  readListed,
  toAccepted,
  writeAccepted,
} from "notat/dist/lib/publish/review/acceptedState.js";
import { findDrift } from "notat/dist/lib/publish/review/findDrift.js";
import { isClean, renderReview, summariseReview } from "notat/dist/lib/publish/review/renderReview.js";
import type { Listed } from "notat/dist/lib/survey/intake/listing.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

/** A chapter with one figure and one sentence, executed on `yes` financed measures of ten. */
function chapter(yes: number): { file: string; notebook: ExecutedNotebook } {
  const outputs: { data: Record<string, unknown> }[] = [];
  const off = onDisplay((data) => outputs.push({ data }));
  const { tiltak } = smallSurvey([
    ...times(yes, { finansiering: "ja" }),
    ...times(10 - yes, { finansiering: "nei" }),
  ]);
  const t = tabulate(tiltak, q.finansiering);
  figure(bars(t), title`Finansiering av tiltakene`);
  prose`Undersøkelsen gir dette bildet. ${shareOutOf(t, q.finansiering.ja)} er finansiert.`;
  off();
  return {
    file: "3.2-kostnader.ipynb",
    notebook: { cells: outputs.map((output) => ({ cell_type: "code", outputs: [output] })) },
  };
}

const inputs = new Map([["data/2019/raw/svar.xlsx", "aa"]]);
const listed = (...lines: string[]): Listed[] =>
  lines.map((line) => ({ line, amount: true, problem: {} as Listed["problem"] }));
const LISTED = "2019-003\tbudsjett\tbudsjett_tusen\t0123456789ab";
const drawings = { finansiering: { wide: "<svg><title>Sju</title></svg>", narrow: "<svg></svg>" } };
/** What is taken on of a note, with what the test does not care for. */
const made = (parts: Partial<Parameters<typeof toAccepted>[2]>): Parameters<typeof toAccepted>[2] => ({
  text: "Tekst",
  drawings,
  listed: [],
  statements: [],
  ...parts,
});
const accepted = (yes: number, note = "Tekst", lines: string[] = [LISTED]) =>
  toAccepted(collectState([chapter(yes)]), inputs, made({ text: note, listed: listed(...lines) }));

describe("findDrift(accepted, current, state)", () => {
  test("is empty for the same note", () => {
    expect(findDrift(accepted(7), accepted(7), collectState([chapter(7)]))).toEqual([]);
  });

  test("names each value that moved, from → to, with the sentence and the figure where it stands", () => {
    const state = collectState([chapter(6)]);
    const drift = findDrift(accepted(7), accepted(6), state);
    expect(drift.filter((d) => d.kind === "value")).toEqual([
      {
        kind: "value",
        what: "2019/alle/finansiering/ja/share",
        from: "7 av 10",
        to: "6 av 10",
        places: [
          "3.2-kostnader.ipynb, celle 1: Figur «finansiering»",
          "3.2-kostnader.ipynb, celle 2: 60 prosent (6 av 10) er finansiert.",
        ],
      },
      expect.objectContaining({ what: "2019/alle/finansiering/nei/share", from: "3 av 10", to: "4 av 10" }),
    ]);
    expect(drift.filter((d) => d.kind === "table").map((d) => [d.what, d.from, d.to])).toEqual([
      ["finansiering / Ja / Andel", "70", "60"],
      ["finansiering / Ja / Antall", "7", "6"],
      ["finansiering / Nei / Andel", "30", "40"],
      ["finansiering / Nei / Antall", "3", "4"],
    ]);
  });

  test("shows a changed line of the text as one change, and a new line as new", () => {
    const drift = findDrift(accepted(7, "a\nb\nc"), accepted(7, "a\nB\nc\nd"), collectState([chapter(7)]));
    expect(drift.map(({ what, from, to }) => [what, from, to])).toEqual([
      ["linje 2", "b", "B"],
      ["linje 4", null, "d"],
    ]);
  });

  test("pairs lines by their words: a rewritten sentence is one change though others came and went around it", () => {
    const from = "Innledning\nSju av ti tiltak er finansiert i år.\nDette er borte.";
    const to = "Innledning\nNoe helt nytt står her.\nI år er sju av ti tiltak finansiert.";
    const drift = findDrift(accepted(7, from), accepted(7, to), collectState([chapter(7)]));
    expect(drift.map((d) => [d.from, d.to])).toEqual([
      ["Dette er borte.", null],
      [null, "Noe helt nytt står her."],
      ["Sju av ti tiltak er finansiert i år.", "I år er sju av ti tiltak finansiert."],
    ]);
  });

  test("shows what came to carry the text: a claim, an exception, a name, a fact", () => {
    const claim = { kind: "claim" as const, file: "1.ipynb", cell: 1, text: "Flest er små", detail: "276" };
    const state = collectState([chapter(7)]);
    const before = toAccepted(state, inputs, made({ statements: [claim] }));
    const after = toAccepted(
      state,
      inputs,
      made({
        statements: [
          { ...claim, detail: "275" },
          { kind: "exception", file: "1.ipynb", cell: 2, text: "to", detail: "spørsmålets form" },
        ],
      }),
    );
    expect(findDrift(before, after, state).map(({ what, from, to }) => [what, from, to])).toEqual([
      ["Påstand: Flest er små", "276", "275"],
      ["Unntak: to", null, "spørsmålets form"],
    ]);
    // A state that was accepted before this was kept has nothing to compare with.
    expect(findDrift({ ...before, statements: null }, after, state)).toEqual([]);
  });

  test("notices a drawing that is another, also where no number moved, and shows both", () => {
    const other = { finansiering: { wide: "<svg><title>Åtte</title></svg>", narrow: "<svg></svg>" } };
    const state = collectState([chapter(7)]);
    const drift = findDrift(
      toAccepted(state, inputs, made({})),
      toAccepted(state, inputs, made({ drawings: other })),
      state,
    );
    expect(drift).toEqual([
      {
        kind: "drawing",
        what: "Tegning finansiering",
        from: "<svg>\n<title>Sju</title>\n</svg>\n",
        to: "<svg>\n<title>Åtte</title>\n</svg>\n",
        places: [],
      },
    ]);
    const review = { year: 2019, checks: [], drift, hasAccepted: true, reconciliation: [], statements: [] };
    expect(isClean(review)).toBe(false);
    expect(summariseReview(review)).toContain("Tegning finansiering: (drawing) → (drawing)");
    const pictures = [...renderReview(review).matchAll(/src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(
      ([, data]) => Buffer.from(data as string, "base64").toString(),
    );
    expect(pictures).toEqual(drift.flatMap(({ from, to }) => [from, to]));
  });

  test("notices an input file that changed", () => {
    const changed = toAccepted(
      collectState([chapter(7)]),
      new Map([["data/2019/raw/svar.xlsx", "bb"]]),
      made({ listed: listed(LISTED) }),
    );
    expect(findDrift(accepted(7), changed, collectState([chapter(7)]))).toEqual([
      { kind: "input", what: "data/2019/raw/svar.xlsx", from: "aa", to: "bb", places: [] },
    ]);
  });
});

test("findDrift(accepted, current, state) notices what is listed of the answers, and no longer is", () => {
  const other = "2019-003\tbudsjett\tbudsjett_tusen\tba9876543210";
  const drift = findDrift(accepted(7), accepted(7, "Tekst", [other]), collectState([chapter(7)]));
  const what = "2019-003, budsjett, budsjett_tusen";
  expect(drift).toEqual([
    { kind: "listed", what, from: "listet", to: null, places: [] },
    { kind: "listed", what, from: null, to: "listet", places: [] },
  ]);
  const before = { ...accepted(7), listed: null };
  expect(findDrift(before, accepted(7), collectState([chapter(7)]))).toEqual([]);
});

describe("collectState(chapters)", () => {
  const shown = (run: () => void): { file: string; notebook: ExecutedNotebook } => {
    const outputs: object[] = [];
    const off = onDisplay((data) => outputs.push({ data }));
    run();
    off();
    return { file: "1.ipynb", notebook: { cells: [{ cell_type: "code", outputs }] } };
  };
  test("keeps rows apart that begin alike", () => {
    const { tables } = collectState([
      shown(() =>
        table(
          "t",
          title`Tabell`,
          new TableRows({
            columns: [
              { label: "Hvor", kind: "text" },
              { label: "Antall", kind: "count" },
            ],
            rows: [
              ["Notatet", 1],
              ["Notatet", 2],
            ],
          }),
        ),
      ),
    ]);
    expect([...tables]).toEqual([
      ["t\tNotatet\tAntall", "1"],
      ["t\tNotatet (2)\tAntall", "2"],
    ]);
  });
  test("names an address that stands with two numbers", () => {
    // Within a chapter two selections can't share a key; two chapters know nothing of each other.
    const own = (key: "ja" | "nei") =>
      subset(smallSurvey([{ finansiering: "ja" }, { finansiering: "nei" }]).tiltak, {
        key: "egne",
        label: "egne tiltak",
        when: has(q.finansiering[key]),
      });
    const { conflicts } = collectState([
      shown(() => {
        prose`${count(tabulate(own("ja"), q.finansiering), q.finansiering.ja)} tiltak`;
        prose`${count(tabulate(own("nei"), q.finansiering), q.finansiering.ja)} tiltak`;
      }),
    ]);
    expect(conflicts).toEqual([
      "1.ipynb, cell 1: 2019/egne/finansiering/ja/count must be one number throughout the note, but is 0 of 1 here and 1 of 1 in 1.ipynb, cell 1. Give each selection of your own its own key.",
    ]);
    expect(collectState([chapter(7), chapter(7)]).conflicts).toEqual([]);
  });
});

test("the accepted state is text, one fact a line, and reads back as written", () => {
  const root = mkdtempSync(join(tmpdir(), "notat æøå "));
  writeAccepted(root, 2019, accepted(7, "Første linje\nAndre linje\n"));
  const folder = join(root, "data/2019/accepted");
  expect(readdirSync(folder).sort()).toEqual([
    "figures",
    "inputs.tsv",
    "listed.tsv",
    "note.txt",
    "statements.tsv",
    "tables.tsv",
    "values.tsv",
  ]);
  expect(readFileSync(join(folder, "values.tsv"), "utf8").split("\n").slice(0, 2)).toEqual([
    "address\tn\tbase",
    "2019/alle/finansiering/delvis/share\t0\t10",
  ]);
  expect(
    findDrift(
      readAccepted(root, 2019)!,
      accepted(7, "Første linje\nAndre linje\n"),
      collectState([chapter(7)]),
    ),
  ).toEqual([]);
  expect(readAccepted(root, 2018)).toBeNull();
  expect(readListed(root, 2018)).toBeNull();
  expect(readFileSync(join(folder, "listed.tsv"), "utf8")).toBe(`record\tfield\trule\tdigest\n${LISTED}\n`);
  expect(readListed(root, 2019)).toEqual(new Set([LISTED]));
});

test("the review's page escapes what it shows, and its verdict follows drift and checks", () => {
  const review = {
    year: 2019,
    checks: [{ title: "Markdown", ok: true, summary: "ingen funn", findings: [] }],
    drift: findDrift(accepted(7), accepted(7, "<img src=x onerror=alert(1)>"), collectState([chapter(7)])),
    hasAccepted: true,
    reconciliation: [],
    statements: [
      { kind: "claim" as const, file: "1.ipynb", cell: 2, text: "<b>Flest</b>", detail: "«Ja» er størst: 7" },
    ],
  };
  expect(isClean(review)).toBe(false);
  expect(isClean({ ...review, drift: [] })).toBe(true);
  expect(isClean({ ...review, drift: [], hasAccepted: false })).toBe(false);
  expect(renderReview(review)).not.toMatch(/<img src=x|<b>Flest/);
  expect(renderReview(review)).toContain("«Ja» er størst: 7");
  expect(summariseReview(review)).toContain("linje 1: Tekst → <img src=x onerror=alert(1)>");
});
