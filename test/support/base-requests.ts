/** Three right requests that have something for nearly every mistake to spoil, signed by the tests' own signer. */
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import type { RightRequest } from '../../src/diagnosis/break-request.ts';
import { claimOf, draftOfClaim } from '../../src/diagnosis/draft-of-request.ts';
import { readRawRequest } from '../../src/intake/raw-request.ts';
import { utf8 } from './octets-of.ts';
import { presigned } from './presigned-order.ts';
import { ordered, SECRET } from './sandbox-client.ts';

/** Spaces, a plus, an apostrophe, parentheses, a tilde, letters beyond ASCII, two slashes, a dot segment. */
const KEY = utf8("/photos//2013/./summer days/a+b (1)*'s ~ñ.jpg");

export const BASES = {
  'get-range': () =>
    ordered({
      path: KEY,
      query: [
        ['response-content-language', 'en, de'],
        ['versionId', '3/L4+kqt=='],
        ['partNumber', ''],
        ['X-b', '2'],
        ['X-a', '1'],
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
  'put-metadata': () =>
    ordered({
      method: 'PUT',
      host: 'examplebucket.s3.amazonaws.com:443',
      path: KEY,
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
  presigned: () =>
    presigned({
      host: 'examplebucket.s3.amazonaws.com:9000',
      path: KEY,
      query: [
        ['response-content-disposition', utf8('attachment; filename="a b.jpg"')],
        ['versionId', '3/L4+kqt=='],
      ],
      headers: [['Range', 'bytes=0-9']],
    }),
} as const;

export type BaseName = keyof typeof BASES;
export const BASE_NAMES = Object.keys(BASES) as BaseName[];

/** The base as the program reads it. */
export function rightRequest(name: BaseName): RightRequest {
  return rightRequestOf(BASES[name]().request);
}

export function rightRequestOf(octets: string): RightRequest {
  const read = readRawRequest(octets as Octets, 'the base request');
  if (isProblem(read)) throw new Error(read.says);
  const claim = claimOf(read);
  const draft = claim && draftOfClaim(claim, SECRET as Octets);
  if (!claim || !draft) throw new Error('The base request has no claim.');
  return {
    head: read.head,
    body: read.body ?? ('' as Octets),
    draft,
    scheme: claim.scheme === 'query' ? 'query' : 'header',
  };
}
