import * as v from "valibot";
import { ContentError } from "../../ground/errors.js";
import { readJson } from "../../ground/files/readJson.js";
import { projectRoot } from "../../ground/project.js";
import { nearest } from "../../ground/text/nearest.js";
import type { ItemDefinition, Questionnaire } from "../../survey/questionnaire/types.js";
import { publicFields } from "../open/publicAnswers.js";

const keys = v.pipe(v.array(v.string()), v.minLength(1, "must name at least one"));

const schema = v.strictObject({
  /** The item shown beneath the name. */
  description: v.string(),
  /** Items that a search looks into, besides the body's name. */
  search: keys,
  /** Items, recodes and named subsets that the list can be narrowed by, in their order. */
  facets: keys,
  /** Items and recodes that the list and the table show of each record. */
  columns: keys,
  /** Items and recodes that the small picture of the selection counts. */
  picture: keys,
});

/** What the overview of an edition is made of: `data/<year>/oversikt.json`. */
export type OverviewSpec = v.InferOutput<typeof schema>;

/**
 * The items that name a record and place it, which the overview is built on.
 * @throws {ContentError} When the questionnaire says of no item that it does.
 */
export function rolesOf({ name, ministry, year }: Questionnaire): {
  readonly name: ItemDefinition;
  readonly group: ItemDefinition;
} {
  if (name && ministry) return { name, group: ministry };
  throw new ContentError(
    `An overview must know what a row is called and what it is placed under: the questionnaire of ${year} must have roles: { name: …, ministry: … }. Add them, or take out data/${year}/oversikt.json.`,
  );
}

/**
 * Reads `data/<year>/oversikt.json`.
 * @returns Null when the edition has no overview.
 * @throws {ContentError} With all that is wrong: a key of another shape, an item that is not there or not public.
 */
export function readOverview(
  year: number,
  questionnaire: Questionnaire,
  root = projectRoot,
): OverviewSpec | null {
  const name = `data/${year}/oversikt.json`;
  const spec = readJson(root, name, schema);
  if (!spec) return null;
  const fields = publicFields(questionnaire);
  const known = fields.map(({ key }) => key);
  const choices = fields.filter(({ options }) => options.length > 0).map(({ key }) => key);
  const subsets = Object.keys(questionnaire.subsets);
  const problems = [
    ...check("description", [spec.description], known),
    ...check("search", spec.search, known),
    ...check("facets", spec.facets, [...choices, ...subsets]),
    ...check("columns", spec.columns, known),
    ...check("picture", spec.picture, choices),
  ];
  if (problems.length > 0)
    throw new ContentError(`${name} must name public items of the questionnaire:\n${problems.join("\n")}`);
  return spec;
}

function check(where: string, given: readonly string[], allowed: readonly string[]): string[] {
  return given
    .filter((key) => !allowed.includes(key))
    .map((key) => {
      const near = nearest(key, [...allowed]);
      return `  ${where}: "${key}" can't stand here. ${near ? `Is it "${near}"?` : `There are ${allowed.join(", ")}.`}`;
    });
}
