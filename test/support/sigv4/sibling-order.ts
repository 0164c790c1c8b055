/** Right requests for the storage of AWS's siblings, signed by the second implementation. */
import { KEY_ID, NOW, SECRET } from '../sandbox/sandbox-client.ts';
import { headerOf, type PlainRequest, plainAuthorization, type StorageDialect } from './independent-siblings.ts';
import { sha256Of } from './independent-signer.ts';

export const STORAGE_DIALECTS = ['goog4', 'oss4', 'tos4'] as const;
export const SERVICES = { goog4: 'storage', oss4: 'oss', tos4: 'tos' } as const;
export const REGIONS = { goog4: 'auto', oss4: 'cn-hangzhou', tos4: 'cn-beijing' } as const;

export interface Order {
  readonly request: PlainRequest;
  readonly authorization: string;
}

export const signerOf = (dialect: StorageDialect) => ({
  accessKeyId: KEY_ID,
  secret: SECRET,
  time: NOW,
  region: REGIONS[dialect],
  service: SERVICES[dialect],
});

/** A right request for an object, with a header of the vendor. */
export function ordered(dialect: StorageDialect, changed: Partial<PlainRequest> = {}, host = 'localhost:9000'): Order {
  const body = changed.body ?? '';
  const payload = dialect === 'oss4' ? 'UNSIGNED-PAYLOAD' : sha256Of(body);
  const request: PlainRequest = {
    method: 'GET',
    path: '/examplebucket/test.txt',
    query: '',
    body,
    ...changed,
    headers: [
      ['Host', host],
      [headerOf(dialect, 'date'), NOW],
      [headerOf(dialect, 'content-sha256'), payload],
      ...(changed.headers ?? []),
    ],
  };
  const listed = dialect === 'oss4' ? [] : request.headers.map(([name]) => name.toLowerCase());
  return { request, authorization: plainAuthorization(dialect, request, signerOf(dialect), listed, payload) };
}

export function textOf({ request, authorization }: Order): string {
  const { method, path, query, headers, body } = request;
  const lines = [...headers, ['Authorization', authorization], ['Content-Length', String(body.length)]];
  const target = path + (query === '' ? '' : `?${query}`);
  return [`${method} ${target} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}
