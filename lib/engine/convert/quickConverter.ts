import type TS from "@tslab/typescript-for-tslab";
import type { Converter, ConvertResult } from "tslab/dist/converter.js";
import { bindSourceFile, loadConverter, ts } from "./tslabCompiler.js";

/** Thrown where a cell needs more than the quick way carries: it is then converted in tslab's own way. */
class NotQuick extends Error {}

/** What TypeScript keeps in its objects, or exports, without declaring it. */
interface Internals {
  createTypeChecker(host: TS.Program): Checker;
  createModeAwareCache(): { set(name: string, mode: undefined, resolved: unknown): void };
  emitFiles(resolver: object, host: object, file: TS.SourceFile, ...rest: unknown[]): TS.EmitResult;
  getTransformers(
    options: TS.CompilerOptions,
    custom: TS.CustomTransformers | undefined,
    only: boolean | undefined,
  ): object;
  getDeclarationDiagnostics(host: object, resolver: object, file: TS.SourceFile): TS.DiagnosticWithLocation[];
}
type Checker = TS.TypeChecker & {
  getDiagnostics(file: TS.SourceFile): TS.Diagnostic[];
  getEmitResolver(file: TS.SourceFile): object;
};
type CellFile = TS.SourceFile & {
  path: string;
  resolvedPath: string;
  originalFileName: string;
  version: string;
  imports: readonly TS.StringLiteralLike[];
  moduleAugmentations: readonly TS.StringLiteral[];
  ambientModuleNames: readonly string[];
  resolvedModules: ReturnType<Internals["createModeAwareCache"]>;
  parseDiagnostics: readonly TS.DiagnosticWithLocation[];
  bindDiagnostics: readonly TS.Diagnostic[];
  commentDirectives?: readonly unknown[];
  checkJsDirective?: unknown;
};
const internals = ts as unknown as Internals;
const IMPORT = 3; // FileIncludeKind.Import

/** A checker remembers every cell: after so many a new one begins, which takes as long as a few cells do. */
const CELLS_OF_A_CHECKER = 60;

/**
 * tslab's converter over one set of types and one type checker for all cells of all notebooks: tslab makes two
 * programs and a checker for each cell, which read the same types again, and that is nine tenths of its time.
 *
 * It gives what tslab's own gives, or null: when a cell does not compile (tslab is to say why), imports what the base
 * has not read, or declares something whose printed type may depend on what was checked before (the order of a union).
 * @param base A program of tslab's whose types have been read; cells may import what it has.
 */
