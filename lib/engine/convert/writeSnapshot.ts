// Build step: a snapshot of a converter that has read all types. Run after writeDeclarations.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { CONVERTER_SNAPSHOT_FLAGS } from "../process/nodeFlags.js";
import { ANSWERS, type ConvertOrder } from "./converterOrder.js";
import {
  hasSnapshot,
  SNAPSHOT_FILE,
  SNAPSHOT_FOLDER,
  SNAPSHOT_KEY_FILE,
  snapshotKey,
  startFromSnapshot,
} from "./snapshotFile.js";

if (!hasSnapshot()) {
  rmSync(SNAPSHOT_KEY_FILE, { force: true });
  mkdirSync(dirname(SNAPSHOT_FILE), { recursive: true });
  const draft = `${SNAPSHOT_FILE}.${process.pid}`;
  const fault = makeSnapshot(draft) ?? trySnapshot(draft);
  if (fault === null) {
    renameSync(draft, SNAPSHOT_FILE); // A run that is under way keeps the old one.
    writeWhole(SNAPSHOT_KEY_FILE, snapshotKey());
  } else {
    rmSync(draft, { force: true });
    console.error(`notat: cells will be converted without a snapshot, which takes longer:\n${fault}`);
  }
}

function makeSnapshot(file: string): string | null {
  const code = new URL("./converterSnapshot.cjs", import.meta.url);
  // Node gives such a script no `exports`, which compiled code begins with.
  const script = `${file}.cjs`;
  writeFileSync(script, `const exports = {};\n${readFileSync(code, "utf8")}`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...CONVERTER_SNAPSHOT_FLAGS,
      ...["--snapshot-blob", file, "--build-snapshot", script],
      fileURLToPath(new URL("../", import.meta.url)),
    ],
    { cwd: SNAPSHOT_FOLDER, encoding: "utf8" },
  );
  rmSync(script);
  return status === 0 ? null : stderr;
}

/** A snapshot that can't start would cost every run its advantage without a word. */
function trySnapshot(file: string): string | null {
  const order: ConvertOrder = { prevDecl: "", source: "const one: number = 1;" };
  const { status, stderr, output } = spawnSync(process.execPath, startFromSnapshot(file), {
    cwd: SNAPSHOT_FOLDER,
    encoding: "utf8",
    input: `${JSON.stringify(order)}\n`,
    stdio: ["pipe", "ignore", "pipe", "pipe"],
  });
  return status === 0 && output[ANSWERS]?.includes("declare const one: number") ? null : stderr;
}
