/**
 * Assembles requests from texts that contain an Authorization header but no request line, using the header lines around
 * the Authorization header and the nearest method, URL, and Host.
 */
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { ClientRequest, UnsaidPart } from '../../intake/pasted/client-request.ts';
import { readRawRequest } from '../../intake/pasted/raw-request.ts';
import { AUTHORIZATION } from '../shapes.ts';
import { fieldsAround, type RequestPlace, signatureIn } from './printed-heads.ts';

const AUTHORIZED = new RegExp(AUTHORIZATION, 'g');
const PLACE =
  /\b(GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)[ \t:]+['"]?(?:(https?):\/\/([^/\s"'<>]+))?(\/[^\s"'<>]*)|(https?):\/\/([^/\s"'<>]{1,300})(\/[^\s"'<>]*)?/g;
/** The maximum distance of a request line or a URL from the header, in bytes. */
const FARTHEST = 4_096;
const MOST = 64;

/** Finds the requests. Their heads may lack headers, as well as the method and the target if these are not nearby. */
export function sketchRequests(octets: Octets, by: InputSource): RequestPlace[] {
  const found: RequestPlace[] = [];
  for (const { 0: value, index } of octets.matchAll(AUTHORIZED)) {
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
  const fields = linesAround(octets, index).filter((line) => !/^authorization[ \t]*:/i.test(line));
  const place = placeNear(octets, index, value.length);
  const isNamed = fields.some((line) => /^host[ \t]*:/i.test(line));
  const lines = [
    `${place.method ?? 'GET'} ${place.target ?? '/'} HTTP/1.1`,
    ...(isNamed || place.host === undefined ? [] : [`Host: ${place.host}`]),
    ...fields,
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

/** Reads the header lines around the Authorization header. All of these lines have the same prefix. */
function linesAround(octets: Octets, index: number): readonly string[] {
  const start = octets.lastIndexOf('\n', index - 1) + 1;
  const label = /^(.{0,200}?)authorization['"]?[ \t]*:[ \t]*['"]?$/i.exec(octets.slice(start, index));
  return label ? fieldsAround(octets, start, label[1] ?? '') : [];
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
