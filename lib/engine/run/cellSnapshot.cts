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

import loadModules = require("../../ground/modules/loadModules.cjs");

import type { CellSnapshotPlan } from "./writeCellSnapshot.js" with { "resolution-mode": "import" };

// From a file of its own: what stands in this script stays in the snapshot.
const { modules, ...PLAN } = JSON.parse(fs.readFileSync(process.argv.at(-1)!, "utf8")) as CellSnapshotPlan;
/** Node's own, once the snapshot has started. */
let nodes: typeof Module | null = null;

const loader = loadModules.createLoader(
  (file) => file in modules,
  (file) => modules[file],
  (id, from, target) => {
    // What no module has asked for while it was loaded is not in the snapshot.
    if (target !== undefined && nodes) return nodes.createRequire(from)(id);
    if (/^(?:node:)?module$/.test(id)) return nodes ?? { createRequire };
    return LATER.has(id) && !nodes ? whenAsked(id) : require(id);
  },
);

/** Modules of Node's own that hold what a snapshot can't: they are loaded by whoever uses them. */
const LATER = new Set(["node:worker_threads", "worker_threads"]);

function whenAsked(id: string): unknown {
  return new Proxy({}, { get: (_, name) => (require(id) as Record<PropertyKey, unknown>)[name] });
}

/**
 * Of a module of ours that makes its own `require` when it is loaded: asked later, it is Node's. Until then it knows the
 * modules that are here, by their paths.
 */
function createRequire(at: string): (id: string) => unknown {
  const file = at.startsWith("file:") ? url.fileURLToPath(at) : at;
  const real = () => {
    if (!nodes) throw new Error(`${file} must not require anything while it is loaded.`);
    return nodes.createRequire(at);
  };
  return Object.defineProperties((id: string) => (nodes || !(id in modules) ? real()(id) : loader.load(id)), {
    resolve: { get: () => real().resolve },
    cache: { get: () => real().cache },
  });
}

loader.load(PLAN.library);
for (const file of PLAN.alsoLoaded) loader.load(file);
const startCells = loader.prepare(PLAN.process);
for (const file of Object.keys(modules)) delete (modules as Record<string, unknown>)[file];

v8.startupSnapshot.setDeserializeMainFunction(() => {
  const node: typeof Module = require("node:module");
  nodes = node;
  // Cells are to see an ordinary process.
  process.argv.splice(1, Number.POSITIVE_INFINITY, PLAN.process);
  const { _cache: cache } = node as unknown as { _cache: Record<string, unknown> };
  for (const [file, { exports }] of loader.loaded) {
    const module = new node.Module(file);
    module.filename = file;
    module.loaded = true;
    module.exports = loader.isEsModule(exports) ? namespaceOf(exports) : exports;
    cache[file] = module;
  }
  startCells({ exports: {} });
});

/** What Node's `require` gives of an ES module. */
function namespaceOf(exports: loadModules.Exports): object {
  const namespace: object = Object.create(null);
  for (const key of Object.keys(exports))
    Object.defineProperty(namespace, key, { enumerable: true, get: () => exports[key] });
  if ("default" in exports) Object.defineProperty(namespace, "__esModule", { enumerable: true, value: true });
  return Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
}
