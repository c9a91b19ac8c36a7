// Notebooks from elsewhere run as they are: each of these starts tslab's own converter again and again.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notat } from "../cli/notat.js";
import { fixture, ownFolder } from "../support/ownFolder.js";
import { writeNotebook } from "../support/writeNotebook.js";

const folder = ownFolder("run");

test("notat run takes a foreign notebook in a folder of its own, and never keeps its outputs", async () => {
  const file = join(folder, "fremmed æ.ipynb");
  copyFileSync(fixture("display-update"), file);
  writeFileSync(join(folder, "number.ts"), "export const n: number = 41;\n");
  const notebook = JSON.parse(readFileSync(file, "utf8"));
  notebook.cells[1].source = ['import { n } from "./number";\n', "n + 1"];
  writeFileSync(file, JSON.stringify(notebook));
  const run = () => notat(["run", file, "--out", "out"], folder);
  expect((await run()).code).toBe(0);
  writeFileSync(join(folder, "number.ts"), "export const n: number = 1;\n");
  expect((await run()).stderr).toContain("1 run");
  const executed = JSON.parse(readFileSync(join(folder, "out", "fremmed æ.ipynb"), "utf8"));
  expect(executed.cells[1].outputs[0].data["text/plain"]).toEqual(["2"]);
});

const executed = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));

test("notat run -p puts values into the notebook as papermill does, once, and says which names no cell declares", async () => {
  const file = join(folder, "parameters.ipynb");
  writeNotebook(file, [
    {
      source: "const year: number = 2019;\nlet unit = 'mill', flag = true;",
      metadata: { tags: ["parameters"] },
    },
    "console.log(year + 1, unit, typeof code, flag);",
  ]);
  // As papermill takes them, `False` is no text.
  const args = [
    "-p",
    "year",
    "2020",
    "-p",
    "flag",
    "False",
    "-p",
    "unit",
    "mrd. kr",
    "--parameter",
    "code",
    '"007"',
  ];
  const first = await notat(["run", "parameters.ipynb", ...args, "--out", "p"], folder);
  expect(first).toMatchObject({ code: 0 });
  expect(first.stderr).toContain("parameters.ipynb: no cell tagged parameters declares code.");
  const { cells } = executed("p", "parameters.ipynb");
  expect(cells[1]).toMatchObject({
    metadata: { tags: ["injected-parameters"] },
    source: [
      "// Parameters\n",
      "let year: number = 2020;\n",
      "let flag = false;\n",
      'let unit = "mrd. kr";\n',
      'let code = "007";',
    ],
  });
  expect(cells[2].outputs[0].text).toEqual(["2021 mrd. kr string false\n"]);
  const again = ["run", join("p", "parameters.ipynb"), "-p", "year", "1999", "--out", "p2"];
  expect((await notat(again, folder)).code).toBe(1); // `code` is declared no more.
  expect(executed("p2", "parameters.ipynb").cells[1].source).toEqual([
    "// Parameters\n",
    "let year: number = 1999;",
  ]);
  expect(executed("p2", "parameters.ipynb").cells).toHaveLength(3);
}, 180_000);

test("notat run --allow-errors goes on, --in-place writes over the notebook, and same names keep their folders", async () => {
  for (const sub of ["one", "two"]) {
    mkdirSync(join(folder, sub), { recursive: true });
    writeNotebook(join(folder, sub, "same.ipynb"), [
      "const a = 1;",
      "throw new Error('no');",
      `a + '${sub}'`,
    ]);
  }
  const files = [join("one", "same.ipynb"), join("two", "same.ipynb")];
  const kept = readFileSync(join(folder, files[0]!), "utf8");
  const failing = await notat(["run", files[0]!, "--in-place"], folder);
  expect(failing.code).toBe(1);
  expect(failing.stderr).toContain("same.ipynb stays as it was.");
  expect(readFileSync(join(folder, files[0]!), "utf8")).toBe(kept);

  const both = await notat(["run", ...files, "--allow-errors", "--out", "same"], folder);
  expect(both.code).toBe(0);
  expect(both.stderr).toContain("same.ipynb: 1 cell failed.");
  for (const sub of ["one", "two"]) {
    const { cells } = executed("same", sub, "same.ipynb");
    expect(cells[1].outputs[0]).toMatchObject({ output_type: "error", evalue: "no" });
    expect(cells[2].outputs[0].data["text/plain"]).toEqual([`1${sub}`]);
  }
  expect((await notat(["run", files[1]!, "--allow-errors", "--in-place"], folder)).code).toBe(0);
  expect(executed("two", "same.ipynb").cells[2].execution_count).toBe(3);
  expect(existsSync(join(folder, "two", "same.html"))).toBe(false);
}, 180_000);

test("notat run -p keeps the type that the notebook declares, and refuses a value of another", async () => {
  const declared = { source: "let scale: 0.5 | 1 = 1;", metadata: { tags: ["parameters"] } };
  writeNotebook(join(folder, "typed.ipynb"), [declared, "const half = (s: 0.5 | 1) => s / 2;\nhalf(scale)"]);
  expect(await notat(["run", "typed.ipynb", "-p", "scale", "0.5", "--out", "t"], folder)).toMatchObject({
    code: 0,
  });
  expect(executed("t", "typed.ipynb").cells[2].outputs[0].data["text/plain"]).toEqual(["0.25"]);
  const refused = await notat(["run", "typed.ipynb", "-p", "scale", "2", "--out", "t"], folder);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("Type '2' is not assignable to type '0.5 | 1'");
}, 180_000);

test.skipIf(process.platform === "win32")(
  "notat run --in-place writes through a link, into whatever the file is called, and changes nobody's rights to it",
  async () => {
    const real = join(folder, "uten ending");
    writeNotebook(real, ["6 * 7"]);
    chmodSync(real, 0o640);
    symlinkSync("uten ending", join(folder, "lenke.ipynb"));
    expect((await notat(["run", "lenke.ipynb", "uten ending", "--in-place"], folder)).stderr).toContain(
      "uten ending is given twice",
    );
    expect((await notat(["run", "lenke.ipynb", "--in-place"], folder)).code).toBe(0);
    expect(executed("uten ending").cells[0].outputs[0].data["text/plain"]).toEqual(["42"]);
    expect(lstatSync(join(folder, "lenke.ipynb")).isSymbolicLink()).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect((await notat(["run", "uten ending", "--in-place"], folder)).code).toBe(0);
    expect(existsSync(`${real}.ipynb`)).toBe(false);
  },
  180_000,
);

test("notat run ends when a notebook has failed, though its next cell is still being converted", async () => {
  // So many texts that TypeScript takes seconds to refuse them.
  const slow =
    "type T<S> = S extends `${infer A}${infer R}` ? T<R> | `${A}${T<R>}` : '';\nconst x: T<'abcdefghijklmnopqrstuvwxyz0123456789'> = 'a' as any;";
  writeNotebook(join(folder, "ahead.ipynb"), ["throw new Error('nei');", slow]);
  const start = performance.now();
  const { code, stderr } = await notat(["run", "ahead.ipynb", "--out", "a"], folder);
  expect(code).toBe(1);
  expect(stderr).toContain("failed in cell 1 of 2");
  // The limit of a conversion is 300 s.
  expect(performance.now() - start).toBeLessThan(60_000);
}, 400_000);
