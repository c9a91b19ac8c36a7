import type { Learnt } from "notat/dist/lib/chapter/prose/findingLike.js";

export function learn(findings: readonly string[], others: readonly string[]): Learnt;
