import type { Edition } from "../edition/edition.js";
import { type Html, html, trusted } from "../text/html.js";

/**
 * A whole HTML document, as every page of ours begins and ends: bokmål, any screen, one style.
 * @param edition Whose sender and date the page names; null for a page that is no edition's.
 * @param policy The content security policy; null where the server sends it.
 */
export function documentOf(page: {
  readonly title: string;
  readonly edition: Edition | null;
  readonly policy: string | null;
  readonly style: string;
  readonly body: Html;
}): Html {
  const { title, edition, policy, style, body } = page;
  return html`<!DOCTYPE html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${policy === null ? null : html`<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">\n`}<title>${title}</title>
${edition && html`<meta name="author" content="${edition.sender}">\n<meta name="date" content="${edition.date}">\n`}<style>${trusted(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
