export function sentencesOf(name: "false.txt" | "honest.txt"): string[];
export function measureGate(): {
  recall: number;
  precision: number;
  counts: { false: number; honest: number };
  missed: string[];
  stopped: string[];
};
export function measureSound(): { recall: number; precision: number };
