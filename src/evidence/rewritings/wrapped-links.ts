/** Extracts a URL from a link that an email program, a chat, or a search engine has wrapped around it. */

import { withoutPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';

const END = String.raw`[^\s"'<>]`;
/**
 * Matches links that contain the URL as a parameter, such as links from Microsoft Safelinks, Google, Slack, and
 * Facebook.
 */
const IN_QUERY = new RegExp(
  String.raw`https?:\/\/(?:[\w.-]+\.safelinks\.protection\.outlook\.com\/|(?:www\.)?google\.[a-z.]+\/url|slack-redir\.net\/link|l\.facebook\.com\/l\.php|[\w.-]+\/redirect)\?${END}*?(?:url|q|u)=(https?%3A${END}*)`,
  'gi',
);
/** Matches Proofpoint links, which contain the URL unchanged between underscores. */
const PROOFPOINT = new RegExp(String.raw`https?:\/\/urldefense\.com\/v3\/__(https?:${END}*?)__;${END}*`, 'gi');

export function withoutWrappedLinks(octets: Octets): Octets {
  return octets
    .replace(IN_QUERY, (_, url: string) => withoutPercents((url.split('&', 1)[0] ?? url) as Octets))
    .replace(PROOFPOINT, (_, url: string) => url) as Octets;
}
