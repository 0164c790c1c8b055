/** Requests that programs log in a writing of their own. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { TOKEN } from '../../http/message.ts';
import { findJsonObjects, isObject } from '../answers/json-objects.ts';
import { pairsIn } from './python-dictionary.ts';

export interface LoggedRequest {
  readonly start: number;
  /** As it would have been sent; lines end with CR LF. */
  readonly octets: Octets;
  readonly side: 'client' | 'server';
}

type JsonObject = Readonly<Record<string, unknown>>;

export function findLoggedRequests(octets: Octets): LoggedRequest[] {
  return [...ofBotocore(octets), ...ofS3cmd(octets), ...ofMinio(octets)];
}

const MOST = 2_000;
const BOTOCORE =
  /<AWSPreparedRequest stream_output=\w{1,8}, method=([A-Z]{3,10}), url=https?:\/\/([^\s/,]{1,300})(\/[^\s,]{0,16384})?, headers=\{([^\n]{0,65536})\}>/g;

/** A line of aws --debug: `Sending http request: <AWSPreparedRequest …>`. It names no Host where the client adds it. */
function ofBotocore(octets: Octets): LoggedRequest[] {
  return [...octets.matchAll(BOTOCORE)].slice(0, MOST).map((match) => {
    const [, method = '', host = '', target = '/', headers = ''] = match;
    return { start: match.index, octets: message(method, target, host, headers), side: 'client' };
  });
}

const S3CMD = /Sending request method_string='([A-Z]{3,10})', uri=u?'([^'\n]{1,16384})', headers=\{([^\n]{0,65536})\}/g;
const S3CMD_HOST = /get_hostname\([^)\n]{0,300}\): (\S{1,300})/g;

/** A line of s3cmd -d; the host stands in one before it. */
function ofS3cmd(octets: Octets): LoggedRequest[] {
  const hosts = [...octets.matchAll(S3CMD_HOST)].slice(0, MOST);
  return [...octets.matchAll(S3CMD)].slice(0, MOST).map((match) => {
    const [, method = '', target = '', headers = ''] = match;
    const host = hosts.findLast(({ index }) => index < match.index)?.[1];
    return { start: match.index, octets: message(method, target, host, headers), side: 'client' };
  });
}

function message(method: string, target: string, host: string | undefined, dictionary: string): Octets {
  const pairs = pairsIn(dictionary).filter(({ value }) => !/[\r\n]/.test(value));
  const isNamed = pairs.some(({ name }) => name.toLowerCase() === 'host');
  const fields = pairs.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return `${method} ${target} HTTP/1.1\r\n${isNamed || !host ? '' : `Host: ${host}\r\n`}${fields}\r\n` as Octets;
}

/** Lines in JSON of a server (https://github.com/minio/minio/issues/3462). */
function ofMinio(octets: Octets): LoggedRequest[] {
  if (!octets.includes('"method"') || !octets.includes('"header"')) return [];
  const found = findJsonObjects(octets, (value) => writtenOut(value) !== null);
  return found.flatMap(({ value, start }) => {
    const written = writtenOut(value);
    return written === null ? [] : [{ start, octets: octetsFromText(written), side: 'server' as const }];
  });
}

/** `null` for an object that is no request. */
function writtenOut({ method, path, query, header }: JsonObject): string | null {
  if (typeof method !== 'string' || typeof path !== 'string' || !isObject(header)) return null;
  if (!TOKEN.test(method) || /[\s?#]/.test(path) || !path.startsWith('/')) return null;
  const asked = typeof query === 'string' && query !== '' ? `?${query}` : '';
  const fields = Object.entries(header).flatMap(([name, value]) =>
    [value].flat().map((one) => (typeof one === 'string' && !/[\r\n]/.test(one) ? `${name}: ${one}\r\n` : '')),
  );
  return `${method} ${path}${asked} HTTP/1.1\r\n${fields.join('')}\r\n`;
}
