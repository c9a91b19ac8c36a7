import { createHash } from "node:crypto";
import { display } from "../engine/notebook/display.js";
import type { MimeBundle } from "../engine/notebook/mime.js";
import { MIME } from "./outputs.js";

/** Where a bundle's seal stands in its metadata. */
const SEAL = "notat";

const OWN = Object.values(MIME);

/** Shows an output of ours, sealed: a note takes no other, so that nobody puts rows or sentences into one by hand. */
export function displaySealed(data: MimeBundle): void {
  display(data, sealed(data).metadata);
}

/** A bundle of ours with the metadata that a note asks for. */
export function sealed(data: MimeBundle) {
  return { data, metadata: { [SEAL]: sealOf(data) } } as const;
}

/** Whether an output that an executed notebook holds is one of ours by its type and yet not as the library made it. */
export function isForged(output: object): boolean {
  const { data, metadata } = output as { data?: MimeBundle; metadata?: Readonly<Record<string, unknown>> };
  return data !== undefined && OWN.some((type) => data[type]) && metadata?.[SEAL] !== sealOf(data);
}

function sealOf(data: MimeBundle): string {
  const own = OWN.map((type) => [type, data[type]]);
  return createHash("sha256").update(JSON.stringify(own)).digest("hex").slice(0, 16);
}
