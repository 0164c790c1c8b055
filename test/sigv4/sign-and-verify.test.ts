/** Signing and verifying are one line of stages: what the one makes, the other accepts, and nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AWS4_ECDSA_P256_SHA256 } from '../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from '../../src/sigv4/algorithms/hmac-sha256.ts';
import { GENERAL_RULES, type PayloadMode } from '../../src/sigv4/rules.ts';
import { utf8 } from '../support/octets-of.ts';
import { type Pair, sha256Of, signIndependently } from '../support/sigv4/independent-signer.ts';
import { headOf, meantBy, type RandomRequest, randomRequest } from '../support/sigv4/random-requests.ts';
import { type Asked, accepts, EXAMPLE, type SomeRules, sign } from '../support/sigv4/signing.ts';

const { secret: SECRET, timestamp: TIMESTAMP } = EXAMPLE;

const HOW = [
  ['header', AWS4_HMAC_SHA256],
  ['header', AWS4_ECDSA_P256_SHA256],
  ['query', AWS4_HMAC_SHA256],
  ['query', AWS4_ECDSA_P256_SHA256],
] as const;
const numRunsOf = ({ id }: { readonly id: string }) => (id === 'sigv4' ? 100 : 40);

describe.each(HOW.map(([form, algorithm]) => [algorithm.id, form, algorithm] as const))(
  'a request signed with %s in its %s',
  (_id, form, algorithm) => {
    const numRuns = numRunsOf(algorithm);
    const rules = { payload: 'hashed' } as const;
    const asked = ({ body }: RandomRequest): Omit<Asked, 'head'> => ({
      algorithm,
      body,
      rules,
      ...(form === 'query' ? { expires: '60' } : {}),
    });
    const signedHead = (request: RandomRequest) => sign({ head: headOf(request), ...asked(request) }).bytes.octets;

    it('is accepted', () => {
      fc.assert(
        fc.property(randomRequest, (request) => {
          expect(accepts(signedHead(request), { body: request.body })).toBe(true);
        }),
        { numRuns },
      );
    });

    it('is not accepted with another secret', () => {
      fc.assert(
        fc.property(randomRequest, fc.string(), (request, secret) => {
          fc.pre(secret !== SECRET);
          expect(accepts(signedHead(request), { body: request.body, secret: utf8(secret) })).toBe(false);
        }),
        { numRuns },
      );
    });

    it('is not accepted with one signed byte changed', () => {
      fc.assert(
        fc.property(randomRequest.chain(withOneByteChanged), ({ original, changed }) => {
          const signed = sign({ head: headOf(original), ...asked(original) });
          const more = (request: RandomRequest) => attached(form, signed.bytes.octets, request);
          expect(accepts(more(original), { body: original.body })).toBe(true);
          expect(accepts(more(changed), { body: changed.body })).toBe(false);
        }),
        { numRuns },
      );
    });

    it('is accepted with any other value of a header that is not signed', () => {
      const value = fc.stringMatching(/^[!-~]{0,9}$/);
      fc.assert(
        fc.property(randomRequest, value, value, (request, before, after) => {
          const unsigned = { ...request, headers: [...request.headers, ['TE', before] as const] };
          const head = signedHead(unsigned);
          expect(accepts(head, { body: request.body })).toBe(true);
          const changed = head.replace(`\r\nTE: ${before}\r\n`, () => `\r\nTE: ${after}\r\nExpect: 100-continue\r\n`);
          expect(accepts(changed, { body: request.body })).toBe(true);
        }),
        { numRuns },
      );
    });
  },
);

describe('every payload mode', () => {
  const modes: readonly PayloadMode[] = ['hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer'];
  const services: readonly SomeRules[] = [{}, GENERAL_RULES];
  const cases = HOW.flatMap(([form, algorithm]) =>
    services.flatMap((rules) =>
      modes
        .filter((payload) => form === 'header' || payload === 'hashed' || payload === 'unsigned')
        .map((payload) => [payload, form, algorithm.id, rules === GENERAL_RULES ? 'other' : 's3', algorithm] as const),
    ),
  );

  it.each(cases)('is accepted: %s, in the %s, with %s, for %s', (payload, form, _id, service, algorithm) => {
    const rules = { ...(service === 's3' ? {} : GENERAL_RULES), payload };
    fc.assert(
      fc.property(randomRequest, (request) => {
        const trailers = payload.endsWith('trailer') ? ['x-amz-checksum-crc32'] : [];
        const asked = { head: headOf(request), body: request.body, algorithm, rules, trailers };
        const signed = sign({ ...asked, ...(form === 'query' ? { expires: '60' } : {}) });
        expect(accepts(signed.bytes.octets, { body: request.body, rules })).toBe(true);
        const isCovered = payload === 'hashed' && !/x-amz-content-sha256/i.test(signed.bytes.octets);
        if (isCovered) expect(accepts(signed.bytes.octets, { body: `${request.body}Q`, rules })).toBe(false);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a signed request', () => {
  it.each([
    ['time', 'x-amz-date: 20130524T000000Z', 'x-amz-date: 20130524T000001Z'],
    ['payload hash', `x-amz-content-sha256: ${sha256Of('')}`, 'x-amz-content-sha256: UNSIGNED-PAYLOAD'],
    ['host', 'Host: examplebucket.', 'Host: otherbucket.'],
    ['region of the scope', '/us-east-1/', '/us-east-2/'],
    ['service of the scope', '/s3/', '/s4/'],
    ['date of the scope', 'EXAMPLE/20130524/', 'EXAMPLE/20130525/'],
    ['list of signed headers', 'SignedHeaders=host;', 'SignedHeaders='],
    ['signature', /Signature=.*/, `Signature=${'0'.repeat(64)}`],
    ['length of the signature', /Signature=(.*)./, 'Signature=$1'],
  ])('is not accepted with another %s', (_what, from, to) => {
    const head = sign({ head: 'GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n' }).bytes.octets;
    const changed = head.replace(from, to);
    expect(changed).not.toBe(head);
    expect(accepts(head)).toBe(true);
    expect(accepts(changed)).toBe(false);
  });
});

describe('the signature', () => {
  it('is the one that an independent signer makes', () => {
    fc.assert(
      fc.property(randomRequest, (request) => {
        const independent = signIndependently(meantBy(request, TIMESTAMP), EXAMPLE);
        const signed = sign({ head: headOf(request), body: request.body });
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
    expect(sign({ head, secret: 'wJalrXUtnFEMI+K7MDENG/bPxRfiCYEXAMPLEKEY' }).signature.octets).toBe(expected);
  });
});

/** The head of a request with what signing has put into this head, and the hash that its body has. */
function attached(form: 'header' | 'query', signedHead: string, request: RandomRequest): string {
  const lines = signedHead.split('\r\n');
  const added = lines
    .slice(2 + request.headers.length, -2)
    .map((line): Pair => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])
    .map(([name, value]): Pair => [name, name === 'x-amz-content-sha256' ? sha256Of(request.body) : value]);
  const head = headOf(request, added);
  if (form === 'header') return head;
  const parameters = lines[0]?.slice(lines[0].indexOf('X-Amz-Algorithm='), lines[0].lastIndexOf(' ')) ?? '';
  const joint = request.query.length === 0 ? '?' : '&';
  return head.replace(/ HTTP\/1\.1\r\n/, () => `${joint}${parameters} HTTP/1.1\r\n`);
}

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
