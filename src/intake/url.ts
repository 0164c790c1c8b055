/** A URL in its parts, each a slice: never through `new URL()`, which would rewrite the path. */
import { type Bytes, fixed, given, join, slice } from '../bytes/bytes.ts';
import type { Input } from '../bytes/input.ts';
import { octetsFromText, textFromOctets } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { HEAD_LIMIT } from '../http/read-head.ts';
import { inputProblem, placeInInput } from './pasted/client-request.ts';
import { longHead } from './pasted/head-limit.ts';

export interface UrlParts {
  readonly scheme: 'http' | 'https';
  /** Host, and port if one was written: what the Host header says. */
  readonly authority: Bytes;
  readonly host: string;
  /** 80 or 443 where none was written. */
  readonly port: number;
  /** Path and query as spelled; the slash that every target begins with is put there where it is missing. */
  readonly target: Bytes;
}

const EMPTY_PATH: Rule = {
  id: 'empty-path',
  says: 'an empty path is sent as a slash',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1',
};
const SLASH = fixed('/', EMPTY_PATH);

/** Scheme, authority (of which host and port), path and query, fragment; no control character in any of them. */
const URL_PATTERN =
  /^(https?):\/\/((\[[0-9a-f.]*:[0-9a-f:.]*\]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::(\d{0,5}))?)([/?][^#]*)?(?:#.*)?$/i;
const CONTROL = /[\x00-\x1f\x7f]/;
const LARGEST_PORT = 65_535;

/** Reads `http://HOST[:PORT]/PATH[?QUERY]`. A problem names the input, and all its bytes. */
export function readUrl(text: string, input: Input): UrlParts | Problem {
  const octets = octetsFromText(text);
  const match = CONTROL.test(octets) ? null : URL_PATTERN.exec(octets);
  const [, schemeName = '', authority = '', host = '', portDigits = '', written = ''] = match ?? [];
  if (!match || Number(portDigits) > LARGEST_PORT)
    return noUrl(text, { value: input.id, start: 0, end: octets.length });
  const scheme = schemeName.toLowerCase() === 'http' ? 'http' : 'https';
  const authorityStart = schemeName.length + '://'.length;
  const targetStart = authorityStart + authority.length;
  const whole = given(octets, input);
  const target = slice(whole, targetStart, targetStart + written.length);
  return {
    scheme,
    authority: slice(whole, authorityStart, targetStart),
    host: host.replace(/^\[|\]$/g, ''),
    port: portDigits !== '' ? Number(portDigits) : scheme === 'http' ? 80 : 443,
    target: written.startsWith('/') ? target : join([SLASH, target]),
  };
}

function noUrl(text: string, where: NonNullable<Problem['where']>): Problem {
  return problem(
    'url',
    `${JSON.stringify(text)} is not a URL with a host.`,
    'Write it as https://HOST/PATH, the host in ASCII.',
    { where, see: 'https://www.rfc-editor.org/rfc/rfc9110#section-4.2' },
  );
}

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
