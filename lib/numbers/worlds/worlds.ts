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

const byKey = new Map(WORLDS.map((world) => [world.key, world]));

/** The world of an address: the one that its subset names, else the answers, of which it names a part. */
export function worldOf({ subset }: Pick<Address, "subset">): World {
  return byKey.get(subset) ?? answers;
}

/** Whether a subset's key names a world, so that no part of the answers can be called so. */
export function isWorld(key: string): boolean {
  return byKey.has(key);
}
