/** Requests in the log of a server that writes JSON: MinIO's (https://github.com/minio/minio/issues/3462). */
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { TOKEN } from '../http/message.ts';
import { findJsonObjects, isObject } from './json-objects.ts';

export interface LoggedRequest {
  readonly start: number;
  /** As it would have been sent; lines end with CR LF. */
  readonly octets: Octets;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** In the order they stand. */
export function findLoggedRequests(octets: Octets): LoggedRequest[] {
  if (!octets.includes('"method"') || !octets.includes('"header"')) return [];
  const found = findJsonObjects(octets, (value) => writtenOut(value) !== null);
  return found.flatMap(({ value, start }) => {
    const written = writtenOut(value);
    return written === null ? [] : [{ start, octets: octetsFromText(written) }];
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
