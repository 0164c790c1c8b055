/**
 * Changes a URL in the way that curl does before sending the URL, as observed with curl 8.14
 * (https://curl.se/docs/url-syntax.html).
 */
import { type Bytes, fixed, join, rewrite, slice } from '../../bytes/bytes.ts';
import type { Rule, Transform } from '../../bytes/origin.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { percentEncode } from '../../bytes/text-operations.ts';
import { splitTarget } from '../../http/target.ts';
import { inputProblem, placeInInput } from '../pasted/client-request.ts';
import { readUrlWithin } from '../url.ts';
import { CURL_MANUAL } from './arguments.ts';

export interface CurlUrl {
  readonly scheme: 'http' | 'https';
  /** The value of the Host header. The default port of the scheme is omitted. */
  readonly authority: Bytes;
  readonly target: Bytes;
}

export interface CurlUrlOptions {
  /** `followed` if brackets and braces turn one URL into multiple URLs; `literal` with -g. */
  readonly patterns: 'followed' | 'literal';
  /** `kept` if --path-as-is is given. */
  readonly dotSegments: 'removed' | 'kept';
  /** The data that -G adds to the query; `null` if there is no such data. */
  readonly data: Bytes | null;
  /** The -T file, whose name is appended to a path that ends with a slash; `null` if there is no such file. */
  readonly uploadedFile: Bytes | null;
}

const GUESSED: Rule = { id: 'curl-scheme', says: 'curl uses http if a URL has no scheme', see: CURL_MANUAL };
const HTTP = fixed('http://', GUESSED);
const QUERY: Rule = { id: 'curl-query', says: 'with -G, curl adds data to the query', see: CURL_MANUAL };
const MARK = fixed('?', QUERY);
const AMPERSAND = fixed('&', QUERY);
const ENCODED: Transform = { id: 'curl-encode', done: 'percent-encoded by curl', secrecy: 'keeps', see: CURL_MANUAL };

export function readCurlUrl(written: Bytes, options: CurlUrlOptions): CurlUrl | Problem {
  const refusal = refusalOf(written, options);
  if (refusal) return refusal;
  const url = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(written.octets) ? written : join([HTTP, written]);
  const parts = readUrlWithin(url);
  if (isProblem(parts)) return parts;
  const { path, query } = splitTarget(parts.target);
  const usual = parts.scheme === 'http' ? /:(?:0*80)?$/ : /:(?:0*443)?$/;
  const port = usual.exec(parts.authority.octets)?.index ?? parts.authority.octets.length;
  const sent = options.dotSegments === 'removed' ? withoutDotSegments(path) : path;
  const encoded = rewrite(sent, ENCODED, /[\x80-\xff]/g, lowerCasePercent);
  return {
    scheme: parts.scheme,
    authority: slice(parts.authority, 0, port),
    target: withQuery(withFileName(encoded, query, options), query, options.data),
  };
}

const lowerCasePercent = (octet: string) => `%${octet.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** Adds the query and the data. If the query is empty, the question mark is removed. */
function withQuery(path: Bytes, query: Bytes | null, data: Bytes | null): Bytes {
  const parts = [query, data].filter((part) => part !== null && part.octets !== '').filter((part) => part !== null);
  return parts.length === 0 ? path : join([path, MARK, join(parts, AMPERSAND)]);
}

function withFileName(path: Bytes, query: Bytes | null, { uploadedFile }: CurlUrlOptions): Bytes {
  if (!uploadedFile || query !== null || !path.octets.endsWith('/') || /^[.-]$/.test(uploadedFile.octets)) return path;
  const nameStart = Math.max(uploadedFile.octets.lastIndexOf('/'), uploadedFile.octets.lastIndexOf('\\')) + 1;
  return join([path, percentEncode(slice(uploadedFile, nameStart))]);
}

/**
 * Removes dot segments (RFC 3986, section 5.2.4). Like curl, treats `%2e` as a dot. Each segment includes its slash.
 */
function withoutDotSegments(path: Bytes): Bytes {
  const kept: Bytes[] = [];
  const { octets } = path;
  for (let at = 0; at < octets.length; ) {
    const slash = octets.indexOf('/', at + 1);
    const end = slash < 0 ? octets.length : slash;
    const dots = octets.slice(at + 1, Math.min(end, at + DOTS_LENGTH)).replace(/%2e/gi, '.');
    const isDots = end - at < DOTS_LENGTH && /^\.\.?$/.test(dots);
    if (isDots && dots === '..') kept.pop();
    if (!isDots) kept.push(slice(path, at, end));
    else if (slash < 0) kept.push(slice(path, at, at + 1));
    at = end;
  }
  return join(kept);
}

/**
 * The length of `/%2e%2e`, the longest encoding of `/..`, plus 1. A segment of dots, with its slash, must be shorter
 * than this.
 */
const DOTS_LENGTH = '/%2e%2e'.length + 1;

function refusalOf(url: Bytes, { patterns }: CurlUrlOptions): Problem | null {
  const { octets } = url;
  const at = (index: number) => {
    const { start } = placeInInput(slice(url, index, index + 1));
    return { start, end: start + 1 };
  };
  const space = octets.indexOf(' ');
  if (space >= 0) {
    const says = `The URL has a space at byte ${at(space).start}, which curl refuses.`;
    return inputProblem('curl-url', says, 'Write the space as %20.', at(space), CURL_MANUAL);
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(octets)?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    const says = `The URL at byte ${at(0).start} is neither http:// nor https://.`;
    return inputProblem('curl-url', says, 'Give a URL of S3 or another HTTP server.', at(0));
  }
  // The brackets of an IPv6 address are not a pattern.
  const authorityEnd = /^(?:[A-Za-z]+:\/\/)?\[[0-9A-Fa-f:.]*\]/.exec(octets)?.[0].length ?? 0;
  const pattern = octets.slice(authorityEnd).search(/[[\]{}]/);
  if (pattern < 0 || patterns === 'literal') return null;
  return inputProblem(
    'curl-pattern',
    `The URL has a bracket or a brace at byte ${at(authorityEnd + pattern).start}: curl expands it to several URLs.`,
    'Give one URL, or add -g if the character is part of it.',
    at(authorityEnd + pattern),
    CURL_MANUAL,
  );
}
