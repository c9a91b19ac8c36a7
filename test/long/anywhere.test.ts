import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { copyProject, type ProjectCopy } from "../support/copyProject.js";

// A checkout that can't be written, a disk that is full, a zip without git: the run works without what it would keep,
// or says what is wrong.
let copy: ProjectCopy;
let note: string;
const noteIn = (out: string) => readFileSync(join(out, "notat.html"), "utf8");
const STACK = /a fault in notat itself|\n {4}at /;

beforeAll(() => {
  copy = copyProject();
  const built = copy.run(["build"]);
  expect(built.ok, built.text).toBe(true);
  note = noteIn(join(copy.folder, "out/2019"));
}, 300_000);

test("where nothing can be kept, the note is the same", () => {
  rmSync(join(copy.folder, ".notat"), { recursive: true });
  writeFileSync(join(copy.folder, ".notat"), "ingen mappe");
  const out = mkdtempSync(join(tmpdir(), "notat ut "));
  const built = copy.run(["build", "--out", out]);
  expect(built.ok, built.text).toBe(true);
  expect(noteIn(out)).toBe(note);
  rmSync(join(copy.folder, ".notat"));
}, 300_000);

test("a folder that can't be written is told of, and nothing in it is touched", () => {
  const out = mkdtempSync(join(tmpdir(), "notat ut "));
  // A folder in the note's place can't be replaced by a file, whoever runs this.
  mkdirSync(join(out, "notat.html"));
  const built = copy.run(["build", "--out", out]);
  expect(built.ok).toBe(false);
  expect(built.text).toContain("notat.html must be written, but can't be: ");
  expect(built.text).not.toMatch(STACK);
}, 300_000);

test.runIf(process.platform === "linux" && process.getuid?.() === 0)(
  "so is a disk that is full",
  () => {
    const out = mkdtempSync(join(tmpdir(), "notat full "));
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=200k", "tmpfs", out]).status !== 0) return;
    try {
      const built = copy.run(["build", "--out", out]);
      expect(built.ok).toBe(false);
      expect(built.text).toContain("the disk is full. Make room");
      expect(built.text).not.toMatch(STACK);
      expect(readdirSync(out, { recursive: true }).filter((name) => String(name).includes("."))).toEqual([]);
    } finally {
      execFileSync("umount", [out]);
    }
  },
  300_000,
);

test.runIf(process.platform === "linux" && process.getuid?.() === 0)(
  "a checkout of somebody else's is read",
  () => {
    rmSync(join(copy.folder, ".notat"), { recursive: true, force: true });
    for (const folder of [copy.folder, tmpdir()]) chmodSync(folder, folder === copy.folder ? 0o755 : 0o1777);
    const out = mkdtempSync(join(tmpdir(), "notat ut "));
    chmodSync(out, 0o777);
    const nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    const run = (...args: string[]) =>
      spawnSync("setpriv", [...nobody, process.execPath, join(copy.folder, "lib/bin/notat.js"), ...args], {
        cwd: copy.folder,
        encoding: "utf8",
      });
    const built = run("build", "--out", out);
    expect(built.status, built.stderr).toBe(0);
    expect(noteIn(out)).toBe(note);
    const refused = run("build");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(
      /must be written, but can't be: nothing may be written there\. Choose another folder\./,
    );
    expect(refused.stderr).not.toMatch(STACK);
  },
  600_000,
);

test("with git the note differs in the line alone that names the commit", () => {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: copy.folder });
  git("init", "-q");
  writeFileSync(join(copy.folder, ".gitignore"), "node_modules/\nlib/dist/\nout/\n.notat/\n");
  git("add", ".");
  git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "-qm", "first");
  expect(copy.run(["build"]).ok).toBe(true);
  const [before, after] = [note, noteIn(join(copy.folder, "out/2019"))].map((text) => text.split("\n"));
  const differing = after!.filter((line, i) => line !== before![i]);
  expect(after).toHaveLength(before!.length);
  expect(differing).toHaveLength(1);
  expect(differing[0]).toMatch(/i versjonskontrollen/);
}, 300_000);
