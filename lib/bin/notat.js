#!/usr/bin/env node
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const cli = new URL("../dist/lib/cli/", import.meta.url);
if (existsSync(fileURLToPath(new URL("main.js", cli)))) {
  const { openProgram } = createRequire(import.meta.url)(fileURLToPath(new URL("startProgram.cjs", cli)));
  const main = openProgram() ?? (await import(new URL("main.js", cli).href)).main;
  await main();
} else {
  console.error("notat: the library must be compiled before its commands run.\n  Run: npm run build");
  process.exitCode = 2;
}
