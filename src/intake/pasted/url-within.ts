/** A URL that stands in a larger input: its parts keep their places in that. */
import { type Bytes, join, slice } from '../../bytes/bytes.ts';
import type { Input } from '../../bytes/input.ts';
import { textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { readUrl, type UrlParts } from '../url.ts';
import { inputProblem, placeInInput } from './client-request.ts';
import { longHead } from './head-limit.ts';

/** Tells bytes of the URL from those that its reader adds, by its identity. */
const URL_ITSELF: Input = { id: 'url', source: { kind: 'unnamed' } };

/** A URL that no head has room for; `null` for any other. */
export function longUrl(url: Bytes): Problem | null {
  return url.octets.length > HEAD_LIMIT ? longHead(url, HEAD_LIMIT) : null;
}

/** Reads the URL as `readUrl` does, if it is no longer than servers take; the problem does not quote it, since it may hold a token. */
export function readUrlWithin(url: Bytes): UrlParts | Problem {
  const long = longUrl(url);
  if (long) return long;
  const text = textFromOctets(url.octets);
  const parts = text === null ? null : readUrl(text, URL_ITSELF);
  if (parts === null || isProblem(parts)) {
    return inputProblem(
      'url',
      `At byte ${placeInInput(url).start} there should be a URL with a host, and there is none.`,
      'Write it as https://HOST/PATH, the host in ASCII, without a user name.',
      placeInInput(url),
      'https://www.rfc-editor.org/rfc/rfc9110#section-4.2',
    );
  }
  return { ...parts, authority: within(parts.authority, url), target: within(parts.target, url) };
}

/** Bytes of the URL as bytes of what the URL is made of. */
function within(part: Bytes, url: Bytes): Bytes {
  const spans = part.spans ?? [];
  return join(
    spans.map(({ start, end, origin }) =>
      origin.kind === 'given' && origin.input === URL_ITSELF
        ? slice(url, origin.start, origin.end)
        : slice(part, start, end),
    ),
  );
}
