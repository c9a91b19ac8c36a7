import sanitizeHtml from "sanitize-html";
import { cleanText } from "../../ground/text/escape.js";

/** HTML that may stand in a page, and what was taken out of it. */
export interface Sanitised {
  readonly html: string;
  /** In bokmål: `fjernet <script>`. */
  readonly removed: readonly string[];
}

const TAGS = [
  "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd nobr",
  "li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr",
]
  .join(" ")
  .split(" ");

// Lower case, as sanitize-html sees them; a browser's parser puts back clipPath and linearGradient within <svg>.
const SVG_TAGS =
  "svg g path rect circle ellipse line polyline polygon text tspan defs clippath lineargradient radialgradient stop title desc image".split(
    " ",
  );

const SVG_ATTRIBUTES =
  "viewBox width height x y x1 x2 y1 y2 cx cy r rx ry d points transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin opacity clip-path font-size font-family font-weight text-anchor dominant-baseline dx dy offset stop-color stop-opacity gradientUnits gradientTransform preserveAspectRatio role aria-label aria-labelledby id class xmlns".split(
    " ",
  );

/** As a picture, SVG runs no script and asks for nothing. */
const PICTURE = /^data:image\/(png|jpeg|gif|webp|svg\+xml);base64,/;

/**
 * The one way for HTML from a notebook into a page: an allow-list without scripts, styles, forms, frames, event
 * handlers, ids of ours or addresses that run or load anything. Pictures are `data:` only.
 *
 * @param html Hostile.
 * @example sanitise('<img src=x onerror=alert(1)><b>64</b>').html // <b>64</b>
 */
export function sanitise(html: string): Sanitised {
  const removed = new Set<string>();
  const options: sanitizeHtml.IOptions = {
    allowedTags: [...TAGS, ...SVG_TAGS],
    allowedAttributes: {
      "*": ["class", "title", "lang", "dir", "role", "aria-label", "aria-hidden"],
      a: ["href", "title", "class"],
      img: ["src", "alt", "width", "height"],
      td: ["colspan", "rowspan", "headers"],
      th: ["colspan", "rowspan", "scope"],
      col: ["span"],
      ol: ["start"],
      ...Object.fromEntries(SVG_TAGS.map((tag) => [tag, SVG_ATTRIBUTES])),
      image: [...SVG_ATTRIBUTES, "href", "image-rendering"],
    },
    allowedSchemes: ["https", "http", "mailto"],
    allowedSchemesByTag: { img: ["data"], image: ["data"] },
    allowedSchemesAppliedToAttributes: ["href", "src", "cite", "xlink:href"],
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    parser: { lowerCaseTags: true, lowerCaseAttributeNames: false },
    onOpenTag(name, attributes) {
      const picture = { img: attributes.src, image: attributes.href }[name];
      if (picture && !PICTURE.test(picture))
        removed.add(`bildet ${picture.slice(0, 40)}, som ligger utenfor siden`);
      if (!TAGS.includes(name) && !SVG_TAGS.includes(name)) removed.add(`<${name}>`);
      for (const attribute of Object.keys(attributes)) {
        if (/^on/i.test(attribute) || attribute === "style") removed.add(`${attribute} på <${name}>`);
        if (
          /^(href|src)$/i.test(attribute) &&
          /^\s*(javascript|vbscript|data:text)/i.test(attributes[attribute] ?? "")
        ) {
          removed.add(`${attribute}="${(attributes[attribute] ?? "").trim().slice(0, 20)}…" på <${name}>`);
        }
      }
    },
    exclusiveFilter: ({ tag, attribs }) =>
      (tag === "img" && !PICTURE.test(attribs.src ?? "")) ||
      (tag === "image" && !PICTURE.test(attribs.href ?? "")),
  };
  const clean = sanitizeHtml(cleanText(html), options);
  return { html: clean, removed: [...removed].map((what) => `fjernet ${what}`) };
}
