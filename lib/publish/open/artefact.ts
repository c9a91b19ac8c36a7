/** A file that the build writes: its path below the folder of what is published, with `/`, and all of its content. */
export interface Artefact {
  readonly path: string;
  readonly content: string | Uint8Array;
}
