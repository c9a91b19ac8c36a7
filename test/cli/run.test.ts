import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive, processesOf } from "../support/processes.js";
import { notat, startNotat } from "./notat.js";

const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/notebooks/${name}.ipynb`, import.meta.url));
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "notat run æøå ")));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("notat run writes an executed .ipynb and a page of each notebook", async () => {
  const out = join(folder, "both");
  const { code, stdout, stderr } = await notat([
    "run",
    fixture("stream-order"),
    fixture("error"),
    "--out",
    out,
  ]);
  expect(code).toBe(1);
  expect(readdirSync(out).sort()).toEqual(["error.ipynb", "stream-order.html", "stream-order.ipynb"]);
  expect(stdout.split("\n").filter(Boolean)).toHaveLength(3);
  const executed = JSON.parse(readFileSync(join(out, "stream-order.ipynb"), "utf8"));
  expect(executed.cells[0].outputs[0]).toEqual({ name: "stdout", output_type: "stream", text: ["one\n"] });
  expect(stderr).toMatch(/^✓ stream-order {2}2 cells {2}\d+\.\d s$/m);
  expect(stderr).toMatch(/^✗ error {2}failed in cell 2 of 3 {2}\d+\.\d s$/m);
  expect(stderr).toMatch(/^Notebooks: 1 run, 1 failed, in \d+\.\d s\.$/m);
  const rule = "─".repeat(72);
  expect(stderr).toContain(
    [
      "error.ipynb failed in cell 2 (In [2]):",
      rule,
      "const rows: Row[] = [{ n: 2 }, { n: 3 }];",
      'console.log("before");',
      "rows.map((row: Row): number => half(row));",
      'console.log("never");',
      rule,
      "It printed:",
      "before",
      rule,
      "RangeError: 3 must be even",
      "    at half (In [1]:6:11)",
    ].join("\n"),
  );
  expect(stderr).not.toContain("node:internal");
});

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

test("notat run ends at Ctrl-C: no process, no file, exit code 130", async () => {
  const out = join(folder, "interrupted");
  const { child, ended } = startNotat(["run", fixture("infinite-loop"), "--out", out]);
  let said = "";
  child.stderr!.on("data", (data) => (said += data));
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const before = processesOf(child.pid!);
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toContain("notat: interrupted; nothing was written.");
  expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(before.length).toBeGreaterThan(0);
  expect(before.filter(isAlive)).toEqual([]);
});

test("notat run that is killed outright leaves no process behind, though a cell loops", async () => {
  const { child, ended } = startNotat(["run", fixture("infinite-loop"), "--out", join(folder, "killed")]);
  await new Promise((resolve) => setTimeout(resolve, 3500));
  const before = processesOf(child.pid!);
  child.kill("SIGKILL");
  await ended;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(before.length).toBeGreaterThan(0);
  expect(before.filter(isAlive)).toEqual([]);
});

test("notat run refuses wrong use with exit code 2, and says what to do", async () => {
  const wrong = async (...args: string[]) => {
    const { code, stderr } = await notat(["run", ...args], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^notat: /);
    expect(stderr).not.toMatch(/^ +at /m);
    return stderr;
  };
  expect(await wrong()).toContain("missing required argument 'FILE.ipynb'");
  expect(await wrong("none.ipynb")).toContain("Can't read none.ipynb: there is no such file.");
  expect(await wrong("a.ipynb", "--timeout", "soon")).toContain(
    "It must be a number of seconds, for instance 60.",
  );
  expect(await wrong("a/x.ipynb", "b/x.ipynb")).toContain("a/x.ipynb and b/x.ipynb would both be written to");
  expect(await wrong(fixture("error"), "--out", join(fixture("error"), ".."))).toContain(
    "which would be overwritten",
  );
});

test("notat run says what is wrong with a file that is no notebook, with exit code 1", async () => {
  writeFileSync(join(folder, "broken.ipynb"), '{ "nbformat": 4, "cells": [{ "cell_type": "cell" }] }');
  const { code, stderr } = await notat(["run", "broken.ipynb"], folder);
  expect(code).toBe(1);
  expect(stderr).toContain("notat: broken.ipynb is not a valid notebook:\n  cell 1: ");
});
