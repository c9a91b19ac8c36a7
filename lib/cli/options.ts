import { InvalidArgumentError } from "commander";

/** A number of seconds above 0, as an option's argument. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < 1e6))
    throw new InvalidArgumentError("It must be a number of seconds, for instance 60.");
  return seconds;
}

/** A year, as an option's argument. */
export function parseYear(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError("It must be a year, for instance 2019.");
  return Number(text);
}
