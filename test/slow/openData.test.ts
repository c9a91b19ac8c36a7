import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
// A Python with frictionless and duckdb (PyPI); CI has one.
const python = process.env.PYTHON;
if (python === undefined && process.env.CI === "true")
  throw new Error("PYTHON must name a Python with frictionless and duckdb.");

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

  test("the checksums are those of the files", () => {
    execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: join(out, "data") });
  });
});
