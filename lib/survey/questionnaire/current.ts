import { chosenYear } from "../../ground/project.js";
import { faceOf } from "./face.js";
import { loadQuestionnaire } from "./loadQuestionnaire.js";

// The build replaces this module's declarations by those that declare.ts makes of the newest questionnaire.
export const questionnaire = loadQuestionnaire(chosenYear());
const face = faceOf(questionnaire);
export const q = face.q;
export const s = face.s;
