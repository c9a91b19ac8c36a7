import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { dataFolder, projectRoot } from "../project.js";

/** Where the files of an edition lie that nobody outside the house may see: the answers as they came, and the log. */
export interface PrivateFiles {
  /** From the machine's root; what else is private (forms as they came, keys) lies below it too. */
  readonly folder: string;
  /** `raw/svar.xlsx`: the answers as they came. */
  readonly workbook: string;
  /** `raw/svar.csv`: the same as a table, where there is no workbook. */
  readonly register: string;
  /** `corrections.csv`: the log. */
  readonly log: string;
  /** A path below `folder` as messages and the accepted state name it: `data/2019/raw/svar.xlsx`, `../svar-2020/raw/svar.xlsx`. */
  name(path: string): string;
  /** That a file must be there, and where to get it when it does not belong to the repository. */
  missing(path: string): string;
}

/**
 * Where the private files of a year lie: the folder that `private` in `edition.json` names, from the project's root;
 * `data/<year>` when it names none. Nothing need exist.
 *
 * The answers of 2019 are synthetic and lie in the repository. Those of a real edition never do: `.gitignore` keeps
 * them out of `data/`, or `private` names a place outside.
 * @param root The folder that holds `data/`.
 * @example privateFiles(2019).workbook // …/data/2019/raw/svar.xlsx
 */
export function privateFiles(year: number, root: string = projectRoot): PrivateFiles {
  const place = namedPlace(year, root);
  const folder = resolve(root, place ?? join("data", String(year)));
  const name = (path: string): string => relative(root, path).split(sep).join("/");
  const wayOut = place
    ? ` The answers of ${year} are not public: edition.json says that they lie in ${place}. Get the folder from whoever keeps them; what was accepted of them stands in data/${year}/accepted/.`
    : "";
  return {
    folder,
    workbook: join(folder, "raw", "svar.xlsx"),
    register: join(folder, "raw", "svar.csv"),
    log: join(folder, "corrections.csv"),
    name,
    missing: (path) => `There must be a file ${name(path)}, but there is none.${wayOut}`,
  };
}

/** Nothing else of `edition.json` is asked for: an edition is begun before its title page is written. */
function namedPlace(year: number, root: string): string | undefined {
  const path = join(dataFolder(year, root), "edition.json");
  if (!existsSync(path)) return undefined;
  try {
    const { private: place } = JSON.parse(readFileSync(path, "utf8"));
    return typeof place === "string" && place.trim() !== "" ? place : undefined;
  } catch {
    // What is wrong with the file, loadEdition says.
    return undefined;
  }
}
