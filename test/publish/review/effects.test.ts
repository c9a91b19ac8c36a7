import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
import type { Statement } from "notat/dist/lib/publish/report/statements.js";
import {
  type AcceptedState,
  readAccepted,
  readListed,
  toAccepted,
  writeAccepted,
} from "notat/dist/lib/publish/review/acceptedState.js";
import { type Drift, findEffects } from "notat/dist/lib/publish/review/findEffects.js";
import { printReview } from "notat/dist/lib/publish/review/printReview.js";
import { renderReview } from "notat/dist/lib/publish/review/renderReview.js";
import { isClean } from "notat/dist/lib/publish/review/review.js";
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

const LISTED = "2019-003\tbudsjett\tbudsjett_tusen\t0123456789ab";
const drawings = {
  finansiering: { wide: "<svg><title>Sju</title></svg>", narrow: "<svg></svg>", views: null },
};
/** What is taken on of a note on `yes` financed measures of ten, with what the test cares for. */
const state = (yes: number, parts: Partial<Parameters<typeof toAccepted>[1]> = {}): AcceptedState =>
  toAccepted(collectState([chapter(yes)]), {
    answers: new Map([["2019-003\tbudsjett", "12000000"]]),
    inputs: new Map([["data/2019/edition.json\t\tdate", "2019-12-09"]]),
    text: "Tekst",
    drawings,
    listed: [LISTED],
    statements: [],
    ...parts,
  });
const effects = (
  before: AcceptedState,
  after: AcceptedState,
  yes = 7,
  causes: readonly Drift[] = [],
): Drift[] => findEffects(before, after, collectState([chapter(yes)]), causes);
const moves = (drifts: readonly Drift[]) => drifts.map(({ what, from, to }) => [what, from, to]);

