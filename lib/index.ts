export * from "./notebook/outputs.js";
