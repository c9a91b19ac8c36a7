import { createRequire } from "node:module";
import type TS from "@tslab/typescript-for-tslab";

// Not named `require`: this module also runs as CommonJS, in the snapshot.
const load = createRequire(import.meta.url);
const COMPILER = "@tslab/typescript-for-tslab";

/** tslab's own compiler: another version may parse what tslab then refuses. */
export const ts: typeof TS = load(COMPILER);

type ConverterModule = typeof import("tslab/dist/converter.js");

/**
 * tslab's converter, with programs that cost half.
 *
 * tslab makes two programs for each cell: one to learn which names it declares, one to compile it. By default
 * TypeScript makes a type checker and a table of all files' references for each. The first needs neither.
 */
export const { createConverter, isCompleteCode } = loadConverter({ createWatchCompilerHost });

/** tslab's converter module, with some of the compiler's exports replaced. */
export function loadConverter(replaced: object): ConverterModule {
  const compiler = load.cache[load.resolve(COMPILER)]!;
  const file = load.resolve("tslab/dist/converter.js");
  const before = load.cache[file];
  delete load.cache[file];
  // tslab copies the compiler's exports when it is loaded: it gets ours, and nobody else does.
  compiler.exports = { ...ts, ...replaced };
  try {
    return load("tslab/dist/converter.js") as ConverterModule;
  } finally {
    compiler.exports = ts;
    if (before) load.cache[file] = before;
  }
}

function createWatchCompilerHost(
  roots: string[],
  options: TS.CompilerOptions,
  system: TS.System,
  _createProgram: null,
  ...reporters: [TS.DiagnosticReporter, TS.WatchStatusReporter]
) {
  return ts.createWatchCompilerHost(roots, options, system, createLightProgram, ...reporters);
}

/** A program whose cells' names are known, with a type checker only when something asks for it. */
const createLightProgram: TS.CreateProgram<TS.BuilderProgram> = (roots, options, host, ...rest) => {
  const builder = ts.createAbstractBuilder(roots, options, host, ...rest);
  const program = builder.getProgram();
  latest = program;
  for (const root of roots ?? []) {
    const file = program.getSourceFile(root);
    if (file) bindSourceFile(file, options!);
  }
  return { ...builder, getAllDependencies: (file) => dependencies(program, file, host!) };
};

let latest: TS.Program | null = null;

/** The program of the last conversion: with it, the types of everything that its cell imports have been read. */
export const latestProgram = (): TS.Program | null => latest;

/** What tslab reads as `file.locals`. Not in TypeScript's declarations, though it is among its exports. */
export function bindSourceFile(file: TS.SourceFile, options: TS.CompilerOptions): void {
  (ts as unknown as { bindSourceFile: typeof bindSourceFile }).bindSourceFile(file, options);
}

/** tslab asks only for dependencies that must be compiled: mostly there are none, and the table need not be made. */
function dependencies(program: TS.Program, file: TS.SourceFile, host: TS.CompilerHost): readonly string[] {
  const compiled = program.getSourceFiles().some((other) => !other.isDeclarationFile && other !== file);
  if (!compiled) return [file.fileName];
  return ts.createEmitAndSemanticDiagnosticsBuilderProgram(program, host).getAllDependencies(file);
}