describe("findEffects(accepted, current, state, causes)", () => {
  test("is empty for the same note", () => {
    expect(effects(state(7), state(7))).toEqual([]);
  });

  test("names each value that moved, from → to, with the chapter and the cells where it stands", () => {
    const drift = effects(state(7), state(6), 6);
    expect(drift.filter((d) => d.kind === "value")).toEqual([
      {
        kind: "value",
        cause: false,
        what: "2019/alle/finansiering/ja/share",
        from: "7 av 10",
        to: "6 av 10",
        places: ["3.2-kostnader, celle 1 og 2"],
      },
      expect.objectContaining({ what: "2019/alle/finansiering/nei/share", from: "3 av 10", to: "4 av 10" }),
    ]);
    expect(moves(drift.filter((d) => d.kind === "table"))).toEqual([
      ["finansiering / Ja / Andel", "70", "60"],
      ["finansiering / Ja / Antall", "7", "6"],
      ["finansiering / Nei / Andel", "30", "40"],
      ["finansiering / Nei / Antall", "3", "4"],
    ]);
  });

  test("shows a changed line of the text as one change, and a new line as new", () => {
    const drift = effects(state(7, { text: "a\nb\nc" }), state(7, { text: "a\nB\nc\nd" }));
    expect(moves(drift)).toEqual([
      ["linje 2", "b", "B"],
      ["linje 4", null, "d"],
    ]);
  });

  test("shows of a paragraph the sentences that moved, abbreviations within them, and each once", () => {
    const paragraph = (amount: string) =>
      `Rammen er oppgitt for alle. Den er ${amount} mill. kroner, jf. kap. 3. Resten er som før.`;
    const drift = effects(
      state(7, { text: `${paragraph("12")}\nMellom\n${paragraph("12")}` }),
      state(7, { text: `${paragraph("120")}\nMellom\n${paragraph("120")}` }),
    );
    expect(moves(drift)).toEqual([
      ["linje 1 og 3", "Den er 12 mill. kroner, jf. kap. 3.", "Den er 120 mill. kroner, jf. kap. 3."],
    ]);
  });

  test("pairs lines by their words: a rewritten sentence is one change though others came and went around it", () => {
    const from = "Innledning\nSju av ti tiltak er finansiert i år.\nDette er borte.";
    const to = "Innledning\nNoe helt nytt står her.\nI år er sju av ti tiltak finansiert.";
    const drift = effects(state(7, { text: from }), state(7, { text: to }));
    expect(drift.map((d) => [d.from, d.to])).toEqual([
      ["Dette er borte.", null],
      [null, "Noe helt nytt står her."],
      ["Sju av ti tiltak er finansiert i år.", "I år er sju av ti tiltak finansiert."],
    ]);
  });

  test("tells of a sentence that only stands elsewhere once, after those that changed", () => {
    const drift = effects(
      state(7, { text: "Først.\nFlyttes hit.\nMidt på.\nTil slutt sju." }),
      state(7, { text: "Først.\nMidt på.\nTil slutt åtte.\nFlyttes hit." }),
    );
    expect(moves(drift)).toEqual([
      ["linje 3", "Til slutt sju.", "Til slutt åtte."],
      ["flyttet til linje 4", "Flyttes hit.", "Flyttes hit."],
    ]);
    const review = { year: 2019, checks: [], drift, hasAccepted: true, reconciliation: [], statements: [] };
    expect(printReview(review)).toContain("    flyttet til linje 4\n      Flyttes hit.");
    expect(renderReview(review).match(/Flyttes hit\./g)).toHaveLength(1);
  });

  test("pairs rows that begin alike by what they say: one that came or went moves no other, and decimals have a comma", () => {
    const rows = (...of: [label: string, said: string, share: string][]): Partial<AcceptedState> => ({
      tables: new Map(
        of.flatMap(([label, said, share]) => [
          [`avstemming\t${label}\tPåstand`, said],
          [`avstemming\t${label}\tAndel`, share],
        ]),
      ),
    });
    const between = (before: Partial<AcceptedState>, after: Partial<AcceptedState>) =>
      moves(effects({ ...state(7), ...before }, { ...state(7), ...after }));
    const three = rows(
      ["Kapittel 2", "sju svarte", "41.9"],
      ["Kapittel 2 (2)", "ti ble spurt", ""],
      ["Kapittel 2 (3)", "tre svarte ikke", "3"],
    );
    const name = "avstemming / Kapittel 2";
    expect(
      between(three, rows(["Kapittel 2", "ti ble spurt", ""], ["Kapittel 2 (2)", "tre svarte ikke", "3.5"])),
    ).toEqual([
      [name, "Andel 41,9; Påstand sju svarte", null],
      [`${name} (2) / Andel`, "3", "3,5"],
    ]);
    const [first, second] = [
      ["Kapittel 2", "sju svarte", "4"],
      ["Kapittel 2 (2)", "ti ble spurt", ""],
    ] as const;
    expect(
      between(
        rows([...first], [...second]),
        rows(["Kapittel 2", "ti ble spurt", ""], ["Kapittel 2 (2)", "sju svarte", "4"]),
      ),
    ).toEqual([[`${name}, rekkefølgen`, "", ""]]);
    expect(between(rows(["Kapittel 2", "ti ble spurt", ""]), three)).toEqual([
      [name, null, "Andel 41,9; Påstand sju svarte"],
      [`${name} (3)`, null, "Andel 3; Påstand tre svarte ikke"],
    ]);
  });

  test("a claim that gets the words of another moves that one not", () => {
    const claim = (text: string, predicate: string, cell: number): Statement => ({
      kind: "claim",
      file: "3.2.ipynb",
      cell,
      text,
      predicate,
      numbers: "7",
      sentence: `${text} er finansiert.`,
    });
    const before = state(7, {
      statements: [claim("Flertallet", "ja", 1), claim("De fleste", "gjennomføring", 2)],
    });
    const after = state(7, {
      statements: [claim("De fleste", "ja", 1), claim("De fleste", "gjennomføring", 2)],
    });
    expect(moves(effects(before, after))).toEqual([
      [
        "Påstand «De fleste» (før «Flertallet»), setning (3.2)",
        "«Flertallet er finansiert.»",
        "«De fleste er finansiert.»",
      ],
    ]);
  });

  test("shows what carries the text: a claim's predicate, its numbers, its sentence; an exception that is new", () => {
    const claim = {
      kind: "claim" as const,
      file: "3.1-effekter.ipynb",
      cell: 1,
      text: "små forskjeller",
      predicate: "høyst 8 prosentpoeng fra hverandre",
      numbers: "3",
      sentence: "For 12 av dem er det små forskjeller.",
    };
    const before = state(7, { statements: [claim] });
    const after = (change: object, ...more: Statement[]) =>
      moves(effects(before, state(7, { statements: [{ ...claim, ...change }, ...more] })));
    const name = "Påstand «små forskjeller»";
    expect(after({ predicate: "høyst 80 prosentpoeng fra hverandre" })).toEqual([
      [`${name}, vilkår (3.1-effekter)`, claim.predicate, "høyst 80 prosentpoeng fra hverandre"],
    ]);
    expect(after({ numbers: "4" })).toEqual([[`${name}, tall (3.1-effekter)`, "3", "4"]]);
    expect(after({ sentence: "Blant 12 av dem er det små forskjeller." })).toEqual([
      [
        `${name}, setning (3.1-effekter)`,
        "«For … av dem er det små forskjeller.»",
        "«Blant … av dem er det små forskjeller.»",
      ],
    ]);
    // Another number in the sentence is a number that moved.
    expect(after({ sentence: "For 1 300,5 av dem er det små forskjeller." })).toEqual([]);
    expect(after({ text: "bare små forskjeller" })).toEqual([
      [
        "Påstand «bare små forskjeller» (før «små forskjeller»), vilkår (3.1-effekter)",
        claim.predicate,
        claim.predicate,
      ],
    ]);
    const exception = {
      kind: "exception" as const,
      file: "1.ipynb",
      cell: 2,
      text: "to",
      predicate: "formen",
    };
    expect(after({}, exception)).toEqual([["Unntak «to» (1)", null, "formen"]]);
    expect(after({}, { ...claim, predicate: "noe annet", cell: 5 })).toEqual([
      ["Påstand «små forskjeller (2)» (3.1-effekter)", null, "noe annet"],
    ]);
  });

  test("notices a drawing that is another, also where no number moved, and shows both", () => {
    const other = {
      finansiering: { wide: "<svg><title>Åtte</title></svg>", narrow: "<svg></svg>", views: null },
    };
    const drift = effects(state(7), state(7, { drawings: other }));
    expect(drift).toEqual([
      {
        kind: "drawing",
        cause: false,
        what: "Tegning finansiering",
        from: "<svg>\n<title>Sju</title>\n</svg>\n",
        to: "<svg>\n<title>Åtte</title>\n</svg>\n",
        places: [],
      },
    ]);
    const review = { year: 2019, checks: [], drift, hasAccepted: true, reconciliation: [], statements: [] };
    expect(isClean(review)).toBe(false);
    expect(printReview(review)).toContain("Tegning finansiering: endret");
    const pictures = [...renderReview(review).matchAll(/src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(
      ([, data]) => Buffer.from(data as string, "base64").toString(),
    );
    expect(pictures).toEqual(drift.flatMap(({ from, to }) => [from, to]));
  });

  test("notices what is listed of the answers, and no longer is", () => {
    const other = "2019-003\tbudsjett\tbudsjett_tusen\tba9876543210";
    const what = "2019-003, budsjett, budsjett_tusen";
    expect(moves(effects(state(7), state(7, { listed: [other] })))).toEqual([
      [what, "listet", null],
      [what, null, "listet"],
    ]);
  });
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
    const own = (...rows: { finansiering: string }[]) =>
      subset(smallSurvey(rows).tiltak, {
        key: "egne",
        label: "tiltak med finansiering",
        when: has(q.finansiering.ja),
      });
    const ja = { finansiering: "ja" };
    const { conflicts } = collectState([
      shown(() => {
        prose`${count(tabulate(own(ja), q.finansiering), q.finansiering.ja)} tiltak med finansiering`;
        prose`${count(tabulate(own(ja, ja), q.finansiering), q.finansiering.ja)} tiltak med finansiering`;
      }),
    ]);
    expect(conflicts).toEqual([
      "1.ipynb, cell 1: 2019/egne/finansiering/ja/count must be one number throughout the note, but is 2 of 2 here and 1 of 1 in 1.ipynb, cell 1. Give each selection of your own its own key.",
    ]);
    expect(collectState([chapter(7), chapter(7)]).conflicts).toEqual([]);
  });
});

