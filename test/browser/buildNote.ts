import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the note that the tests open. */
    note: string;
  }
}

/** Builds the note once for all browser tests, or takes the one that NOTAT_NOTE names. */
export default function buildNote(project: TestProject): () => void {
  const given = process.env.NOTAT_NOTE;
  if (given) {
    project.provide("note", given);
    return () => {};
  }
  // A folder with a space and Norwegian letters, as readers have them.
  const out = join(mkdtempSync(join(tmpdir(), "notat-")), "på en pinne");
  const root = join(import.meta.dirname, "..", "..");
  execFileSync(process.execPath, [join(root, "lib/bin/notat.js"), "build", "--out", out], {
    stdio: "inherit",
  });
  project.provide("note", join(out, "notat.html"));
  return () => rmSync(join(out, ".."), { recursive: true, force: true });
}
