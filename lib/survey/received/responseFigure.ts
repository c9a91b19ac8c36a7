import { PALETTE } from "../../ground/page/palette.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { formatDate } from "../../ground/text/dates.js";
import { formatNumber, formatShare } from "../../ground/text/format.js";
import { type Html, html } from "../../ground/text/html.js";
import { type OpenEdition, titleOf } from "../edition/openEdition.js";
import { type Followed, hasAnswered, type Standing } from "./followUp.js";

const SQUARE = 22;
const GAP = 5;
/** A letter of the widest of the fonts that the figure may be shown in, on average. */
const LETTER = 8.5;
const TOP = 150;
const LINE = SQUARE + GAP + 4;
const MOST_IN_LINE = 16;

/** How a standing is drawn: told apart without colour too. */
const LOOKS: Readonly<
  Record<Standing, { fill: string; stroke: string; label: string; mark: "" | "late" | "cross" }>
> = {
  besvart: { fill: PALETTE.c0.light, stroke: PALETTE.c0.light, label: "Svart innen fristen", mark: "" },
  "sent besvart": {
    fill: PALETTE.c2.light,
    stroke: PALETTE.c0.light,
    label: "Svart etter fristen",
    mark: "late",
  },
  venter: { fill: PALETTE.paper.light, stroke: PALETTE.c3.light, label: "Ikke svart", mark: "" },
  forfalt: {
    fill: PALETTE.paper.light,
    stroke: PALETTE.c1.light,
    label: "Ikke svart, fristen er ute",
    mark: "cross",
  },
};

/**
 * Who has answered, for the wall: a square for each body of the frame, a row for each ministry where they have one, the share in large
 * figures above. An SVG with title and description; each square says which body it is.
 */
export function responseFigure(followed: readonly Followed[], opened: OpenEdition, day: string): string {
  const { questionnaire, edition } = opened;
  const { bodyUnit } = questionnaire;
  const answered = followed.filter(hasAnswered).length;
  const inOrder = followed.toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  // Bodies that are placed under nothing stand in one row.
  const places = questionnaire.ministry?.options ?? [{ key: null, label: capitalise(bodyUnit.many) }];
  const ministries = places
    .map(({ key, label }) => ({
      label,
      of: inOrder.filter(({ body }) => key === null || body.departement === key),
    }))
    .filter(({ of }) => of.length > 0)
    .sort((a, b) => b.of.length - a.of.length);
  const labels = 36 + Math.ceil(LETTER * Math.max(20, ...ministries.map(({ label }) => label.length)));
  let y = TOP;
  const rows = ministries.map(({ label, of }) => {
    const at = y;
    y += Math.ceil(of.length / MOST_IN_LINE) * LINE;
    const back = of.filter(hasAnswered).length;
    return html`<text x="${labels - 12}" y="${at + 16}" text-anchor="end">${label}</text>
${of.map((one, i) => square(one, labels + (i % MOST_IN_LINE) * (SQUARE + GAP), at + Math.floor(i / MOST_IN_LINE) * LINE))}<text x="${labels + Math.min(of.length, MOST_IN_LINE) * (SQUARE + GAP) + 8}" y="${at + 16}" class="soft">${back} av ${of.length}</text>
`;
  });
  const used = ORDER.filter((standing) => followed.some((one) => one.standing === standing));
  const legend = used.map((standing, i) => {
    const x = 24 + i * 215;
    return html`${drawn(standing, x, y + 20)}<text x="${x + SQUARE + 8}" y="${y + 36}" class="soft">${LOOKS[standing].label}</text>\n`;
  });
  const width = Math.max(920, labels + MOST_IN_LINE * (SQUARE + GAP) + 100);
  const height = y + 92;
  const headline = followed.length > 0 ? formatShare(answered, followed.length) : "Ingen spurt";
  const said = `${formatNumber(answered)} av ${formatNumber(followed.length)} ${followed.length === 1 ? bodyUnit.one : bodyUnit.many} har svart per ${formatDate(day)}.`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d" font-family="'Source Sans 3', 'Segoe UI', Calibri, Arial, sans-serif" font-size="16" fill="${PALETTE.ink.light}">
<title id="t">${titleOf(opened)}: hvem har svart?</title>
<desc id="d">${said} ${ministries.map(({ label, of }) => `${label}: ${of.filter(hasAnswered).length} av ${of.length}.`).join(" ")}</desc>
<style>.soft{fill:${PALETTE.soft.light};font-size:14px}</style>
<rect width="${width}" height="${height}" fill="${PALETTE.paper.light}"/>
<text x="24" y="40" font-size="20">${titleOf(opened)}: hvem har svart?</text>
<text x="24" y="98" font-size="52" font-weight="600" fill="${PALETTE.c0.light}">${headline}</text>
<text x="24" y="126" class="soft">${said}${edition.deadline ? ` Svarfrist ${formatDate(edition.deadline)}.` : ""}</text>
${rows}${legend}${edition.syntheticMark ? html`<text x="${width - 24}" y="${height - 12}" text-anchor="end" class="soft">${edition.syntheticMark}</text>` : null}
</svg>
`.text;
}

const ORDER: readonly Standing[] = ["besvart", "sent besvart", "venter", "forfalt"];

function square({ body, standing }: Followed, x: number, y: number): Html {
  return html`<g><title>${body.virksomhet}: ${LOOKS[standing].label.toLowerCase()}</title>${drawn(standing, x, y)}</g>\n`;
}

function drawn(standing: Standing, x: number, y: number): Html {
  const { fill, stroke, mark } = LOOKS[standing];
  const [right, bottom] = [x + SQUARE, y + SQUARE];
  const lines =
    mark === "late"
      ? html`<path d="M${x} ${bottom}L${right} ${y}" stroke="${stroke}" stroke-width="2"/>`
      : mark === "cross"
        ? html`<path d="M${x + 6} ${y + 6}L${right - 6} ${bottom - 6}M${right - 6} ${y + 6}L${x + 6} ${bottom - 6}" stroke="${stroke}" stroke-width="2"/>`
        : null;
  return html`<rect x="${x}" y="${y}" width="${SQUARE}" height="${SQUARE}" rx="3" fill="${fill}" stroke="${stroke}" stroke-width="2"/>${lines}`;
}