test("the accepted state is text, one fact a line, and reads back as written", () => {
  const root = mkdtempSync(join(tmpdir(), "notat æøå "));
  writeAccepted(root, 2019, state(7, { text: "Første linje\nAndre linje\n" }));
  const folder = join(root, "data/2019/accepted");
  expect(readdirSync(folder).sort()).toEqual([
    "answers.tsv",
    "figures",
    "inputs.tsv",
    "listed.tsv",
    "note.txt",
    "statements.tsv",
    "tables.tsv",
    "values.tsv",
  ]);
  const linesOf = (name: string) => readFileSync(join(folder, name), "utf8").split("\n");
  expect(linesOf("values.tsv").slice(0, 2)).toEqual([
    "address\tn\tbase",
    "2019/alle/finansiering/delvis/share\t0\t10",
  ]);
  expect(linesOf("answers.tsv")).toEqual(["record\titem\tanswer", "2019-003\tbudsjett\t12000000", ""]);
  expect(linesOf("inputs.tsv")[1]).toBe("data/2019/edition.json\t\tdate\t2019-12-09");
  expect(readAccepted(root, 2019)).toEqual(state(7, { text: "Første linje\nAndre linje\n" }));
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.\w+$/.test(name),
  ))
    writeFileSync(join(folder, path), readFileSync(join(folder, path), "utf8").replaceAll("\n", "\r\n"));
  expect(readAccepted(root, 2019)).toEqual(state(7, { text: "Første linje\nAndre linje\n" }));
  writeAccepted(root, 2019, state(7, { text: "Første linje\nAndre linje\n" }));
  expect(readAccepted(root, 2018)).toBeNull();
  expect(readListed(root, 2018)).toBeNull();
  expect(linesOf("listed.tsv")).toEqual(["record\tfield\trule\tdigest", LISTED, ""]);
  expect(readListed(root, 2019)).toEqual(new Set([LISTED]));
});

