export interface Intent {
  readonly title: string;
  readonly text: string;
  readonly names: readonly string[];
}
export interface Entry {
  readonly name: string;
  readonly call: string;
  readonly text: string;
  readonly params: readonly { readonly name: string; readonly text: string }[];
  readonly throws: string;
  readonly example: string;
}
export const INTENTS: readonly Intent[];
export function readExports(): readonly Entry[];
export function PREAMBLE(names: readonly string[]): string;
export function makeReference(): string;
