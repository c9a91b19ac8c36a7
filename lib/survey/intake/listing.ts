import { createHash } from "node:crypto";
import type { Questionnaire } from "../questionnaire/types.js";
import type { Problem } from "./problem.js";

/** A problem that is only told of, and how it is known again. */
export interface Listed {
  readonly problem: Problem;
  /**
   * The record or sheet, the field or cell, the rule or kind, and a digest of what came, tab-separated. It says nothing
   * that is not public.
   */
  readonly line: string;
  /** Whether it is about an amount. */
  readonly amount: boolean;
}

/** The listed problems of a year's answers as they are known again in the accepted state. */
export function toListed(problems: readonly Problem[], questionnaire: Questionnaire): Listed[] {
  return problems.map((problem) => {
    const { id, sheet, field, cell, rule, kind, came, mark } = problem;
    const parts = [id ?? sheet ?? "", field ?? cell ?? "", rule ?? kind, mark ?? digest([cell, came])];
    return {
      problem,
      line: parts.map((part) => part.replace(/\s/g, " ")).join("\t"),
      amount: questionnaire.items[field ?? ""]?.kind === "amount",
    };
  });
}

/** Twelve digits by which something is known again. */
export function digest(of: unknown): string {
  return createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 12);
}
