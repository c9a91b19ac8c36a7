import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { ContentError } from "../errors.js";

/**
 * Reads a JSON file of the project that people write.
 * @param name From the project's root, with slashes: so it is told of.
 * @param schema Its messages follow the place: `must be …`.
 * @returns Null when there is no such file.
 * @throws {ContentError} With all that is wrong, each with its place.
 * @example readJson(root, "data/2019/oversikt.json", v.object({ facets: v.array(v.string()) }))
 */
export function readJson<Schema extends v.GenericSchema>(
  root: string,
  name: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  const path = join(root, name);
  if (!existsSync(path)) return null;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new ContentError(`${name} must be JSON, but can't be read: ${(error as Error).message}.`);
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `  ${v.getDotPath(issue) ?? "(file)"}: ${issue.message}`);
  throw new ContentError(`${name} can't be used:\n${problems.join("\n")}`);
}
