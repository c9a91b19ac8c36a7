/**
 * Run once by Node with --build-snapshot: loads the compiler, reads the types that chapters use, and becomes, each time
 * the snapshot is started, a converter's process. So the second that a converter takes to start is spent at build time.
 *
 * node --snapshot-blob FILE --build-snapshot SCRIPT FOLDER-OF-THE-LIBRARY'S-MODULES
 *
 * In such a script Node's own `require` knows only its built-in modules, and modules loaded in any other way cannot be
 * kept. Hence the small loader, which turns our own ES modules into what it can load.
 */
import fs = require("node:fs");
import path = require("node:path");
import url = require("node:url");
import v8 = require("node:v8");
import type TS = require("@tslab/typescript-for-tslab");

interface Loaded {
  exports: unknown;
}
interface Require {
  (id: string): unknown;
  resolve(id: string): string;
  readonly cache: Record<string, Loaded>;
}

const loaded: Record<string, Loaded> = {};

function load(file: string): unknown {
  const known = loaded[file];
  if (known) return known.exports;
  const module: Loaded = { exports: {} };
  loaded[file] = module;
  const text = fs.readFileSync(file, "utf8");
  if (file.endsWith(".json")) {
    module.exports = JSON.parse(text);
    return module.exports;
  }
  const source = `${file.startsWith(OURS) ? toCommonJs(text, file) : text}\n//# sourceURL=${file}`;
  const run = new Function("exports", "require", "module", "__filename", "__dirname", source);
  run(module.exports, requireFrom(file), module, file, path.dirname(file));
  return module.exports;
}

function requireFrom(from: string): Require {
  const requireOne = (id: string): unknown => {
    if (id === "node:module") return { createRequire: (at: string) => requireFrom(url.fileURLToPath(at)) };
    if (!id.startsWith(".") && !id.startsWith("@")) {
      try {
        return require(id);
      } catch {
        // Not built in.
      }
    }
    return load(resolve(id, from));
  };
  return Object.assign(requireOne, { resolve: (id: string) => resolve(id, from), cache: loaded });
}

function resolve(id: string, from: string): string {
  const folders = id.startsWith(".") ? [path.dirname(from)] : foldersAbove(from);
  for (const folder of folders) {
    const found = asFile(path.join(folder, id));
    if (found) return found;
  }
  throw Object.assign(new Error(`Can't find ${id} from ${from}.`), { code: "MODULE_NOT_FOUND" });
}

function foldersAbove(file: string): string[] {
  const up = path.dirname(file);
  return up === file ? [] : [path.join(up, "node_modules"), ...foldersAbove(up)];
}

function asFile(place: string): string | undefined {
  const isFile = (file: string) => fs.existsSync(file) && fs.statSync(file).isFile();
  const manifest = path.join(place, "package.json");
  const { main = "index.js" } = isFile(manifest)
    ? (JSON.parse(fs.readFileSync(manifest, "utf8")) as { main?: string })
    : {};
  return [place, `${place}.js`, path.join(place, main), path.join(place, "index.js")].find(isFile);
}

function toCommonJs(text: string, file: string): string {
  const compiler = load(resolve("@tslab/typescript-for-tslab", file)) as typeof TS;
  const { module, target } = { module: compiler.ModuleKind.CommonJS, target: compiler.ScriptTarget.ES2022 };
  const { outputText } = compiler.transpileModule(text, { compilerOptions: { module, target } });
  return outputText.replaceAll("import.meta.url", JSON.stringify(String(url.pathToFileURL(file))));
}

const OURS = process.argv.at(-1)!;
const { ts } = load(`${OURS}convert/tslabCompiler.js`) as typeof import("./tslabCompiler.js");
const { createCellConverter } = load(
  `${OURS}convert/cellConverter.js`,
) as typeof import("./cellConverter.js");
const { answerWith, tellStarted } = load(
  `${OURS}convert/converterOrder.js`,
) as typeof import("./converterOrder.js");

// A snapshot can't hold open watchers, and what it holds is compared with the files before it is used.
ts.sys.watchFile = () => ({ close: () => {} });
ts.sys.watchDirectory = () => ({ close: () => {} });
const { convert, warmUp } = createCellConverter();
const TYPES =
  'import * as notat from "notat";\nimport * as aq from "arquero";\nimport * as tslab from "tslab";\n';
const first = `${TYPES}const answers = await notat.survey();\nanswers;`;
const { conversion } = convert("", first);
const fault = conversion?.diagnostics[0];
if (fault) throw new Error(`A cell that imports the library must compile: ${fault.messageText}`);

warmUp();
// The checker, too, reads what chapters use at build time.
const { conversion: again } = convert("", first);
convert(again?.declOutput ?? "", "answers.tiltak;");

v8.startupSnapshot.setDeserializeMainFunction(() => {
  process.on("SIGINT", () => {}); // Ctrl-C reaches the whole process group: the parent ends its processes itself.
  tellStarted();
  const piece = Buffer.alloc(1 << 16);
  let waiting = Buffer.alloc(0);
  for (;;) {
    const size = fs.readSync(0, piece);
    if (size === 0) return;
    waiting = Buffer.concat([waiting, piece.subarray(0, size)]);
    for (let end = waiting.indexOf(10); end >= 0; end = waiting.indexOf(10)) {
      answerWith(convert, waiting.toString("utf8", 0, end));
      waiting = waiting.subarray(end + 1);
    }
  }
});
