import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fixture, ownFolder } from "../support/ownFolder.js";
import { leftOf, processesOf } from "../support/processes.js";
import { writeNotebook } from "../support/writeNotebook.js";
import { notat, startNotat } from "./notat.js";

const folder = ownFolder("run");

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
  expect(readdirSync(out).sort()).toEqual([
    "error.html",
    "error.ipynb",
    "stream-order.html",
    "stream-order.ipynb",
  ]);
  expect(stdout.split("\n").filter(Boolean)).toHaveLength(4);
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
  expect(before.length).toBeGreaterThan(0);
  expect(await leftOf(before)).toEqual([]);
});

test("notat run that is killed outright leaves no process behind, though a cell loops", async () => {
  const { child, ended } = startNotat(["run", fixture("infinite-loop"), "--out", join(folder, "killed")]);
  await new Promise((resolve) => setTimeout(resolve, 3500));
  const before = processesOf(child.pid!);
  child.kill("SIGKILL");
  await ended;
  expect(before.length).toBeGreaterThan(0);
  expect(await leftOf(before)).toEqual([]);
});

test("notat run goes on when nobody reads any more what it says", async () => {
  const out = join(folder, "unread");
  const args = ["run", fixture("stream-order"), fixture("error"), "--out", out];
  const { child, ended } = startNotat(args);
  child.stdout!.destroy();
  child.stderr!.destroy();
  expect((await ended).code).toBe(1);
  expect(readdirSync(out)).toHaveLength(4);
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
  expect(await wrong("a.ipynb", "./a.ipynb")).toContain("./a.ipynb is given twice");
  expect(await wrong("a.ipynb", "--in-place", "--out", "b")).toContain("--in-place and --out");
  expect(await wrong("a.ipynb", "-p", "2x", "1")).toContain("It must be a name that TypeScript takes");
  expect(await wrong("a.ipynb", "-p", "class", "1")).toContain("It must be a name that TypeScript takes");
  expect(await wrong("a.ipynb", "-p", "id", "12345678901234567890")).toContain(
    "12345678901234567890 would become 12345678901234567000. As text: '\"12345678901234567890\"'",
  );
  expect(await wrong("a.ipynb", "-p", "n", "1e400")).toContain("1e400 would become Infinity");
  expect(await wrong("b/a.ipynb", "b/a")).toContain(
    `b/a.ipynb and b/a would both be written as ${join("out", "a.ipynb")}.`,
  );
  expect(await wrong("a.ipynb", "--jobs", "0")).toContain("It must be a whole number");
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

test("notat run --log-output prints what the cells print, each line with its notebook's name", async () => {
  const file = join(folder, "logg.ipynb");
  writeNotebook(file, ["console.log('én');\nprocess.stdout.write('halv');", "console.error(' linje');"]);
  const out = join(folder, "logg-ut");
  const { code, stderr } = await notat(["run", file, "--out", out, "--log-output"]);
  expect(code).toBe(0);
  const lines = stderr.split("\n");
  expect(lines).toContain("logg  én");
  expect(lines).toContain("logg  halv linje");
});

test("notat run does not write over a notebook that it reads through a link", async () => {
  mkdirSync(join(folder, "linked"));
  writeNotebook(join(folder, "linked", "real.ipynb"), ["1"]);
  symlinkSync(join("linked", "real.ipynb"), join(folder, "real.ipynb"));
  const { code, stderr } = await notat(["run", "real.ipynb", "--out", "linked"], folder);
  expect(code).toBe(2);
  expect(stderr).toContain("--out must not be the folder of real.ipynb, which would be overwritten.");
});

test("notat run refuses notebooks in another language or another encoding, all at once", async () => {
  writeNotebook(join(folder, "python.ipynb"), ["print(1)"], {
    kernelspec: { name: "python3", language: "python", display_name: "Python 3" },
  });
  writeNotebook(join(folder, "unsaid.ipynb"), ["1"], {
    kernelspec: { name: "julia-1.11", display_name: "Julia" },
  });
  writeNotebook(join(folder, "latin.ipynb"), ["'æøå'"]);
  const file = join(folder, "latin.ipynb");
  writeFileSync(file, Buffer.from(readFileSync(file, "utf8"), "latin1"));
  const { code, stderr } = await notat(["run", "python.ipynb", "unsaid.ipynb", "latin.ipynb"], folder);
  expect(code).toBe(1);
  expect(stderr).toContain(
    "python.ipynb must be a TypeScript notebook, but is one in python, kernel python3.",
  );
  expect(stderr).toContain(
    "unsaid.ipynb must be a TypeScript notebook, but is one in another language, kernel julia-1.11.",
  );
  expect(stderr).toContain("latin.ipynb must be UTF-8, but holds other bytes");
});