test("an accepted state that is not whole, or of two branches, is refused", () => {
  const root = mkdtempSync(join(tmpdir(), "notat-"));
  writeAccepted(root, 2019, state(7));
  const folder = join(root, "data/2019/accepted");
  const values = readFileSync(join(folder, "values.tsv"), "utf8");
  writeFileSync(join(folder, "values.tsv"), `${values}<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n`);
  rmSync(join(folder, "inputs.tsv"));
  expect(() => readAccepted(root, 2019)).toThrow(
    "Den godtatte tilstanden i data/2019/accepted/ må være hel, men mangler inputs.tsv, har to grener ved siden av hverandre i values.tsv.",
  );
});

test("printReview(review) tells what was changed before what follows, and cuts neither kind of cause off", () => {
  const cause = (kind: Drift["kind"], what: string): Drift => ({
    kind,
    cause: true,
    what,
    from: "12",
    to: "120 mill. kroner",
    places: ["corrections.csv, linje 4, regel belop_i_tusen"],
  });
  const answers = Array.from({ length: 40 }, (_, i) => cause("answer", `2019-${i}, kostnadsramme`));
  const drift = [...answers, cause("statement", "Påstand «flest»"), ...effects(state(7), state(6), 6)];
  const check = { title: "Avstemming", ok: false, summary: "1 avviker", findings: ["fig1"] };
  const base = { year: 2019, hasAccepted: true, reconciliation: [], statements: [] };
  const lines = printReview({ ...base, drift, checks: [check] }, 2).split("\n");
  expect(lines.slice(0, 6)).toEqual([
    "Endret (41):",
    "  2019-0, kostnadsramme: 12 → 120 mill. kroner (corrections.csv, linje 4, regel belop_i_tusen)",
    "  2019-1, kostnadsramme: 12 → 120 mill. kroner (corrections.csv, linje 4, regel belop_i_tusen)",
    "    … og 38 til, i review.html.",
    "  Påstand «flest»: 12 → 120 mill. kroner (corrections.csv, linje 4, regel belop_i_tusen)",
    "Det som følger (6):",
  ]);
  expect(lines.at(-2)).toBe("✗ Avstemming: 1 avviker");
  const page = renderReview({ ...base, drift, checks: [check] });
  const order = ["Det som er endret", "2019-39, kostnadsramme", "Feil", "Det som følger av endringene"];
  const places = order.map((text) => page.indexOf(text));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test("what is empty on one side is said to be", () => {
  const drift: Drift[] = [
    { kind: "table", cause: false, what: "t / a / b", from: "", to: "22", places: [] },
    { kind: "table", cause: false, what: "t / a / c", from: "22", to: "", places: [] },
  ];
  const review = { year: 2019, checks: [], drift, hasAccepted: true, reconciliation: [], statements: [] };
  expect(printReview(review)).toContain("t / a / b: (tomt) → 22\n    t / a / c: 22 → (tomt)");
});

test("many files of the library are folded where answers or chapters were changed too", () => {
  const cause = (kind: Drift["kind"], what: string): Drift =>
    ({ kind, what, cause: true, from: null, to: null, places: [] }) as unknown as Drift;
  const files = Array.from({ length: 9 }, (_, i) => cause("library", `lib/${i}.ts`));
  const page = (drift: Drift[]): string =>
    renderReview({ year: 2019, checks: [], drift, hasAccepted: true, reconciliation: [], statements: [] });
  expect(page([cause("input", "celle"), ...files])).toMatch(
    /<summary>Biblioteket: 9\sfiler endret<\/summary>/,
  );
  expect(page(files)).toMatch(/<h3>Biblioteket\s\(9\)<\/h3>/);
});

test("what stops the chapters is told in full, as it is laid out, on the terminal and in the page", () => {
  const cells = Array.from(
    { length: 27 },
    (_, i) => `3.${i}.ipynb failed in cell ${i}:\n  ^\n\nError: ${i} <b>`,
  );
  const checks = [
    { title: "Kapitlene", ok: false, summary: "kan ikke kjøres til ende", findings: [cells.join("\n\n")] },
  ];
  const review = { year: 2019, checks, drift: [], hasAccepted: true, reconciliation: [], statements: [] };
  const printed = printReview(review);
  for (const i of cells.keys())
    expect(printed).toContain(`    3.${i}.ipynb failed in cell ${i}:\n      ^\n\n    Error: ${i} <b>`);
  expect(renderReview(review)).toMatch(
    /<pre>3\.0\.ipynb failed in cell 0:\n {2}\^\n\nError: 0 &lt;b&gt;[^<]*Error: 26 &lt;b&gt;<\/pre>/,
  );
});

test("the review's page escapes what it shows, and its verdict follows drift and checks", () => {
  const review = {
    year: 2019,
    checks: [{ title: "Markdown", ok: true, summary: "ingen funn", findings: [] }],
    drift: effects(state(7), state(7, { text: "<img src=x onerror=alert(1)>" })),
    hasAccepted: true,
    reconciliation: [],
    statements: [
      {
        kind: "claim" as const,
        file: "1.ipynb",
        cell: 2,
        text: "<b>Flest</b>",
        predicate: "«Ja» er størst",
        numbers: "7",
      },
    ],
  };
  expect(isClean(review)).toBe(false);
  expect(isClean({ ...review, drift: [] })).toBe(true);
  expect(isClean({ ...review, drift: [], hasAccepted: false })).toBe(false);
  expect(renderReview(review)).not.toMatch(/<img src=x|<b>Flest/);
  expect(renderReview(review)).toContain("«Ja» er størst: 7");
  expect(printReview(review)).toContain("linje 1\n      − Tekst\n      + <img src=x onerror=alert(1)>");
});
