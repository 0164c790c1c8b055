/** Splits a URL into slices of the input. `new URL()` is not used because it rewrites the path. */
import { type Bytes, fixed, given, join, slice } from '../bytes/bytes.ts';
import type { Input } from '../bytes/input.ts';
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { HEAD_LIMIT } from '../http/read-head.ts';
import { inputProblem, placeInInput } from './pasted/client-request.ts';
import { longHead } from './pasted/head-limit.ts';

export interface UrlParts {
  readonly scheme: 'http' | 'https';
  /** The host and, if written, the port, as in the Host header. */
  readonly authority: Bytes;
  readonly host: string;
  /** The port; 80 or 443 by default, depending on the scheme. */
  readonly port: number;
  /** The path and query as written. A slash is added if the path does not begin with one. */
  readonly target: Bytes;
}

const EMPTY_PATH: Rule = {
  id: 'empty-path',
  says: 'an empty path is sent as a slash',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1',
};
const SLASH = fixed('/', EMPTY_PATH);

/** The name of the header that no reader of a URL finds in it. */
export const HOST = fixed('Host', {
  id: 'host-header',
  says: 'every HTTP/1.1 request names its host',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
});

/** Matches a URL. The groups are the scheme, authority, host, port, and path with query. */
const URL_PATTERN =
  /^(https?):\/\/((\[[0-9a-f.]*:[0-9a-f:.]*\]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::(\d{0,5}))?)([/?][^#]*)?(?:#.*)?$/i;
const CONTROL = /[\x00-\x1f\x7f]/;
const LARGEST_PORT = 65_535;

/** Reads `http://HOST[:PORT]/PATH[?QUERY]`, which is at most as long as a head. The position in a problem is always the whole input. */
export function readUrl(text: string, input: Input): UrlParts | Problem {
  const octets = octetsFromText(text);
  const long = longUrlIn(octets, input);
  if (long) return long;
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
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1] ?? 'https';
  const isOther = !/^https?$/i.test(scheme);
  return problem(
    'url',
    isOther
      ? `${JSON.stringify(text)} has the scheme ${scheme}, not http or https.`
      : `${JSON.stringify(text)} is not a URL with a host.`,
    'Write it as https://HOST/PATH, with the host in ASCII.',
    { where, see: 'https://www.rfc-editor.org/rfc/rfc9110#section-4.2' },
  );
}

/** Identifies bytes from the URL, as opposed to bytes that the reader adds. */
const URL_ITSELF: Input = { id: 'url', source: { kind: 'unnamed' } };

/** Returns a problem if a URL is longer than the limit for a head, and `null` otherwise. */
export function longUrl(url: Bytes): Problem | null {
  return url.octets.length > HEAD_LIMIT ? longHead(url, HEAD_LIMIT) : null;
}

/** Returns a problem if an input that is a URL is longer than the limit for a head. The problem covers the whole input. */
export function longUrlIn(octets: Octets, input: Input): Problem | null {
  const long = longUrl(given(octets, input));
  return long && { ...long, where: { value: input.id, start: 0, end: octets.length } };
}

/**
 * Reads a URL that is part of an input. The parts of the URL keep their positions in the input. A URL longer than the
 * limit for a head is a problem. Problems do not quote the URL, because it may contain a token.
 */
export function readUrlWithin(url: Bytes): UrlParts | Problem {
  const long = longUrl(url);
  if (long) return long;
  const text = textFromOctets(url.octets);
  const parts = text === null ? null : readUrl(text, URL_ITSELF);
  if (parts === null || isProblem(parts)) {
    return inputProblem(
      'url',
      `There is no URL with a host at byte ${placeInInput(url).start}.`,
      'Write it as https://HOST/PATH, with the host in ASCII and without a user name.',
      placeInInput(url),
      'https://www.rfc-editor.org/rfc/rfc9110#section-4.2',
    );
  }
  return { ...parts, authority: within(parts.authority, url), target: within(parts.target, url) };
}

/** Replaces slices of the URL with the bytes from which they came. */
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
