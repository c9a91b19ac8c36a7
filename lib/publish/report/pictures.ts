import { readFileSync, realpathSync, statSync } from "node:fs";
import { extname, isAbsolute, relative, resolve } from "node:path";
import { imageSize } from "image-size";
import type { MimeBundle } from "../../engine/notebook/mime.js";

/** Bytes of a picture; a page carries it, so that it works offline. */
const LARGEST = 5_000_000;

/** A Markdown cell whose pictures are in it. */
export interface WithPictures {
  readonly markdown: string;
  /** What is wrong with those that are not: in English, to follow a place. */
  readonly refused: readonly string[];
}

/**
 * Puts pictures into a Markdown cell as `data:` addresses: those that the notebook carries (`attachment:`) and those that
 * lie in its folder or below. Each must have an alt text; only PNG, JPEG, GIF and WebP, known by their first bytes.
 * @param folder The notebook's; null when it is not known, and only what the notebook carries can be shown.
 * @example placePictures("![Kart over løsningen](bilder/kart.png)", undefined, "notebooks/2019")
 */
export function placePictures(
  source: string,
  attachments: Readonly<Record<string, MimeBundle>> | undefined,
  folder: string | null,
): WithPictures {
  const refused: string[] = [];
  const place = (text: string): string =>
    text.replace(
      /!\[((?:[^\]\\]|\\.)*)\]\(\s*<?([^)\s>]+)>?((?:\s+(?:"[^"]*"|'[^']*'))?)\s*\)/g,
      (whole, alt: string, target: string, title: string) => {
        if (/^[a-z][a-z+.-]*:/i.test(target) && !target.startsWith("attachment:")) return whole;
        const name = decoded(target.replace(/^attachment:/, ""));
        const found = target.startsWith("attachment:") ? attached(attachments?.[name]) : beside(name, folder);
        const why =
          typeof found === "string"
            ? found
            : alt.trim() === ""
              ? "has no alt text: ![what it shows](…)"
              : null;
        if (why === null && typeof found !== "string")
          return `![${alt}](data:${found.type};base64,${found.bytes.toString("base64")}${title})`;
        refused.push(`the picture "${name}" ${why}`);
        return alt;
      },
    );
  // What stands as code is shown as it is.
  const parts = source.split(/(^(?:```|~~~)[\s\S]*?^(?:```|~~~)[ \t]*$)/m);
  return { markdown: parts.map((part, i) => (i % 2 === 0 ? place(part) : part)).join(""), refused };
}

/** A name that is not encoded (`100%.png`) is as it stands. */
export function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

type Picture = { readonly type: string; readonly bytes: Buffer };

function attached(bundle: MimeBundle | undefined): Picture | string {
  if (!bundle) return "must be attached to the cell, but is not";
  const [, value] = Object.entries(bundle).find(([type]) => type.startsWith("image/")) ?? [];
  return pictureOf(Buffer.from(String(Array.isArray(value) ? value.join("") : (value ?? "")), "base64"));
}

/** @returns Why not, when it can't be shown. */
export function beside(name: string, folder: string | null): Picture | string {
  if (folder === null) return "must be attached to the cell, but is a file";
  const path = resolve(folder, name);
  const isInside = (one: string, within: string): boolean => {
    const way = relative(within, one);
    return way !== "" && !way.startsWith("..") && !isAbsolute(way);
  };
  try {
    // A link may not lead elsewhere either.
    if (!isInside(path, folder) || !isInside(realpathSync(path), realpathSync(folder)))
      return "must lie in the notebook's folder or below, but does not";
    if (statSync(path).size > LARGEST) return tooLarge(statSync(path).size);
    return pictureOf(readFileSync(path));
  } catch {
    return `must be a file beside the notebook, but there is none${extname(name) === "" ? " (it has no ending)" : ""}`;
  }
}

const tooLarge = (size: number): string =>
  `must have at most ${LARGEST / 1e6} MB, but has ${(size / 1e6).toFixed(1)}: make it smaller`;

function pictureOf(bytes: Buffer): Picture | string {
  if (bytes.length > LARGEST) return tooLarge(bytes.length);
  const type = typeOf(bytes);
  return type === null ? "must be a PNG, JPEG, GIF or WebP, but its bytes are none" : { type, bytes };
}

function typeOf(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 12).toString("latin1");
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(start)) return "image/gif";
  return start.startsWith("RIFF") && start.endsWith("WEBP") ? "image/webp" : null;
}

/** Width and height in px, so that the page keeps the place while it loads; null when the bytes do not say. */
export function sizeOf(bytes: Buffer): { width: number; height: number } | null {
  if (typeOf(bytes) === null) return null;
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    // From 5 on, a camera's picture is turned when it is shown.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}
