/** Reads requests and responses that programs log in their own formats. */

import { withoutBackslashes } from '../../bytes/escapes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { TOKEN } from '../../http/message.ts';
import { findJsonObjects, isObject, type JsonObject } from '../answers/json-objects.ts';
import { fieldMap, type ResponsePlace } from '../printed-heads.ts';

interface LoggedRequest {
  readonly start: number;
  /** The head in the form in which it would be sent, with lines that end with CR LF. */
  readonly octets: Octets;
  readonly side: 'client' | 'server';
}

const MOST = 2_000;

export function findLoggedRequests(octets: Octets): LoggedRequest[] {
  return [...requestsOfBotocore(octets), ...requestsOfS3cmd(octets), ...requestsOfMinio(octets)];
}

export function findLoggedResponses(octets: Octets): ResponsePlace[] {
  return [...responsesOfBotocore(octets), ...responsesOfS3cmd(octets)];
}

const BOTOCORE_REQUEST =
  /<AWSPreparedRequest stream_output=\w{1,8}, method=([A-Z]{3,10}), url=https?:\/\/([^\s/,]{1,300})(\/[^\s,]{0,16384})?, headers=\{([^\n]{0,65536})\}>/g;

/**
 * Reads `Sending http request: <AWSPreparedRequest …>` from the output of `aws --debug`. Host is missing if the client
 * adds it later.
 */
function requestsOfBotocore(octets: Octets): LoggedRequest[] {
  return [...octets.matchAll(BOTOCORE_REQUEST)].slice(0, MOST).map((match) => {
    const [, method = '', host = '', target = '/', headers = ''] = match;
    return { start: match.index, octets: message(method, target, host, headers), side: 'client' };
  });
}

const S3CMD_REQUEST =
  /Sending request method_string='([A-Z]{3,10})', uri=u?'([^'\n]{1,16384})', headers=\{([^\n]{0,65536})\}/g;
const S3CMD_HOST = /get_hostname\([^)\n]{0,300}\): (\S{1,300})/g;

/** Reads requests from the output of `s3cmd -d`. The host is on an earlier line. */
function requestsOfS3cmd(octets: Octets): LoggedRequest[] {
  const hosts = [...octets.matchAll(S3CMD_HOST)].slice(0, MOST);
  return [...octets.matchAll(S3CMD_REQUEST)].slice(0, MOST).map((match) => {
    const [, method = '', target = '', headers = ''] = match;
    const host = hosts.findLast(({ index }) => index < match.index)?.[1];
    return { start: match.index, octets: message(method, target, host, headers), side: 'client' };
  });
}

function message(method: string, target: string, host: string | undefined, dictionary: string): Octets {
  const pairs = pairsIn(dictionary).filter(([, value]) => !/[\r\n]/.test(value));
  const isNamed = pairs.some(([name]) => name.toLowerCase() === 'host');
  const fields = pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${target} HTTP/1.1\r\n${isNamed || !host ? '' : `Host: ${host}\r\n`}${fields}\r\n` as Octets;
}

/** Reads requests from MinIO's JSON log lines (https://github.com/minio/minio/issues/3462). */
function requestsOfMinio(octets: Octets): LoggedRequest[] {
  if (!octets.includes('"method"') || !octets.includes('"header"')) return [];
  return findJsonObjects(octets, requestOf).map(({ read, start }) => ({
    start,
    octets: octetsFromText(read),
    side: 'server',
  }));
}

/** Converts a request object in MinIO's log to a request. Returns `null` for any other object. */
function requestOf({ method, path, query, header }: JsonObject): string | null {
  if (typeof method !== 'string' || typeof path !== 'string' || !isObject(header)) return null;
  if (!TOKEN.test(method) || /[\s?#]/.test(path) || !path.startsWith('/')) return null;
  const asked = typeof query === 'string' && query !== '' ? `?${query}` : '';
  const fields = Object.entries(header).flatMap(([name, value]) =>
    [value].flat().map((one) => (typeof one === 'string' && !/[\r\n]/.test(one) ? `${name}: ${one}\r\n` : '')),
  );
  return `${method} ${path}${asked} HTTP/1.1\r\n${fields.join('')}\r\n`;
}

const URLLIB3 = /"[A-Z]{3,10} [^"\n]{0,16384} HTTP\/[\d.]{1,3}" ([1-5]\d\d)\b/g;
const DICTIONARY = /Response headers: \{([^\n]{0,65536})\}/g;

/**
 * Reads responses from the output of `aws --debug`. The status is in a urllib3 line, and the headers are in a later
 * botocore line.
 */
function responsesOfBotocore(octets: Octets): ResponsePlace[] {
  const places: ResponsePlace[] = [];
  for (const match of octets.matchAll(URLLIB3)) {
    if (places.length >= MOST) break;
    const status = Number(match[1]);
    if (status >= 200) places.push({ start: match.index, status, headers: new Map() });
  }
  let index = 0;
  for (const match of octets.matchAll(DICTIONARY)) {
    while ((places[index + 1]?.start ?? octets.length) < match.index) index++;
    const place = places[index];
    const headers = fieldMap(pairsIn(match[1] ?? ''));
    if (place && place.start < match.index) places[index] = { ...place, headers };
    else if (places.length < MOST) places.push({ start: match.index, status: null, headers });
  }
  return places;
}

const S3CMD_STATUS = /S3Error: ([1-5]\d\d) \(/;
const S3CMD_HEADER = /HttpHeader: ([!#-&*+.^_`|~0-9A-Za-z-]{1,200}): [ub]?(['"])([^\n]{0,8192})\2[ \t]*\r?$/gm;

/** Reads the headers that `s3cmd -d` prints after the status, one per line. */
function responsesOfS3cmd(octets: Octets): ResponsePlace[] {
  const status = S3CMD_STATUS.exec(octets);
  if (!status) return [];
  const fields = octets.slice(status.index, status.index + 65_536).matchAll(S3CMD_HEADER);
  const pairs = [...fields].map(([, name = '', , value = '']): Pair => [name, withoutBackslashes(value as Octets)]);
  return [{ start: status.index, status: Number(status[1]), headers: fieldMap(pairs) }];
}

type Pair = readonly [name: string, value: Octets];

const PAIR =
  /['"]([!#-&*+.^_`|~0-9A-Za-z-]{1,200})['"]: (?:[ub]?(?:'((?:[^'\\\n]|\\.){0,32768})'|"((?:[^"\\\n]|\\.){0,32768})")|(\d{1,20}))/g;

/** Reads headers that Python prints as a dictionary, such as `{'Host': b'h', 'Range': "bytes=0-9"}`. */
function pairsIn(dictionary: string): Pair[] {
  return [...dictionary.matchAll(PAIR)].map(([, name = '', single, double, number]) => [
    name,
    withoutBackslashes((single ?? double ?? number ?? '') as Octets),
  ]);
}
