/**
 * Run once by Node with --build-snapshot: loads the library with its packages, and becomes, each time the snapshot is
 * started, the process of a notebook that uses it. So the half second that the library takes to load is spent at build
 * time.
 *
 * In such a script Node's own `require` knows only its built-in modules. Hence the small loader here: of modules that
 * writeCellSnapshot has read, resolved and turned into CommonJS. Before the first cell, they are put where Node's own
 * `require` looks first, so that cells get these and no second copy.
 */
import fs = require("node:fs");
import type Module = require("node:module");
import url = require("node:url");
import v8 = require("node:v8");
import vm = require("node:vm");

import type { CellSnapshotPlan } from "./writeCellSnapshot.js" with { "resolution-mode": "import" };

type Exports = Record<string, unknown>;
type Require = (id: string) => unknown;

// From a file of its own: what stands in this script stays in the snapshot.
const { modules, ...PLAN } = JSON.parse(fs.readFileSync(process.argv.at(-1)!, "utf8")) as CellSnapshotPlan;
const needsOf = new Map(Object.entries(modules).map(([file, { needs }]) => [file, needs]));
const loaded = new Map<string, { exports: Exports }>();
const esModules = new Set<unknown>();
/** Node's own, once the snapshot has started. */
let nodes: typeof Module | null = null;

/** As Node has it: a CommonJS module's default export is the whole of it, an ES module's its own. */
const importDefault = (module: unknown): unknown => (esModules.has(module) ? module : { default: module });
const importStar = (module: unknown): unknown =>
  esModules.has(module) ? module : { ...(module as Exports), default: module };
const exportStar = (from: Exports, to: Exports): void => {
  for (const key of Object.keys(from))
    if (key !== "default" && !Object.hasOwn(to, key))
      Object.defineProperty(to, key, { enumerable: true, get: () => from[key] });
};

const BEFORE =
  /^(?:"use strict";\n|Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);\n|exports\.[^\n]+;\n)*/;

function load(file: string): Exports {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} as Exports };
  loaded.set(file, module);
  const plan = modules[file];
  if (!plan) throw Object.assign(new Error(`Can't find ${file}.`), { code: "MODULE_NOT_FOUND" });
  if (plan.kind === "json") module.exports = JSON.parse(plan.source) as Exports;
  else {
    if (plan.kind === "es") esModules.add(module.exports);
    compile(file)(module, requireFrom(file));
  }
  return module.exports;
}

function compile(file: string): (module: { exports: Exports }, require: Require) => void {
  const { source, kind } = modules[file]!;
  const names =
    "exports, require, module, __filename, __dirname, __importDefault, __importStar, __exportStar";
  // Lines are those of the file, as errors name them: what the compiler puts before the first counts for none.
  const [before = ""] = BEFORE.exec(source) ?? [];
  const run = new vm.Script(`(function (${names}) {${source}\n})`, {
    filename: kind === "es" ? url.pathToFileURL(file).href : file,
    lineOffset: 1 - before.split("\n").length,
  }).runInThisContext() as (...values: unknown[]) => void;
  const folder = file.replace(/[\\/][^\\/]*$/, "");
  return (module, require) =>
    run.call(
      module.exports,
      module.exports,
      require,
      module,
      file,
      folder,
      importDefault,
      importStar,
      exportStar,
    );
}

function requireFrom(file: string): Require {
  const needs = needsOf.get(file) ?? {};
  return (id) => {
    const target = needs[id];
    // What no module has asked for while it was loaded is not in the snapshot.
    if (target !== undefined && nodes && !loaded.has(target)) return nodes.createRequire(file)(id);
    if (target !== undefined) return load(target);
    if (/^(?:node:)?module$/.test(id)) return nodes ?? { createRequire };
    return LATER.has(id) && !nodes ? whenAsked(id) : require(id);
  };
}

/** Modules of Node's own that hold what a snapshot can't: they are loaded by whoever uses them. */
const LATER = new Set(["node:worker_threads", "worker_threads"]);

function whenAsked(id: string): unknown {
  return new Proxy({}, { get: (_, name) => (require(id) as Record<PropertyKey, unknown>)[name] });
}

/** Of a module of ours that makes its own `require` when it is loaded: asked later, it is Node's. */
function createRequire(at: string): Require {
  const file = at.startsWith("file:") ? url.fileURLToPath(at) : at;
  const real = () => {
    if (!nodes) throw new Error(`${file} must not require anything while it is loaded.`);
    return nodes.createRequire(at);
  };
  return Object.defineProperties((id: string) => real()(id), {
    resolve: { get: () => real().resolve },
    cache: { get: () => real().cache },
  });
}

load(PLAN.library);
for (const file of PLAN.alsoLoaded) load(file);
const startCells = compile(PLAN.process);
for (const file of Object.keys(modules)) delete (modules as Record<string, unknown>)[file];
for (const file of needsOf.keys()) if (!loaded.has(file) && file !== PLAN.process) needsOf.delete(file);

v8.startupSnapshot.setDeserializeMainFunction(() => {
  const node: typeof Module = require("node:module");
  nodes = node;
  // Cells are to see an ordinary process, and one that they fork is to be one.
  process.execArgv.length = 0;
  process.argv.splice(1, Number.POSITIVE_INFINITY, PLAN.process);
  const { _cache: cache } = node as unknown as { _cache: Record<string, unknown> };
  for (const [file, { exports }] of loaded) {
    const module = new node.Module(file);
    module.filename = file;
    module.loaded = true;
    module.exports = esModules.has(exports) ? namespaceOf(exports) : exports;
    cache[file] = module;
  }
  startCells({ exports: {} }, requireFrom(PLAN.process));
});

/** What Node's `require` gives of an ES module. */
function namespaceOf(exports: Exports): object {
  const namespace: object = Object.create(null);
  for (const key of Object.keys(exports))
    Object.defineProperty(namespace, key, { enumerable: true, get: () => exports[key] });
  if ("default" in exports) Object.defineProperty(namespace, "__esModule", { enumerable: true, value: true });
  return Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
}
