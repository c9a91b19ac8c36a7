// Build step: a snapshot of a converter that has read all types. Run after writeDeclarations.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../project.js";
import {
  hasSnapshot,
  SNAPSHOT_FILE,
  SNAPSHOT_FOLDER,
  SNAPSHOT_KEY_FILE,
  snapshotKey,
} from "./snapshotFile.js";
import { writeWhole } from "./writeWhole.js";

if (!hasSnapshot()) {
  rmSync(SNAPSHOT_KEY_FILE, { force: true });
  mkdirSync(dirname(SNAPSHOT_FILE), { recursive: true });
  const code = new URL("./converterSnapshot.cjs", import.meta.url);
  // Node gives such a script no `exports`, which compiled code begins with.
  const script = `${SNAPSHOT_FILE}.cjs`;
  writeFileSync(script, `const exports = {};\n${readFileSync(code, "utf8")}`);
  const draft = `${SNAPSHOT_FILE}.${process.pid}`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--snapshot-blob", draft, "--build-snapshot", script, fileURLToPath(new URL(".", import.meta.url))],
    { cwd: existsSync(SNAPSHOT_FOLDER) ? SNAPSHOT_FOLDER : projectRoot, encoding: "utf8" },
  );
  rmSync(script);
  if (status === 0) {
    renameSync(draft, SNAPSHOT_FILE); // A run that is under way keeps the old one.
    writeWhole(SNAPSHOT_KEY_FILE, snapshotKey());
  } else console.error(`notat: cells will be converted without a snapshot, which takes longer:\n${stderr}`);
}
