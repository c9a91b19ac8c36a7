/** A file that the build writes: its path below the folder of what is published, with `/`, and all of its content. */
export interface Artefact {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** An artefact as JSON can hold it: bytes as base64. */
export type PackedArtefact =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly base64: string };

export function packArtefact({ path, content }: Artefact): PackedArtefact {
  return typeof content === "string"
    ? { path, text: content }
    : { path, base64: Buffer.from(content).toString("base64") };
}

export function unpackArtefact(part: PackedArtefact): Artefact {
  const content = "text" in part ? part.text : Buffer.from(part.base64, "base64");
  return { path: part.path, content };
}
