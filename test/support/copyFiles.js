// JavaScript, since the benchmark uses it too and runs without a compiler.
import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Copies the built project into a folder, without what is kept between runs; its packages are ours, by links. */
export function copyFiles(folder) {
  for (const part of ["lib", "data", "notebooks"])
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      // The snapshots in lib/dist/converter and lib/dist/cells are of the project that they were made in.
      filter: (path) => !/[\\/](?:node_modules|\.notat|\.ipynb_checkpoints|converter|cells)$/.test(path),
    });
  for (const file of ["package.json", "package-lock.json", "tsconfig.json"])
    cpSync(join(root, file), join(folder, file));
  const packages = join(folder, "node_modules");
  mkdirSync(packages);
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name === "notat" || name.startsWith(".")) continue;
    symlinkSync(join(root, "node_modules", name), join(packages, name), "junction");
  }
  symlinkSync(join(folder, "lib"), join(packages, "notat"), "junction");
}
