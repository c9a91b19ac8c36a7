#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const main = new URL("../dist/lib/cli/main.js", import.meta.url);
if (existsSync(fileURLToPath(main))) await import(main.href);
else {
  console.error("notat: the library must be compiled before its commands run.\n  Run: npm run build");
  process.exitCode = 2;
}
