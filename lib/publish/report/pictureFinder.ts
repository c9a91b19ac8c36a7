import type { MimeBundle } from "../../engine/notebook/mime.js";
import { beside, decoded } from "./pictures.js";

/** Pictures that a page can carry, found by how a notebook names them. */
export interface PictureFinder {
  /** Its `data:` address; null when the notebook has no such picture. */
  addressOf(target: string): string | null;
  /** HTML with the addresses of the pictures in it; others stay as they are. */
  place(html: string): string;
}

/**
 * The pictures of one cell of any notebook: those that it carries (`attachment:`), and those in its folder or below.
 * @param folder Null when it is not known.
 * @example pictureFinder(cell.attachments, "analyser").addressOf("attachment:kart.png")
 */
export function pictureFinder(
  attachments: Readonly<Record<string, MimeBundle>> | undefined,
  folder: string | null,
): PictureFinder {
  const addressOf = (target: string): string | null => {
    if (target.startsWith("attachment:")) {
      const name = target.slice("attachment:".length);
      return attached(attachments?.[name] ?? attachments?.[decoded(name)]);
    }
    if (/^(?:[a-z][a-z+.-]*:|[/#])/i.test(target)) return null;
    const found = beside(decoded(target), folder);
    return typeof found === "string" ? null : addressOfBytes(found.type, found.bytes);
  };
  return {
    addressOf,
    place: (html) =>
      html.replace(
        /(<img\b[^>]*?\ssrc\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
        (whole, before: string, double?: string, single?: string, bare?: string) => {
          const address = addressOf(double ?? single ?? bare ?? "");
          return address === null ? whole : `${before}"${address}"`;
        },
      ),
  };
}

function attached(bundle: MimeBundle | undefined): string | null {
  const entry =
    bundle && Object.entries(bundle).find(([type]) => /^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(type));
  if (!entry) return null;
  const [type, content] = [entry[0], [entry[1]].flat().join("")];
  // JupyterLab attaches SVG as base64, others as it is.
  return content.trimStart().startsWith("<")
    ? addressOfBytes(type, Buffer.from(content))
    : `data:${type};base64,${content.replace(/\s/g, "")}`;
}

function addressOfBytes(type: string, bytes: Buffer): string {
  return `data:${type};base64,${bytes.toString("base64")}`;
}
