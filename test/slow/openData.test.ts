import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import { loadEdition } from "notat/dist/lib/ground/edition/edition.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { Dataset } from "notat/dist/lib/publish/data/dataset.js";
import { openData } from "notat/dist/lib/publish/data/openData.js";
import { PublicAnswers } from "notat/dist/lib/publish/open/publicAnswers.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { smallSurvey } from "../support/smallSurvey.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
// A Python with frictionless, duckdb and pyshacl (PyPI); CI has one.
const python = process.env.PYTHON;
if (python === undefined && process.env.CI === "true")
  throw new Error("PYTHON must name a Python with frictionless, duckdb and pyshacl.");
const office = process.env.SOFFICE ?? "soffice";
const hasOffice = spawnSync(office, ["--version"]).status === 0;

describe.skipIf(python === undefined)("the open data, read by programs that are not ours", () => {
  let out: string;
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "notat data "));
    execFileSync(process.execPath, [join(root, "lib/bin/notat.js"), "build", "--out", out], {
      stdio: "pipe",
    });
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));
  const run = (code: string): string =>
    execFileSync(python!, ["-c", code], { cwd: join(out, "data"), encoding: "utf8" }).trim();

  test("frictionless finds the package and every table in it valid", () => {
    expect(
      run(
        'from frictionless import validate; r = validate("datapackage.json"); print(r.valid, [e for t in r.tasks for e in t.errors][:3], r.errors[:3])',
      ),
    ).toBe("True [] []");
  });

  test("DuckDB counts in Parquet and CSV what the note counts of public tiltak", () => {
    // 432 tiltak less the 21 that are withheld; with a cost, as the overview counts them: 167 + 66 + 31 + 37, less one that is kept back.
    expect(
      run(
        "import duckdb; print(duckdb.sql(\"select count(*), count(distinct tiltak) from 'tiltak.parquet'\").fetchall(), duckdb.sql(\"select count(*) from read_csv('tiltak.csv', header=true, all_varchar=true)\").fetchall())",
      ),
    ).toBe("[(411, 411)] [(411,)]");
    expect(
      run(
        "import duckdb; a = duckdb.sql(\"select sum(kostnadsramme) from 'tiltak.parquet'\").fetchall()[0][0]; b = duckdb.sql(\"select sum(try_cast(kostnadsramme as double)) from read_csv('tiltak.csv', header=true, all_varchar=true)\").fetchall()[0][0]; print(a == b and a > 0)",
      ),
    ).toBe("True");
  });

  test.each([
    ["in our words, stricter", "dcat-ap-no.ttl"],
    ["in the Norwegian Digitalisation Agency's own shapes", "dcat-ap-no-official.ttl"],
  ])("pyshacl finds in the description what DCAT-AP-NO asks for, %s", (_, file) => {
    const shapes = join(root, "test/fixtures", file);
    expect(
      run(
        `from pyshacl import validate; ok, _, text = validate("dcat.ttl", shacl_graph=${JSON.stringify(shapes)}, data_graph_format="turtle", shacl_graph_format="turtle"); print(ok, "" if ok else text)`,
      ),
    ).toBe("True");
  });

  describe.skipIf(!hasOffice)("by LibreOffice", () => {
    const convert = (to: string, files: readonly string[], from?: string): void => {
      const profile = `-env:UserInstallation=${pathToFileURL(join(out, "profil"))}`;
      execFileSync(
        office,
        [
          profile,
          "--headless",
          "--norestore",
          ...(from === undefined ? [] : [`--infilter=${from}`]),
          "--convert-to",
          to,
          "--outdir",
          join(out, "lest"),
          ...files,
        ],
        { stdio: "pipe" },
      );
    };
    const rows = (path: string): string[][] =>
      parse(readFileSync(path), { bom: true, relax_column_count: true });

    test("every sheet of the workbook holds what its CSV file holds", () => {
      // 44: comma; 34: quotation mark; 76: UTF-8; cells as they are, not as they look; -1: every sheet.
      const name = "digitaliseringstiltak-i-staten-2019";
      convert("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", [
        join(out, "data", `${name}.xlsx`),
      ]);
      for (const [sheet, file] of [
        ["tiltak", "tiltak"],
        ["flersvar", "flersvar"],
        ["kodebok", "kodebok"],
        ["figur-faser-finansiering", "tabeller/figur-faser-finansiering"],
        ["tabell-dekning", "tabeller/tabell-dekning"],
      ] as const)
        expect(rows(join(out, "lest", `${name}-${sheet}.csv`)), sheet).toEqual(
          rows(join(out, "data", `${file}.csv`)),
        );
    });

    test("no text is run as a formula, in the CSV file or in the workbook", async () => {
      const texts = [
        '=HYPERLINK("http://x.example")',
        "+1+1",
        "-2+3",
        "@SUM(1;2)",
        "\t=1+1",
        "=cmd|'/c calc'!A1",
        "＝1+1",
        "en;=1+1;to",
        "en\n=1+1;\nto",
      ];
      const survey = smallSurvey(
        texts.map((navn) => ({
          publiseres: "ja",
          departement: "KMD",
          navn,
          hovedleveranse: navn,
          sokeord: navn,
        })),
      );
      const edition = loadEdition(projectRoot, 2019);
      const files = await openData(
        new Dataset(PublicAnswers.of(answersOf(survey.tiltak)), edition, edition.licence!, []),
      );
      const paths = files
        .filter(({ path }) => path === "data/tiltak.csv" || path.endsWith(".xlsx"))
        .map(({ path, content }, i) => {
          const name = join(out, `fiendtlig-${i}.${path.split(".").at(-1)}`);
          writeFileSync(name, content);
          return name;
        });
      // 44 and 59: comma, and semicolon as in Norway; the last: formulas are asked for.
      const csv = (sign: number) =>
        `Text - txt - csv (StarCalc):${sign},34,76,1,,0,false,true,false,false,false,0,true`;
      const [table, workbook] = paths as [string, string];
      for (const [path, from] of [
        [table, csv(44)],
        [table, csv(59)],
        [workbook, undefined],
      ] as const) {
        convert("fods", [path], from);
        const name = path.slice(out.length + 1).replace(/\.\w+$/, ".fods");
        const document = readFileSync(join(out, "lest", name), "utf8");
        expect(document).toContain("HYPERLINK(");
        expect(document).not.toMatch(/table:formula=/);
      }
    });
  });

  test("the checksums are those of the files", () => {
    execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: join(out, "data") });
  });
});
