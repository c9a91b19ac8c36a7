// Build step, the last: the command as one file. Run by a Node with --experimental-import-meta-resolve.
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Script } from "node:vm";
import { writeWhole } from "../ground/files/writeWhole.js";
import loadModules from "../ground/modules/loadModules.cjs";
import { planModules } from "../ground/modules/planModules.js";
import { editionYears, projectRoot, questionnairePath } from "../ground/project.js";
import startProgram from "./startProgram.cjs";

const { HEAD_SIZE_BYTES, PROGRAM, programKey } = startProgram;

/** What only some commands need: a document for a figure drawn in this process, a page in Chromium, its PDF, a solver. */
const LEFT_OUT = ["jsdom", "puppeteer-core", "@cantoo/pdf-lib", "highs"];

rmSync(PROGRAM, { force: true });
try {
  writeProgram();
} catch (error) {
  console.error(
    `notat: commands will load module by module, which takes longer:\n${(error as Error).message}`,
  );
}

function writeProgram(): void {
  const main = fileURLToPath(new URL("./main.js", import.meta.url));
  const modules = planModules([main, ...editionYears().map(questionnairePath)], LEFT_OUT);
  const compiled = compile(modules);
  const files = Object.keys(modules).sort();
  const places = new Map(files.map((file, place) => [file, place]));
  const texts = files.map((file) => {
    const { source } = modules[file]!;
    const encoding = /^[\0-\xff]*$/.test(source) ? ("latin1" as const) : ("utf16le" as const);
    return { encoding, bytes: Buffer.from(source, encoding), code: compiled.get(file) ?? Buffer.alloc(0) };
  });
  const head: startProgram.ProgramHead = {
    key: programKey(),
    main: places.get(main)!,
    modules: files.map((file, i) => ({
      file: relative(projectRoot, file).split(sep).join("/"),
      kind: modules[file]!.kind,
      needs: Object.entries(modules[file]!.needs).map(([id, need]) => [id, places.get(need)!]),
      encoding: texts[i]!.encoding,
      text: texts[i]!.bytes.length,
      compiled: texts[i]!.code.length,
    })),
  };
  const headBytes = Buffer.from(JSON.stringify(head), "latin1");
  const size = Buffer.alloc(HEAD_SIZE_BYTES);
  size.writeUInt32LE(headBytes.length);
  writeWhole(PROGRAM, Buffer.concat([size, headBytes, ...texts.flatMap(({ bytes, code }) => [bytes, code])]));
}

/** V8's code of each module, with the functions that run while the library's own modules load. */
function compile(modules: ReturnType<typeof planModules>): Map<string, Buffer> {
  const scripts = new Map<string, Script>();
  const loader = loadModules.createLoader(
    (file) => file in modules,
    (file) => modules[file],
    (id, from) => (/^(?:node:)?module$/.test(id) ? withOwn : createRequire(from)(id)),
    (file, script) => scripts.set(file, script),
  );
  const withOwn = loadModules.moduleWith(loader, (file) => file in modules);
  const own = join(projectRoot, "lib", "dist") + sep;
  for (const file of Object.keys(modules)) if (file.startsWith(own)) loader.load(file);
  for (const [file, { kind }] of Object.entries(modules))
    if (kind !== "json" && !scripts.has(file)) loader.prepare(file);
  return new Map([...scripts].map(([file, script]) => [file, script.createCachedData()]));
}
