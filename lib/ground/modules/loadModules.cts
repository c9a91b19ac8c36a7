import nodeModule = require("node:module");
import url = require("node:url");
import vm = require("node:vm");

declare namespace loadModules {
  /** What a loader needs to know of a module. Written by planModules. */
  export interface PlannedModule {
    readonly kind: "es" | "commonjs" | "json";
    /** As CommonJS, with names of the loader's own for `import.meta.url` and the compiler's helpers. */
    readonly source: string;
    /** What it asks for → the file. Built-in modules are not in it. */
    readonly needs: Readonly<Record<string, string>>;
    /** V8's compiled code of the source. */
    readonly compiled?: Buffer;
  }

  export type Exports = Record<string, unknown>;
  /** Runs a module: fills in its exports. */
  export type Run = (module: { exports: Exports }) => void;

  export interface Loader {
    /** The exports of a file of the plan, which runs when it is asked for first. */
    load(file: string): Exports;
    /** Compiles a file of the plan, and leaves it to the caller to run it. */
    prepare(file: string): Run;
    /** File → what has been loaded. */
    readonly loaded: ReadonlyMap<string, { readonly exports: Exports }>;
    isEsModule(exports: unknown): boolean;
  }
}

/** As Node has it: a CommonJS module's default export is the whole of it, an ES module's its own. */
const helpersFor = (isEs: (module: unknown) => boolean) => ({
  importDefault: (module: unknown): unknown => (isEs(module) ? module : { default: module }),
  importStar: (module: unknown): unknown =>
    isEs(module) ? module : { ...(module as loadModules.Exports), default: module },
  exportStar(from: loadModules.Exports, to: loadModules.Exports): void {
    for (const key of Object.keys(from))
      if (key !== "default" && !Object.hasOwn(to, key))
        Object.defineProperty(to, key, { enumerable: true, get: () => from[key] });
  },
});

const COMMONJS_NAMES = "exports, require, module, __filename, __dirname";
const ES_NAMES = `${COMMONJS_NAMES}, importMetaUrl, ownImportDefault, ownImportStar, ownExportStar`;
/** What the compiler puts before a module's first line. */
const BEFORE =
  /^(?:"use strict";\n|Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);\n|exports\.[^\n]+;\n)*/;

/**
 * Loads modules that were read, resolved and turned into CommonJS before (planModules): Node's own loader takes a
 * millisecond and more for each.
 * @param has Whether a file is in the plan.
 * @param planOf A module by its file; undefined when it is not in the plan.
 * @param elsewhere What a module gets that asks for something that is not in the plan, built-in modules among it.
 * @param onCompile Gets each script, of which V8 can give the compiled code once it has run.
 * @throws {Error} With code MODULE_NOT_FOUND for a file that is not in the plan.
 */
function createLoader(
  has: (file: string) => boolean,
  planOf: (file: string) => loadModules.PlannedModule | undefined,
  elsewhere: (id: string, from: string, target: string | undefined) => unknown,
  onCompile: (file: string, script: vm.Script) => void = () => {},
): loadModules.Loader {
  const loaded = new Map<string, { exports: loadModules.Exports }>();
  const esModules = new Set<unknown>();
  const isEsModule = (exports: unknown) => esModules.has(exports);
  const { importDefault, importStar, exportStar } = helpersFor(isEsModule);

  function load(file: string): loadModules.Exports {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} as loadModules.Exports };
    const plan = planned(file);
    loaded.set(file, module);
    if (plan.kind === "json") module.exports = JSON.parse(plan.source) as loadModules.Exports;
    else {
      if (plan.kind === "es") esModules.add(module.exports);
      prepare(file, plan)(module);
    }
    return module.exports;
  }

  function planned(file: string): loadModules.PlannedModule {
    const plan = planOf(file);
    if (!plan) throw Object.assign(new Error(`Can't find ${file}.`), { code: "MODULE_NOT_FOUND" });
    return plan;
  }

  function prepare(
    file: string,
    { source, kind, needs, compiled }: loadModules.PlannedModule,
  ): loadModules.Run {
    const at = url.pathToFileURL(file).href;
    // Lines are those of the file, as errors name them: what the compiler puts before the first counts for none.
    const [before = ""] = BEFORE.exec(source) ?? [];
    const names = kind === "es" ? ES_NAMES : COMMONJS_NAMES;
    const script = new vm.Script(`(function (${names}) {${source}\n})`, {
      filename: kind === "es" ? at : file,
      lineOffset: 1 - before.split("\n").length,
      ...(compiled && { cachedData: compiled }),
    });
    onCompile(file, script);
    const run = script.runInThisContext() as (...values: unknown[]) => void;
    const folder = file.replace(/[\\/][^\\/]*$/, "");
    const require = (id: string) => {
      const target = Object.hasOwn(needs, id) ? needs[id] : undefined;
      return target !== undefined && (loaded.has(target) || has(target))
        ? load(target)
        : elsewhere(id, file, target);
    };
    return (module) => {
      const values = [module, file, folder, at, importDefault, importStar, exportStar];
      run.call(module.exports, module.exports, require, ...values);
    };
  }

  return { load, prepare: (file) => prepare(file, planned(file)), loaded, isEsModule };
}

/** `node:module`, whose `createRequire` gives what the loader has, where it has it. */
function moduleWith(
  loader: Pick<loadModules.Loader, "load">,
  has: (file: string) => boolean,
): typeof nodeModule {
  const createRequire = (at: string | URL) => {
    const own = nodeModule.createRequire(at);
    const require = (id: string) => {
      const file = nodeModule.isBuiltin(id) ? id : own.resolve(id);
      return has(file) ? loader.load(file) : own(id);
    };
    return Object.assign(require, {
      resolve: own.resolve,
      cache: own.cache,
      main: own.main,
      extensions: own.extensions,
    });
  };
  return Object.assign(Object.create(nodeModule) as typeof nodeModule, { createRequire });
}

const loadModules = { createLoader, moduleWith };
export = loadModules;
