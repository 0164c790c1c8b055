/** Right requests that have something for nearly every mistake to spoil, signed by the tests' own signer. */

import type { RightRequest } from '../../../src/breaks/break-request.ts';
import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { claimOf, draftOfClaim } from '../../../src/drafts/draft-of-request.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import { utf8 } from '../octets-of.ts';
import { ODD_KEY_ID, ordered, SECRETS } from '../sandbox/sandbox-client.ts';
import { named } from '../sources.ts';
import { presigned } from './presigned-order.ts';

/** Slashes in a row, dot segments, everything that is encoded and what looks as if it were. */
const KEY = utf8("//photos//2013/./x/../year=2013/summer days/a+b, (1)*'s ~ñ #1? 100%2B @:;$&!.jpg");

/** With what needs no escape escaped and what needs one not, as clients send it and the canonical form has it not. */
const looselyWritten = <Order extends { readonly request: string }>(order: Order): Order => ({
  ...order,
  request: order.request.replace('X-b=2', 'X-%62=%32').replaceAll('%28', '(').replaceAll('%29', ')'),
});

export const BASES = {
  'get-range': () =>
    looselyWritten(
      ordered({
        path: KEY,
        query: [
          ['response-content-language', 'en, de'],
          ['versionId', '3/L4+kqt=='],
          ['partNumber', ''],
          ['X-b', '2'],
          ['X-a', 'R&D #1 100%2B (x)'],
          ['X-a', '1'],
          ['X-a[0]', ''],
          ['X-a-b', '0'],
        ],
        headers: [
          ['Range', 'bytes=0-9'],
          ['Accept-Encoding', 'identity'],
          ['User-Agent', 'example/1.0  (two  spaces)'],
          ['Content-Type', 'text/plain'],
          ['Content-Length', '0'],
          ['X-Forwarded-For', '203.0.113.7, 198.51.100.2'],
        ],
      }),
    ),
  'put-metadata': () =>
    ordered({
      method: 'PUT',
      // Path style, and a key that ends with letters and accents apart and with a slash.
      host: 's3.us-east-1.amazonaws.com:443',
      path: `/examplebucket/albums/2013${KEY}/${utf8('re\u0301sume\u0301')}/`,
      body: utf8('{"a": 1,\r\n "size": "Größe"}\r\n'),
      headers: [
        ['Content-Type', 'application/json; charset=utf-8'],
        ['x-amz-acl', 'private'],
        ['x-amz-meta-title', utf8('Größe:  a "b  c"')],
        ['x-amz-meta-Camera-Model', 'X100'],
        ['x-amz-meta-Image_Id', '7'],
        ['x-amz-meta-tag', 'one'],
        ['x-amz-meta-tag', 'two'],
        ['Expect', '100-continue'],
        ['Accept-Encoding', 'gzip'],
      ],
    }),
  'odd-secret': () => ordered({ keyId: ODD_KEY_ID, secret: SECRETS.get(ODD_KEY_ID) ?? '' }),
  presigned: () =>
    presigned({
      host: 'examplebucket.s3.amazonaws.com:9000',
      path: KEY,
      query: [
        ['response-content-disposition', utf8('attachment; filename="a & b.jpg"')],
        ['App', 'web'],
        ['versionId', '3/L4+kqt=='],
      ],
      headers: [['Range', 'bytes=0-9']],
    }),
  'put-unsigned': () =>
    ordered({ method: 'PUT', path: '/notes.txt', body: 'A body that is not signed.', payloadHash: 'UNSIGNED-PAYLOAD' }),
} as const;

export type BaseName = keyof typeof BASES;
export const BASE_NAMES = Object.keys(BASES) as BaseName[];

/** The base as the program reads it. */
export function rightRequest(name: BaseName): RightRequest {
  return rightRequestOf(BASES[name]().request);
}

export function rightRequestOf(octets: string): RightRequest {
  const read = readRawRequest(octets as Octets, named('the base request'));
  if (isProblem(read)) throw new Error(read.says);
  const claim = claimOf(read);
  const secret = (SECRETS.get(claim?.accessKeyId.octets ?? '') ?? '') as Octets;
  const draft = claim && draftOfClaim(claim, secret);
  if (!claim || !draft) throw new Error('The base request has no claim.');
  return {
    head: read.head,
    body: read.body ?? ('' as Octets),
    draft,
    scheme: claim.scheme === 'query' ? 'query' : 'header',
  };
}
