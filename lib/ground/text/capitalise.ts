/** The same with a capital first: how a label stands at the head of a column. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
