import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { FOLLOW_UP } from "../frame/readFrame.js";

/** Text files of a new edition, by their path from the project's root. */
export type NewFiles = ReadonlyMap<string, string>;

/**
 * The files of a new edition, made of those of an earlier one: questionnaire with every item's comparability to be
 * decided, edit rules, frame without answers, title page, overview, an empty log, and its chapters. Days are moved on
 * by as many years; facts and corrections of the old edition are left out.
 * @param root The folder that holds `data/` and `notebooks/`.
 */
export function newEdition(year: number, from: number, root: string): NewFiles {
  const old = join(root, "data", String(from));
  const files = new Map<string, string>();
  const put = (path: string, text: string): void => void files.set(path, text);
  for (const name of readdirSync(old)
    .filter((file) => file.endsWith(".ts"))
    .sort())
    put(`data/${year}/${name}`, undecided(moved(readFileSync(join(old, name), "utf8"), year, from), from));
  put(`data/${year}/edition.json`, titlePage(readFileSync(join(old, "edition.json"), "utf8"), year, from));
  put(`data/${year}/frame.csv`, withoutAnswers(readFileSync(join(old, "frame.csv"), "utf8")));
  put(`data/${year}/corrections.csv`, "id,field,before,after,rule,reason,by,date\n");
  if (existsSync(join(old, "oversikt.json")))
    put(`data/${year}/oversikt.json`, readFileSync(join(old, "oversikt.json"), "utf8"));
  const chapters = join(root, "notebooks", String(from));
  if (existsSync(chapters))
    for (const name of readdirSync(chapters)
      .filter((file) => file.endsWith(".ipynb"))
      .sort())
      put(`notebooks/${year}/${name}`, readFileSync(join(chapters, name), "utf8"));
  return files;
}

/** The edition's own year, and its days, in a file of its own. */
function moved(source: string, year: number, from: number): string {
  return source
    .replace(new RegExp(`\\byear: ${from}\\b`, "g"), `year: ${year}`)
    .replace(new RegExp(`"${from}-(\\d\\d-\\d\\d)"`, "g"), `"${year}-$1"`);
}

/** Every comparability as one that is to be decided, whatever was said of it against the edition before. */
function undecided(source: string, from: number): string {
  const word = /\bcomparability:\s*\{/g;
  let text = "";
  let at = 0;
  for (let found = word.exec(source); found; found = word.exec(source)) {
    const end = closing(source, word.lastIndex);
    text += `${source.slice(at, found.index)}comparability: { with: ${from}, status: "undecided", reason: "Ikke avgjort." }`;
    at = end;
    word.lastIndex = end;
  }
  return text + source.slice(at);
}

/** Where the brace that was opened before a place closes; texts may hold braces. */
function closing(source: string, from: number): number {
  let depth = 1;
  for (let i = from; i < source.length; i++) {
    const c = source[i] as string;
    if (c === '"' || c === "'" || c === "`") {
      for (i++; i < source.length && source[i] !== c; i++) if (source[i] === "\\") i++;
    } else if (c === "{") depth += 1;
    else if (c === "}" && --depth === 0) return i + 1;
  }
  return source.length;
}

function titlePage(text: string, year: number, from: number): string {
  const old = JSON.parse(text) as Record<string, unknown>;
  const next = (value: unknown): unknown =>
    typeof value === "string" ? value.replaceAll(String(from), String(year)) : value;
  const kept = Object.fromEntries(
    ["title", "subtitle", "series", "number", "sender", "date", "deadline", "contact", "citation"]
      .filter((key) => key in old)
      .map((key) => [key, next(old[key])]),
  );
  const { licence, names, foreign } = old;
  return `${JSON.stringify({ year, ...kept, version: "0.1", ...(licence ? { licence } : {}), corrections: [], facts: {}, ...(names ? { names } : {}), ...(foreign ? { foreign } : {}) }, null, 2)}\n`;
}

function withoutAnswers(text: string): string {
  const [header = [], ...lines] = parse(text, { bom: true }) as string[][];
  const own = header
    .map((name, at) => ({ name, at }))
    .filter(({ name }) => !(FOLLOW_UP as readonly string[]).includes(name));
  return stringify([
    own.map(({ name }) => name),
    ...lines.map((line) => own.map(({ name, at }) => (name === "svar" ? "" : (line[at] ?? "")))),
  ]);
}
