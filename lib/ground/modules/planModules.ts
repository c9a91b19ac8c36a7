// Build time only: needs a Node with --experimental-import-meta-resolve.
import { existsSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type TS from "@tslab/typescript-for-tslab";
import { hashTexts, kept } from "../files/keep.js";
import type loadModules from "./loadModules.cjs";

type PlannedModule = loadModules.PlannedModule;

const require = createRequire(import.meta.url);
const ts: typeof TS = require("@tslab/typescript-for-tslab");
/** TypeScript checks a module's types before it writes it, which takes most of the time, unless it is the default library. */
const NOT_CHECKED = '/// <reference no-default-lib="true"/>\n';

const HELPERS = ["__importDefault", "__importStar", "__exportStar"] as const;

/**
 * Reads modules and all that they ask for, and turns them into CommonJS for the loader of loadModules.
 * @param entries Files, by their paths.
 * @param leftOut Packages that rarely run: they are loaded as they lie.
 * @returns File → module. What a package only uses when it is there is left out, and what is no code.
 */
export function planModules(
  entries: readonly string[],
  leftOut: readonly string[] = [],
): Record<string, PlannedModule> {
  const modules: Record<string, PlannedModule> = {};
  // Most are of packages, and the same from build to build.
  const entry = kept<Record<string, { hash: string; source: string }>>("ground/modules/commonjs", []);
  const compiled = entry.read() ?? {};
  const add = (file: string): void => {
    if (modules[file]) return;
    const text = readFileSync(file, "utf8");
    const kind = kindOf(file);
    const source = kind === "es" ? asCommonJs(file, text) : text;
    const needs: Record<string, string> = {};
    modules[file] = { kind, source, needs };
    if (kind === "json") return;
    for (const [, id = ""] of source.matchAll(/\brequire\(\s*["']([^"'\n]+)["']\s*\)/g)) {
      if (isBuiltin(id) || leftOut.includes(id)) continue;
      try {
        needs[id] = resolve(id, file, kind);
      } catch {
        // A package that is only used when it is there, or no call at all.
        continue;
      }
      if (/\.(?:[cm]?js|json)$/.test(needs[id])) add(needs[id]);
    }
  };
  const asCommonJs = (file: string, text: string): string => {
    const hash = hashTexts(text);
    if (compiled[file]?.hash !== hash) compiled[file] = { hash, source: toCommonJs(text, file) };
    return compiled[file].source;
  };
  for (const file of entries) add(file);
  entry.write(Object.fromEntries(Object.entries(compiled).filter(([file]) => existsSync(file))));
  return modules;
}

function resolve(id: string, from: string, kind: PlannedModule["kind"]): string {
  if (kind === "commonjs") return createRequire(from).resolve(id);
  return fileURLToPath(import.meta.resolve(id, pathToFileURL(from)));
}

function kindOf(file: string): PlannedModule["kind"] {
  if (file.endsWith(".json")) return "json";
  if (/\.[cm]js$/.test(file)) return file.endsWith(".mjs") ? "es" : "commonjs";
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (!existsSync(manifest)) continue;
    const { type } = JSON.parse(readFileSync(manifest, "utf8")) as { type?: string };
    return type === "module" ? "es" : "commonjs";
  }
}

function toCommonJs(text: string, file: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    noEmitHelpers: true,
    skipDefaultLibCheck: true,
  };
  // This TypeScript does not know attributes of imports.
  const known = text.replace(/^(import\b.*\bfrom\s*["'][^"'\n]+["'])\s*with\s*\{[^}]*\}/gm, "$1");
  // A module's own `require` has its name beside that of the loader.
  const own = /^const require\b/m.test(known)
    ? known.replace(/\brequire(?=\(|\.|\s*=)/g, "ownRequire")
    : known;
  const { outputText } = ts.transpileModule(NOT_CHECKED + own, { compilerOptions, fileName: file });
  const code = outputText.replace(NOT_CHECKED, "").replaceAll("import.meta.url", "importMetaUrl");
  return HELPERS.reduce(
    (done, helper) =>
      // A package may declare such a name itself (tslib); the compiler calls it with what was required.
      done.replaceAll(text.includes(helper) ? `${helper}(require(` : helper, (found) =>
        found.replace("__i", "ownI").replace("__e", "ownE"),
      ),
    code,
  );
}