export function createQuickConverter(
  base: TS.Program,
): (prevDecl: string, source: string) => ConvertResult | null {
  const options = base.getCompilerOptions();
  const resolutions = ts.createModuleResolutionCache(base.getCurrentDirectory(), (name) => name, options);
  let current: TS.Program = base;
  let checker: Checker | null = null;
  let cellFiles: readonly CellFile[] = [];
  let files: readonly TS.SourceFile[] = [];
  let made = 0;
  let checked = 0;

  function createWatchCompilerHost(roots: string[], _: object, system: TS.System) {
    return { roots, system, afterProgramCreate: (_builder: unknown) => {} };
  }
  /** Instead of TypeScript's watcher: tslab says when its two files have changed, and wants a program of them. */
  function createWatchProgram(host: ReturnType<typeof createWatchCompilerHost>) {
    const { roots, system } = host;
    const old = new Set(roots);
    files = base.getSourceFiles().filter(({ fileName }) => !old.has(fileName));
    let told = false;
    const rebuild = () => {
      told = false;
      // A checker keeps one diagnostic of those that are equal, path and all: this one is no longer of its path.
      for (const file of cellFiles) file.path = `${file.path}#${made++}`;
      if (++checked % CELLS_OF_A_CHECKER === 0) checker = null;
      cellFiles = roots.map((name) => readCell(name, system.readFile(name) ?? ""));
      host.afterProgramCreate(builderOf(cellFiles));
    };
    for (const name of roots)
      system.watchFile!(name, () => {
        // tslab calls it back itself, once for both files.
        if (!told) system.setTimeout!(rebuild, 0);
        told = true;
      });
    rebuild();
    const notCarried = () => {
      throw new NotQuick();
    };
    return { close() {}, updateRootFileNames: notCarried };
  }

  function readCell(name: string, text: string): CellFile {
    const file = ts.createSourceFile(name, text, options.target!) as CellFile;
    const references = [file.referencedFiles, file.typeReferenceDirectives, file.libReferenceDirectives];
    if (references.some((list) => list.length > 0) || file.commentDirectives?.length || file.checkJsDirective)
      throw new NotQuick();
    Object.assign(file, { path: name, resolvedPath: name, originalFileName: name, version: String(made) });
    const imports = importsOf(file);
    const resolvedModules = internals.createModeAwareCache();
    for (const { text: module } of imports) {
      const resolution = ts.resolveModuleName(module, name, options, ts.sys, resolutions);
      const path = resolution.resolvedModule?.resolvedFileName;
      if (path !== undefined && !base.getSourceFile(path)) throw new NotQuick();
      resolvedModules.set(module, undefined, resolution);
    }
    Object.assign(file, { imports, moduleAugmentations: [], ambientModuleNames: [], resolvedModules });
    bindSourceFile(file, options);
    return file;
  }

  function builderOf(cells: readonly CellFile[]) {
    const own = new Map(cells.map((file) => [file.fileName, file]));
    const program: TS.Program = {
      ...base,
      getRootFileNames: () => [...own.keys()],
      getSourceFiles: () => [...files, ...cells],
      getSourceFile: (name) => own.get(name) ?? base.getSourceFile(name),
      getTypeChecker: () => checkerOf(program),
      getConfigFileParsingDiagnostics: () => [],
      getOptionsDiagnostics: () => [],
      getGlobalDiagnostics: () => [],
      getSyntacticDiagnostics: (file) => (file as CellFile).parseDiagnostics,
      getSemanticDiagnostics: (file) => [
        ...(file as CellFile).bindDiagnostics,
        ...checkerOf(program)
          .getDiagnostics(file!)
          .filter((diagnostic) => diagnostic.file === file),
      ],
      getDeclarationDiagnostics: (file) =>
        internals.getDeclarationDiagnostics(
          emitHost(() => {}),
          checkerOf(program).getEmitResolver(file!),
          file!,
        ),
      emit: (file, writeFile, _token, only, custom) =>
        internals.emitFiles(
          checkerOf(program).getEmitResolver(file!),
          emitHost(writeFile),
          file!,
          internals.getTransformers(options, custom, only),
          only,
          false,
        ),
    };
    Object.assign(program, {
      getSourceFileByPath: program.getSourceFile,
      // By these, TypeScript writes a module in a declaration as the cell itself has imported it.
      getFileIncludeReasons: () => includeReasons(cells),
    });
    const emitHost = (writeFile: TS.WriteFileCallback | undefined) => ({
      ...program,
      getPrependNodes: () => [],
      isEmitBlocked: () => false,
      getBuildInfo: () => undefined,
      writeFile,
    });
    current = program;
    return {
      getProgram: () => program,
      getSourceFile: program.getSourceFile,
      emit: program.emit,
      getAllDependencies: (file: TS.SourceFile) => [file.fileName],
    };
  }

  function includeReasons(cells: readonly CellFile[]): Map<string, object[]> {
    const reasons = new Map<string, object[]>();
    for (const file of cells) {
      for (const [index, { text }] of file.imports.entries()) {
        const { resolvedModule } = ts.resolveModuleName(text, file.fileName, options, ts.sys, resolutions);
        const path = resolvedModule?.resolvedFileName;
        if (path) reasons.set(path, [...(reasons.get(path) ?? []), { kind: IMPORT, file: file.path, index }]);
      }
    }
    return reasons;
  }

  function checkerOf(program: TS.Program): Checker {
    current = program;
    checker ??= internals.createTypeChecker(
      new Proxy({} as TS.Program, { get: (_, name) => current[name as keyof TS.Program] }),
    );
    return checker;
  }

  let converter: Converter | null = null;
  return (prevDecl, source) => {
    try {
      converter ??= loadConverter({ createWatchCompilerHost, createWatchProgram }).createConverter();
      const result = converter.convert(prevDecl, source);
      return result.diagnostics.length > 0 || mayBeOrdered(prevDecl, result.declOutput ?? "") ? null : result;
    } catch {
      converter = null; // It may have stopped half way.
      return null;
    }
  };
}

/** Whether a new declaration holds a union: its members are printed in the order in which they were first seen. */
function mayBeOrdered(prevDecl: string, declOutput: string): boolean {
  const known = new Set(prevDecl.split("\n"));
  return declOutput.split("\n").some((line) => line.includes("|") && !known.has(line));
}

/** Module names in the order in which TypeScript collects them. */
function importsOf(file: TS.SourceFile): TS.StringLiteralLike[] {
  const found: TS.StringLiteralLike[] = [];
  const add = (node: TS.Node | undefined) => {
    if (node && ts.isStringLiteralLike(node)) found.push(node);
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
      add(statement.moduleSpecifier);
    if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference))
      add(statement.moduleReference.expression);
    // `declare module "…"` and `declare global` change what other files see.
    if (ts.isModuleDeclaration(statement) && (ts.isStringLiteral(statement.name) || isGlobal(statement)))
      throw new NotQuick();
  }
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0]);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    ts.forEachChild(node, visit);
  };
  if (/\bimport\s*\(/.test(file.text)) visit(file);
  return found;
}

const isGlobal = (node: TS.ModuleDeclaration): boolean =>
  (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
