import type { ColumnTable } from "arquero";
import type { Questionnaire } from "../questionnaire/types.js";

export interface LoadedSurvey {
  readonly year: number;
  readonly questionnaire: Questionnaire;
  readonly frame: ColumnTable;
  readonly tiltak: ColumnTable;
}

export async function loadSurvey(_root: string, year: number): Promise<LoadedSurvey> {
  throw new Error(`The survey of ${year} can't be loaded yet.`);
}
