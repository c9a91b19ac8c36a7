import type { Address } from "../address/parseAddress.js";
import { answers } from "./answers.js";
import { bodies } from "./bodies.js";
import { control } from "./control.js";
import { form } from "./form.js";
import { frame } from "./frame.js";
import { log } from "./log.js";
import type { World } from "./world.js";

/** Every world that an address may be of: a new one is a file of its own and a name here. */
export const WORLDS: readonly World[] = [answers, bodies, frame, form, log, control];

/** The world of an address: the one that its subset names, else the answers, of which it names a part. */
export function worldOf({ year, subset }: Pick<Address, "year" | "subset">): World {
  return WORLDS.find(({ keyIn }) => keyIn(year) === subset) ?? answers;
}

/** Whether an address's subset names a world, and no part of the answers. */
export function isWorld({ year, subset }: Pick<Address, "year" | "subset">): boolean {
  return WORLDS.some(({ keyIn }) => keyIn(year) === subset);
}
