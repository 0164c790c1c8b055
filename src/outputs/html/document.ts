/**
 * Assembles a page as one file that loads nothing. The page's security policy allows only the page's own style and
 * scripts.
 */

import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, octetsFromText } from '../../bytes/octets.ts';
import { sha256 } from '../../crypto/digests.ts';
import { gzipped } from '../../crypto/gzip.ts';
import type { PageScript } from '../page-script.ts';
import { jsonMarkup, type MarkupNode, markup, ownText } from './markup.ts';
import type { OriginData } from './origins.ts';
import { BYTES_SCRIPT, COPY_SCRIPT, LOADER_SCRIPT, THEME_SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** What computes the page again in a browser. */
export interface PageProgram {
  readonly script: PageScript;
  /** What it begins with. */
  readonly inputs: object;
}

interface DocumentParts {
  /** `null` for a page that shows no bytes. */
  readonly origins: OriginData | null;
  /** `null` for a page that computes nothing. */
  readonly program: PageProgram | null;
  /** Whether the page has texts to copy. */
  readonly hasCopies?: boolean;
  /** A case as JSON, with which a program opens the page again; absent if it has none. */
  readonly case?: string;
}

/** Writes an HTML document. */
export function documentText(title: string, content: MarkupNode, parts: DocumentParts): string {
  const { origins, program, hasCopies = false, case: kept } = parts;
  const scripts = [
    THEME_SCRIPT,
    ...(origins ? [BYTES_SCRIPT] : []),
    ...(hasCopies ? [COPY_SCRIPT] : []),
    ...(program ? [LOADER_SCRIPT] : []),
  ];
  const policy = [
    "default-src 'none'",
    `style-src ${sourceOf(STYLE)}`,
    `script-src ${[...scripts, ...(program ? [program.script.first, program.script.later] : [])].map(sourceOf).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const data = [
    ...(origins ? [dataMarkup('origins', origins)] : []),
    ...(kept === undefined ? [] : [dataMarkup('case', JSON.parse(kept))]),
    ...(program ? [dataMarkup('program', compressed(program.script.later))] : []),
  ];
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>${title}</title>
<style>${ownText(STYLE)}</style></head>
<body>${content}${data}${scripts.map((script) => markup`<script>${ownText(script)}</script>`)}</body></html>
`;
  return page.markup;
}

/**
 * Writes the script that answers, and the data with which it begins. It comes right after the elements that it changes, so
 * that it answers before the rest of the page is read.
 */
export const firstScript = ({ script: { first }, inputs }: PageProgram): MarkupNode =>
  markup`${dataMarkup('inputs', inputs)}<script>${ownText(first)}</script>`;

const dataMarkup = (id: string, data: unknown): MarkupNode =>
  markup`<script type="application/json" id="${id}">${jsonMarkup(data)}</script>`;

/** Returns a script as the page loads it: compressed with gzip, in base64. */
function compressed(script: string): string {
  const [octets = EMPTY] = gzipped(octetsFromText(script));
  return base64(plain(octets)).octets;
}

/** The button that changes between dark and light. */
export const THEME_BUTTON = markup`<button id="theme" type="button">Theme</button>`;

/** Returns the source expression of an inline style or script: its SHA-256 in base64 (https://www.w3.org/TR/CSP3/). */
function sourceOf(text: string): string {
  return `'sha256-${base64(sha256(plain(octetsFromText(text)))).octets}'`;
}
