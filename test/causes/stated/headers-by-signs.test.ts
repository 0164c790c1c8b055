/** Causes of headers and payload that only signs in an answer or a request speak for. */
import { expect, it } from 'vitest';
import { canonicalOf, findingsOf } from '../../support/evidence/stated-evidence.ts';
import {
  DATE,
  describeRows,
  HASH,
  HOST,
  lacking,
  MISMATCH,
  NOT_SIGNED,
  type Row,
} from '../../support/evidence/stated-rows.ts';
import { ordered } from '../../support/sandbox/sandbox-client.ts';

/** The path is another too, so that no hash proves it; the request shows the value that the server lacks. */
const LOST: readonly Row[] = (
  [
    ['Range', 'bytes=0-9', 'signed-header-dropped-in-transit/range'],
    ['x-amz-meta-a_b', '1', 'odd-header-name-dropped/dropped'],
    ['Expect', '100-continue', 'expect-signed/removed'],
    ['Content-Length', '0', 'content-length-signed/removed'],
    ['Accept-Encoding', 'gzip', 'accept-encoding-rewritten/removed'],
    ['Content-Type', 'text/plain', 'content-type-added-or-changed/removed'],
  ] as const
).map(([name, value, cause]) => [
  `an empty ${name} at the server, and a request that has a value`,
  {
    ...MISMATCH,
    server: canonicalOf([`${name.toLowerCase()}:`, HOST, HASH, DATE], { path: '/elsewhere' }),
    request: ordered({ headers: [[name, value]] }).request,
  },
  cause,
  'explains',
  /signed|got no value/,
]);

const BY_SIGNS: readonly Row[] = [
  [
    'accept-encoding behind Cloudflare',
    {
      ...MISMATCH,
      headers: { server: 'cloudflare' },
      request: ordered({ headers: [['Accept-Encoding', 'identity']] }).request,
    },
    'accept-encoding-rewritten',
    'possible',
    /Cloudflare/,
  ],
  [
    'an empty Range at the server',
    { ...MISMATCH, server: canonicalOf([HOST, 'range:', HASH, DATE]) },
    'signed-header-dropped-in-transit/range',
    'possible',
    /^range was signed/,
  ],
  [
    'an empty header of a URL',
    {
      ...MISMATCH,
      server: canonicalOf(['content-type:', HOST], {
        query: 'X-Amz-Algorithm=AWS4-HMAC-SHA256',
        payload: 'UNSIGNED-PAYLOAD',
      }),
    },
    'presigned-signed-header-not-sent/not-sent',
    'possible',
    /content-type/,
  ],
  ...LOST,
  [
    'headers of an answer',
    { ...MISMATCH, server: canonicalOf([HOST, HASH, DATE, 'x-amz-id-2:', 'x-amz-request-id:']) },
    'response-headers-replayed-in-request',
    'explains',
    /x-amz-id-2 and x-amz-request-id/,
  ],
  [
    'an empty header with an underscore',
    { ...MISMATCH, server: canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a_b:']) },
    'odd-header-name-dropped/dropped',
    'possible',
    /x-amz-meta-a_b/,
  ],
  [
    'an empty Expect',
    { ...MISMATCH, server: canonicalOf(['expect:', HOST, HASH, DATE]) },
    'expect-signed/removed',
    'possible',
    /Expect was signed/,
  ],
  [
    'an empty Content-Length',
    { ...MISMATCH, server: canonicalOf(['content-length:', HOST, HASH, DATE]) },
    'content-length-signed/removed',
    'possible',
    /Content-Length was signed/,
  ],
  [
    'a signed header that the request lacks',
    { ...MISMATCH, request: lacking('x-amz-acl', 'private') },
    'signed-header-never-sent',
    'explains',
    /includes x-amz-acl/,
  ],
  [
    'a default port that was signed',
    { ...MISMATCH, client: canonicalOf(['host:localhost:80', HASH, DATE]) },
    'host-default-port-signed',
    'possible',
    /"localhost:80"/,
  ],
  [
    'chunks of no length',
    { ...MISMATCH, request: ordered({ method: 'PUT', payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }).request },
    'aws-chunked-framing',
    'explains',
    /x-amz-decoded-content-length is missing/,
  ],
  [
    'MinIO, and no request',
    { code: 'AccessDenied', message: NOT_SIGNED },
    'xamz-header-not-signed',
    'possible',
    /MinIO also says this/,
  ],
  [
    'MinIO, and nothing is wrong with the request',
    { code: 'AccessDenied', message: NOT_SIGNED, request: ordered({ headers: [['Range', 'bytes=0-9']] }).request },
    'signed-header-dropped-in-transit',
    'explains',
    /did not arrive/,
  ],
];

describeRows(BY_SIGNS);

it('proves no request wrong that arrived as it was made', () => {
  const { request } = ordered({ headers: [['Range', 'bytes=0-9']] });
  expect(findingsOf({ request }).filter(({ certainty }) => certainty.kind !== 'possible')).toEqual([]);
});
