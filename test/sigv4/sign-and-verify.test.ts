/** Signing and verifying are one line of stages: what the one makes, the other accepts, and nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { signHeader } from '../../src/sigv4/schemes/header.ts';
import { claim, verify } from '../../src/sigv4/schemes/header-claim.ts';
import { unrecorded } from '../../src/trace/trace.ts';
import { sha256Of, signIndependently } from '../support/independent-signer.ts';
import { octetsOf, plainOf, utf8 } from '../support/octets-of.ts';
import { headOf, meantBy, type RandomRequest, randomRequest } from '../support/random-requests.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const TIMESTAMP = '20130524T000000Z';
const SCOPE = ['20130524', 'us-east-1', 's3', 'aws4_request'];

describe('a signed request', () => {
  it('is accepted', () => {
    fc.assert(
      fc.property(randomRequest, (request) => {
        expect(accepts(sign(headOf(request), request.body).bytes.octets, request.body)).toBe(true);
      }),
    );
  });

  it('is not accepted with another secret', () => {
    fc.assert(
      fc.property(randomRequest, fc.string(), (request, secret) => {
        fc.pre(secret !== SECRET);
        expect(accepts(sign(headOf(request), request.body).bytes.octets, request.body, utf8(secret))).toBe(false);
      }),
    );
  });

  it('is not accepted with one signed byte changed', () => {
    fc.assert(
      fc.property(randomRequest.chain(withOneByteChanged), ({ original, changed }) => {
        const { authorization } = sign(headOf(original), original.body);
        const asSigned = headOf(original, addedHeaders(original, authorization.octets));
        const asChanged = headOf(changed, addedHeaders(changed, authorization.octets));
        expect(accepts(asSigned, original.body)).toBe(true);
        expect(accepts(asChanged, changed.body)).toBe(false);
      }),
    );
  });

  it.each([
    ['time', 'x-amz-date: 20130524T000000Z', 'x-amz-date: 20130524T000001Z'],
    ['payload hash', `x-amz-content-sha256: ${sha256Of('')}`, 'x-amz-content-sha256: UNSIGNED-PAYLOAD'],
    ['host', 'Host: examplebucket.', 'Host: otherbucket.'],
    ['region of the scope', '/us-east-1/', '/us-east-2/'],
    ['date of the scope', 'AKID/20130524/', 'AKID/20130525/'],
    ['list of signed headers', 'SignedHeaders=host;', 'SignedHeaders='],
    ['signature', /Signature=.*/, `Signature=${'0'.repeat(64)}`],
    ['length of the signature', /Signature=(.*)./, 'Signature=$1'],
  ])('is not accepted with another %s', (_what, from, to) => {
    const head = sign('GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n', '').bytes.octets;
    const changed = head.replace(from, to);
    expect(changed).not.toBe(head);
    expect(accepts(head, '')).toBe(true);
    expect(accepts(changed, '')).toBe(false);
  });
});

describe('the signature', () => {
  it('is the one that an independent signer makes', () => {
    fc.assert(
      fc.property(randomRequest, (request) => {
        const independent = signIndependently(meantBy(request, TIMESTAMP), {
          secret: SECRET,
          timestamp: TIMESTAMP,
          scope: SCOPE,
        });
        const signed = sign(headOf(request), request.body);
        expect(signed.canonicalRequest.octets).toBe(independent.canonicalRequest);
        expect(signed.stringToSign.octets).toBe(independent.stringToSign);
        expect(signed.signature.octets).toBe(independent.signature);
      }),
    );
  });

  /** What no published vector has; the signatures were made with @smithy/signature-v4 5.7.5. */
  it.each([
    [
      'a space in the query',
      '/?list-type=2&prefix=my%20photos/',
      'c040b0a0c36ab81b7e4ab2dd9110e2809c80ee5ccf1e0300d23afa31e81853c5',
    ],
    [
      'reserved characters in the key',
      "/a(1)!*'.txt",
      '885514d57bb2021c9478109286e56be9ddfeea770c84d0b6caa8793a1ab15f20',
    ],
    ['names in both cases', '/?b=2&B=1&a=0', '0fadb8547787dbe5e6ca8a9aa536cd842240ddbc82467f0413fc288deda59363'],
  ])('is what the JavaScript SDK makes of %s', (_what, target, expected) => {
    const head = `GET ${target} HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n`;
    // These three were signed with the secret that has a plus and a slash.
    expect(sign(head, '', 'wJalrXUtnFEMI+K7MDENG/bPxRfiCYEXAMPLEKEY').signature.octets).toBe(expected);
  });
});

