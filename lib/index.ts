export { q, s } from "./questionnaire/current.js";
export * from "./questionnaire/types.js";
export * from "./notebook/outputs.js";
