/**
 * Assembles a page as one file that loads nothing. The page's security policy allows only the page's own style and
 * script.
 */

import { plain } from '../../bytes/bytes.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { sha256 } from '../../crypto/digests.ts';
import { jsonMarkup, type MarkupNode, markup, ownText } from './markup.ts';
import type { OriginData } from './origins.ts';
import { BYTES_SCRIPT, THEME_SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Writes an HTML document. `origins` is `null` for a page that shows no bytes. */
export function documentText(title: string, content: MarkupNode, origins: OriginData | null): string {
  const scripts = origins ? [THEME_SCRIPT, BYTES_SCRIPT] : [THEME_SCRIPT];
  const policy = [
    "default-src 'none'",
    `style-src ${sourceOf(STYLE)}`,
    `script-src ${scripts.map(sourceOf).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const data = origins ? markup`<script type="application/json" id="origins">${jsonMarkup(origins)}</script>` : null;
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>${title}</title>
<style>${ownText(STYLE)}</style></head>
<body>${content}${data}${scripts.map((script) => markup`<script>${ownText(script)}</script>`)}</body></html>
`;
  return page.markup;
}

/** The button that changes between dark and light. */
export const THEME_BUTTON = markup`<button id="theme" type="button">Theme</button>`;

/** Returns the source expression of an inline style or script: its SHA-256 in base64 (https://www.w3.org/TR/CSP3/). */
function sourceOf(text: string): string {
  const digest = sha256(plain(octetsFromText(text))).octets;
  return `'sha256-${Buffer.from(digest, 'latin1').toString('base64')}'`;
}