function sign(head: string, body: string, secret = SECRET) {
  const signed = signHeader(
    {
      request: plainOf(head),
      payload: { length: body.length, sha256: octetsOf(sha256Of(body)) },
      credentials: { accessKeyId: plainOf('AKID'), secretAccessKey: plainOf(secret), sessionToken: null },
      timestamp: plainOf(TIMESTAMP),
      region: plainOf('us-east-1'),
      service: plainOf('s3'),
      rules: S3_RULES,
    },
    unrecorded,
  );
  if (isProblem(signed)) throw new Error(signed.says);
  return signed;
}

function accepts(head: string, body: string, secret = SECRET): boolean {
  const request = readRequestHead(plainOf(head));
  if (isProblem(request)) throw new Error(request.says);
  const claimed = claim(request, { length: body.length, sha256: octetsOf(sha256Of(body)) });
  if (isProblem(claimed)) throw new Error(claimed.says);
  return verify(claimed, plainOf(secret), S3_RULES, unrecorded).matches;
}

const addedHeaders = ({ body }: RandomRequest, authorization: string) =>
  [
    ['x-amz-content-sha256', sha256Of(body)],
    ['x-amz-date', TIMESTAMP],
    ['Authorization', authorization],
  ] as const;

/** The request, and the same with one byte of one of its signed parts exchanged for another. */
function withOneByteChanged(
  original: RandomRequest,
): fc.Arbitrary<{ original: RandomRequest; changed: RandomRequest }> {
  const { method, path, query, headers, body } = original;
  const spelled = (meant: string) => ({ meant, spelled: encoded(meant) });
  const changes: (() => RandomRequest)[] = [
    () => ({ ...original, method: exchanged(method, 0) }),
    ...positions(path.meant.slice(1)).map((at) => () => ({
      ...original,
      path: { meant: exchanged(path.meant, at + 1), spelled: `/${encoded(exchanged(path.meant, at + 1).slice(1))}` },
    })),
    ...query.flatMap(([name, value], index) => [
      ...positions(name.meant).map((at) => () => ({
        ...original,
        query: query.with(index, [spelled(exchanged(name.meant, at)), value]),
      })),
      ...positions(value.meant).map((at) => () => ({
        ...original,
        query: query.with(index, [name, spelled(exchanged(value.meant, at))]),
      })),
    ]),
    ...headers.flatMap(([name, value], index) =>
      positions(value)
        .filter((at) => !' \t'.includes(value.charAt(at)))
        .map((at) => () => ({ ...original, headers: headers.with(index, [name, exchanged(value, at)]) })),
    ),
    ...positions(body).map((at) => () => ({ ...original, body: exchanged(body, at) })),
  ];
  return fc.constantFrom(...changes).map((change) => ({ original, changed: change() }));
}

const positions = (text: string) => [...text].map((_byte, at) => at);
const encoded = (bytes: string) => Buffer.from(bytes, 'latin1').toString('hex').replace(/../g, '%$&');

/** With another letter at one place. */
function exchanged(text: string, at: number): string {
  return text.slice(0, at) + (text.charAt(at) === 'Q' ? 'R' : 'Q') + text.slice(at + 1);
}
