// Build step: gives `q` and `s` the types of the newest questionnaire. Run after tsc.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { editionYears } from "../../ground/project.js";
import { declare } from "./declare.js";
import { loadQuestionnaire } from "./loadQuestionnaire.js";

const [newest, ...earlier] = editionYears().reverse();
if (newest === undefined) throw new Error("There must be a data/<year>/questionnaire.ts, but there is none.");
writeFileSync(
  fileURLToPath(new URL("./current.d.ts", import.meta.url)),
  declare(loadQuestionnaire(newest), earlier.map(loadQuestionnaire)),
);
