/** Finds HTML error pages, which come from a proxy, a CDN, or a firewall instead of from the server. */
import type { Octets } from '../../bytes/octets.ts';
import { type ErrorDocument, MESSAGE } from './document.ts';

const PAGE = /<html[\s>][\s\S]{0,65536}?<\/html>/gi;
const HEADING = /<(title|h1)[^>]{0,200}>([^<]{1,200})<\/\1>/i;
/** Matches the page titles of nginx, Apache, HAProxy, CloudFront, Cloudflare, Azure, and F5. */
const REFUSES =
  /^\s*(?:([45]\d\d)\b.{0,100}|ERROR: The request could not be satisfied|Attention Required!.*|Access Denied|Request (?:Blocked|Rejected)|Forbidden|.{0,60}\bblocked\b.{0,60})\s*$/i;

export function findErrorPages(octets: Octets): ErrorDocument[] {
  return [...octets.matchAll(PAGE)].flatMap((match) => {
    const shown = (HEADING.exec(match[0])?.[2] ?? '').trim();
    const refusal = REFUSES.exec(shown);
    if (!refusal) return [];
    const elements = new Map([[MESSAGE, shown as Octets]]);
    const status = refusal[1] === undefined ? null : Number(refusal[1]);
    const { index } = match;
    return [{ form: 'page', start: index, end: index + match[0].length, elements, status, repairs: [] } as const];
  });
}
