import { Script } from "node:vm";
import { InvalidArgumentError } from "commander";
import { isIsoDate } from "../ground/text/isIsoDate.js";

/** A number of seconds above 0, as an option's argument. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < 1e6))
    throw new InvalidArgumentError("It must be a number of seconds, for instance 60.");
  return seconds;
}

/** A year, as an option's argument. */
export function parseYear(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError("It must be a year, for instance 2026.");
  return Number(text);
}

/** A day, as an option's argument. */
export function parseDay(text: string): string {
  if (!isIsoDate(text)) throw new InvalidArgumentError("It must be a day, for instance 2026-06-30.");
  return text;
}

/** Today, where the machine is. */
export function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A port to listen on, as an option's argument; 0 for any that is free. */
export function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new InvalidArgumentError("It must be a port, from 1024 to 65535, or 0 for any that is free.");
  return Number(text);
}

/** How many of something, from 1, as an option's argument. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InvalidArgumentError("It must be a whole number, for instance 2.");
  return Number(text);
}

/**
 * papermill's `-p NAME VALUE` takes two arguments, which commander can't: they become one, `NAME=VALUE`.
 * @param argv Of the process, with Node and the script.
 */
export function joinParameters(argv: readonly string[]): string[] {
  if (argv[2] !== "run") return [...argv];
  const joined: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [name, value] = [argv[i + 1], argv[i + 2]];
    const isOption = argv[i] === "-p" || argv[i] === "--parameter";
    if (isOption && name !== undefined && value !== undefined && !name.includes("=")) {
      joined.push(argv[i]!, `${name}=${value}`);
      i += 2;
    } else joined.push(argv[i]!);
  }
  return joined;
}

/** As papermill writes them: with its -p, "False" would else be a text that is true. */
const PYTHON: Readonly<Record<string, unknown>> = { True: true, False: false, None: null };

/** `NAME=VALUE`, one more for those before. A value is JSON, or one of Python's words, and text when it is neither. */
export function collectParameters(
  text: string,
  before: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (!isName(name))
    throw new InvalidArgumentError(
      "It must be a name that TypeScript takes and a value, for instance -p year 2020.",
    );
  return { ...before, [name]: Object.hasOwn(PYTHON, value) ? PYTHON[value] : parseValue(value) };
}

function parseValue(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  // A number of a document, say: it would come out as another, or as none.
  if (
    typeof value === "number" &&
    (!Number.isFinite(value) || (/^-?\d+$/.test(text) && BigInt(text) !== BigInt(value)))
  )
    throw new InvalidArgumentError(
      `It must be a number that TypeScript holds exactly, but ${text} would become ${value}. As text: '"${text}"'.`,
    );
  return value;
}

function isName(text: string): boolean {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text)) return false;
  try {
    // Words of the language are no names: class, let, await.
    new Script(`"use strict"; async () => { let ${text}; };`);
    return true;
  } catch {
    return false;
  }
}
