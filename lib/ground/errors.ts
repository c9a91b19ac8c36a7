/**
 * Something is wrong with the content: data, notebooks, prose. The command says what and exits with 1.
 * @example try {
 *   evaluate("2019/alle/effekter/kvalitet/variance");
 * } catch (error) {
 *   console.log(error instanceof ContentError);
 * }
 */
export class ContentError extends Error {
  override readonly name: string = "ContentError";
}

/**
 * The command was called wrongly: unknown file, option or year. The command says how and exits with 2.
 * @example new UsageError("…") instanceof Error // → true
 */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}
