/** A story is told only if the request has what it is about; what differs is named part by part. */
import { describe, expect, it } from 'vitest';
import { canonicalOf, findingsOf } from '../support/evidence/stated-evidence.ts';
import { DATE, describeRows, HASH, HOST, MISMATCH, type Row } from '../support/evidence/stated-rows.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256';
const inUrl = (more: string) => canonicalOf([HOST], { query: `${query}&${more}`, payload: 'UNSIGNED-PAYLOAD' });
const OF_ES = { ...MISMATCH, service: 'es' } as const;
const ofEs = (path: string) => canonicalOf([HOST, DATE], { path, payload: sha256Of('') });
const plainRequest = ordered({
  path: '/test.txt',
  payloadHash: null,
  scope: ['20130524', 'us-east-1', 'es', 'aws4_request'],
}).request.replace(/^x-amz-content-sha256.*\r\n/m, '');

const ROWS: readonly Row[] = [
  [
    'a URL whose expiry was edited',
    { ...MISMATCH, client: inUrl('X-Amz-Expires=3600'), server: inUrl('X-Amz-Expires=604800') },
    'presigned-url-mangled/parameter-edited',
    'hash',
    /signed with "X-Amz-Expires=3600" but arrived with "X-Amz-Expires=604800"/,
  ],
  [
    'headers that were signed as parameters',
    {
      ...MISMATCH,
      client: canonicalOf([HOST, HASH, DATE], { query: HOST.replace(':', '=') }),
      server: canonicalOf([HOST, HASH, DATE]),
    },
    'headers-in-canonical-query/with-headers',
    'hash',
    /headers as parameters/,
  ],
  [
    'a host with the path after it',
    {
      ...MISMATCH,
      client: canonicalOf([`${HOST}/test.txt`, HASH, DATE], { path: '/test.txt' }),
      server: canonicalOf([HOST, HASH, DATE], { path: '/test.txt' }),
    },
    'host-or-path-includes-scheme/signed-as-url',
    'hash',
    /scheme or a path/,
  ],
];
describeRows(ROWS);

describe('a URL whose expiry was edited, where no server says what it saw', () => {
  it('is told by the text of the client and the request as it is sent', () => {
    const { canonicalRequest, request } = presigned({ expires: '3600' });
    const edited = request.replace('X-Amz-Expires=3600', 'X-Amz-Expires=604800');
    const found = findingsOf({ ...MISMATCH, client: canonicalRequest, request: edited });
    expect(found.map(({ cause, variant }) => `${cause.id}/${variant}`)).toEqual([
      'presigned-url-mangled/parameter-edited',
    ]);
    expect(found[0]?.certainty.kind).toBe('explains');
    const whole = findingsOf({ ...MISMATCH, client: canonicalRequest, request });
    expect(whole.filter(({ certainty }) => certainty.kind !== 'possible')).toEqual([]);
  });
});

describe('a path with nothing to normalize or to encode', () => {
  it.each(['/api/test.txt', '/v1/x/test.txt'])('was not signed as S3 requires: the server has %s', (path) => {
    const found = findingsOf({ ...OF_ES, request: plainRequest, client: ofEs('/test.txt'), server: ofEs(path) });
    expect(found.map(({ cause }) => cause.id)).not.toContain('path-single-encoded-non-s3');
    expect(found[0]?.certainty.kind).toBe('proved');
  });
});

describe('a query that was lost', () => {
  const lostOf = (query: string, left: string) => {
    const withQuery = (text: string) => canonicalOf([HOST, HASH, DATE], { query: text });
    const found = findingsOf({ ...MISMATCH, client: withQuery(query), server: withQuery(left) });
    return found.map(({ cause, variant }) => `${cause.id}/${variant}`);
  };

  it('lost its parameters without a value only if others are left', () => {
    expect(lostOf('prefix=a&uploads=', 'prefix=a')).toContain('query-valueless-param/lost');
    expect(lostOf('uploads=', '')).not.toContain('query-valueless-param/lost');
    expect(lostOf('uploads=', '')).not.toEqual([]);
  });
});

describe('one proof of bytes', () => {
  it('is told by the story that this form of request can have', () => {
    const withQuery = (text: string) => canonicalOf([HOST, HASH, DATE], { query: text });
    const found = findingsOf({ ...MISMATCH, client: withQuery(''), server: withQuery('x-id=GetObject') });
    expect(found.map(({ cause }) => cause.id)).not.toContain('presigned-extra-parameter');
    expect(found[0]?.certainty).toEqual({ kind: 'proved', by: 'hash' });
  });
});
