/** A MIME bundle as Jupyter sends it: type → JSON or text. */
export type MimeBundle = Record<string, unknown>;
