/**
 * Assembles requests from texts that contain an Authorization header but no request line, using the header lines around
 * the Authorization header and the nearest method, URL, and Host.
 */
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { TOKEN } from '../../http/message.ts';
import type { ClientRequest, UnsaidPart } from '../../intake/pasted/client-request.ts';
import { readRawRequest } from '../../intake/pasted/raw-request.ts';
import { patternOf, prefixLength } from '../repairs/line-prefixes.ts';
import { type RequestPlace, signatureIn } from '../request-place.ts';

const AUTHORIZATION =
  /(?:AWS4|GOOG4|OSS4|TOS4)-[A-Z0-9-]{1,40} +Credential=[^\s,"']{1,400},? *(?:AdditionalHeaders|SignedHeaders)=[^\s,"']{0,4000},? *Signature=(?:<[^>\n]{1,40}>|[^\s,"')}\]]{1,400})/g;
const PLACE =
  /\b(GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)[ \t:]+['"]?(?:(https?):\/\/([^/\s"'<>]+))?(\/[^\s"'<>]*)|(https?):\/\/([^/\s"'<>]{1,300})(\/[^\s"'<>]*)?/g;
/** The maximum distance of a request line or a URL from the header, in bytes. */
const FARTHEST = 4_096;
const MOST = 64;
const MOST_LINES = 100;

/** Finds the requests. Their heads may lack headers, as well as the method and the target if these are not nearby. */
export function sketchRequests(octets: Octets, by: InputSource): RequestPlace[] {
  const found: RequestPlace[] = [];
  for (const { 0: value, index } of octets.matchAll(AUTHORIZATION)) {
    if (found.length === MOST) break;
    found.push({
      start: index,
      signed: 'signed',
      signature: signatureIn(value as Octets),
      holds: (text) => value.includes(text),
      says: SKETCHED,
      read: () => sketch(octets, index, value, by),
    });
  }
  return found;
}

function sketch(octets: Octets, index: number, value: string, by: InputSource): ClientRequest | null {
  const fields = fieldsAround(octets, index);
  const place = placeNear(octets, index, value.length);
  const isNamed = fields.some(([name]) => /^host$/i.test(name));
  const lines = [
    `${place.method ?? 'GET'} ${place.target ?? '/'} HTTP/1.1`,
    ...(isNamed || place.host === undefined ? [] : [`Host: ${place.host}`]),
    ...fields.filter(([name]) => !/^authorization$/i.test(name)).map(([name, text]) => `${name}: ${text}`),
    `Authorization: ${value}`,
  ];
  const request = readRawRequest(`${lines.join('\r\n')}\r\n\r\n` as Octets, by);
  if (isProblem(request)) return null;
  const unsaid: UnsaidPart[] = ['headers'];
  if (place.method === undefined) unsaid.push('method');
  if (place.target === undefined) unsaid.push('target');
  return { ...request, scheme: place.scheme, unsaid, body: null, bodyOffset: null, remarks: [] };
}

const SKETCHED = 'There is no whole request. It was put together from the Authorization header and what is near it.';

type Field = readonly [name: string, value: string];

/** Reads the header lines around the Authorization header. All of these lines have the same prefix. */
function fieldsAround(octets: Octets, index: number): Field[] {
  const start = octets.lastIndexOf('\n', index - 1) + 1;
  const label = /^(.{0,200}?)authorization['"]?[ \t]*:[ \t]*['"]?$/i.exec(octets.slice(start, index));
  if (!label) return [];
  const prefix = label[1] ?? '';
  const before = linesBefore(octets, start).map((line) => fieldOf(line, prefix));
  const after = octets
    .slice(index, index + FARTHEST * 4)
    .split('\n', MOST_LINES)
    .slice(1);
  return [...untilNone(before).reverse(), ...untilNone(after.map((line) => fieldOf(line, prefix)))];
}

/** Returns the lines before an offset, the nearest first. */
const linesBefore = (octets: Octets, start: number): string[] =>
  octets
    .slice(Math.max(0, start - FARTHEST * 4), Math.max(0, start - 1))
    .split('\n')
    .slice(-MOST_LINES)
    .reverse();

function untilNone(fields: readonly (Field | null)[]): Field[] {
  const end = fields.indexOf(null);
  return fields.slice(0, end < 0 ? undefined : end).filter((field) => field !== null);
}

function fieldOf(line: string, prefix: string): Field | null {
  const pattern = patternOf(prefix);
  const length = pattern ? prefixLength(line, pattern) : (/^[ \t]*/.exec(line)?.[0].length ?? 0);
  const bare = line.slice(length).replace(/\r$/, '');
  if (pattern && length === 0) return null;
  const colon = bare.indexOf(':', 1);
  const name = bare.slice(0, colon).replace(/['"]/g, '').trim();
  return colon > 0 && TOKEN.test(name) && !bare.includes('://') ? [name, bare.slice(colon + 1).trim()] : null;
}

interface Near {
  readonly method?: string | undefined;
  readonly scheme: 'http' | 'https' | null;
  readonly host?: string | undefined;
  readonly target?: string | undefined;
}

/** Finds the nearest request line or URL. Prefers a line that has a method. */
function placeNear(octets: Octets, index: number, length: number): Near {
  const start = Math.max(0, index - FARTHEST);
  const found = [...octets.slice(start, index + length + FARTHEST).matchAll(PLACE)].map((match) => ({
    match,
    distance: Math.abs(start + match.index - index) + (match[1] === undefined ? FARTHEST : 0),
  }));
  const nearest = found.sort((one, other) => one.distance - other.distance)[0]?.match;
  const [, method, ofMethod, hostOfMethod, target, ofUrl, hostOfUrl, targetOfUrl] = nearest ?? [];
  const scheme = (ofMethod ?? ofUrl)?.toLowerCase();
  return {
    method,
    scheme: scheme === 'https' || scheme === 'http' ? scheme : null,
    host: hostOfMethod ?? hostOfUrl,
    target: target ?? targetOfUrl ?? (hostOfUrl === undefined ? undefined : '/'),
  };
}
