/**
 * Assembles requests from texts that contain an Authorization header but no request line, using the header lines around
 * the Authorization header and the nearest method, URL, and Host.
 */
import type { Octets } from '../../bytes/octets.ts';
import type { ScannedText } from '../scanned-text.ts';
import { AUTHORIZATION } from '../shapes.ts';
import { type FoundRequest, type NotedRequest, requestOfParts } from './found-request.ts';
import { fieldOf, fieldsAround } from './printed-heads.ts';

const AUTHORIZED = new RegExp(AUTHORIZATION, 'g');
const MOST = 64;
const SKETCHED = 'There is no whole request. It was put together from the Authorization header and what is near it.';

/** Finds the requests. Their heads may lack headers, as well as the method and the target if these are not nearby. */
export function requestsAroundAuthorization({ octets, by }: ScannedText): FoundRequest[] {
  return [...octets.matchAll(AUTHORIZED).take(MOST)].map(({ 0: value, index }) => {
    const others = linesAround(octets, index).filter(([name]) => !/^authorization[ \t]*$/i.test(name));
    const noted: NotedRequest = {
      ...placeNear(octets, index, value.length),
      start: index,
      headers: [...others, ['Authorization', value as Octets]],
      body: null,
      extent: 'partial',
      seenBy: 'client',
    };
    return requestOfParts(noted, by, SKETCHED);
  });
}

/** Reads the header lines around the Authorization header. All of these lines have the same prefix. */
function linesAround(octets: Octets, index: number): NotedRequest['headers'] {
  const start = octets.lastIndexOf('\n', index - 1) + 1;
  const label = /^(.{0,200}?)authorization['"]?[ \t]*:[ \t]*['"]?$/i.exec(octets.slice(start, index));
  return label ? fieldsAround(octets, start, label[1] ?? '').map(fieldOf) : [];
}

const PLACE =
  /\b(GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)[ \t:]+['"]?(?:(https?):\/\/([^/\s"'<>]+))?(\/[^\s"'<>]*)|(https?):\/\/([^/\s"'<>]{1,300})(\/[^\s"'<>]*)?/g;
/** The maximum distance of a request line or a URL from the header, in bytes. */
const FARTHEST = 4_096;

/** Finds the nearest request line or URL. Prefers a line that has a method. */
function placeNear(
  octets: Octets,
  index: number,
  length: number,
): Pick<NotedRequest, 'method' | 'scheme' | 'host' | 'target'> {
  const start = Math.max(0, index - FARTHEST);
  const found = [...octets.slice(start, index + length + FARTHEST).matchAll(PLACE)].map((match) => ({
    match,
    distance: Math.abs(start + match.index - index) + (match[1] === undefined ? FARTHEST : 0),
  }));
  const nearest = found.sort((one, other) => one.distance - other.distance)[0]?.match as Octets[] | undefined;
  const [, method, ofMethod, hostOfMethod, target, ofUrl, hostOfUrl, targetOfUrl] = nearest ?? [];
  const scheme = (ofMethod ?? ofUrl)?.toLowerCase();
  return {
    method: method ?? null,
    scheme: scheme === 'https' || scheme === 'http' ? scheme : null,
    host: hostOfMethod ?? hostOfUrl ?? null,
    target: target ?? targetOfUrl ?? (hostOfUrl === undefined ? null : ('/' as Octets)),
  };
}
