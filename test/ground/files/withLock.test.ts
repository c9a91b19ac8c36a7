import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "notat/dist/lib/ground/files/withLock.js";
import { expect, test } from "vitest";

const place = () => join(mkdtempSync(join(tmpdir(), "notat lås ")), "ny mappe", ".lock");
/** The number of a process that has ended. */
const ended = () => spawnSync(process.execPath, ["-e", ""]).pid;

test("of many who read, change and write under one lock, none loses what another wrote", async () => {
  const path = place();
  const file = join(path, "../../tall.txt");
  writeFileSync(file, "0");
  const addOne = () =>
    withLock(path, async () => {
      const before = Number(readFileSync(file, "utf8"));
      await new Promise((resolve) => setTimeout(resolve, 1));
      writeFileSync(file, String(before + 1));
    });
  await Promise.all(Array.from({ length: 20 }, addOne));
  expect(readFileSync(file, "utf8")).toBe("20");
  expect(readdirSync(join(path, ".."))).toEqual([]);
});

test("a lock whose process was killed is taken over", async () => {
  const path = place();
  await withLock(path, () => {});
  writeFileSync(path, `${ended()} 0011223344556677 ${hostname()}`);
  expect(await withLock(path, () => "ok")).toBe("ok");
  expect(existsSync(path)).toBe(false);
});

test("who waits in vain is told who holds it, and what to do; the lock stays", async () => {
  const path = place();
  await withLock(path, async () => {
    await expect(withLock(path, () => {}, 100)).rejects.toThrow(
      new RegExp(
        `^One command at a time may change the answers and their log, but process ${process.pid} on .* holds .*\\.lock\\. Wait until it has ended\\. Is there no such process, delete the file\\.$`,
      ),
    );
    expect(existsSync(path)).toBe(true);
  });
  // Whether a process of another machine still runs, nobody here can tell.
  writeFileSync(path, `${ended()} 0011223344556677 en-annen-maskin`);
  await expect(withLock(path, () => {}, 100)).rejects.toThrow("on en-annen-maskin holds");
});

test("what stands in the lock's place and can't be read is told of, and not waited for", async () => {
  const path = place();
  mkdirSync(path, { recursive: true });
  await expect(withLock(path, () => {})).rejects.toThrow(
    /^The lock .*\.lock must be a file that can be read, but can't be: EISDIR.*\. Delete it when no other command is under way\.$/,
  );
  expect(existsSync(path)).toBe(true);
});

test("lets go when what is done under it fails", async () => {
  const path = place();
  const fails = withLock(path, () => {
    throw new Error("nei");
  });
  await expect(fails).rejects.toThrow("nei");
  expect(existsSync(path)).toBe(false);
});
